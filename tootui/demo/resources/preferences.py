"""What the person set on the server."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, viewer_of

_PREFERENCES = {
    "posting:default:visibility": "public",
    "posting:default:sensitive": False,
    "posting:default:language": "en",
    "posting:default:quote_policy": "public",
    "reading:expand:media": "default",
    "reading:expand:spoilers": False,
    "reading:autoplay:gifs": False,
}


async def show(request: Request) -> Response:
    viewer_of(request, "read:accounts")
    return answer(request, _PREFERENCES)


ROUTES = [Route("/api/v1/preferences", show)]
