"""Polls and votes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import parse_iso
from tootui.demo.context import Demo, answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.entities import Account, Poll, Status
from tootui.demo.errors import ApiError, not_found
from tootui.demo.params import read_params
from tootui.demo.visibility import is_visible


def _of_path(request: Request, viewer: Account | None) -> tuple[Demo, Status, Poll]:
    """The poll of the path and its post, which has the same id.

    Raises:
        ApiError: 404.
    """
    demo = demo_of(request)
    status = demo.state.statuses.get(request.path_params["id"])
    if status is None or status.poll is None or not is_visible(demo.state, status, viewer):
        raise not_found()
    return demo, status, status.poll


async def show(request: Request) -> Response:
    viewer = guest_or_viewer(request)
    demo, _, poll = _of_path(request, viewer)
    return answer(request, demo.wire.poll(poll, viewer))


async def vote(request: Request) -> Response:
    viewer = viewer_of(request, "write:statuses")
    demo, status, poll = _of_path(request, viewer)
    chosen = (await read_params(request)).all("choices")
    former = poll.choices.get(viewer.id, [])
    problem = (
        "The poll has already ended"
        if poll.expires_at and parse_iso(poll.expires_at) <= demo.clock.now()
        else "You cannot vote in your own polls"
        if status.account_id == viewer.id
        else "The chosen vote option does not exist"
        if not chosen or not all(one.isdigit() and int(one) < len(poll.options) for one in chosen)
        else "You have already voted on this poll"
        if (former or len(chosen) > 1) and (not poll.multiple or {int(one) for one in chosen} & set(former))
        else ""
    )
    if problem:
        raise ApiError(422, f"Validation failed: {problem}")
    poll.choices[viewer.id] = sorted({*former, *(int(one) for one in chosen)})
    demo.state.touch()
    demo.state.did("vote", viewer, status)
    return answer(request, demo.wire.poll(poll, viewer))


ROUTES = [
    Route("/api/v1/polls/{id}", show),
    Route("/api/v1/polls/{id}/votes", vote, methods=["POST"]),
]
