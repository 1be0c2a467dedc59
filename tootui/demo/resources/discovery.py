"""Whom one might want to know: suggestions and the directory."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account
from tootui.demo.paging import offset_page
from tootui.demo.params import read_params

_REASONS = ("friends_of_friends", "similar_to_recently_followed", "most_followed", "most_interactions", "featured")


def _strangers(demo: Demo, viewer: Account) -> list[Account]:
    """People whom somebody does not know yet and who want to be found, the best known first."""
    state = demo.state
    known = {other for one, other in [*state.follows, *state.follow_requests] if one == viewer.id}
    known |= {viewer.id, *state.unsuggested[viewer.id]}
    found = [
        one
        for one in state.accounts.values()
        if one.id not in known
        and not one.moved_to_id
        and not one.traits
        and not state.reason_against(viewer.id, one.id)
    ]
    return sorted(found, key=lambda one: (-one.followers_elsewhere, one.acct))


async def suggestions(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read")
    most = min((await read_params(request)).number("limit", 40), 80)
    written = [
        {
            "source": "past_interactions",
            "sources": [_REASONS[index % len(_REASONS)]],
            "account": demo.wire.account(account),
        }
        for index, account in enumerate(_strangers(demo, viewer)[:most])
    ]
    return answer(request, written)


async def suggested_accounts(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read")
    most = min((await read_params(request)).number("limit", 40), 80)
    return answer(request, [demo.wire.account(account) for account in _strangers(demo, viewer)[:most]])


async def dismiss(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read")
    demo.state.unsuggested[viewer.id].append(request.path_params["id"])
    demo.state.touch()
    return answer(request, {})


async def directory(request: Request) -> Response:
    demo, params = demo_of(request), await read_params(request)
    people = [
        one for one in demo.state.accounts.values() if not one.traits and not (params.flag("local") and one.domain)
    ]
    posts = {one.id: demo.state.statuses_of(one.id) for one in people}
    if params.text("order", "active") == "new":
        people.sort(key=lambda one: one.number, reverse=True)
    else:
        people.sort(key=lambda one: posts[one.id][-1].number if posts[one.id] else 0, reverse=True)
    page, headers = offset_page(request, people, default=40, most=80)
    return answer(request, [demo.wire.account(account) for account in page], headers=headers)


ROUTES = [
    Route("/api/v2/suggestions", suggestions),
    Route("/api/v1/suggestions", suggested_accounts),
    Route("/api/v1/suggestions/{id}", dismiss, methods=["DELETE"]),
    Route("/api/v1/directory", directory),
]
