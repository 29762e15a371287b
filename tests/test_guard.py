import socket
import subprocess
import sys

import pytest

TRIES = {
    "connect": "socket.create_connection(('192.0.2.1', 80), timeout=1)",
    "connect_ex": "socket.socket().connect_ex(('192.0.2.1', 80))",
    "datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "look-up": "socket.getaddrinfo('www.example.com', 80)",
    "old look-up": "socket.gethostbyname('www.example.com')",
}


def _run(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)


def test_nothing_but_loopback_is_reached():
    with pytest.raises(AssertionError, match="only loopback"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(AssertionError, match="only loopback"):
        socket.getaddrinfo("www.example.com", 80)
    with socket.socket() as plain, pytest.raises(AssertionError, match="only loopback"):
        plain.connect_ex(("192.0.2.1", 80))


def test_loopback_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5):
        pass


@pytest.mark.parametrize("code", TRIES.values(), ids=TRIES)
def test_a_program_of_a_test_reaches_nothing_either(code):
    ended = _run(f"import socket; {code}")

    assert ended.returncode == 1
    assert "only loopback is allowed" in ended.stderr


def test_a_program_of_a_test_reaches_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = _run(f"import socket; socket.create_connection({server.getsockname()!r}, timeout=5).close()")

    assert (ended.returncode, ended.stderr) == (0, "")


def test_scrapy_reaches_nothing(tmp_path):
    (tmp_path / "spider.py").write_text(
        "import scrapy\nclass S(scrapy.Spider):\n    name = 's'\n    start_urls = ['http://192.0.2.1/']\n"
        "    custom_settings = {'RETRY_ENABLED': False, 'HTTPPROXY_ENABLED': False, 'DOWNLOAD_TIMEOUT': 5}\n"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", "spider.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "only loopback is allowed" in ended.stderr
