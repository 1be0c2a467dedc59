"""Which post a request is about."""

from starlette.requests import Request

from tootui.demo.context import demo_of
from tootui.demo.entities import Account, Status
from tootui.demo.errors import not_found
from tootui.demo.visibility import is_visible


def shown_status(request: Request, viewer: Account | None) -> Status:
    """The post of the path, if it may be seen.

    Raises:
        ApiError: 404.
    """
    demo = demo_of(request)
    status = demo.state.statuses.get(request.path_params["id"])
    if status is None or not is_visible(demo.state, status, viewer):
        raise not_found()
    return status


def target(request: Request, viewer: Account | None) -> Status:
    """The post of the path; of a boost, the post in it."""
    status = shown_status(request, viewer)
    return demo_of(request).state.statuses[status.reblog_of_id] if status.reblog_of_id else status


def own_status(request: Request, viewer: Account) -> Status:
    """The post of the path, which must be the viewer's.

    Raises:
        ApiError: 404.
    """
    status = demo_of(request).state.statuses.get(request.path_params["id"])
    if status is None or status.account_id != viewer.id:
        raise not_found()
    return status
