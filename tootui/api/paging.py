"""Pages and the server's links between them.

Links are followed as given, with all their parameters (some servers page by other things than ids), but only to the
server itself: another origin would be sent the reader's token, or at least who reads.
"""

from __future__ import annotations

import re
from typing import TypeVar
from urllib.parse import urljoin

from tootui.api import decode
from tootui.api.server_name import origin_of
from tootui.api.transport import Answer, Parameters, Transport
from tootui.model.errors import BadAnswer
from tootui.model.pages import Page

E = TypeVar("E")

_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[^,;=\s]+\s*(?:=\s*(?:\"[^\"]*\"|[^,;\"\s]*))?)*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^,;\"\s]*))", re.IGNORECASE)
_LONGEST_HEADER = 8192


async def read_page(transport: Transport, target: str, entity: type[E], params: Parameters | None = None) -> Page[E]:
    """Read one page of a list.

    Raises:
        ServerError: it failed, or is no list.
    """
    return page_of(transport, await transport.get(target, params), entity)


async def follow(transport: Transport, url: str, entity: type[E]) -> Page[E]:
    """Read the page that a link of an earlier page names.

    Raises:
        ServerError: it failed, is no list, or the link leads away from the server.
    """
    return await read_page(transport, checked_link(transport, url), entity)


def checked_link(transport: Transport, url: str) -> str:
    """The same link, if it stays at the server.

    Raises:
        BadAnswer: it leads away from it.
    """
    if origin_of(url) != origin_of(transport.server):
        raise BadAnswer(f"{transport.host} names a page on another server, which is not followed.", sent=False)
    return url


def page_of(transport: Transport, answer: Answer, entity: type[E]) -> Page[E]:
    """Make a page of an answer and its `Link` header."""
    items, problems = decode.page(answer.body, entity)
    older, newer = links(answer.headers.get("link", ""), answer.url, transport.server)
    return Page(items, older=older, newer=newer, problems=problems, rebuilding=answer.status == 206)


def links(header: str, url: str, server: str) -> tuple[str | None, str | None]:
    """The addresses of the older and the newer page (``rel="next"`` and ``"prev"``) from a `Link` header.

    Args:
        url: of the answer, for addresses that are relative.
        server: what leads away from it is left out.
    """
    older = newer = None
    for target, parameters in _LINK.findall(header[:_LONGEST_HEADER]):
        relations = {name.lower() for pair in _RELATION.findall(parameters) for name in " ".join(pair).split()}
        try:
            absolute = urljoin(url, target)
        except ValueError:
            continue
        if origin_of(absolute) != origin_of(server):
            continue
        if "next" in relations:
            older = older or absolute
        if "prev" in relations:
            newer = newer or absolute
    return older, newer
