"""Notifications, one by one (v1)."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, Notification
from tootui.demo.errors import not_found
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import Params, read_params

READ, WRITE = "read:notifications", "write:notifications"


def wanted(params: Params) -> Callable[[Notification], bool]:
    """What of all notifications the parameters ask for."""
    types, excluded = set(params.all("types")), set(params.all("exclude_types"))
    account_id, with_filtered = params.optional("account_id"), params.flag("include_filtered")

    def keep(note: Notification) -> bool:
        is_wanted = (not types or note.type in types) and note.type not in excluded
        return is_wanted and account_id in (None, note.account_id) and (with_filtered or not note.filtered)

    return keep


def unread(demo: Demo, viewer: Account, params: Params) -> list[Notification]:
    """Those after the marker, newest first."""
    marker = demo.state.markers[viewer.id].get("notifications")
    read = demo.state.ids.style.read(marker.last_read_id) if marker else None
    keep = wanted(params)
    return [note for note in demo.state.notifications[viewer.id][::-1] if note.number > (read or 0) and keep(note)]


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, READ)
    keep = wanted(await read_params(request))
    window = read_window(request, demo.state.ids.style, default=40, most=80)
    page = page_of(demo.state.notifications[viewer.id], window, lambda note: note.number, keep)
    headers = link_header(request, [note.id for note in page], window.limit)
    return answer(request, [demo.wire.notification(note, viewer) for note in page], headers=headers)


def _of_path(request: Request, viewer: Account) -> Notification:
    mine = demo_of(request).state.notifications[viewer.id]
    note = next((one for one in mine if one.id == request.path_params["id"]), None)
    if note is None:
        raise not_found()
    return note


async def show(request: Request) -> Response:
    viewer = viewer_of(request, READ)
    return answer(request, demo_of(request).wire.notification(_of_path(request, viewer), viewer))


async def dismiss(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, WRITE)
    demo.state.notifications[viewer.id].remove(_of_path(request, viewer))
    demo.state.touch()
    return answer(request, {})


async def clear(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, WRITE)
    demo.state.notifications[viewer.id].clear()
    demo.state.touch()
    return answer(request, {})


async def unread_count(request: Request) -> Response:
    demo, viewer, params = demo_of(request), viewer_of(request, READ), await read_params(request)
    most = min(params.number("limit", 100), 1000)
    return answer(request, {"count": min(len(unread(demo, viewer, params)), most)})


ROUTES = [
    Route("/api/v1/notifications", index),
    Route("/api/v1/notifications/unread_count", unread_count),
    Route("/api/v1/notifications/clear", clear, methods=["POST"]),
    Route("/api/v1/notifications/{id}", show),
    Route("/api/v1/notifications/{id}/dismiss", dismiss, methods=["POST"]),
]
