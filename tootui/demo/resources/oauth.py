"""Signing in: applications, the authorize page, tokens with PKCE, revocation, metadata."""

import base64
import secrets
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, own_address
from tootui.demo.entities import Application, Token
from tootui.demo.errors import ApiError
from tootui.demo.oauth_codes import Grant
from tootui.demo.params import Params, read_params
from tootui.demo.resources.pages import page

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
LAUNCHER = "launcher"
"""The client id of tokens that need no sign-in; the first of a new world is that of @you."""

_LOOPBACK = ("127.0.0.1", "::1")

_KINDS = {
    "read": ("accounts", "blocks", "bookmarks", "collections", "favourites", "filters", "follows", "lists", "mutes"),
    "write": ("accounts", "blocks", "bookmarks", "collections", "conversations", "favourites", "filters", "follows"),
}
_MORE = ("notifications", "search", "statuses", "lists", "media", "mutes", "reports")
SCOPES = [
    *("read", "write", "follow", "push", "profile"),
    *(f"{kind}:{name}" for kind, names in _KINDS.items() for name in sorted({*names, *_MORE})),
]


def _oauth_error(status: int, error: str, description: str) -> ApiError:
    return ApiError(status, error, error_description=description)


def _includes(granted: list[str], wanted: list[str]) -> bool:
    return all(scope in granted or scope.partition(":")[0] in granted for scope in wanted)


async def register(request: Request) -> Response:
    demo, params = demo_of(request), await read_params(request)
    name, redirects = params.text("client_name"), " ".join(params.all("redirect_uris")).split()
    scopes = params.text("scopes", "read").split()
    if not name or not redirects:
        missing = "Name" if not name else "Redirect URI"
        raise ApiError(422, f"Validation failed: {missing} can't be blank")
    if not set(scopes) <= set(SCOPES):
        raise ApiError(422, "Validation failed: Scopes doesn't match configured on the server.")
    _, identifier = demo.state.new_id(demo.clock.now())
    application = Application(
        identifier,
        name,
        params.optional("website"),
        redirects,
        scopes,
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(32),
    )
    demo.state.applications[application.client_id] = application
    demo.state.touch()
    payload = {
        "id": application.id,
        "name": application.name,
        "website": application.website,
        "scopes": application.scopes,
        "redirect_uri": "\n".join(redirects),
        "redirect_uris": redirects,
        "client_id": application.client_id,
        "client_secret": application.client_secret,
        "client_secret_expires_at": 0,
        "vapid_key": "",
    }
    return answer(request, payload)


def redirect_allowed(wanted: str, registered: list[str]) -> bool:
    """Whether an address is among the registered ones; of a literal loopback address the port does not count."""

    def key(uri: str) -> tuple[str, ...]:
        parts = urlsplit(uri)
        if parts.scheme == "http" and parts.hostname in _LOOPBACK:
            return (parts.scheme, parts.hostname, parts.path, parts.query)
        return (uri,)

    return key(wanted) in {key(uri) for uri in registered}


class _Wish:
    """What an authorize request asks for, checked."""

    def __init__(self, demo: Demo, params: Params) -> None:
        self.params = params
        application = demo.state.applications.get(params.text("client_id"))
        if application is None:
            raise _oauth_error(401, "invalid_client", "Client authentication failed due to unknown client.")
        self.application = application
        self.redirect_uri = params.text("redirect_uri")
        if not redirect_allowed(self.redirect_uri, application.redirect_uris):
            raise _oauth_error(400, "invalid_redirect_uri", "The redirect uri included is not valid.")
        if params.text("response_type") != "code":
            raise _oauth_error(400, "unsupported_response_type", "The server does not support this response type.")
        self.scopes = params.text("scope", "read").split()
        if not _includes(application.scopes, self.scopes):
            raise _oauth_error(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
        self.code_challenge = params.optional("code_challenge")
        if self.code_challenge and params.text("code_challenge_method") != "S256":
            raise _oauth_error(400, "invalid_code_challenge_method", "The code challenge method must be S256.")

    def back(self, **answer: str) -> Response:
        """Send the browser back to the application; `state` goes with the answer."""
        state = {"state": self.params.text("state")} if self.params.optional("state") else {}
        joint = "&" if "?" in self.redirect_uri else "?"
        return RedirectResponse(f"{self.redirect_uri}{joint}{urlencode(answer | state)}", 302)


async def _wish(request: Request) -> _Wish | Response:
    """The wish of a browser, or the page that says what is wrong with it."""
    try:
        return _Wish(demo_of(request), await read_params(request))
    except ApiError as error:
        words = escape(str(error.body.get("error_description", error.body["error"])))
        return HTMLResponse(page("An error has occurred", f"<p>{words}</p>"), error.status)


async def authorize_page(request: Request) -> Response:
    wish = await _wish(request)
    if isinstance(wish, Response):
        return wish
    names = ("response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method")
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(wish.params.text(name))}">'
        for name in names
        if name in wish.params.names()
    )
    accounts = sorted(demo_of(request).state.local_accounts(), key=lambda one: one.username != "you")
    choices = "".join(f'<option value="{one.username}">@{one.username}</option>' for one in accounts)
    body = (
        f"<p><strong>{escape(wish.application.name)}</strong> would like to have "
        f"<code>{escape(' '.join(wish.scopes))}</code> of your account.</p>"
        f'<form method="post" action="/oauth/authorize">{hidden}'
        f'<p><label>Account <select name="account">{choices}</select></label></p>'
        '<button name="decision" value="allow">Authorize</button> '
        '<button name="decision" value="deny">Deny</button></form>'
    )
    return HTMLResponse(page("Authorization required", body))


async def authorize(request: Request) -> Response:
    wish = await _wish(request)
    if isinstance(wish, Response):
        return wish
    demo = demo_of(request)
    if wish.params.text("decision") != "allow":
        if wish.redirect_uri == OUT_OF_BAND:
            return HTMLResponse(page("Denied", "<p>The request was denied. You can close this page.</p>"), 403)
        refusal = "The resource owner or authorization server denied the request."
        return wish.back(error="access_denied", error_description=refusal)
    account = demo.state.account_by_acct(wish.params.text("account", "you"))
    if account is None or account.domain:
        return HTMLResponse(page("An error has occurred", "<p>There is no such account here.</p>"), 422)
    now = demo.clock.now()
    client_id = wish.application.client_id
    grant = Grant(client_id, account.id, wish.redirect_uri, wish.scopes, wish.code_challenge, now)
    code = demo.codes.grant(grant)
    if wish.redirect_uri == OUT_OF_BAND:
        return RedirectResponse(f"/oauth/authorize/native?{urlencode({'code': code})}", 302)
    return wish.back(code=code)


async def native_code(request: Request) -> Response:
    code = escape(request.query_params.get("code", ""))
    words = "<p>Copy this authorization code and paste it to the application.</p>"
    return HTMLResponse(page("Authorization code", f'{words}<input id="code" readonly size="50" value="{code}">'))


def _client(request: Request, demo: Demo, params: Params) -> Application:
    """The application that asks, by Basic authentication or by its parameters."""
    client_id, client_secret = params.text("client_id"), params.text("client_secret")
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        decoded = base64.b64decode(encoded + "===", validate=False).decode(errors="replace")
        client_id, _, client_secret = decoded.partition(":")
    application = demo.state.applications.get(client_id)
    if application is None or not secrets.compare_digest(application.client_secret.encode(), client_secret.encode()):
        raise _oauth_error(401, "invalid_client", "Client authentication failed due to unknown client.")
    return application


async def token(request: Request) -> Response:
    demo, params = demo_of(request), await read_params(request)
    application = _client(request, demo, params)
    account_id: str | None = None
    match params.text("grant_type"):
        case "authorization_code":
            account_id, scopes = _exchange(demo, application, params)
        case "client_credentials":
            scopes = params.text("scope", "read").split()
            if not _includes(application.scopes, scopes):
                raise _oauth_error(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
        case _:
            raise _oauth_error(400, "unsupported_grant_type", "The authorization grant type is not supported.")
    issued = issue_token(demo, application.client_id, account_id, scopes)
    payload = {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "scope": " ".join(scopes),
        "created_at": issued.created_at,
    }
    return JSONResponse(payload, headers={"Cache-Control": "no-store"})


def _exchange(demo: Demo, application: Application, params: Params) -> tuple[str, list[str]]:
    grant = demo.codes.redeem(params.text("code"), demo.clock.now())
    if (
        grant is None
        or grant.client_id != application.client_id
        or grant.redirect_uri != params.text("redirect_uri")
        or not grant.matches(params.text("code_verifier"))
    ):
        raise _oauth_error(400, "invalid_grant", "The provided authorization grant is invalid, expired or revoked.")
    return grant.account_id, grant.scopes


def issue_token(demo: Demo, client_id: str, account_id: str | None, scopes: list[str]) -> Token:
    """A fresh token that is valid from now on."""
    issued = Token(secrets.token_urlsafe(32), client_id, account_id, scopes, int(demo.clock.now().timestamp()))
    demo.state.tokens[issued.access_token] = issued
    demo.state.touch()
    return issued


async def revoke(request: Request) -> Response:
    demo, params = demo_of(request), await read_params(request)
    application = demo.state.applications.get(params.text("client_id"))
    wanted = demo.state.tokens.get(params.text("token"))
    if application is None or application.client_secret != params.text("client_secret"):
        raise _oauth_error(403, "unauthorized_client", "You are not authorized to revoke this token")
    if wanted and wanted.client_id == application.client_id:
        del demo.state.tokens[wanted.access_token]
        demo.state.touch()
    return answer(request, {})


async def metadata(request: Request) -> Response:
    base = own_address(request)
    payload = {
        "issuer": f"{base}/",
        "service_documentation": "https://docs.joinmastodon.org/",
        "authorization_endpoint": f"{base}/oauth/authorize",
        "token_endpoint": f"{base}/oauth/token",
        "app_registration_endpoint": f"{base}/api/v1/apps",
        "revocation_endpoint": f"{base}/oauth/revoke",
        "scopes_supported": SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }
    return answer(request, payload)


ROUTES = [
    Route("/api/v1/apps", register, methods=["POST"]),
    Route("/oauth/authorize", authorize_page),
    Route("/oauth/authorize", authorize, methods=["POST"]),
    Route("/oauth/authorize/native", native_code),
    Route("/oauth/token", token, methods=["POST"]),
    Route("/oauth/revoke", revoke, methods=["POST"]),
    Route("/.well-known/oauth-authorization-server", metadata),
]
