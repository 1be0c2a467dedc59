"""What signing in passes around."""

from __future__ import annotations

from tootui.model.base import Entity


class AppRegistration(Entity, frozen=True, kw_only=True):
    """tootui as one server knows it. Its secret is not the user's, but is kept like one."""

    client_id: str
    client_secret: str
    redirect_uris: list[str] = []
    scopes: str = ""


class AccessToken(Entity, frozen=True, kw_only=True):
    """A token as the server gave it; ``scope`` may be missing on small servers."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the scheme's name, no secret
    scope: str = ""


class Access(Entity, frozen=True, kw_only=True):
    """What talking to a server as somebody takes: its base URL, and the token that says who asks."""

    server: str
    token: str

    def __repr__(self) -> str:
        return f"Access(server={self.server!r})"


class AppInfo(Entity, frozen=True, kw_only=True):
    """An application as the server knows it."""

    id: str | None = None
    name: str = ""
    website: str | None = None
    scopes: list[str] = []
    redirect_uris: list[str] = []


class UserInfo(Entity, frozen=True, kw_only=True):
    """Who signed in, in the words of OpenID Connect (from 4.4)."""

    iss: str = ""
    sub: str = ""
    name: str = ""
    preferred_username: str = ""
    profile: str | None = None
    picture: str | None = None
