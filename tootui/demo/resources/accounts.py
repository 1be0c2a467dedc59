"""People: oneself, others, their posts, who follows whom."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.crowds import Followers, member
from tootui.demo.entities import Account, Status
from tootui.demo.errors import not_found
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import read_params
from tootui.demo.visibility import is_visible


def _account(request: Request) -> Account:
    account = demo_of(request).state.accounts.get(request.path_params["id"])
    if account is None:
        raise not_found()
    return account


async def verify_credentials(request: Request) -> Response:
    viewer = viewer_of(request, "read:accounts")
    return answer(request, demo_of(request).wire.own_account(viewer))


async def show(request: Request) -> Response:
    return answer(request, demo_of(request).wire.account(_account(request)))


async def show_several(request: Request) -> Response:
    demo = demo_of(request)
    wanted = [demo.state.accounts.get(one) for one in (await read_params(request)).all("id")]
    return answer(request, [demo.wire.account(account) for account in wanted if account])


async def lookup(request: Request) -> Response:
    demo = demo_of(request)
    account = demo.state.account_by_acct(request.query_params.get("acct", ""), demo.options.domain)
    if account is None:
        raise not_found()
    return answer(request, demo.wire.account(account))


async def relationships(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:follows")
    params = await read_params(request)
    found = [account for one in params.all("id") if (account := demo.state.accounts.get(one))]
    shown = [one for one in found if params.flag("with_suspended") or not one.traits.get("suspended")]
    return answer(request, [demo.wire.relationship(viewer, account) for account in shown])


async def statuses(request: Request) -> Response:
    demo, viewer, account = demo_of(request), guest_or_viewer(request), _account(request)
    params = await read_params(request)
    only_media, tagged = params.flag("only_media"), params.text("tagged").lower()
    no_replies, no_reblogs = params.flag("exclude_replies"), params.flag("exclude_reblogs")
    no_direct = params.flag("exclude_direct")

    def keep(status: Status) -> bool:
        return (
            is_visible(demo.state, status, viewer)
            and not (no_replies and status.in_reply_to_account_id not in (None, account.id))
            and not (no_reblogs and status.reblog_of_id)
            and not (only_media and not status.media)
            and not (no_direct and status.visibility == "direct")
            and (not tagged or tagged in status.tags)
        )

    window = read_window(request, demo.state.ids.style, default=20, most=40)
    theirs = [] if account.traits.get("suspended") else demo.state.statuses_of(account.id)
    if params.flag("pinned"):
        pinned = [one for one in theirs if one.pinned and is_visible(demo.state, one, viewer)]
        pinned.sort(key=lambda one: one.pinned, reverse=True)
        return answer(request, demo.wire.statuses(pinned, viewer))
    page = page_of(theirs, window, lambda status: status.number, keep)
    headers = link_header(request, [status.id for status in page], window.limit)
    return answer(request, demo.wire.statuses(page, viewer), headers=headers)


def _people(request: Request, rows: Sequence[tuple[int, Account | int]]) -> Response:
    """A page of accounts, by the numbers of the follows; a number is one of a crowd."""
    demo = demo_of(request)
    window = read_window(request, demo.state.ids.style, default=40, most=80)
    page = page_of(rows, window, lambda pair: pair[0])
    ids = [demo.state.ids.style.spell(number) for number, _ in page]
    headers = link_header(request, ids, window.limit, newer="since_id")
    people = [member(demo.state, one) if isinstance(one, int) else one for _, one in page]
    return answer(request, [demo.wire.account(account) for account in people], headers=headers)


def _hides(account: Account, viewer: Account | None) -> bool:
    """Whether it is nobody else's business whom an account knows."""
    return bool(account.traits.get("hide_collections") or account.traits.get("suspended")) and account is not viewer


async def followers(request: Request) -> Response:
    account = _account(request)
    hidden = _hides(account, guest_or_viewer(request))
    return _people(request, [] if hidden else Followers(demo_of(request).state, account.id))


async def following(request: Request) -> Response:
    account = _account(request)
    hidden = _hides(account, guest_or_viewer(request))
    return _people(request, [] if hidden else demo_of(request).state.following(account.id))


async def endorsements(request: Request) -> Response:
    demo, account = demo_of(request), _account(request)
    chosen = [other for (owner, other), one in demo.state.bonds.items() if owner == account.id and one.endorsed]
    return answer(request, [demo.wire.account(demo.state.accounts[one]) for one in chosen])


async def familiar_followers(request: Request) -> Response:
    """Whom the reader follows among the followers of others."""
    demo, viewer = demo_of(request), viewer_of(request, "read:follows")
    mine = {account.id for _, account in demo.state.following(viewer.id)}
    wanted = [demo.state.accounts.get(one) for one in (await read_params(request)).all("id")]
    written = [
        {
            "id": one.id,
            "accounts": [demo.wire.account(other) for _, other in demo.state.followers(one.id) if other.id in mine],
        }
        for one in wanted
        if one
    ]
    return answer(request, written)


ROUTES = [
    Route("/api/v1/accounts/verify_credentials", verify_credentials),
    Route("/api/v1/accounts/lookup", lookup),
    Route("/api/v1/accounts/relationships", relationships),
    Route("/api/v1/accounts/familiar_followers", familiar_followers),
    Route("/api/v1/accounts", show_several),
    Route("/api/v1/accounts/{id}", show),
    Route("/api/v1/accounts/{id}/statuses", statuses),
    Route("/api/v1/accounts/{id}/endorsements", endorsements),
    Route("/api/v1/accounts/{id}/followers", followers),
    Route("/api/v1/accounts/{id}/following", following),
]
