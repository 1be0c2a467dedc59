"""Direct posts by conversation."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.conversing import Conversation, conversation_json, conversations_of
from tootui.demo.entities import Account
from tootui.demo.errors import not_found
from tootui.demo.paging import link_header, page_of, read_window


def _of_path(request: Request) -> tuple[Demo, Account, Conversation]:
    demo, viewer = demo_of(request), viewer_of(request, "write:conversations")
    mine = conversations_of(demo.state, viewer)
    found = next((one for one in mine if one.id == request.path_params["id"]), None)
    if found is None:
        raise not_found()
    return demo, viewer, found


async def index(request: Request) -> Response:
    """The pages go by the newest post of each."""
    demo, viewer = demo_of(request), viewer_of(request, "read:statuses")
    window = read_window(request, demo.state.ids.style, default=20, most=40)
    page = page_of(conversations_of(demo.state, viewer), window, lambda one: one.last.number)
    headers = link_header(request, [one.last.id for one in page], window.limit)
    written = [conversation_json(demo.state, demo.wire, one, viewer) for one in page]
    return answer(request, written, headers=headers)


async def read(request: Request) -> Response:
    demo, viewer, one = _of_path(request)
    demo.state.conversations[viewer.id, one.id]["read"] = one.last.number
    demo.state.touch()
    return answer(request, conversation_json(demo.state, demo.wire, one, viewer))


async def unread(request: Request) -> Response:
    demo, viewer, one = _of_path(request)
    demo.state.conversations[viewer.id, one.id]["read"] = 0
    demo.state.touch()
    return answer(request, conversation_json(demo.state, demo.wire, one, viewer))


async def delete(request: Request) -> Response:
    demo, viewer, one = _of_path(request)
    demo.state.conversations[viewer.id, one.id]["hidden"] = one.last.number
    demo.state.touch()
    return answer(request, {})


ROUTES = [
    Route("/api/v1/conversations", index),
    Route("/api/v1/conversations/{id}/read", read, methods=["POST"]),
    Route("/api/v1/conversations/{id}/unread", unread, methods=["POST"]),
    Route("/api/v1/conversations/{id}", delete, methods=["DELETE"]),
]
