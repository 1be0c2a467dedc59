"""What a person put aside: bookmarks and favourites. Their pages go by when it was put there, not by the posts."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.entities import Account, Status
from tootui.demo.paging import row_page
from tootui.demo.visibility import is_visible


def _page(request: Request, viewer: Account, rows_of: Callable[[Status], dict[str, int]]) -> Response:
    demo = demo_of(request)
    kept = [(rows_of(one)[viewer.id], one) for one in demo.state.order if viewer.id in rows_of(one)]
    seen = [(row, one) for row, one in kept if is_visible(demo.state, one, viewer)]
    page, headers = row_page(request, sorted(seen, key=lambda pair: pair[0]), default=20, most=40)
    return answer(request, demo.wire.statuses(page, viewer), headers=headers)


async def bookmarks(request: Request) -> Response:
    return _page(request, viewer_of(request, "read:bookmarks"), lambda status: status.bookmarked_by)


async def favourites(request: Request) -> Response:
    return _page(request, viewer_of(request, "read:favourites"), lambda status: status.favourited_by)


ROUTES = [
    Route("/api/v1/bookmarks", bookmarks),
    Route("/api/v1/favourites", favourites),
]
