"""Somebody at a browser who says yes, or no, on a server's page."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
import urllib.request


def _decide(address: str, decision: str, *, follow: bool) -> str:
    """Send the form of the page at an address; gives the address the browser is sent to."""

    class Stay(urllib.request.HTTPRedirectHandler):
        """Notes where it is sent, and goes there only when that is wanted."""

        sent_to = ""

        def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # as the library has it
            self.sent_to = newurl
            return super().redirect_request(req, fp, 303, msg, headers, newurl) if follow else None

    stay = Stay()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), stay)
    page = opener.open(address, timeout=10).read().decode()
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    form = urllib.parse.urlencode({**fields, "decision": decision}).encode()
    try:
        opener.open(urllib.parse.urljoin(address, "/oauth/authorize"), form, timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
    return stay.sent_to


async def decide(address: str, decision: str = "allow", *, follow: bool = True) -> str:
    """Do it beside what runs; see `_decide`."""
    return await asyncio.to_thread(_decide, address, decision, follow=follow)
