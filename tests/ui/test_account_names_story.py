"""What accounts are called among one's accounts, whether they are open or not."""

from __future__ import annotations

from pathlib import Path

from tests.support.pair import Pair, pair
from tests.ui.accounts import AWAY, HERE, desk_of, open_dialog, switch
from tests.ui.story import begin
from tootui.text.addresses import host_of
from tootui.ui.screens.main import MainScreen

__all__ = ["pair"]


async def test_a_server_with_another_name_than_its_address_is_remembered(pair: Pair, home: Path) -> None:
    desk, called = desk_of(pair, home), f"@you@{host_of(pair.there.url)}"
    async with begin(pair.here, home, desk=desk) as story:
        await open_dialog(story)
        await story.until_shown("@you@harbour")
        assert called not in story.shown, "nobody has told yet"
        await story.press("escape")
        await story.until_screen(MainScreen)
        await switch(story, AWAY)
        await story.until(lambda: called in story.header, "its name is known")
        await open_dialog(story)
        await story.until(lambda: (one := desk.credentials.get(AWAY)) is not None and one.called == called)
    desk.credentials.touch(HERE)
    async with begin(pair.here, home, desk=desk) as story:
        assert story.app.accounts.session_of(AWAY) is None
        await open_dialog(story)
        await story.until_shown(called)
        account = desk.credentials.get(HERE)
        assert account is not None and account.full_name in ("", story.session.acct)
