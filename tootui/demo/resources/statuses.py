"""Single posts: reading, context, posting, deleting, and what one does to a post."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso, parse_iso
from tootui.demo.context import Demo, answer, bearer_token, demo_of, guest_or_viewer, viewer_of
from tootui.demo.drafting import new_draft
from tootui.demo.entities import Account, Scheduled, Status
from tootui.demo.errors import ApiError, not_found
from tootui.demo.params import read_params
from tootui.demo.resources.scheduled import schedule
from tootui.demo.schedule import scheduled_json, wanted_moment
from tootui.demo.targets import own_status, shown_status, target
from tootui.demo.visibility import ancestors, descendants, is_visible

MOST_PINS = 5
KEY_LIFETIME = timedelta(hours=1)
GUEST_ANCESTORS, GUEST_DESCENDANTS, MEMBER_CONTEXT = 40, 60, 4096


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    status = shown_status(request, viewer)
    return answer(request, demo.wire.status_bytes(status, viewer))


async def show_several(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    wanted = [demo.state.statuses.get(one) for one in (await read_params(request)).all("id")]
    found = [status for status in wanted if status and is_visible(demo.state, status, viewer)]
    return answer(request, demo.wire.statuses(found[:40], viewer))


async def context(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    status = shown_status(request, viewer)
    up, down = (MEMBER_CONTEXT, MEMBER_CONTEXT) if viewer else (GUEST_ANCESTORS, GUEST_DESCENDANTS)
    above = demo.wire.statuses(ancestors(demo.state, status, viewer)[-up:], viewer)
    below = demo.wire.statuses(descendants(demo.state, status, viewer)[:down], viewer)
    headers = demo.refreshes.header(status) if viewer else {}
    return answer(request, b'{"ancestors":' + above + b',"descendants":' + below + b"}", headers=headers)


async def create(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    params = await read_params(request)
    await demo.federation.fetch_mentioned(params.text("status"))
    key = request.headers.get("idempotency-key")
    known = _posted_before(demo, viewer, key)
    if known is None and (moment := wanted_moment(demo.state, viewer, params)):
        new_draft(demo, viewer, params)
        known = schedule(demo, viewer, params, iso(moment))
        _remember(demo, viewer, key, known.id)
    elif known is None:
        draft = new_draft(demo, viewer, params)
        token = bearer_token(request)
        application = demo.state.applications.get(token.client_id) if token else None
        draft.application = application.name if application else None
        known = demo.publisher.publish(draft)
        _remember(demo, viewer, key, known.id)
        demo.living.react_to(known)
        if known.quote_state == "pending":
            demo.living.decide_about(known)
    if isinstance(known, Scheduled):
        return answer(request, scheduled_json(demo.state, known))
    return answer(request, demo.wire.status_bytes(known, viewer))


def _remember(demo: Demo, viewer: Account, key: str | None, result_id: str) -> None:
    if key:
        demo.state.posted[f"{viewer.id}/{key}"] = (result_id, iso(demo.clock.now()))


def _posted_before(demo: Demo, viewer: Account, key: str | None) -> Status | Scheduled | None:
    """The result of an earlier request with the same Idempotency-Key, within the hour."""
    status_id, posted_at = demo.state.posted.get(f"{viewer.id}/{key}", ("", ""))
    if not status_id or demo.clock.now() - parse_iso(posted_at) >= KEY_LIFETIME:
        return None
    return demo.state.statuses.get(status_id) or demo.state.scheduled.get(status_id)


async def delete(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    status = own_status(request, viewer)
    written = json.dumps(demo.wire.deleted_status(status, viewer), ensure_ascii=False).encode(errors="replace")
    demo.uploads.release(status, keep=not (await read_params(request)).flag("delete_media"))
    demo.state.remove_status(status)
    return answer(request, written)


def _verb(scope: str, act: Callable[[Demo, Status, Account], Status]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does one thing to a post and answers with what `act` returns."""

    async def endpoint(request: Request) -> Response:
        demo, viewer = demo_of(request), viewer_of(request, scope)
        result = act(demo, target(request, viewer), viewer)
        demo.state.touch()
        return answer(request, demo.wire.status_bytes(result, viewer))

    return endpoint


def _favourite(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.publisher.favourite(status, viewer)
    return status


def _unfavourite(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.publisher.unfavourite(status, viewer)
    return status


def _bookmark(demo: Demo, status: Status, viewer: Account) -> Status:
    if viewer.id not in status.bookmarked_by:
        status.bookmarked_by[viewer.id] = demo.state.new_row()
    return status


def _unbookmark(demo: Demo, status: Status, viewer: Account) -> Status:
    status.bookmarked_by.pop(viewer.id, None)
    return status


def _reblog(demo: Demo, status: Status, viewer: Account) -> Status:
    own_private = status.visibility == "private" and status.account_id == viewer.id
    if status.visibility not in ("public", "unlisted") and not own_private:
        raise ApiError(403, "This action is not allowed")
    return demo.publisher.boost(status, viewer, "private" if own_private else "public")


def _unreblog(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.publisher.unboost(status, viewer)
    return status


def _mute(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.state.muted_conversations.add((viewer.id, demo.state.conversation_of(status)))
    return status


def _unmute(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.state.muted_conversations.discard((viewer.id, demo.state.conversation_of(status)))
    return status


def _pin(demo: Demo, status: Status, viewer: Account) -> Status:
    if status.account_id != viewer.id:
        raise ApiError(422, "Validation failed: Someone else's post cannot be pinned")
    if status.visibility == "direct":
        raise ApiError(422, "Validation failed: Posts that are only visible to mentioned users cannot be pinned")
    pins = sum(one.pinned > 0 for one in demo.state.statuses_of(viewer.id) if one is not status)
    if pins >= MOST_PINS:
        raise ApiError(422, "Validation failed: You have already pinned the maximum number of posts")
    status.pinned = status.pinned or demo.state.new_row()
    return status


def _unpin(demo: Demo, status: Status, viewer: Account) -> Status:
    if status.account_id != viewer.id:
        raise not_found()
    status.pinned = 0
    return status


_VERBS = {
    "favourite": _verb("write:favourites", _favourite),
    "unfavourite": _verb("write:favourites", _unfavourite),
    "bookmark": _verb("write:bookmarks", _bookmark),
    "unbookmark": _verb("write:bookmarks", _unbookmark),
    "reblog": _verb("write:statuses", _reblog),
    "unreblog": _verb("write:statuses", _unreblog),
    "mute": _verb("write:mutes", _mute),
    "unmute": _verb("write:mutes", _unmute),
    "pin": _verb("write:accounts", _pin),
    "unpin": _verb("write:accounts", _unpin),
}

ROUTES = [
    Route("/api/v1/statuses", create, methods=["POST"]),
    Route("/api/v1/statuses", show_several),
    Route("/api/v1/statuses/{id}", delete, methods=["DELETE"]),
    Route("/api/v1/statuses/{id}", show),
    Route("/api/v1/statuses/{id}/context", context),
    *(Route(f"/api/v1/statuses/{{id}}/{name}", verb, methods=["POST"]) for name, verb in _VERBS.items()),
]
