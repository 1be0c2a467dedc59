"""What people do about each other: follow, mute, block, feature, note; and the lists of that."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, Bond
from tootui.demo.errors import ApiError, not_found
from tootui.demo.paging import row_page
from tootui.demo.params import Params, read_params

Act = Callable[[Demo, Account, Account, Params], None]


def _verb(scope: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does one thing about the account of the path and answers how it stands now."""

    async def endpoint(request: Request) -> Response:
        demo, viewer = demo_of(request), viewer_of(request, scope)
        other = demo.state.accounts.get(request.path_params["id"])
        if other is None:
            raise not_found()
        act(demo, viewer, other, await read_params(request))
        demo.state.touch()
        return answer(request, demo.wire.relationship(viewer, other))

    return endpoint


def _follow(demo: Demo, viewer: Account, other: Account, params: Params) -> None:
    state = demo.state
    if other is viewer or state.known_bond(other.id, viewer.id).blocked:
        raise ApiError(403, "This action is not allowed")
    bond = state.bond(viewer.id, other.id)
    bond.blocked = 0
    if "reblogs" in params.names():
        bond.shows_reblogs = params.flag("reblogs")
    if "notify" in params.names():
        bond.notifies = params.flag("notify")
    if "languages" in params.names():
        bond.languages = params.all("languages") or None
    pair = (viewer.id, other.id)
    if other.locked and pair not in state.follows and pair not in state.follow_requests:
        state.follow_requests[pair] = state.ids.number(demo.clock.now())
        state.notify("follow_request", other.id, viewer.id)
        demo.living.decide_about_follow(viewer, other)
    elif not other.locked and pair not in state.follows:
        state.follow(viewer.id, other.id, demo.clock.now())
        state.notify("follow", other.id, viewer.id)
    state.did("follow", viewer, other)


def _unfollow(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    demo.state.unfollow(viewer.id, other.id)
    bond = demo.state.bond(viewer.id, other.id)
    bond.shows_reblogs, bond.notifies, bond.languages, bond.endorsed = True, False, None, 0
    demo.state.did("unfollow", viewer, other)


def _remove_follower(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    demo.state.unfollow(other.id, viewer.id)
    demo.state.did("reject", viewer, other)


def _block(demo: Demo, viewer: Account, other: Account, params: Params) -> None:
    if other is viewer:
        raise ApiError(403, "This action is not allowed")
    _unfollow(demo, viewer, other, params)
    demo.state.unfollow(other.id, viewer.id)
    bond = demo.state.bond(viewer.id, other.id)
    bond.blocked = bond.blocked or demo.state.new_row()
    mine = demo.state.notifications[viewer.id]
    demo.state.notifications[viewer.id] = [note for note in mine if note.account_id != other.id]
    demo.state.did("block", viewer, other)


def _unblock(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    demo.state.bond(viewer.id, other.id).blocked = 0
    demo.state.did("unblock", viewer, other)


def _mute(demo: Demo, viewer: Account, other: Account, params: Params) -> None:
    if other is viewer:
        raise ApiError(403, "This action is not allowed")
    bond, seconds = demo.state.bond(viewer.id, other.id), params.number("duration", 0)
    bond.muted = bond.muted or demo.state.new_row()
    bond.mutes_notifications = params.flag("notifications") if "notifications" in params.names() else True
    bond.muted_until = iso(demo.clock.now() + timedelta(seconds=seconds)) if seconds else None


def _unmute(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    demo.state.bond(viewer.id, other.id).muted = 0


def _endorse(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    if (viewer.id, other.id) not in demo.state.follows:
        raise ApiError(422, "Validation failed: You must be already following the person you want to endorse")
    bond = demo.state.bond(viewer.id, other.id)
    bond.endorsed = bond.endorsed or demo.state.new_row()


def _unendorse(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    demo.state.bond(viewer.id, other.id).endorsed = 0


def _note(demo: Demo, viewer: Account, other: Account, params: Params) -> None:
    demo.state.bond(viewer.id, other.id).note = params.text("comment").strip()


def _authorize(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    if demo.state.follow_requests.pop((other.id, viewer.id), None) is None:
        raise not_found()
    demo.state.follow(other.id, viewer.id, demo.clock.now())
    demo.state.notify("follow", viewer.id, other.id)
    demo.state.did("accept", viewer, other)


def _reject(demo: Demo, viewer: Account, other: Account, _: Params) -> None:
    if demo.state.follow_requests.pop((other.id, viewer.id), None) is None:
        raise not_found()
    demo.state.did("reject", viewer, other)


def _listed(scope: str, row_of: Callable[[Demo, Bond], int]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for the list of those about whom something was done."""

    async def endpoint(request: Request) -> Response:
        demo, viewer = demo_of(request), viewer_of(request, scope)
        bonds = [(row_of(demo, one), one) for (owner, _), one in demo.state.bonds.items() if owner == viewer.id]
        rows = sorted(((row, one) for row, one in bonds if row), key=lambda pair: pair[0])
        page, headers = row_page(request, rows, default=40, most=80, newer="since_id")
        written = [demo.wire.account(demo.state.accounts[one.other_id]) for one in page]
        if scope == "read:mutes":
            written = [person | {"mute_expires_at": one.muted_until} for person, one in zip(written, page, strict=True)]
        return answer(request, written, headers=headers)

    return endpoint


async def follow_requests(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:follows")
    asking = [(number, a) for (a, b), number in demo.state.follow_requests.items() if b == viewer.id]
    page, headers = row_page(request, sorted(asking), default=40, most=80, newer="since_id")
    return answer(request, [demo.wire.account(demo.state.accounts[one]) for one in page], headers=headers)


_VERBS = {
    "follow": _verb("write:follows", _follow),
    "unfollow": _verb("write:follows", _unfollow),
    "remove_from_followers": _verb("write:follows", _remove_follower),
    "block": _verb("write:blocks", _block),
    "unblock": _verb("write:blocks", _unblock),
    "mute": _verb("write:mutes", _mute),
    "unmute": _verb("write:mutes", _unmute),
    "endorse": _verb("write:accounts", _endorse),
    "unendorse": _verb("write:accounts", _unendorse),
    "note": _verb("write:accounts", _note),
}

ROUTES = [
    *(Route(f"/api/v1/accounts/{{id}}/{name}", verb, methods=["POST"]) for name, verb in _VERBS.items()),
    Route("/api/v1/blocks", _listed("read:blocks", lambda _, bond: bond.blocked)),
    Route("/api/v1/mutes", _listed("read:mutes", lambda demo, bond: bond.muted * demo.state.is_muted(bond))),
    Route("/api/v1/endorsements", _listed("read:accounts", lambda _, bond: bond.endorsed)),
    Route("/api/v1/follow_requests", follow_requests),
    Route("/api/v1/follow_requests/{id}/authorize", _verb("write:follows", _authorize), methods=["POST"]),
    Route("/api/v1/follow_requests/{id}/reject", _verb("write:follows", _reject), methods=["POST"]),
]
