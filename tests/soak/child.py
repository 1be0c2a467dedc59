"""The program that gets killed: a session without a screen that writes, sends and switches as fast as it can.

What it says of itself it says over a pipe, and only after the call that it speaks of has returned: what the parent
reads there is what a person would have been told.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import zlib
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tests.support.session import until
from tootui import paths
from tootui.cache.drafts import Draft, DraftMedia
from tootui.cache.words import Words
from tootui.config.credentials import CredentialStore
from tootui.config.settings import Compose, Settings
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.chains import begun
from tootui.service.clock import Clock
from tootui.service.session import Session

HURRY = 100.0
"""So many times faster the program waits than it would: half a minute of looking takes a third of a second."""

FOR_LATER = 0.15
"""How often a post is to appear on another day."""

LEAST_PAUSE, LONGEST_PAUSE = 0.002, 0.03
ROWS_APART = 5
"""So many lives in a row, or at once, touch posts of their own."""

ACCOUNT = "you@demo"
WITH_FILE = " withfile"
"""Stands in texts that must not be published without their picture."""
ENDINGS = ("", " — café 😀", " https://example.org/a?b=1&c=2", " @ada #soak", "\n\nsecond paragraph\twith tab")


class Orders(NamedTuple):
    """What a child is told: where it lives, and what its texts and choices are made of."""

    home: Path
    seed: int
    number: int
    is_last: bool = False


class Report(NamedTuple):
    """One thing a child says.

    ``kind`` is ``saved``, ``sent``, ``undoing``, ``discarding``, ``wishing``, ``noted``, ``notice`` or ``done``;
    ``about`` names the text, or the switch and its post.
    """

    kind: str
    about: str = ""
    words: str = ""
    wanted: bool = False


class HurriedClock(Clock):
    """The time of day as it is, but waiting is short."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / HURRY)


def main(orders: Orders, pipe: Connection) -> None:
    """Live until killed; the last one of a row only brings to an end what the others left."""
    logging.disable()  # of what goes wrong on purpose
    os.environ.update(environment(orders.home))
    asyncio.run(Child(orders, pipe).live())


class Child:
    """One life of the program."""

    def __init__(self, orders: Orders, pipe: Connection) -> None:
        self._orders = orders
        self._pipe = pipe
        self._chance = random.Random(f"{orders.seed} {orders.number}")
        self._count = 0
        self._switched: set[str] = set()

    async def live(self) -> None:
        """Open the session as the program does, then do one thing after the other."""
        hold = self._chance.choice((0, 0, 10))
        credentials = CredentialStore()
        account = credentials.get(ACCOUNT)
        assert account is not None
        settings = Settings(compose=Compose(hold=hold))
        session = Session.open(account, settings=settings, credentials=credentials, clock=HurriedClock())
        session.notices.observe(lambda notice: self._say("notice", words=notice.text))
        await session.start()
        if self._orders.is_last:
            await self._finish(session)
            return
        session.feed(Place.HOME).open()
        words = Words.open(words_path())
        while True:
            if self._chance.random() < 0.15:
                await self._write_chain(session)
            elif self._chance.random() < 0.6:
                await self._write(session)
            else:
                await self._switch(session, words)
            await asyncio.sleep(self._chance.uniform(LEAST_PAUSE, LONGEST_PAUSE))

    async def _finish(self, session: Session) -> None:
        words = Words.open(words_path())
        while words.mutations() or any(kept.state != "draft" for kept in words.drafts()):
            for item in session.outbox.items:
                if item.reason and item.state in ("undecided", "failed"):
                    session.outbox.retry(item.id)
            await asyncio.sleep(0.02)
        words.close()
        await session.close()
        self._say("done")

    async def _write(self, session: Session) -> None:
        """Write a text letter by letter, as it were; then send it, leave it, or throw it away."""
        self._count += 1
        about = f"soak{self._orders.number}x{self._count}x"
        draft = self._begun(session)
        text = f"{draft.text}{about}{self._chance.choice(ENDINGS)}"
        if self._chance.random() < 0.3:
            draft = replace(draft, spoiler_text="about soaking")
        if self._chance.random() < FOR_LATER:
            days = self._chance.uniform(2, 300)
            draft = replace(draft, scheduled_at=session.clock.now().timestamp() + days * 86_400)
        if self._chance.random() < 0.3:
            text += WITH_FILE
            path = str(picture_path(self._orders.home))
            draft = replace(draft, media=(DraftMedia(path=path, kind="image", description=description_of(about)),))
            if self._chance.random() < 0.5:
                session.uploads.start(draft.media[0])
        for part in (f"{text} …", f"{text} end"):
            draft = session.drafts.save(replace(draft, text=part))
            self._say("saved", about, draft.text)
            await asyncio.sleep(self._chance.uniform(0, LEAST_PAUSE))
        fate = self._chance.random()
        if fate < 0.75:
            draft = session.outbox.send(draft)
            self._say("sent", about, draft.text)
            await self._think_better_of_it(session, draft, about)
        elif fate < 0.85:
            self._say("discarding", about)
            session.drafts.discard(draft.id)

    async def _write_chain(self, session: Session) -> None:
        """Write posts that follow each other, and send them all."""
        post = begun(self._begun(session))
        texts: dict[str, str] = {}
        for _ in range(self._chance.randint(2, 3)):
            self._count += 1
            about = f"soak{self._orders.number}x{self._count}x"
            text = f"{post.text}{about}{self._chance.choice(ENDINGS)} end"
            kept = session.drafts.save(replace(post, text=text))
            texts[about] = kept.text
            self._say("saved", about, kept.text)
            await asyncio.sleep(self._chance.uniform(0, LEAST_PAUSE))
            post = session.drafts.next_of(kept)
        session.outbox.send_chain(session.drafts.chain(post.chain))
        for about, text in texts.items():
            self._say("sent", about, text)

    def _begun(self, session: Session) -> Draft:
        parent = self._some_post(session)
        if parent is None or self._chance.random() < 0.5:
            return session.drafts.new()
        return session.drafts.reply_to(parent)

    async def _think_better_of_it(self, session: Session, draft: Draft, about: str) -> None:
        if draft.state == "held" and self._chance.random() < 0.5:
            await asyncio.sleep(self._chance.uniform(0, 15 / HURRY))
            self._say("undoing", about)
            taken = session.outbox.take_back(draft.id)
            self._say("saved" if taken is not None else "sent", about, draft.text)

    async def _switch(self, session: Session, words: Words) -> None:
        """Switch something on a post, once in a life, and see that it is on disk or done."""
        post = self._some_post(session)
        verb, flag = self._chance.choice((("favourite", "favourited"), ("bookmark", "bookmarked")))
        if post is None or (about := f"{verb} {post.id}") in self._switched:
            return
        self._switched.add(about)
        wanted = getattr(post, flag) is not True
        self._say("wishing", about, wanted=wanted)
        getattr(session.actions, verb)(post.id)
        await until(lambda: self._is_safe(session, words, post.id, verb, flag, wanted), "the wish is on disk or done")
        self._say("noted", about, wanted=wanted)

    @staticmethod
    def _is_safe(session: Session, words: Words, post_id: str, verb: str, flag: str, wanted: bool) -> bool:
        noted = [one.wanted for one in words.mutations() if (one.id, one.verb) == (post_id, verb)]
        if noted:  # what an earlier life wanted may still stand there, and the next one would carry it out
            return noted == [wanted]
        base = session.store.base_status(post_id)
        return base is not None and (getattr(base, flag) is True) == wanted

    def _some_post(self, session: Session) -> Status | None:
        """One of the posts that this life may touch: the lives next to it have others."""
        rows = [row for row in session.feed(Place.HOME).rows if isinstance(row, str)]
        mine = [row for row in rows if zlib.crc32(row.encode()) % ROWS_APART == self._orders.number % ROWS_APART]
        status = session.store.status(self._chance.choice(mine)) if mine else None
        return status.inner if status is not None else None

    def _say(self, kind: str, about: str = "", words: str = "", wanted: bool = False) -> None:
        self._pipe.send(Report(kind, about, words, wanted))


def environment(home: Path) -> dict[str, str]:
    """What makes a directory the home of a program."""
    kinds = ("CONFIG", "DATA", "CACHE", "STATE")
    return {"HOME": str(home)} | {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}


def description_of(about: str) -> str:
    """What is told of the picture of a text."""
    return f"{about} as it was drawn"


def picture_path(home: Path) -> Path:
    """The picture that posts have."""
    return home / "picture.png"


def words_path() -> Path:
    """Where the drafts lie, in the present home."""
    return paths.account_dir(paths.data_dir(), ACCOUNT) / "words.db"
