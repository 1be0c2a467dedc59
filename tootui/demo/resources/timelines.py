"""The timelines: home, public, of a tag, of a list, about a link."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.entities import Account, Status
from tootui.demo.errors import ApiError, not_found
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import Params, read_params
from tootui.demo.resources.lists import own_list
from tootui.demo.visibility import home_of, is_in_public_timeline, is_wanted, members_of


def _page(request: Request, viewer: Account | None, keep: Callable[[Status], bool]) -> Response:
    demo = demo_of(request)
    window = read_window(request, demo.state.ids.style, default=20, most=40)
    page = page_of(demo.state.order, window, lambda status: status.number, keep)
    headers = link_header(request, [status.id for status in page], window.limit)
    return answer(request, demo.wire.statuses(page, viewer), headers=headers)


async def home(request: Request) -> Response:
    viewer = viewer_of(request, "read:statuses")
    return _page(request, viewer, home_of(demo_of(request).state, viewer))


def _wanted(request: Request, viewer: Account | None, params: Params) -> Callable[[Status], bool]:
    """The conditions that the public and the tag timelines share."""
    state = demo_of(request).state
    accounts = state.accounts
    local, remote, only_media = params.flag("local"), params.flag("remote"), params.flag("only_media")

    def keep(status: Status) -> bool:
        is_remote = bool(accounts[status.account_id].domain)
        return (
            is_in_public_timeline(status)
            and not (local and is_remote)
            and not (remote and not is_remote)
            and not (only_media and not status.media)
            and is_wanted(state, status, viewer)
        )

    return keep


def _reader(request: Request, *feeds: str) -> Account | None:
    """The account that asks, None for a guest where all these feeds are open to guests.

    Raises:
        ApiError: 401 where they are not.
    """
    viewer, switches = guest_or_viewer(request), demo_of(request).switches
    if viewer is None and any(switches.access(feed) != "public" for feed in feeds):
        raise ApiError(401, "This method requires an authenticated user")
    return viewer


async def public(request: Request) -> Response:
    params, switches = await read_params(request), demo_of(request).switches
    local, remote = params.flag("local"), params.flag("remote")
    feeds = [feed for feed, left_out in (("local", remote), ("remote", local)) if not left_out]
    viewer = _reader(request, *feeds)
    # A part that is disabled is left out for members, too; the whole of it is an empty page rather than an error.
    closed = {feed for feed in feeds if switches.access(feed) == "disabled"}
    wanted, accounts = _wanted(request, viewer, params), demo_of(request).state.accounts

    def keep(status: Status) -> bool:
        return ("remote" if accounts[status.account_id].domain else "local") not in closed and wanted(status)

    return _page(request, viewer, keep)


async def tag(request: Request) -> Response:
    viewer, params = _reader(request, "hashtag"), await read_params(request)
    wanted = _wanted(request, viewer, params)
    any_of = {request.path_params["hashtag"].lower(), *(name.lower() for name in params.all("any"))}
    all_of = {name.lower() for name in params.all("all")}
    none_of = {name.lower() for name in params.all("none")}
    is_closed = demo_of(request).switches.access("hashtag") == "disabled"

    def keep(status: Status) -> bool:
        tags = set(status.tags)
        return not is_closed and bool(tags & any_of) and all_of <= tags and not tags & none_of and wanted(status)

    return _page(request, viewer, keep)


async def list_of_people(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:lists")
    return _page(request, viewer, members_of(demo.state, own_list(demo, request.path_params["id"], viewer)))


async def link(request: Request) -> Response:
    """Public posts with a link to a page that is trending."""
    demo, viewer = demo_of(request), _reader(request, "link")
    url = request.query_params.get("url", "")
    is_closed = demo.switches.access("link") == "disabled"
    if is_closed or not any(one["url"] == url for one in demo.trends.links()):
        raise not_found()

    def keep(status: Status) -> bool:
        return status.card is not None and status.card["url"] == url and is_in_public_timeline(status)

    return _page(request, viewer, keep)


ROUTES = [
    Route("/api/v1/timelines/home", home),
    Route("/api/v1/timelines/public", public),
    Route("/api/v1/timelines/tag/{hashtag}", tag),
    Route("/api/v1/timelines/list/{id}", list_of_people),
    Route("/api/v1/timelines/link", link),
]
