"""Speed and accuracy of reading, side by side with other readers on the same pages in the same minutes.

The others (trafilatura, readability-lxml, newspaper4k) are installed into an environment of their own, .cache/readers.
Each reader reads all pages in one process; the processes take turns, round after round, so that what else the machine
does falls on all alike. The figure is processor time, user and system, without imports and a first page; a ratio is the
median of the rounds' ratios. Accuracy is the F1 of four-word shingles of the body, by the scorer's own definition.

With --without the pages lose what a site nobody knows may do without: its ``names`` (class, id, itemprop and role of every
element), or its ``tags`` (p, article, main, section and header are div). How much accuracy then stays tells how much of it
is owed to pages already seen.

The pages lie outside the repository (--pages; by default beside it), as does the scorer.
"""

import argparse
import gzip
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGES = SHARED / "data" / "pages" / "zyte.jsonl"
VENV = ROOT / ".cache" / "readers"
PACKAGES = ("trafilatura", "readability-lxml", "newspaper4k", "lxml_html_clean")
OTHERS = ("trafilatura", "trafilatura-all", "readability-lxml", "newspaper4k")
"""``trafilatura-all`` reads metadata, images and links, too, as we do; ``trafilatura`` the body alone."""
OURS = "newsscrape"

WITHOUT = ("names", "tags")
NAMES = ("class", "id", "itemprop", "role")
TAGS = frozenset(["p", "article", "main", "section", "header"])

Reader = Callable[[bytes, str], str | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES, help="a list of pages with their truth")
    parser.add_argument("--rounds", type=int, default=5, help="of all readers (default: 5)")
    parser.add_argument("--without", choices=WITHOUT, help="what the pages lose before they are read")
    parser.add_argument("--run", choices=(OURS, *OTHERS), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        print(json.dumps(run(chosen.run, chosen.pages, chosen.without)))
        return
    prepare()
    rounds = [{name: measure(name, chosen.pages, chosen.without) for name in (OURS, *OTHERS)} for _ in range(chosen.rounds)]
    scorer = load_scorer()
    truths = [json.loads(line)["truth"]["body"] for line in chosen.pages.read_text(encoding="utf-8").splitlines()]
    print(f"{'':<17} ms a page   pages/s   ours is x    F1      P      R")
    for name in (OURS, *OTHERS):
        spent = median(one[name]["seconds"] for one in rounds) / len(truths)
        ratio = median(one[name]["seconds"] / one[OURS]["seconds"] for one in rounds)
        bodies = zip(truths, rounds[0][name]["bodies"], strict=True)
        found = scorer.aggregate([scorer.shingle_tpfpfn(truth, body) for truth, body in bodies])
        figures = "  ".join(f"{found[key]:.3f}" for key in ("f1", "p", "r"))
        print(f"{name:<17} {1000 * spent:9.2f} {1 / spent:9.1f} {ratio:11.2f}    {figures}")


def prepare() -> None:
    """Make the environment of the other readers, where there is none."""
    if (VENV / ".ready").exists():
        return
    subprocess.run(["sh", ROOT / "tools" / "venv.sh", VENV], check=True)
    pip = [VENV / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--upgrade", "pip"], check=True)
    subprocess.run([*pip, *PACKAGES], check=True)
    (VENV / ".ready").touch()


def measure(name: str, pages: Path, without: str | None = None) -> dict[str, Any]:
    python = sys.executable if name == OURS else str(VENV / "bin" / "python")
    command = [python, __file__, "--run", name, "--pages", str(pages), *(["--without", without] if without else [])]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run(name: str, path: Path, without: str | None = None) -> dict[str, Any]:
    """Read all pages with one reader, in this process."""
    listed = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pages = [(gzip.decompress((path.parent / one["page"]).read_bytes()), one["url"]) for one in listed]
    pages = [(stripped(body, without), url) for body, url in pages] if without else pages
    reader = READERS[name]()
    reader(*pages[0])
    started = time.process_time()
    bodies = [reader(body, url) or "" for body, url in pages]
    return {"seconds": time.process_time() - started, "bodies": bodies}


def stripped(body: bytes, without: str) -> bytes:
    """Return the page without names, or without the tags that tell what is what."""
    from lxml import html  # noqa: PLC0415 - each environment has it of its own

    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    for element in root.iter("*"):
        if without == "names":
            for name in NAMES:
                element.attrib.pop(name, None)
        elif element.tag in TAGS:
            element.tag = "div"
    return bytes(html.tostring(root, encoding="utf-8"))


def newsscrape() -> Reader:
    import newsscrape  # noqa: PLC0415 - each process loads its own reader only

    return lambda body, url: newsscrape.read(body, url).body


def trafilatura(**more: bool) -> Reader:
    from trafilatura import bare_extraction  # noqa: PLC0415

    def read(body: bytes, url: str) -> str | None:
        document = bare_extraction(body, url=url, favor_precision=True, include_comments=False, **more)
        return document.text if document else None

    return read


def trafilatura_all() -> Reader:
    return trafilatura(with_metadata=True, include_images=True, include_links=False)


def readability() -> Reader:
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    def read(body: bytes, _url: str) -> str | None:
        return str(fromstring(Document(body).summary()).text_content())

    return read


def newspaper() -> Reader:
    from newspaper import Article  # noqa: PLC0415

    def read(body: bytes, url: str) -> str | None:
        article = Article(url, language="en", fetch_images=False)  # by itself it asks for a package for each other language
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return read


READERS: dict[str, Callable[[], Reader]] = {
    OURS: newsscrape,
    "trafilatura": trafilatura,
    "trafilatura-all": trafilatura_all,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
}


def load_scorer() -> Any:
    """Return the scorer as a module: its definitions are the ones that count."""
    spec = importlib.util.spec_from_file_location("score_reading", SHARED / "tools" / "score_reading.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
