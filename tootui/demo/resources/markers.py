"""How far home and notifications were read."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.entities import Marker
from tootui.demo.params import read_params

TIMELINES = ("home", "notifications")


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:statuses")
    wanted = (await read_params(request)).all("timeline")
    mine = demo.state.markers[viewer.id]
    return answer(request, {name: vars(mine[name]) for name in wanted if name in mine})


async def save(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    params = await read_params(request)
    mine = demo.state.markers[viewer.id]
    saved: dict[str, object] = {}
    for name in TIMELINES:
        last_read_id = params.optional(f"{name}[last_read_id]")
        if last_read_id:
            version = mine[name].version + 1 if name in mine else 1
            mine[name] = Marker(last_read_id, version, iso(demo.clock.now()))
            saved[name] = vars(mine[name])
    demo.state.touch()
    return answer(request, saved)


ROUTES = [
    Route("/api/v1/markers", show),
    Route("/api/v1/markers", save, methods=["POST"]),
]
