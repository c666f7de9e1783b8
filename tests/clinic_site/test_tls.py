"""Nothing is said to visitors in the clear."""

from pathlib import Path

import pytest

NGINX = Path(__file__).resolve().parents[2] / "deploy/nginx"
ENDS_TLS = [path for path in sorted(NGINX.glob("*.conf")) if "listen 443 ssl" in path.read_text()]


def test_a_proxy_ends_tls():
    assert ENDS_TLS


@pytest.mark.parametrize("path", ENDS_TLS, ids=lambda path: path.name)
def test_nginx_speaks_tls_1_2_or_newer(path):
    """Debian's own nginx.conf still allows 1.0."""
    conf = path.read_text()

    assert "ssl_protocols TLSv1.2 TLSv1.3;" in (NGINX / "tls.conf").read_text()
    assert conf.count("include /srv/clinic/deploy/nginx/tls.conf;") == conf.count("listen 443 ssl")
    assert "ssl_protocols" not in conf


@pytest.mark.parametrize("address", ["/consultation/", "/admin/", "/cms/", "/no-such-page/"])
def test_whoever_comes_without_tls_is_sent_to_it(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    answer = client.get(address, headers={"X-Forwarded-Proto": "http"})

    assert (answer.status_code, answer["Location"]) == (301, f"https://testserver{address}")
