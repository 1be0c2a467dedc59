"""A person at tootui: the real app without a terminal, a real session, a real demo server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import chain
from pathlib import Path

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.events import Key
from textual.pilot import Pilot
from textual.widget import Widget

from tests.support.clock import FakeClock
from tests.support.session import PATIENCE_SECONDS, Desk
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.ui.app import TootuiApp
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look
from tootui.ui.screens.main import MainScreen
from tootui.ui.widgets.notice_stack import NoticeStack
from tootui.ui.widgets.place_list import PlaceList

CALM_ROUNDS = 3
"""So often in a row nobody has anything left to read."""
MOST_ROUNDS = 100
"""Longer than any key needs: what goes on then goes on by itself."""


def is_plain(character: str) -> bool:
    """Whether it is a letter, a digit or a blank, which mean nothing else where text is written."""
    return character.isalnum() or character == " "


def _holds(condition: Callable[[], object]) -> object:
    """Whether something holds; not where it is about parts of a screen that is still being made."""
    try:
        return condition()
    except NoMatches:
        return False


class Story:
    """What the person does and sees."""

    def __init__(self, app: TootuiApp, pilot: Pilot[int], session: Session, demo: DemoThread) -> None:
        self.app = app
        self.pilot = pilot
        self.session = session
        self.demo = demo

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and let what each does come on screen."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Let everybody on the screen read what they were told, and what that made others tell them.

        The pilot alone rests until the processor seems idle, and so it does as well while others have it.
        """
        calm = 0
        for _ in range(MOST_ROUNDS):
            await self.pilot._wait_for_screen()
            screens = self.app.screen_stack
            if not screens:
                return  # the program has ended
            screens[-1]._on_timer_update()
            pumps = (self.app, *chain.from_iterable(screen.walk_children(with_self=True) for screen in screens))
            calm = 0 if any(pump.message_queue_size for pump in pumps) else calm + 1
            if calm == CALM_ROUNDS:
                return

    async def enter(self, text: str) -> None:
        """Type a text: letters as fast as they come, and a moment's rest after every sign and at the end."""
        names = {
            " ": "space",
            "\n": "enter",
            "@": "at",
            "#": "number_sign",
            ".": "full_stop",
            ",": "comma",
            "?": "question_mark",
        }
        for character, following in zip(text, f"{text[1:]}\n", strict=False):
            key = names.get(character, character)
            if is_plain(character) and is_plain(following):
                self.app.post_message(Key(key, character))
            else:
                await self.press(key)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until something holds; fails when it does not within reason."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        while not _holds(condition):
            assert loop.time() < deadline, f"never came true: {what or condition}\n{self.shown}"
            with suppress(ScreenStackError):  # the program has ended
                await self.pilot.pause(0.005)

    async def until_loaded(self) -> None:
        """Wait until the home timeline is there."""
        await self.until(lambda: self.home.state.loaded_once, "home is loaded")
        await self.until(lambda: len(self.rows.keys) > 1, "home is shown")
        await self.settle()

    async def until_screen(self, kind: type[Widget]) -> None:
        """Wait until a screen of that kind is on top."""
        await self.until(lambda: isinstance(self.app.screen, kind), kind.__name__)
        await self.settle()

    async def until_shown(self, *texts: str) -> None:
        """Wait until texts are on the screen."""
        await self.until(lambda: all(text in self.shown for text in texts), f"{texts} on the screen")

    async def select(self, words: str) -> Status:
        """Go down until the selected post holds some words."""
        await self.press("home")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        while loop.time() < deadline:  # at the end of what is loaded a key does nothing until there is more
            status = self.rows.selected_status
            if status is not None and words in status.inner.content:
                return status
            await self.press("j")
        raise AssertionError(f"no post with {words!r}\n{self.shown}")

    async def refresh(self) -> None:
        """Ask the server for what is newer, and wait for it."""

        def asked() -> int:
            return sum("/timelines/" in one["path"] or "/context" in one["path"] for one in self.demo.log())

        before = asked()
        await self.press("ctrl+r")
        await self.until(lambda: asked() > before and not self.awaits_answers, "an answer")
        await self.until(lambda: not self.home.state.loading_newer, "the answer is in the timeline")
        await self.settle()

    async def carried_out(self) -> None:
        """Wait until what was done is done on the server: the next story at it is to find it as it was.

        What waits when a session ends is carried out by the next one, which only who has the same disk is.
        """
        wishes = self.session._writing.wishes
        await self.until(lambda: not wishes._wishes, "nothing waits to be done")

    @property
    def awaits_answers(self) -> bool:
        """Whether an answer is awaited; on a busy machine the server may not even know of what was asked."""
        clock = self.app.clock
        return isinstance(clock, FakeClock) and clock.requests_under_way > 0

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    @property
    def rows(self) -> PlaceList:
        """The list in view."""
        return self.main.column.current

    @property
    def home(self) -> Feed:
        """The home timeline."""
        return self.session.feed(Place.HOME)

    @property
    def selected_row(self) -> str:
        """The lines of the selected row as they are drawn."""
        key = self.rows.cursor_key
        return "" if key is None else self.rows.lay_out(key, self.rows.size.width).plain

    @property
    def listed(self) -> str:
        """All rows of the list in view as they are drawn, whether they are on the screen or not; no words over them."""
        rows = self.rows
        return "\n".join(rows.lay_out(key, rows.size.width).plain for key in rows.keys)

    def put_notices_away(self) -> None:
        """Do not wait until the words over the rows go by themselves."""
        self.main.query_one(NoticeStack).clear()

    @property
    def shown(self) -> str:
        """The cells of the whole screen, one row below the other."""
        screen = self.app.screen
        width, height = self.app.size
        strips = screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text[:width].rstrip() for strip in strips[:height])

    @property
    def header(self) -> str:
        """The first row."""
        return self.shown.splitlines()[0]

    @property
    def footer(self) -> str:
        """The last row."""
        return self.shown.splitlines()[-1]


@asynccontextmanager
async def begin(
    demo: DemoThread,
    home: Path,
    *,
    size: tuple[int, int] = (100, 40),
    keys: dict[str, tuple[str, ...]] | None = None,
    desk: Desk | None = None,
    loaded: bool = True,
) -> AsyncIterator[Story]:
    """Start tootui as the demo's own account, and wait for its home timeline."""
    desk = desk or Desk(home / "config", demo.url, demo.token)
    session = desk.open()
    app = TootuiApp(
        session,
        settings=desk.settings,
        credentials=desk.credentials,
        look=Look(desk.settings.appearance, environ={"LANG": "C.UTF-8"}),
        keymap=Keymap(keys),
        clock=desk.clock,
    )
    try:
        async with app.run_test(size=size) as pilot:
            story = Story(app, pilot, session, demo)
            if loaded:
                await story.until_loaded()
            yield story
    finally:
        await app.close_sessions()
