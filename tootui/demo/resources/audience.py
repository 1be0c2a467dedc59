"""Who boosted, favourited and quoted a post, and who may quote it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.drafting import QUOTE_POLICIES
from tootui.demo.entities import Account
from tootui.demo.errors import ApiError, not_found
from tootui.demo.paging import link_header, page_of, read_window, row_page
from tootui.demo.params import read_params
from tootui.demo.targets import own_status, target
from tootui.demo.visibility import is_visible


def _people(request: Request, rows: list[tuple[int, Account]]) -> Response:
    ordered = sorted(rows, key=lambda pair: pair[0])
    page, headers = row_page(request, ordered, default=40, most=80, newer="since_id")
    return answer(request, [demo_of(request).wire.account(account) for account in page], headers=headers)


async def favourited_by(request: Request) -> Response:
    accounts, status = demo_of(request).state.accounts, target(request, guest_or_viewer(request))
    return _people(request, [(row, accounts[account_id]) for account_id, row in status.favourited_by.items()])


async def reblogged_by(request: Request) -> Response:
    state, status = demo_of(request).state, target(request, guest_or_viewer(request))
    boosts = (state.boost_of(status.id, account_id) for account_id in status.reblogged_by)
    return _people(request, [(boost.number, state.accounts[boost.account_id]) for boost in boosts if boost])


async def quotes(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:statuses")
    status = target(request, viewer)
    quoting = [one for one in demo.state.order if one.quote_of_id == status.id and one.quote_state == "accepted"]
    window = read_window(request, demo.state.ids.style, default=20, most=40)
    page = page_of(quoting, window, lambda one: one.number, lambda one: is_visible(demo.state, one, viewer))
    headers = link_header(request, [one.id for one in page], window.limit)
    return answer(request, demo.wire.statuses(page, viewer), headers=headers)


async def revoke(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    status = own_status(request, viewer)
    quoting = demo.state.statuses.get(request.path_params["quoting_id"])
    if quoting is None or quoting.quote_of_id != status.id:
        raise not_found()
    demo.publisher.quote_decided(quoting, "revoked")
    return answer(request, demo.wire.status_bytes(quoting, viewer))


async def set_policy(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    status, params = own_status(request, viewer), await read_params(request)
    policy = params.text("quote_approval_policy", "nobody")
    if policy not in QUOTE_POLICIES:
        raise ApiError(422, f"'{policy}' is not a valid quote_approval_policy")
    status.quote_policy = policy if status.visibility in ("public", "unlisted") else "nobody"
    demo.state.touch()
    demo.state.announce("status.update", status)
    return answer(request, demo.wire.status_bytes(status, viewer))


ROUTES = [
    Route("/api/v1/statuses/{id}/favourited_by", favourited_by),
    Route("/api/v1/statuses/{id}/reblogged_by", reblogged_by),
    Route("/api/v1/statuses/{id}/quotes", quotes),
    Route("/api/v1/statuses/{id}/quotes/{quoting_id}/revoke", revoke, methods=["POST"]),
    Route("/api/v1/statuses/{id}/interaction_policy", set_policy, methods=["PUT"]),
]
