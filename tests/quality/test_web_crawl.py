"""The real crawl over the real pages: each one ends as an article or as a refusal with its reason."""

import gzip
import http.server
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import threading

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGES = ROOT.parent / "shared" / "data" / "pages"


@pytest.mark.slow
@pytest.mark.skipif(
    not PAGES.is_dir(), reason="the real pages are not ours to ship; they lie beside the repository only where it is built"
)
def test_every_real_page_is_archived_or_refused_with_a_reason(tmp_path):
    lines = (PAGES / "zyte.jsonl").read_text(encoding="utf-8").splitlines()
    files = [PAGES / json.loads(line)["page"] for line in lines]
    bodies = {f"/{number}/story.html": gzip.decompress(file.read_bytes()) for number, file in enumerate(files)}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = bodies.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        urls = tmp_path / "urls.txt"
        urls.write_text("\n".join(f"http://127.0.0.1:{serving.server_address[1]}{path}" for path in bodies), encoding="utf-8")
        command = [str(pathlib.Path(sys.executable).parent / "scrapy"), "crawl", "web", "-a", f"urls={urls}"]
        command += ["-a", "follow=none", "-a", "comments=none", "-s", "DOWNLOAD_DELAY=0"]
        env = {**os.environ, "NEWSSCRAPE_ARCHIVE": str(tmp_path / "archive.db")}
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110, check=False)
        serving.shutdown()

    assert ended.returncode == 0, ended.stderr
    connection = sqlite3.connect(tmp_path / "archive.db")
    ((archived,),) = connection.execute("SELECT count(*) FROM articles")
    ((refused,),) = connection.execute("SELECT count(DISTINCT url) FROM errors WHERE message <> ''")
    connection.close()
    assert archived + refused == len(bodies)
    assert archived > 0.95 * len(bodies)
