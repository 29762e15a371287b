"""Certificates are verified: nobody in between can pass for a site."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def certificate(tmp_path):
    """A certificate that its own owner has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "phones.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(NOW + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = tmp_path / "both.pem"
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(plain + made.public_bytes(pem))
    return file


def test_a_certificate_that_nobody_vouches_for_is_none(web, crawl, certificate):
    web.site([1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)

    crawl("web", "-a", f"url={web.base.replace('http', 'https')}1.html", "-s", "CLOSESPIDER_TIMEOUT=2")

    assert web.log == []
    assert crawl.one("SELECT count(*) FROM articles") == 0
    ((kind, message),) = set(crawl.rows("SELECT kind, message FROM errors"))
    assert kind == "connection"
    assert "certificate" in message
