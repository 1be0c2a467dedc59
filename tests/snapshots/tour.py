"""A walk through the program as it runs: where people are most, then every place and dialog that has to do with others.

Each stop is a scene. Nothing there depends on how quick the machine is: the time stands still, what waits a few seconds
does not wait, what comes again after longer never comes, and a scene is there when nothing is asked of the server any
more and the screen has come to rest.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.screen import Screen

from tests.support.clock import FakeClock
from tests.support.session import read_json
from tests.ui.acts import found
from tests.ui.story import Story
from tootui.api.transport import Answer, Transport
from tootui.model.places import Place
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.ask_people import AskPeople
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.follow_options import FollowOptions
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.mute_options import MuteOptions
from tootui.ui.screens.person_lists import PersonLists
from tootui.ui.screens.person_menu import PersonMenu
from tootui.ui.screens.person_note import PersonNote
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.policy import PolicyDialog
from tootui.ui.screens.report import ReportScreen
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets.notice_stack import NoticeStack

SHORT_SECONDS = 5.0
QUIET_ROUNDS = 3
QUESTION = "A question for the engineers"
STATES = {
    "moved": "alan@sherborne.example",
    "limited": "limelight@loud.example",
    "suspended": "vanished@nowhere.example",
    "memorial": "isaac@woolsthorpe.example",
    "private": "shy@burrow.example",
}
"""What became of people, and of whom."""


class StandingClock(FakeClock):
    """It is always the instant at which the demo's world stands still; short waits are over at once, others never."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(0 if seconds <= SHORT_SECONDS else seconds)


class Traffic:
    """Counts what was asked of the server and has no answer yet."""

    def __init__(self) -> None:
        self.under_way = 0

    @contextmanager
    def counted(self) -> Iterator[Traffic]:
        """Watch all requests."""
        exchange = Transport._exchange

        async def counting(transport: Transport, *args: Any, **more: Any) -> Answer:
            self.under_way += 1
            try:
                return await exchange(transport, *args, **more)
            finally:
                self.under_way -= 1

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Transport, "_exchange", counting)
            yield self


class Tour:
    """Goes from place to place, and waits at each."""

    def __init__(self, story: Story, traffic: Traffic) -> None:
        self.story = story
        self._traffic = traffic
        self._ids: dict[str, str] = {}

    @property
    def is_wide(self) -> bool:
        return self.story.app.size.width >= 100

    def id_of(self, acct: str) -> str:
        """Who somebody is on the server."""
        if acct not in self._ids:
            demo = self.story.demo
            self._ids[acct] = read_json(demo.url, f"/api/v1/accounts/lookup?acct={acct}", demo.token)["id"]
        return self._ids[acct]

    async def rest(self) -> None:
        """Wait until nothing moves any more."""
        story, before, quiet = self.story, "", 0

        def is_still() -> bool:
            nonlocal before, quiet
            shown, bridge = story.shown, story.main.bridge
            waits = self._traffic.under_way or bridge._updates or bridge._is_posted or "Loading" in shown
            is_quiet = not waits and shown == before
            before, quiet = shown, quiet + 1 if is_quiet else 0
            return quiet > QUIET_ROUNDS

        await story.until(is_still, "it comes to rest")

    async def at(self, place: Place | str, *words: str) -> None:
        """Go to a place from home, and wait until what is said there is there."""
        story = self.story
        story.main.go(Place.HOME)
        await story.pilot.pause()
        story.main.go(place if isinstance(place, Place) else Place.parse(place))
        await story.until_shown(*words)
        await self.rest()

    async def under(self, kind: type[Screen[Any]], *words: str) -> None:
        """Wait for a dialog and what is said there."""
        await self.story.until_screen(kind)
        await self.story.until_shown(*words)
        await self.rest()

    async def close(self) -> None:
        """Close a dialog without having done anything, and put away what was said about that."""
        await self.story.press("escape")
        await self.story.until_screen(MainScreen)
        await self.hush()

    async def hush(self) -> None:
        """Put away what was said."""
        for stack in self.story.main.query(NoticeStack):
            stack.clear()
        await self.rest()


# Where people are most


async def posts(tour: Tour) -> AsyncIterator[str]:
    """Home, a thread, a profile, and where there is room for them two columns."""
    story = tour.story
    news = story.session.news
    await story.until_shown("Jacquard", "live", *(("People to thank", "#lighthouse") if tour.is_wide else ()))
    await story.until(lambda: news.unread_notifications and news.unread_conversations, "what is unread is counted")
    await tour.rest()
    yield "home"
    story.main.overlay.greet()
    await tour.rest()
    yield "home, for the first time"
    await story.press("home")
    story.main.open_thread(found(story.demo, "ada", QUESTION)["id"])
    await story.until_shown("Thread", "Precisely" if tour.is_wide else "friendship")
    await tour.rest()
    yield "thread"
    await story.press("a")
    await story.until(lambda: story.rows.place == Place.account(tour.id_of("ada")))
    await story.until_shown("354 followers" if story.app.size.height > 20 else "Poetical")
    await tour.rest()
    yield "profile"
    if tour.is_wide:
        await story.press("|", "g", "h")
        await story.until(lambda: len(story.main.columns.columns) == 2)
        await story.until_shown("Jacquard")
        await story.press("home", "d")
        await story.until_shown("Only your own posts can be deleted.")
        await tour.rest()
        yield "columns"
        await story.press("ctrl+w")
        await story.until(lambda: len(story.main.columns.columns) == 1)
    await tour.hush()


# What others do


async def news(tour: Tour) -> AsyncIterator[str]:
    """What happened, whose notifications are held back, who may follow, direct messages."""
    story = tour.story
    await tour.at(Place.NOTIFICATIONS, "favourited")
    yield "notifications"
    await story.press("pagedown")
    await tour.rest()
    yield "notifications, further down"
    await tour.at(Place.notifications("mentions"), "@")
    yield "mentions"
    await tour.at(Place.FILTERED, "@limelight")
    yield "filtered"
    await tour.at(f"filtered:{tour.id_of('limelight@loud.example')}", "@limelight")
    yield "filtered, one sender"
    story.main.dispatcher.run("notification.policy")
    await tour.under(PolicyDialog)
    yield "policy"
    await tour.close()
    await tour.at(Place.FOLLOW_REQUESTS, "@galileo")
    yield "follow requests"
    await tour.at(Place.MUTES, "@loudhailer")
    yield "mutes"
    await tour.at(Place.BLOCKS, "@grumble")
    yield "blocks"
    await tour.at(Place.DOMAIN_BLOCKS, "spam.example")
    yield "blocked servers"
    await tour.at(Place.DIRECT, "@wren")
    yield "direct messages"
    await story.press("c")
    await tour.under(AskPeople)
    await story.enter("ad")
    await tour.rest()
    yield "a new direct message"
    await tour.close()


# People


async def profiles(tour: Tour) -> AsyncIterator[str]:
    """Profiles with all their parts, and what became of some."""
    story, ada = tour.story, tour.id_of("ada")
    await tour.at(Place.account(tour.id_of("you")), "This is you.")
    yield "profile, own"
    await story.press("enter")
    await tour.under(Picker)
    yield "profile, own, where it leads"
    await tour.close()
    for part in ("replies", "media", "pinned"):
        await tour.at(Place.account(ada, part), "@ada")
        yield f"profile, {part}"
    await tour.at(Place.followers(ada), "@")
    yield "followers"
    await tour.at(Place.following(ada), "@")
    yield "following"
    await tour.at(Place.account(ada, tag="computing"), "#computing")
    yield "profile, featured tag"
    for state, acct in STATES.items():
        await tour.at(Place.account(tour.id_of(acct)), f"@{acct.partition('@')[0]}")
        yield f"profile, {state}"


async def acts(tour: Tour) -> AsyncIterator[str]:
    """The dialogs about people."""
    story, dispatcher = tour.story, tour.story.main.dispatcher
    await tour.at(Place.account(tour.id_of("alan@bletchley.example")), "@alan")
    dialogs: dict[str, type[Screen[Any]]] = {
        "person.menu": PersonMenu,
        "person.follow_options": FollowOptions,
        "person.lists": PersonLists,
        "person.note": PersonNote,
        "person.mute": MuteOptions,
        "person.block": Confirm,
        "person.block_server": Confirm,
        "person.report": ReportScreen,
        "person.as_other": Picker,
    }
    for command, screen in dialogs.items():
        dispatcher.run(command)
        await tour.under(screen)
        yield command
        await tour.close()
    await tour.at(Place.LOCAL, "@")
    await story.press("home")
    dispatcher.run("status.as_other")
    await tour.under(Picker)
    yield "status.as_other"
    await tour.close()


# Search, accounts


async def search(tour: Tour) -> AsyncIterator[str]:
    """The line to type into, the empty page, and what was found."""
    story = tour.story
    await story.press("slash")
    await tour.under(SearchPrompt)
    yield "search prompt"
    await tour.close()
    await tour.at(Place.SEARCH, "Search")
    yield "search"
    await tour.at(Place.search("computing"), "People", "Tags")
    yield "search, everything"
    for kind in ("people", "tags", "posts"):
        await tour.at(f"search_{kind}:computing", "computing")
        yield f"search, {kind}"
    await story.press("slash")
    await tour.under(SearchPrompt)
    await story.enter("zzyzx")
    await story.press("enter")
    await story.until_screen(MainScreen)
    await story.until_shown("zzyzx", "Nothing was found")
    await tour.rest()
    yield "search, nothing"
    await tour.at(Place.SEARCH, "Searches of before")
    yield "search, after searches"
    await story.press("slash")
    await tour.under(SearchPrompt)
    await story.enter("z")
    await tour.rest()
    yield "search prompt, after searches"
    await tour.close()


async def accounts(tour: Tour) -> AsyncIterator[str]:
    """Which there are, and the row of the sidebar that leads there."""
    story = tour.story
    await tour.at(Place.HOME, "Jacquard")
    await story.press("A")
    await tour.under(AccountsDialog)
    yield "accounts"
    await tour.close()
    await story.press("backslash", *(("home",) if tour.is_wide else ()))
    await tour.rest()
    yield "sidebar"


WALK: tuple[Callable[[Tour], AsyncIterator[str]], ...] = (posts, news, profiles, acts, search, accounts)
