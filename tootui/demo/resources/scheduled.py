"""Posts that are to appear later: looking at them, putting them off, taking them back."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.drafting import new_draft
from tootui.demo.entities import Account, Scheduled
from tootui.demo.errors import ApiError, not_found
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import Params, read_params
from tootui.demo.schedule import params_of, scheduled_json, wanted_moment


def schedule(demo: Demo, viewer: Account, params: Params, moment_text: str) -> Scheduled:
    """Keep a post for later."""
    number, identifier = demo.state.new_id(demo.clock.now())
    kept = {name: params.all(name) for name in params.names() if name != "scheduled_at"}
    one = Scheduled(number, identifier, viewer.id, moment_text, kept)
    demo.state.scheduled[identifier] = one
    demo.state.touch()
    return one


def publish_due(demo: Demo) -> None:
    """Post what is due; what cannot be posted any more is dropped, as Mastodon does."""
    now = iso(demo.clock.now())
    for one in [one for one in demo.state.scheduled.values() if one.scheduled_at <= now]:
        del demo.state.scheduled[one.id]
        try:
            demo.publisher.publish(new_draft(demo, demo.state.accounts[one.account_id], params_of(one)))
        except ApiError:
            demo.state.touch()


def _of_path(request: Request, scope: str) -> tuple[Demo, Account, Scheduled]:
    demo, viewer = demo_of(request), viewer_of(request, scope)
    one = demo.state.scheduled.get(request.path_params["id"])
    if one is None or one.account_id != viewer.id:
        raise not_found()
    return demo, viewer, one


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:statuses")
    mine = [one for one in demo.state.scheduled.values() if one.account_id == viewer.id]
    window = read_window(request, demo.state.ids.style, default=20, most=40)
    page = page_of(mine, window, lambda one: one.number)
    headers = link_header(request, [one.id for one in page], window.limit)
    return answer(request, [scheduled_json(demo.state, one) for one in page], headers=headers)


async def show(request: Request) -> Response:
    demo, _, one = _of_path(request, "read:statuses")
    return answer(request, scheduled_json(demo.state, one))


async def update(request: Request) -> Response:
    demo, viewer, one = _of_path(request, "write:statuses")
    moment = wanted_moment(demo.state, viewer, await read_params(request))
    if moment is None:
        raise ApiError(422, "Validation failed: Scheduled at The scheduled date must be in the future")
    one.scheduled_at = iso(moment)
    demo.state.touch()
    return answer(request, scheduled_json(demo.state, one))


async def delete(request: Request) -> Response:
    demo, _, one = _of_path(request, "write:statuses")
    del demo.state.scheduled[one.id]
    demo.state.touch()
    return answer(request, {})


ROUTES = [
    Route("/api/v1/scheduled_statuses", index),
    Route("/api/v1/scheduled_statuses/{id}", show),
    Route("/api/v1/scheduled_statuses/{id}", update, methods=["PUT"]),
    Route("/api/v1/scheduled_statuses/{id}", delete, methods=["DELETE"]),
]
