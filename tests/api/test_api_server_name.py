"""What people type for a server."""

from __future__ import annotations

import pytest

from tootui.api.server_name import is_loopback, server_url
from tootui.model.errors import InvalidServer


@pytest.mark.parametrize(
    ("typed", "server"),
    [
        ("mastodon.example", "https://mastodon.example"),
        ("  Mastodon.Example.  ", "https://mastodon.example"),
        ("https://mastodon.example", "https://mastodon.example"),
        ("HTTPS://mastodon.example/", "https://mastodon.example"),
        ("https://mastodon.example/@ada/1234?x=1#y", "https://mastodon.example"),
        ("mastodon.example/about", "https://mastodon.example"),
        ("mastodon.example:8443", "https://mastodon.example:8443"),
        ("https://mastodon.example:443", "https://mastodon.example"),
        ("@ada@mastodon.example", "https://mastodon.example"),
        ("ada@mastodon.example", "https://mastodon.example"),
        ("acct:ada@mastodon.example", "https://mastodon.example"),
        ("https://user:pass@mastodon.example", "https://mastodon.example"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("192.0.2.1", "https://192.0.2.1"),
        ("[2001:db8::1]:3000", "https://[2001:db8::1]:3000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:3000", "http://localhost:3000"),
        ("@you@127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:80/", "http://[::1]"),
        ("https://127.0.0.1:8000", "https://127.0.0.1:8000"),
    ],
)
def test_a_server_is_recognised(typed: str, server: str) -> None:
    assert server_url(typed) == server


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "@ada",
        "ada",
        "mastodon",
        "http://mastodon.example",
        "http://10.0.0.1",
        "http://127.0.0.1.evil.example",
        "ftp://mastodon.example",
        "https://",
        "https://mastodon.example:99999",
        "https://mastodon.example:x",
        "https://[::1",
        "mastodon .example",
        "mastodon..example",
        "-mastodon.example",
        "mast\x1bodon.example",
        "maستodon..\u202eexample",
        "a" * 300 + ".example",
        "javascript://mastodon.example",
    ],
)
def test_what_is_no_server_is_said_so(typed: str) -> None:
    with pytest.raises(InvalidServer) as refused:
        server_url(typed)

    assert str(refused.value).endswith(".")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:1/x", True),
        ("http://127.8.0.1", True),
        ("http://localhost", True),
        ("http://[::1]:3", True),
        ("http://127.0.0.1.evil.example", False),
        ("https://mastodon.example", False),
        ("http://[", False),
    ],
)
def test_loopback_is_this_machine_only(url: str, local: bool) -> None:
    assert is_loopback(url) is local
