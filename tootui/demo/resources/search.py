"""Search (v2)."""

from collections.abc import Sequence
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.entities import Account, Status
from tootui.demo.errors import ApiError
from tootui.demo.params import read_params

KINDS = ("accounts", "statuses", "hashtags")
Item = TypeVar("Item")


async def search(request: Request) -> Response:
    demo, viewer, params = demo_of(request), guest_or_viewer(request), await read_params(request)
    query, kind = params.text("q").strip(), params.optional("type")
    resolve, offset, limit = params.flag("resolve"), params.number("offset", 0), min(params.number("limit", 20), 40)
    if not query:
        raise ApiError(400, "param is missing or the value is empty: q")
    if viewer is None and (resolve or offset):
        raise ApiError(401, "Search queries pagination is not supported without authentication")
    if kind not in (None, *KINDS):
        raise ApiError(422, f"'{kind}' is not a valid type")
    if offset and kind is None:
        offset = 0
    reader = viewer or demo.state.local_accounts()[0]
    people: Sequence[Account] = []
    posts: Sequence[Status] = []
    tags: Sequence[str] = []
    peer = demo.federation.peer_of(query)
    if peer and resolve:
        await demo.federation.fetch(peer, query)
    if query.startswith(("http://", "https://")):
        found = demo.federation.known(query) if peer else demo.search.at(query, reader, resolve=resolve)
        people, posts = [found] if isinstance(found, Account) else [], [found] if isinstance(found, Status) else []
    else:
        if not query.startswith("#"):
            people = demo.search.accounts(query, reader, following=params.flag("following"), resolve=resolve)
        tags = [] if query.startswith("@") else demo.search.tags(query)
        if viewer and not query.startswith(("#", "@")):
            posts = demo.search.statuses(query, viewer, params.optional("account_id"))

    def part(name: str, items: Sequence[Item]) -> list[Item]:
        return list(items[offset : offset + limit]) if kind in (None, name) else []

    written = {
        "accounts": [demo.wire.account(account) for account in part("accounts", people)],
        "statuses": [demo.wire.status(status, viewer) for status in part("statuses", posts)],
        "hashtags": [demo.trends.tag(name, viewer) for name in part("hashtags", tags)],
    }
    return answer(request, written)


async def accounts(request: Request) -> Response:
    """For completing names while one writes."""
    demo, viewer, params = demo_of(request), viewer_of(request, "read:accounts"), await read_params(request)
    query = params.text("q").strip()
    if not query:
        raise ApiError(400, "param is missing or the value is empty: q")
    following, resolve = params.flag("following"), params.flag("resolve")
    found = demo.search.accounts(query, viewer, following=following, resolve=resolve)
    start, limit = params.number("offset", 0), min(params.number("limit", 40), 80)
    return answer(request, [demo.wire.account(account) for account in found[start : start + limit]])


ROUTES = [
    Route("/api/v2/search", search),
    Route("/api/v1/accounts/search", accounts),
]
