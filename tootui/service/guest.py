"""Looking at a server without an account: who one is there, and whether it lets one."""

from __future__ import annotations

from tootui.api.client import Client, connect
from tootui.api.server_name import server_host, server_url
from tootui.config.credentials import StoredAccount
from tootui.model.errors import BadAnswer, Forbidden, Invalid, Missing, SignInError, Unauthorized

CLOSED = (Unauthorized, Forbidden, Invalid)
"""How servers refuse guests; snac and GoToSocial say 401 or 422, some 403."""


def guest_at(server: str) -> StoredAccount:
    """Who a guest is on a server: nobody, under a name that no account can have.

    Args:
        server: as a person types it.

    Raises:
        InvalidServer: the text names no server.
    """
    url = server_url(server)
    return StoredAccount(name=f"@{server_host(url)}", server=url, acct="", account_id="", username="")


async def visit(server: str) -> StoredAccount:
    """Find out whether there is something to see on a server, and give who a guest is there.

    Args:
        server: as a person types it.

    Raises:
        InvalidServer: the text names no server.
        SignInError: it shows nothing to guests.
        ServerError: it cannot be asked, or is no Mastodon server.
    """
    guest = guest_at(server)
    async with connect(guest.server) as client:
        try:
            if await _is_open(client, local=True) or await _is_open(client, local=False):
                return guest
        except (Missing, BadAnswer):
            await client.instance.get()  # says what the server is, where it is no Mastodon
            raise
    host = server_host(guest.server)
    raise SignInError(f"{host} shows its posts only to people who are signed in. Sign in, or try another server.")


async def _is_open(client: Client, *, local: bool) -> bool:
    try:
        await client.timelines.public(local=local, limit=1)
    except CLOSED:
        return False
    return True
