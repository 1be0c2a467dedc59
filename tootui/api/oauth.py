"""OAuth as Mastodon speaks it: confidential clients, authorization code, PKCE on top where it is offered.

Facts from chapter 1.1 of the API sheet. Bodies are forms, as RFC 6749 has it and all servers understand.
"""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlencode

from msgspec import Struct

from tootui.api import decode, quirks
from tootui.api.pool import HOMEPAGE
from tootui.api.resource import Resource
from tootui.model.errors import BadAnswer, Refused
from tootui.model.oauth import AccessToken, AppInfo, AppRegistration, UserInfo

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""The redirect address that means: show the code to the person."""

CLIENT_NAME = "tootui"


class ServerMetadata(Struct, frozen=True, kw_only=True):
    """RFC 8414, as far as it matters here; Mastodon has it from 4.3."""

    scopes_supported: list[str] = []
    code_challenge_methods_supported: list[str] = []


class OAuth(Resource):
    """Registers tootui, turns codes into tokens, gives tokens back."""

    async def server_metadata(self) -> ServerMetadata | None:
        """What the server offers, None where it does not tell."""
        try:
            answer = await self._transport.get("/.well-known/oauth-authorization-server")
            return decode.one(answer.body, ServerMetadata)
        except (Refused, BadAnswer):
            return None

    async def register_app(self, *, redirect_uris: list[str], scopes: str) -> AppRegistration:
        """Make tootui known to the server. Limited to a few times in ten minutes: keep what comes back.

        Raises:
            Invalid: the server does not know one of the scopes.
        """
        form = {
            "client_name": CLIENT_NAME,
            "redirect_uris": quirks.redirect_uris(redirect_uris),
            "scopes": scopes,
            "website": HOMEPAGE,
        }
        answer = await self._transport.send("POST", "/api/v1/apps", form=form)
        app = decode.one(answer.body, _Registered)
        return AppRegistration(
            client_id=app.client_id, client_secret=app.client_secret, redirect_uris=redirect_uris, scopes=scopes
        )

    async def knows_app(self, app: AppRegistration) -> bool:
        """Whether the server still knows a registration; before 4.3 Mastodon could forget unused ones.

        Asks for a token of the application alone. Only the answer ``invalid_client`` means no.
        """
        form = {
            "grant_type": "client_credentials",
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "scope": app.scopes,
        }
        try:
            await self._transport.send("POST", "/oauth/token", form=form)
        except Refused as refused:
            return refused.oauth_error != "invalid_client"
        return True

    async def exchange_code(
        self, app: AppRegistration, code: str, *, redirect_uri: str, code_verifier: str | None
    ) -> AccessToken:
        """Turn the code of one authorization into a token; a code works once.

        Raises:
            Refused: the code is wrong or used up, or the application is not known.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "redirect_uri": redirect_uri,
            "code_verifier": code_verifier,
        }
        answer = await self._transport.send("POST", "/oauth/token", form=form)
        return decode.one(answer.body, AccessToken)

    async def revoke(self, app: AppRegistration, token: str) -> None:
        """Make a token worthless."""
        form = {"client_id": app.client_id, "client_secret": app.client_secret, "token": token}
        await self._transport.send("POST", "/oauth/revoke", form=form)

    async def verify_app(self) -> AppInfo:
        """The application that the client's token belongs to."""
        return await self._one("/api/v1/apps/verify_credentials", AppInfo)

    async def userinfo(self) -> UserInfo:
        """Who signed in, in the words of OpenID Connect (from 4.4)."""
        return await self._one("/oauth/userinfo", UserInfo)


class _Registered(Struct, frozen=True):
    client_id: str
    client_secret: str


def authorize_url(
    server: str,
    app: AppRegistration,
    *,
    redirect_uri: str,
    state: str,
    code_verifier: str | None,
    force_login: bool = False,
) -> str:
    """The page where a person lets tootui in.

    Args:
        state: comes back with the code, and must be compared.
        code_verifier: kept secret until the exchange; None where the server knows no PKCE.
        force_login: let the person pick another account than the one the browser is signed in with.
    """
    query = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": redirect_uri,
        "scope": app.scopes,
        "state": state,
    }
    if code_verifier is not None:
        query |= {"code_challenge": _challenge(code_verifier), "code_challenge_method": "S256"}
    if force_login:
        query["force_login"] = "true"
    return f"{server}/oauth/authorize?{urlencode(query)}"


def _challenge(code_verifier: str) -> str:
    digest = hashlib.sha256(code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
