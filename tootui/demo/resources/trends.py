"""What is much talked about, page by page."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer
from tootui.demo.paging import offset_page


async def tags(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    page, headers = offset_page(request, demo.trends.tags(), default=10, most=20)
    return answer(request, [demo.trends.tag(name, viewer) for name in page], headers=headers)


async def statuses(request: Request) -> Response:
    demo, viewer = demo_of(request), guest_or_viewer(request)
    page, headers = offset_page(request, demo.trends.statuses(), default=20, most=40)
    return answer(request, demo.wire.statuses(page, viewer), headers=headers)


async def links(request: Request) -> Response:
    page, headers = offset_page(request, demo_of(request).trends.links(), default=10, most=20)
    return answer(request, page, headers=headers)


ROUTES = [
    Route("/api/v1/trends", tags),
    Route("/api/v1/trends/tags", tags),
    Route("/api/v1/trends/statuses", statuses),
    Route("/api/v1/trends/links", links),
]
