"""The tags on a profile: those its owner chose, or for people of a new world those they write about most."""

from collections import Counter
from zlib import crc32

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, JsonObject
from tootui.demo.errors import ApiError, not_found
from tootui.demo.formatting import is_hashtag
from tootui.demo.origin import ORIGIN
from tootui.demo.params import read_params

MOST = 10
_CHOSEN_BY_OTHERS = 4


def names_of(demo: Demo, account: Account) -> list[str]:
    """What an account features, in the order of its profile."""
    if account.id in demo.state.featured_tags:
        return demo.state.featured_tags[account.id]
    uses = _uses(demo, account)
    return [name for name, count in uses.most_common(_CHOSEN_BY_OTHERS) if count > 1]


def _uses(demo: Demo, account: Account) -> Counter[str]:
    public = (one for one in demo.state.statuses_of(account.id) if one.visibility == "public")
    return Counter(tag for one in public for tag in one.tags)


def _id(account: Account, name: str) -> str:
    return str(crc32(f"{account.id} {name}".encode()))


def _json(demo: Demo, account: Account, name: str) -> JsonObject:
    """FeaturedTag."""
    last = [one.created_at[:10] for one in demo.state.statuses_of(account.id) if name in one.tags]
    return {
        "id": _id(account, name),
        "name": name,
        "url": f"{ORIGIN}/@{account.acct}/tagged/{name}",
        "statuses_count": str(_uses(demo, account)[name]),
        "last_status_at": last[-1] if last else None,
    }


async def of_account(request: Request) -> Response:
    demo = demo_of(request)
    account = demo.state.accounts.get(request.path_params["id"])
    if account is None:
        raise not_found()
    names = [] if account.traits.get("suspended") else names_of(demo, account)
    return answer(request, [_json(demo, account, name) for name in names])


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:accounts")
    return answer(request, [_json(demo, viewer, name) for name in names_of(demo, viewer)])


def _feature(demo: Demo, viewer: Account, name: str) -> None:
    names = names_of(demo, viewer)
    if not is_hashtag(name):
        raise ApiError(422, "Validation failed: Tag is not a valid hashtag")
    if name not in names and len(names) >= MOST:
        raise ApiError(422, "Validation failed: You have already featured the maximum number of hashtags")
    demo.state.featured_tags[viewer.id] = list(dict.fromkeys([*names, name]))
    demo.state.touch()


def _unfeature(demo: Demo, viewer: Account, name: str) -> None:
    demo.state.featured_tags[viewer.id] = [one for one in names_of(demo, viewer) if one != name]
    demo.state.touch()


async def create(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:accounts")
    name = (await read_params(request)).text("name").removeprefix("#").lower()
    _feature(demo, viewer, name)
    return answer(request, _json(demo, viewer, name))


async def delete(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:accounts")
    wanted = request.path_params["id"]
    name = next((one for one in names_of(demo, viewer) if _id(viewer, one) == wanted), None)
    if name is None:
        raise not_found()
    _unfeature(demo, viewer, name)
    return answer(request, {})


async def suggestions(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:accounts")
    shown = names_of(demo, viewer)
    fresh = [name for name, _ in _uses(demo, viewer).most_common() if name not in shown]
    return answer(request, [demo.trends.tag(name, viewer) for name in fresh[:10]])


async def feature(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:accounts")
    name = request.path_params["name"].lower()
    (_feature if request.url.path.endswith("/feature") else _unfeature)(demo, viewer, name)
    return answer(request, demo.trends.tag(name, viewer))


ROUTES = [
    Route("/api/v1/accounts/{id}/featured_tags", of_account),
    Route("/api/v1/featured_tags", index),
    Route("/api/v1/featured_tags", create, methods=["POST"]),
    Route("/api/v1/featured_tags/suggestions", suggestions),
    Route("/api/v1/featured_tags/{id}", delete, methods=["DELETE"]),
    Route("/api/v1/tags/{name}/feature", feature, methods=["POST"]),
    Route("/api/v1/tags/{name}/unfeature", feature, methods=["POST"]),
]
