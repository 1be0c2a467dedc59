"""Hashtags: what there is to know of one, and which ones a person follows."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.errors import ApiError
from tootui.demo.formatting import is_hashtag
from tootui.demo.paging import row_page


def _name(request: Request) -> str:
    """The tag of the path.

    Raises:
        ApiError: 404 for words that can be no tag.
    """
    name: str = request.path_params["name"]
    if not is_hashtag(name):
        raise ApiError(404, "Record not found")
    return name.lower()


async def show(request: Request) -> Response:
    return answer(request, demo_of(request).trends.tag(_name(request), guest_or_viewer(request)))


async def follow(request: Request) -> Response:
    demo, viewer, name = demo_of(request), viewer_of(request, "write:follows"), _name(request)
    if (viewer.id, name) not in demo.state.followed_tags:
        demo.state.followed_tags[viewer.id, name] = demo.state.new_row()
        demo.state.touch()
    return answer(request, demo.trends.tag(name, viewer))


async def unfollow(request: Request) -> Response:
    demo, viewer, name = demo_of(request), viewer_of(request, "write:follows"), _name(request)
    demo.state.followed_tags.pop((viewer.id, name), None)
    demo.state.touch()
    return answer(request, demo.trends.tag(name, viewer))


async def followed(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:follows")
    mine = [(row, name) for (owner, name), row in demo.state.followed_tags.items() if owner == viewer.id]
    page, headers = row_page(request, sorted(mine), default=100, most=200, newer="since_id")
    return answer(request, [demo.trends.tag(name, viewer) for name in page], headers=headers)


ROUTES = [
    Route("/api/v1/followed_tags", followed),
    Route("/api/v1/tags/{name}", show),
    Route("/api/v1/tags/{name}/follow", follow, methods=["POST"]),
    Route("/api/v1/tags/{name}/unfollow", unfollow, methods=["POST"]),
]
