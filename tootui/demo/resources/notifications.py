"""Notifications, one by one (v1)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.entities import Notification
from tootui.demo.errors import not_found
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import read_params


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:notifications")
    params = await read_params(request)
    types, excluded = set(params.all("types")), set(params.all("exclude_types"))
    account_id = params.optional("account_id")

    def keep(note: Notification) -> bool:
        wanted = (not types or note.type in types) and note.type not in excluded
        return wanted and account_id in (None, note.account_id)

    window = read_window(request, demo.state.ids.style, default=40, most=80)
    page = page_of(demo.state.notifications[viewer.id], window, lambda note: note.number, keep)
    headers = link_header(request, [note.id for note in page], window.limit)
    return answer(request, [demo.wire.notification(note, viewer) for note in page], headers=headers)


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:notifications")
    mine = demo.state.notifications[viewer.id]
    note = next((one for one in mine if one.id == request.path_params["id"]), None)
    if note is None:
        raise not_found()
    return answer(request, demo.wire.notification(note, viewer))


async def unread_count(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:notifications")
    marker = demo.state.markers[viewer.id].get("notifications")
    read = demo.state.ids.style.read(marker.last_read_id) if marker else None
    unread = sum(note.number > (read or 0) for note in demo.state.notifications[viewer.id])
    return answer(request, {"count": min(unread, 100)})


ROUTES = [
    Route("/api/v1/notifications", index),
    Route("/api/v1/notifications/unread_count", unread_count),
    Route("/api/v1/notifications/{id}", show),
]
