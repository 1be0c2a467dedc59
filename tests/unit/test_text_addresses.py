"""Which server an address leads to, whatever it would like to look like."""

from __future__ import annotations

import pytest

from tootui.text.addresses import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://news.example/2026/a?b=c", "news.example"),
        ("https://News.Example:8080", "news.example:8080"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://evil.example\\@bank.example/", "evil.example"),
        ("https://evil.example?@bank.example", "evil.example"),
        ("https://evil.example#@bank.example", "evil.example"),
        ("https://[::1]/x", "[::1]"),
        ("https://[cut.example", "[cut.example"),
        ("https://a\x1b[31m.example/", "a[31m.example"),
        ("https://", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_host_is_where_the_address_leads(url: str, host: str) -> None:
    assert host_of(url) == host
