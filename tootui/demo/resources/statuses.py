"""Single posts: reading, context, posting, deleting, and what one does to a post."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso, parse_iso
from tootui.demo.context import Demo, answer, bearer_token, demo_of, guest_or_viewer, viewer_of
from tootui.demo.entities import Account, Status
from tootui.demo.errors import ApiError, invalid, not_found
from tootui.demo.formatting import counted_length
from tootui.demo.params import Params, read_params
from tootui.demo.publishing import Draft
from tootui.demo.resources.instance import MAX_CHARACTERS
from tootui.demo.visibility import ancestors, descendants, is_visible

VISIBILITIES = ("public", "unlisted", "private", "direct")
KEY_LIFETIME = timedelta(hours=1)
GUEST_ANCESTORS, GUEST_DESCENDANTS, MEMBER_CONTEXT = 40, 60, 4096


def _visible_status(demo: Demo, status_id: str, viewer: Account | None) -> Status:
    status = demo.state.statuses.get(status_id)
    if status is None or not is_visible(demo.state, status, viewer):
        raise not_found()
    return status


def _target(request: Request, viewer: Account) -> Status:
    """The post of the path; of a boost, the post in it."""
    demo = demo_of(request)
    status = _visible_status(demo, request.path_params["id"], viewer)
    return demo.state.statuses[status.reblog_of_id] if status.reblog_of_id else status


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    status = _visible_status(demo, request.path_params["id"], viewer)
    return answer(request, demo.wire.status_bytes(status, viewer))


async def show_several(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    wanted = [demo.state.statuses.get(one) for one in (await read_params(request)).all("id")]
    found = [status for status in wanted if status and is_visible(demo.state, status, viewer)]
    return answer(request, demo.wire.statuses(found[:40], viewer))


async def context(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    status = _visible_status(demo, request.path_params["id"], viewer)
    up, down = (MEMBER_CONTEXT, MEMBER_CONTEXT) if viewer else (GUEST_ANCESTORS, GUEST_DESCENDANTS)
    above = demo.wire.statuses(ancestors(demo.state, status, viewer)[-up:], viewer)
    below = demo.wire.statuses(descendants(demo.state, status, viewer)[:down], viewer)
    return answer(request, b'{"ancestors":' + above + b',"descendants":' + below + b"}")


async def create(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    params = await read_params(request)
    key = request.headers.get("idempotency-key")
    known = _posted_before(demo, viewer, key)
    if known is None:
        draft = _checked_draft(demo, viewer, params)
        token = bearer_token(request)
        application = demo.state.applications.get(token.client_id) if token else None
        draft.application = application.name if application else None
        known = demo.publisher.publish(draft)
        if key:
            demo.state.posted[f"{viewer.id}/{key}"] = (known.id, iso(demo.clock.now()))
        demo.living.react_to(known)
    return answer(request, demo.wire.status_bytes(known, viewer))


def _posted_before(demo: Demo, viewer: Account, key: str | None) -> Status | None:
    """The result of an earlier request with the same Idempotency-Key, within the hour."""
    status_id, posted_at = demo.state.posted.get(f"{viewer.id}/{key}", ("", ""))
    if not status_id or demo.clock.now() - parse_iso(posted_at) >= KEY_LIFETIME:
        return None
    return demo.state.statuses.get(status_id)


def _checked_draft(demo: Demo, viewer: Account, params: Params) -> Draft:
    """A draft of the parameters.

    Raises:
        ApiError: 422 for a text that is empty or too long or a visibility that does not exist, 404 for an unknown
            post to answer.
    """
    text, spoiler_text = params.text("status"), params.text("spoiler_text")
    if not text.strip():
        text, spoiler_text = spoiler_text, ""
    if not text.strip():
        raise invalid("Text can't be blank", "text", "ERR_BLANK", "can't be blank")
    if counted_length(text, spoiler_text) > MAX_CHARACTERS:
        message = f"character limit of {MAX_CHARACTERS} exceeded"
        raise invalid(f"Text {message}", "text", "ERR_TOO_LONG", message)
    visibility = params.text("visibility", "public") or "public"
    if visibility not in VISIBILITIES:
        raise invalid("Visibility is not included in the list", "visibility", "ERR_INCLUSION", "is not in the list")
    parent = None
    if parent_id := params.optional("in_reply_to_id"):
        parent = demo.state.statuses.get(parent_id)
        if parent is None or not is_visible(demo.state, parent, viewer):
            message = "The post you are trying to reply to does not appear to exist."
            raise ApiError(404, message)
    return Draft(
        viewer,
        text,
        visibility,
        spoiler_text,
        sensitive=params.flag("sensitive"),
        language=params.optional("language") or "en",
        in_reply_to=parent,
    )


async def delete(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    status = demo.state.statuses.get(request.path_params["id"])
    if status is None or status.account_id != viewer.id:
        raise not_found()
    written = json.dumps(demo.wire.deleted_status(status, viewer), ensure_ascii=False).encode(errors="replace")
    demo.state.remove_status(status)
    return answer(request, written)


def _verb(scope: str, act: Callable[[Demo, Status, Account], Status]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does one thing to a post and answers with what `act` returns."""

    async def endpoint(request: Request) -> Response:
        demo, viewer = demo_of(request), viewer_of(request, scope)
        result = act(demo, _target(request, viewer), viewer)
        demo.state.touch()
        return answer(request, demo.wire.status_bytes(result, viewer))

    return endpoint


def _favourite(demo: Demo, status: Status, viewer: Account) -> Status:
    demo.publisher.favourite(status, viewer)
    return status


def _unfavourite(demo: Demo, status: Status, viewer: Account) -> Status:
    status.favourited_by.pop(viewer.id, None)
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


_VERBS = {
    "favourite": _verb("write:favourites", _favourite),
    "unfavourite": _verb("write:favourites", _unfavourite),
    "bookmark": _verb("write:bookmarks", _bookmark),
    "unbookmark": _verb("write:bookmarks", _unbookmark),
    "reblog": _verb("write:statuses", _reblog),
    "unreblog": _verb("write:statuses", _unreblog),
}

ROUTES = [
    Route("/api/v1/statuses", create, methods=["POST"]),
    Route("/api/v1/statuses", show_several),
    Route("/api/v1/statuses/{id}", delete, methods=["DELETE"]),
    Route("/api/v1/statuses/{id}", show),
    Route("/api/v1/statuses/{id}/context", context),
    *(Route(f"/api/v1/statuses/{{id}}/{name}", verb, methods=["POST"]) for name, verb in _VERBS.items()),
]
