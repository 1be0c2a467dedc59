"""A person before the demo's authorize page, as a plain HTTP client."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import httpx


def decide(url: str, decision: str = "allow", account: str = "you") -> str:
    """Open the page, press a button; give the address the browser is sent to.

    With an out-of-band redirect that is the page that shows the code.
    """
    parts = urlsplit(url)
    with httpx.Client(trust_env=False, follow_redirects=False, timeout=30) as browser:
        page = browser.get(url)
        assert page.status_code == 200, page.text
        fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page.text)}
        fields |= {"decision": decision, "account": account}
        answer = browser.post(f"{parts.scheme}://{parts.netloc}/oauth/authorize", data=fields)
        assert answer.status_code == 302, answer.text
        location = answer.headers["location"]
        return location if "://" in location else f"{parts.scheme}://{parts.netloc}{location}"


def shown_code(url: str) -> str:
    """The code on the page that shows it."""
    page = httpx.get(url, trust_env=False, timeout=30)
    found = re.search(r'id="code"[^>]* value="([^"]+)"', page.text)
    assert found is not None, page.text
    return unescape(found[1])
