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
