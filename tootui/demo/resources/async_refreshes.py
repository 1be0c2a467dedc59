"""How far the look at other servers is."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.errors import not_found


async def show(request: Request) -> Response:
    viewer_of(request, "read")
    found = demo_of(request).refreshes.ask(request.path_params["id"])
    if found is None:
        raise not_found()
    return answer(request, {"async_refresh": found})


ROUTES = [Route("/api/v1_alpha/async_refreshes/{id}", show)]
