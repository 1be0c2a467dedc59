"""Makes the pictures of the README: ``python screenshots/make.py [NAME …]``.

The same every time: the demo's world stands still at one instant, and so does the program's clock. What is drawn is the
program itself, driven by keys, without a terminal.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
SIZE = (124, 38)
WIDE = (180, 44)
CEILING, SHORT = 10.0, 5.0
QUESTION = "A question for the engineers"
ANSWER = "I have the invoices"
SOUGHT = "cat"
POLL = "fog in the harbour alive"
REPLY = "An idea. A mistake would have asked for permission first."

sys.path.insert(0, str(HERE.parent))
os.environ.update(TZ="UTC", LANG="C.UTF-8", TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
time.tzset()

import httpx  # noqa: E402 - the environment comes first
from textual.pilot import Pilot  # noqa: E402 - the environment comes first

from tootui.config.credentials import CredentialStore, StoredAccount  # noqa: E402
from tootui.config.settings import Settings  # noqa: E402
from tootui.demo.clock import FROZEN_AT  # noqa: E402
from tootui.demo.context import Options  # noqa: E402 - the environment comes first
from tootui.demo.thread import DemoThread  # noqa: E402
from tootui.service.clock import Clock  # noqa: E402
from tootui.service.session import Session  # noqa: E402
from tootui.ui.app import TootuiApp  # noqa: E402
from tootui.ui.keymap import Keymap  # noqa: E402
from tootui.ui.look import Look  # noqa: E402
from tootui.ui.screens.main import MainScreen  # noqa: E402


class StandingClock(Clock):
    """It is always the instant at which the demo's world stands still; short waits are over at once."""

    def now(self) -> datetime:
        """That instant."""
        return FROZEN_AT

    def time(self) -> float:
        """That instant, in seconds since the epoch."""
        return FROZEN_AT.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Wait, if it is for longer."""
        await asyncio.sleep(0 if seconds <= SHORT else CEILING * seconds)


class Photographer:
    """Drives the program and takes its picture."""

    def __init__(self, app: TootuiApp, pilot: Pilot[int]) -> None:
        self._app = app
        self._pilot = pilot

    def picture(self) -> str:
        """The screen as SVG, in whatever monospaced font the reader has, with blanks that count."""
        svg = self._app.export_screenshot(title="tootui")
        svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
        svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
        return svg.replace("Fira Code, monospace", "'Fira Code', 'DejaVu Sans Mono', Menlo, monospace")

    def sees(self, *words: str) -> bool:
        """Whether some words are on the screen, each of them in one style and on one line."""
        picture = html.unescape(self.picture()).replace("\xa0", " ")
        return all(word in picture for word in words)

    async def see(self, *words: str) -> None:
        """Wait until some words are on the screen."""
        await self._until(lambda: self.sees(*words), f"{words} on the screen")

    async def _until(self, condition: Callable[[], object], what: str) -> None:
        give_up = time.monotonic() + CEILING
        while not condition():
            if time.monotonic() > give_up:
                raise TimeoutError(f"never came: {what}")
            await self._pilot.pause(0.02)

    async def select(self, words: str) -> None:
        """Go down to the first post that holds some words."""
        screen = self._app.screen
        assert isinstance(screen, MainScreen)
        while (status := screen.column.current.selected_status) is None or words not in status.inner.content:
            await self._pilot.press("j")
        await self._pilot.pause(0.1)

    async def counts(self) -> None:
        """Wait until what is unread is counted and shown."""
        await self.see("Jacquard", "live", "demo.tootui", "#lighthouse")
        session = self._app.session
        assert session is not None
        news = session.news
        await self._until(lambda: news.unread_notifications and news.unread_conversations, "what is unread")
        await self._pilot.pause(0.1)

    async def press(self, *keys: str) -> None:
        """Press keys and let the screen settle."""
        await self._pilot.press(*keys)
        await self._pilot.pause(0.1)


Scene = Callable[[Photographer], Awaitable[None]]


async def home(person: Photographer) -> None:
    """The first screen."""
    await person.counts()
    await person.press("j")


async def thread(person: Photographer) -> None:
    """A conversation with branches."""
    await home(person)
    await person.select(QUESTION)
    await person.press("enter")
    await person.see(ANSWER)


async def compose(person: Photographer) -> None:
    """A reply being written."""
    await thread(person)
    await person.press("r")
    await person.see("ctrl+s")
    await person.press(*REPLY)
    await person.see("first.", "saved")


async def columns(person: Photographer) -> None:
    """Two places side by side, and a vote being made in one of them."""
    await home(person)
    await person.press("|", "g", "f")
    await person.see("Federated", "bletchley")
    await person.press("[")
    await person.select(POLL)
    await person.press("P", "j", "space")
    await person.see("sends", "✓")


async def notifications(person: Photographer) -> None:
    """What others did."""
    await home(person)
    await person.press("g", "n")
    await person.see("boosted your post", "read up to here")


async def direct(person: Photographer) -> None:
    """Conversations with one and with several."""
    await home(person)
    await person.press("g", "d")
    await person.see("unread", "PRIZE DEPARTMENT")


async def profile(person: Photographer) -> None:
    """Somebody, and what they post."""
    await home(person)
    await person.press("k", "a")
    await person.see("joined 2018-04-05", "You follow each other.", "Among their followers", "pinned")


async def search(person: Photographer) -> None:
    """People, tags and posts that were found."""
    await home(person)
    await person.press("/", *SOUGHT, "enter")
    await person.see("Everything", "People ", "Tags ", "Posts ")


async def accounts(person: Photographer) -> None:
    """Which there are."""
    await home(person)
    await person.press("A")
    await person.see("shown", "unread")


SCENES: dict[str, tuple[Scene, str, tuple[int, int]]] = {
    "home": (home, "dark", SIZE),
    "thread": (thread, "dark", SIZE),
    "compose": (compose, "dark", SIZE),
    "columns": (columns, "dark", WIDE),
    "notifications": (notifications, "dark", SIZE),
    "direct": (direct, "dark", SIZE),
    "profile": (profile, "dark", SIZE),
    "search": (search, "dark", SIZE),
    "accounts": (accounts, "dark", SIZE),
    "home-light": (home, "light", SIZE),
}


def own_id(demo: DemoThread, token: str) -> str:
    """The id of the account that a token belongs to."""
    with httpx.Client(trust_env=False, timeout=CEILING) as client:
        address = f"{demo.url}/api/v1/accounts/verify_credentials"
        return str(client.get(address, headers={"Authorization": f"Bearer {token}"}).json()["id"])


def sign_in(credentials: CredentialStore, demo: DemoThread, name: str, token: str) -> StoredAccount:
    """Have an account of a demo among those that are signed in."""
    user = name.partition("@")[0]
    account = StoredAccount(name=name, server=demo.url, acct=user, account_id=own_id(demo, token), username=user)
    return credentials.save(account, token, keyring=False)


async def shoot(demo: DemoThread, harbour: DemoThread, scene: Scene, theme: str, size: tuple[int, int]) -> str:
    """Play one scene in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        credentials = CredentialStore(Path(folder))
        account = sign_in(credentials, demo, "you@demo.tootui", demo.token)
        sign_in(credentials, harbour, "you@harbour.tootui", harbour.token)
        sign_in(credentials, harbour, "gazette@harbour.tootui", harbour.sign_in("gazette"))
        credentials.touch(account.name)
        settings, clock = Settings(), StandingClock()
        session = Session.open(account, settings=settings, credentials=credentials, clock=clock)
        app = TootuiApp(
            session,
            settings=settings,
            credentials=credentials,
            look=Look(settings.appearance, theme=theme),
            keymap=Keymap(),
            clock=clock,
        )
        try:
            async with app.run_test(size=size) as pilot:
                photographer = Photographer(app, pilot)
                await scene(photographer)
                return photographer.picture()
        finally:
            await app.close_sessions()


def main(*names: str) -> None:
    """Take the pictures of these names, or all."""
    for name, (scene, theme, size) in SCENES.items():
        if names and name not in names:
            continue
        away = Options(frozen=True, seed=1906, domain="harbour.tootui", title="The Harbour Office")
        with DemoThread() as demo, DemoThread(options=away) as harbour:
            picture = asyncio.run(shoot(demo, harbour, scene, theme, size))
        (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
        sys.stdout.write(f"{name}.svg\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
