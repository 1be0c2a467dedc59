"""Signing in and out: from a server's name to a stored account, and back. Nothing is stored before all of it worked."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace

from tootui.api.client import Client, connect
from tootui.api.oauth import OUT_OF_BAND, OAuth, ServerMetadata, authorize_url
from tootui.api.server_name import server_host, server_url
from tootui.config.credentials import CredentialStore, StoredAccount, account_name
from tootui.model.account import Account
from tootui.model.errors import (
    BadAnswer,
    CredentialsError,
    Forbidden,
    Invalid,
    Missing,
    Refused,
    ServerError,
    SignInError,
    TootuiError,
    Unauthorized,
    Unavailable,
)
from tootui.model.oauth import AppRegistration
from tootui.service.loopback import Callback

_WANTED_SCOPES = ("read", "write")
_OLD_SCOPE = "follow"
"""Part of `write` since Mastodon 3.5, but not on servers old or different enough to have no metadata."""


class SignInOffer(NamedTuple):
    """What a person needs to go on: the page to open, and whether the browser brings the code back by itself."""

    url: str
    server: str
    listener: bool


class SignIn:
    """One attempt to sign in at a server.

    `begin` gives the page to open; then either `wait_for_code` and `finish`, or `finish` with what the person pasted.

    Args:
        server_text: the server as typed; `begin` says what is wrong with it.
        credentials: where the account is kept in the end.
        keyring: whether the token goes to the system's keyring instead of the file.
    """

    def __init__(self, server_text: str, *, credentials: CredentialStore, keyring: bool = False) -> None:
        self._server_text = server_text
        self._credentials = credentials
        self._keyring = keyring
        self._client: Client | None = None
        self._callback: Callback | None = None
        self._app: AppRegistration | None = None
        self._redirect_uri = OUT_OF_BAND
        self._state = ""
        self._verifier: str | None = None

    async def begin(self, *, listen: bool = True) -> SignInOffer:
        """Ask the server, and make tootui known to it where it is not.

        Args:
            listen: whether the browser may bring the code back to this machine. Without, the page shows a code to copy.
                May be called again to change one's mind: addresses given before are worth nothing then.

        Raises:
            TootuiError: the server cannot be asked, is none of this kind, or does not let tootui in.
        """
        server = server_url(self._server_text)
        await self.close()
        self._client = client = connect(server)
        await client.instance.get()
        metadata = await client.oauth.server_metadata()
        kept = await asyncio.to_thread(self._credentials.app_for, server)
        app = kept if kept is not None and await client.oauth.knows_app(kept) else None
        if listen:
            self._callback = await _callback(app)
        if app is None:
            app = await self._registered(client.oauth, metadata)
            await asyncio.to_thread(self._credentials.save_app, server, app)
        self._app = app
        self._redirect_uri = self._callback.redirect_uri if self._callback is not None else OUT_OF_BAND
        self._state = secrets.token_urlsafe(24)
        has_pkce = metadata is not None and "S256" in metadata.code_challenge_methods_supported
        self._verifier = secrets.token_urlsafe(48) if has_pkce else None
        others = await asyncio.to_thread(self._credentials.accounts)
        url = authorize_url(
            server,
            app,
            redirect_uri=self._redirect_uri,
            state=self._state,
            code_verifier=self._verifier,
            # The browser is signed in as somebody already: this is about another account.
            force_login=any(account.server == server for account in others),
        )
        return SignInOffer(url, server, listener=self._callback is not None)

    async def wait_for_code(self) -> str:
        """Wait until the browser comes back; give the code for `finish`.

        Raises:
            SignInError: the person refused, or the request does not belong to this attempt.
        """
        if self._callback is None:
            raise SignInError("No browser can come back here: paste the code that the page shows.")
        return self._code_in(await self._callback.answer(), pasted=False)

    async def finish(self, code_or_address: str) -> StoredAccount:
        """Turn the code, or the whole address that the browser was sent to, into an account that is signed in.

        Raises:
            TootuiError: it did not work out; nothing is stored.
        """
        if self._client is None or self._app is None:
            raise SignInError("Signing in has not begun.")
        code = self._code_of(code_or_address)
        token = await self._token_for(self._client, self._app, code)
        try:
            account = await _verified(self._client.server, token)
            stored = await asyncio.to_thread(
                self._credentials.save,
                _to_store(account, self._client.server, self._app),
                token,
                keyring=self._keyring,
            )
        except TootuiError:
            with suppress(ServerError):
                await self._client.oauth.revoke(self._app, token)
            raise
        await self.close()
        return stored

    async def close(self) -> None:
        """Stop listening and close the connections."""
        callback, self._callback = self._callback, None
        if callback is not None:
            await callback.close()
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _registered(self, oauth: OAuth, metadata: ServerMetadata | None) -> AppRegistration:
        """Make tootui known, with as much as the server knows of what is wanted."""
        callback = [self._callback.redirect_uri] if self._callback is not None else []
        refused: Invalid | None = None
        for scopes in _scopes(metadata):
            try:
                return await oauth.register_app(redirect_uris=[*callback, OUT_OF_BAND], scopes=scopes)
            except Invalid as error:
                refused = error
        raise SignInError(f"tootui could not introduce itself: {refused}") from refused

    def _code_of(self, pasted: str) -> str:
        text = pasted.strip()
        if "=" not in text and "://" not in text:
            if not text or not text.isascii() or not text.isprintable() or " " in text:
                raise SignInError(
                    "That is no code. Copy the code, or the whole address of the page the browser ended on."
                )
            return text
        return self._code_in(dict(parse_qsl(_query_in(text))), pasted=True)

    def _code_in(self, query: Mapping[str, str], *, pasted: bool) -> str:
        # A refusal comes without state from Hollo; it gives nobody anything, so it need not prove where it comes from.
        if "error" in query and "code" not in query:
            if query["error"] == "access_denied":
                raise SignInError("You did not let tootui in. Nothing was stored.")
            raise SignInError(f"The server did not let tootui in ({query['error'][:60]}). Nothing was stored.")
        if "code" not in query:
            raise SignInError("That address holds no code. Copy the whole address of the page the browser ended on.")
        if not secrets.compare_digest(query.get("state", "").encode(), self._state.encode()):
            origin = "That address" if pasted else "What came back from the browser"
            raise SignInError(f"{origin} does not belong to this sign-in. Nothing was stored; start again.")
        return query["code"]

    async def _token_for(self, client: Client, app: AppRegistration, code: str) -> str:
        host = server_host(client.server)
        try:
            token = await client.oauth.exchange_code(
                app, code, redirect_uri=self._redirect_uri, code_verifier=self._verifier
            )
        except Unavailable:
            raise
        except Refused as refused:
            if refused.oauth_error == "invalid_client":
                raise SignInError(f"{host} does not know tootui any more. Start again.") from refused
            raise SignInError(
                f"{host} does not accept this code: it is wrong, used up or too old. Start again for a new one."
            ) from refused
        return _checked_token(token.access_token)


async def sign_in_with_token(
    server_text: str, token: str, *, credentials: CredentialStore, keyring: bool = False, token_command: str = ""
) -> StoredAccount:
    """Store the account that a token belongs to, after asking the server whose it is.

    Args:
        server_text: the server as typed.
        token: the token itself, also when a command prints it.
        credentials: where the account is kept.
        keyring: whether the token goes to the system's keyring instead of the file.
        token_command: the command that prints the token whenever it is needed; then it is kept nowhere else.

    Raises:
        TootuiError: the server does not accept the token, or cannot be asked; nothing is stored.
    """
    server = server_url(server_text)
    token = _checked_token(token.strip())
    try:
        account = await _verified(server, token)
    except (Missing, BadAnswer):
        async with connect(server) as client:
            await client.instance.get()  # says so when there is no Mastodon at all
        raise
    stored = _to_store(account, server, None)
    if token_command:
        stored = replace(stored, keeps="command", token_command=token_command)
    return await asyncio.to_thread(credentials.save, stored, token, keyring=keyring)


async def forget(account: StoredAccount, credentials: CredentialStore) -> str | CredentialsError:
    """Forget an account here.

    Returns:
        Its token, for `revoke`, or why that cannot be had.

    Raises:
        CredentialsError: the account could not be forgotten.
    """
    token: str | CredentialsError
    try:
        token = await asyncio.to_thread(credentials.token_of, account.name)
    except CredentialsError as error:
        token = error
    await asyncio.to_thread(credentials.remove, account.name)
    return token


async def revoke(account: StoredAccount, token: str | CredentialsError) -> str | None:
    """Make the token of a forgotten account worthless.

    Returns:
        None, or why the token may still be good, as a sentence.
    """
    advice = f"You can end it on {server_host(account.server)}: Preferences, Account, Authorized apps."
    if isinstance(token, CredentialsError):
        return f"The token may still be good: {token} {advice}"
    try:
        async with connect(account.server, token) as client:
            if account.app is not None:
                await client.oauth.revoke(account.app, token)
            # A server may say yes and do nothing, for a token that was made for another program than the one that asks.
            await client.accounts.verify_credentials()
    except Unauthorized:
        return None
    except ServerError as error:
        return f"The token may still be good: {error} {advice}"
    return f"The token is still good, since it was not made by tootui. {advice}"


async def _callback(app: AppRegistration | None) -> Callback | None:
    """Listen on the port the application is registered with (servers may want the exact address), else on a free one.

    None where that is not possible: then the page shows a code.
    """
    ports = [0] if app is None else [urlsplit(uri).port or 0 for uri in app.redirect_uris if uri.startswith("http:")]
    for port in ports:
        try:
            return await Callback.listen(port)
        except OSError:
            continue
    return None


def _scopes(metadata: ServerMetadata | None) -> list[str]:
    """What to ask for, best first."""
    if metadata is None or not metadata.scopes_supported:
        return [" ".join((*_WANTED_SCOPES, _OLD_SCOPE)), " ".join(_WANTED_SCOPES)]
    known = [scope for scope in _WANTED_SCOPES if scope in metadata.scopes_supported]
    return [" ".join(known or _WANTED_SCOPES)]


def _query_in(text: str) -> str:
    """The query of an address; snac redirects to `urn:ietf:wg:oauth:2.0:oob?code=…`, and a bare query is fine too."""
    return text.partition("#")[0].partition("?")[2] or text


def _checked_token(token: str) -> str:
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise SignInError("That is no access token: it must be one word of plain letters, digits and signs.")
    return token


async def _verified(server: str, token: str) -> Account:
    """Who a token belongs to."""
    host = server_host(server)
    async with connect(server, token) as client:
        try:
            account = await client.accounts.verify_credentials()
        except (Unauthorized, Forbidden) as refused:
            raise SignInError(f"{host} does not accept this token. Nothing was stored.") from refused
    if not account.id or not (account.username or account.acct):
        raise SignInError(f"{host} does not say whose token this is. Nothing was stored.")
    return account


def _to_store(account: Account, server: str, app: AppRegistration | None) -> StoredAccount:
    # The name is made from the server that was asked, never from the domain it claims: no server can take the place
    # of an account elsewhere.
    username = account.username or account.acct.partition("@")[0]
    return StoredAccount(
        name=account_name(username.replace("@", ""), server),
        server=server,
        acct=account.acct,
        account_id=account.id,
        username=username,
        app=app,
    )
