"""What one account sees, found as another: never somebody or something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.support.session import Desk
from tootui.config.credentials import StoredAccount
from tootui.model.account import Account
from tootui.model.errors import NotThere
from tootui.service.crossing import person_elsewhere
from tootui.service.session import Session


def _finds_eve(asked: Asked) -> Reply:
    """A server that takes a name for words, and tells of nobody's page."""
    found = {"accounts": [{"id": "9", "acct": "eve@other.example", "username": "eve"}], "statuses": [], "hashtags": []}
    return json_reply(found if asked.path.endswith("/search") else [{"id": "9", "following": False}])


async def test_somebody_whose_page_is_not_told_is_known_by_their_name_alone(home: Path) -> None:
    async with ScriptedServer(_finds_eve) as server:
        desk = Desk(home / "config", server.url, "token", account_id="7")
        account = StoredAccount(
            name="you@here", server="https://here.example", acct="you@here.example", account_id="1", username="you"
        )
        here = Session.open(account, settings=desk.settings, credentials=desk.credentials, clock=desk.clock)
        async with desk.session() as there:
            with pytest.raises(NotThere, match="cannot find @ada@engine"):
                await person_elsewhere(Account(id="2", acct="ada@engine.example", username="ada"), here, there)
            eve = await person_elsewhere(Account(id="3", acct="eve@other.example", username="eve"), here, there)
            assert eve.id == "9"
        await here.close()
