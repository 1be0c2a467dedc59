"""The few pages for a browser: a front page, a profile, a post."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tootui.demo.context import demo_of, own_address
from tootui.demo.entities import Account, Status
from tootui.demo.errors import not_found
from tootui.demo.origin import ORIGIN
from tootui.demo.visibility import is_visible

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;background:#191b22;"
    "color:#dfe2ea}a{color:#9baec8}.invisible{display:none}.ellipsis::after{content:'…'}article{border-top:1px solid "
    "#333845;padding:.5rem 0}button{font:inherit;padding:.3rem 1rem}small{color:#8b93a7}"
)


def page(title: str, body: str) -> str:
    """A whole HTML document; `body` is HTML already."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{body}"
        "<p><small>A demonstration server on this machine. Nothing leaves it.</small></p></body></html>"
    )


def _article(status: Status, author: Account) -> str:
    link = f"{ORIGIN}/@{author.acct}/{status.id}"
    warning = f"<p><strong>{escape(status.spoiler_text)}</strong></p>" if status.spoiler_text else ""
    return f'<article>{warning}{status.content}<a href="{link}"><small>{status.created_at}</small></a></article>'


def _html(request: Request, title: str, body: str) -> Response:
    return HTMLResponse(page(title, body).replace(ORIGIN, own_address(request)))


def _author(request: Request) -> Account:
    demo = demo_of(request)
    account = demo.state.account_by_acct(request.path_params["acct"], demo.options.domain)
    if account is None:
        raise not_found()
    return account


async def front(request: Request) -> Response:
    demo = demo_of(request)
    people = demo.state.local_accounts()
    links = " ".join(f'<a href="/@{one.username}">@{one.username}</a>' for one in people)
    return _html(request, demo.options.domain, f"<p>These people live here: {links}</p>")


async def profile(request: Request) -> Response:
    account, state = _author(request), demo_of(request).state
    seen = [one for one in state.statuses_of(account.id)[::-1] if is_visible(state, one, None) and not one.reblog_of_id]
    body = account.note + "".join(_article(status, account) for status in seen[:20])
    return _html(request, f"{account.display_name} @{account.acct}", body)


async def post(request: Request) -> Response:
    account, state = _author(request), demo_of(request).state
    status = state.statuses.get(request.path_params["id"])
    if status is None or not is_visible(state, status, None):
        raise not_found()
    shown = state.statuses[status.reblog_of_id] if status.reblog_of_id else status
    return _html(request, f"{account.display_name} @{account.acct}", _article(shown, account))


ROUTES = [
    Route("/", front),
    Route("/@{acct}", profile),
    Route("/@{acct}/{id}", post),
]
