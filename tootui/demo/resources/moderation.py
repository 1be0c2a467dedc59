"""What a person keeps away from: whole servers, and what they report."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.errors import ApiError, not_found
from tootui.demo.paging import row_page
from tootui.demo.params import read_params

CATEGORIES = ("spam", "legal", "violation", "other")


async def domains(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:blocks")
    mine = [(row, domain) for (owner, domain), row in demo.state.domain_blocks.items() if owner == viewer.id]
    page, headers = row_page(request, sorted(mine), default=100, most=200, newer="since_id")
    return answer(request, page, headers=headers)


async def block_domain(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:blocks")
    domain = (await read_params(request)).text("domain").strip().lower()
    if not domain or "." not in domain or "/" in domain:
        raise ApiError(422, "Validation failed: Domain is not a valid domain name")
    demo.state.domain_blocks.setdefault((viewer.id, domain), demo.state.new_row())
    away = [one for one in demo.state.accounts.values() if one.domain == domain]
    for account in away:
        demo.state.unfollow(viewer.id, account.id)
        demo.state.unfollow(account.id, viewer.id)
        demo.state.did("unfollow", viewer, account)
        demo.state.did("reject", viewer, account)
    demo.state.touch()
    return answer(request, {})


async def unblock_domain(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:blocks")
    domain = (await read_params(request)).text("domain").strip().lower()
    demo.state.domain_blocks.pop((viewer.id, domain), None)
    demo.state.touch()
    return answer(request, {})


async def report(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:reports")
    params = await read_params(request)
    accused = demo.state.accounts.get(params.text("account_id"))
    if accused is None:
        raise not_found()
    comment, rules = params.text("comment"), params.all("rule_ids")
    category = "violation" if rules else params.text("category", "other")
    if len(comment) > 1000:
        raise ApiError(422, "Validation failed: Comment is too long (maximum is 1000 characters)")
    if category not in CATEGORIES:
        raise ApiError(422, f"'{category}' is not a valid category")
    written = {
        "id": str(demo.state.new_row()),
        "action_taken": False,
        "action_taken_at": None,
        "category": category,
        "comment": comment,
        "forwarded": params.flag("forward") and bool(accused.domain),
        "created_at": iso(demo.clock.now()),
        "status_ids": params.all("status_ids") or None,
        "rule_ids": rules or None,
        "target_account": demo.wire.account(accused),
    }
    demo.state.reports.append({**written, "account_id": viewer.id, "target_account": accused.id})
    demo.state.touch()
    return answer(request, written)


ROUTES = [
    Route("/api/v1/domain_blocks", domains),
    Route("/api/v1/domain_blocks", block_domain, methods=["POST"]),
    Route("/api/v1/domain_blocks", unblock_domain, methods=["DELETE"]),
    Route("/api/v1/reports", report, methods=["POST"]),
]
