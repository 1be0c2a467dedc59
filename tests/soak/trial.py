"""One run: children that live and die in the same home, and the look at what is left."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec import Struct

from tests.soak.child import (
    ACCOUNT,
    WITH_FILE,
    Orders,
    Report,
    description_of,
    environment,
    main,
    picture_path,
    words_path,
)
from tests.soak.ledger import MARK, Ledger
from tests.support.session import read_json, whoami
from tootui import paths
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.demo.context import Options
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread

FILE = " (a file)"

STILLBORN = 0.15
"""How often a life ends while it begins, within `LONGEST_BEGINNING` seconds; all others end by what they have said."""
LONGEST_BEGINNING = 0.5
MOST_REPORTS, LONGEST_MOMENT = 40, 0.05
"""A life ends so much behind what it said last, in seconds: a slow machine has the same lives as a fast one."""

SECONDS_TO_FINISH = 180.0
TWO_AT_ONCE = 0.25
"""How often two programs run on the account at the same time."""

POSTING = r"/api/v1/statuses$"
SWITCHING = r"/(un)?(favourite|bookmark)$"
UPLOADING = r"/api/v2/media$"
READING = r"/timelines/home|/accounts/\d+/statuses"
FAULTS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (POSTING, "POST", "drop_after", {}),
    (POSTING, "POST", "drop_before", {}),
    (POSTING, "POST", "truncate", {}),
    (POSTING, "POST", "status", {"status": 500}),
    (POSTING, "POST", "delay", {"seconds": 0.2}),
    (POSTING, "POST", "delay", {"seconds": 2.0}),
    (UPLOADING, "POST", "drop_after", {}),
    (UPLOADING, "POST", "status", {"status": 503}),
    (UPLOADING, "POST", "delay", {"seconds": 0.3}),
    (SWITCHING, "POST", "drop_after", {}),
    (SWITCHING, "POST", "drop_before", {}),
    (SWITCHING, "POST", "status", {"status": 503}),
    (SWITCHING, "POST", "delay", {"seconds": 0.3}),
    (READING, "GET", "status", {"status": 500}),
    (READING, "GET", "drop_before", {}),
    (READING, "GET", "delay", {"seconds": 0.2}),
)


class Outcome(Struct):
    """What a run came to."""

    seed: int
    instants: int
    seconds: float
    texts: int
    published: int
    for_later: int
    kept: int
    wishes: int
    faults: dict[str, int]
    notices: dict[str, int]
    wrong: list[str]

    def summary(self) -> str:
        """The run in some lines."""
        faults = ", ".join(f"{count} {kind}" for kind, count in sorted(self.faults.items()))
        lines = [
            f"killed at {self.instants} instants (seed {self.seed}) in {self.seconds:.0f} s",
            f"{self.texts} texts confirmed: {self.published} published once"
            f" ({self.for_later} of them for later), {self.kept} kept as drafts",
            f"{self.wishes} switches confirmed",
            f"faults met: {faults or 'none'}",
            "told to the person:",
            *(f"  {count:5} {words}" for words, count in self.notices.items()),
            *(f"WRONG {words}" for words in self.wrong),
            "All of it is there, nothing twice." if not self.wrong else f"{len(self.wrong)} things are wrong.",
        ]
        return "\n".join(lines)


class Trial:
    """Kills children at random instants of their lives, all in one home and against one server.

    Args:
        home: an empty directory.
        seed: what the instants, the faults and the children's choices come from.
        tell: called after each instant with its number.
    """

    def __init__(self, home: Path, seed: int, tell: Callable[[int], None] = lambda _: None) -> None:
        self._home = home
        self._seed = seed
        self._tell = tell
        self._chance = random.Random(seed)
        self._ledger = Ledger()
        self._lives = 0
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(
            ["tests.soak.child", "tootui.api.client", "httpx", "anyio._backends._asyncio"]
        )

    def run(self, instants: int) -> Outcome:
        """Kill at so many instants, let the last life finish, and judge."""
        began = time.monotonic()
        with (
            DemoThread(options=Options(pace=0, streaming=False)) as demo,
            patch.dict("os.environ", environment(self._home)),
        ):
            self._sign_in(demo)
            picture_path(self._home).write_bytes(landscape("soak", 30, 20))
            killed = 0
            while killed < instants:
                killed += self._kill_some(demo, 2 if self._chance.random() < TWO_AT_ONCE else 1)
                self._tell(killed)
            demo.clear_faults()
            self._finish()
            return self._judge(demo, killed, time.monotonic() - began)

    def _sign_in(self, demo: DemoThread) -> None:
        account = StoredAccount(
            name=ACCOUNT, server=demo.url, acct="you", account_id=whoami(demo.url, demo.token), username="you"
        )
        CredentialStore().save(account, demo.token, keyring=False)

    def _kill_some(self, demo: DemoThread, count: int) -> int:
        demo.clear_faults()
        for path, method, kind, details in self._chance.sample(FAULTS, 6):
            demo.fault(path, kind, method=method, count=self._chance.randint(1, 3), **details)
        with ExitStack() as stack:
            lives = [stack.enter_context(closing(self._begin())) for _ in range(count)]
            ends = [self._end() for _ in lives]
            # At once: who is not listened to stands still in the middle of what the other waits for.
            with ThreadPoolExecutor(count) as beside:
                list(beside.map(Life.go_on, lives, *zip(*ends, strict=True)))
        return count

    def _end(self) -> tuple[int, float]:
        """When a life ends: so many reports and seconds."""
        if self._chance.random() < STILLBORN:
            return 0, self._chance.uniform(0, LONGEST_BEGINNING)
        return self._chance.randint(1, MOST_REPORTS), self._chance.uniform(0, LONGEST_MOMENT)

    def _begin(self, *, is_last: bool = False) -> Life:
        self._lives += 1
        orders = Orders(self._home, self._seed, self._lives, is_last)
        here, there = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=main, args=(orders, there), daemon=True)
        process.start()
        there.close()
        return Life(process, here, self._ledger)

    def _finish(self) -> None:
        with closing(self._begin(is_last=True)) as life:
            if not life.finish():
                self._ledger.bad_news.append("the last life came to no end")

    def _judge(self, demo: DemoThread, killed: int, seconds: float) -> Outcome:
        posts = own_posts(demo)
        words = Words.open(words_path())
        drafts = words.drafts()
        words.close()
        ledger = self._ledger
        wrong = ledger.judge(posts, drafts, switches(demo, ledger.wishes))
        wrong += [f"half sent: {post}" for post in posts if WITH_FILE.strip() in post and not has_its_file(post)]
        wrong += [
            f"lost its file: {draft.text}"
            for draft in drafts
            if WITH_FILE in draft.text and not has_kept_its_file(draft)
        ]
        wrong += [f"damaged: {path}" for path in (words_path(), cache_path()) if not is_whole(path)]
        faults = [entry["fault"] for entry in demo.log() if entry.get("fault")]
        return Outcome(
            seed=self._seed,
            instants=killed,
            seconds=seconds,
            texts=len(ledger.saved.keys() - ledger.discarded),
            published=len([post for post in posts if "soak" in post]),
            for_later=len(for_later(demo)),
            kept=len(drafts),
            wishes=len(ledger.wishes),
            faults={kind: faults.count(kind) for kind in set(faults)},
            notices=dict(ledger.notices.most_common(12)),
            wrong=wrong,
        )


class Life:
    """A child from its start to its end, and what it says meanwhile."""

    def __init__(self, process: ForkServerProcess, reports: Connection, ledger: Ledger) -> None:
        self.process = process
        self._reports = reports
        self._ledger = ledger

    def go_on(self, reports: int, seconds: float) -> None:
        """Enter what it says until it has said so much, and some seconds longer; then kill it."""
        for _ in range(reports):
            if self._next(time.monotonic() + SECONDS_TO_FINISH) is None:
                self._ledger.bad_news.append("a life stood still")
                return
        end = time.monotonic() + seconds
        while self._next(end) is not None:
            pass
        self.process.kill()

    def finish(self) -> bool:
        """Enter what it says to its end; whether it comes to one."""
        give_up = time.monotonic() + SECONDS_TO_FINISH
        while (report := self._next(give_up)) is not None:
            if report.kind == "done":
                return True
        return False

    def close(self) -> None:
        """See to its end, and read what it said before."""
        self.process.kill()
        self.process.join()
        while self._read() is not None:
            pass
        self._reports.close()

    def _next(self, until: float) -> Report | None:
        """What it says next, until a moment (monotonic seconds); None where it says nothing, or is gone."""
        if not self._reports.poll(max(until - time.monotonic(), 0)):
            return None
        report = self._read()
        if report is None:
            self.process.join()
            self._ledger.bad_news.append(f"a life ended by itself with {self.process.exitcode}")
        return report

    def _read(self) -> Report | None:
        """The next report; None at the end, be it in the middle of one."""
        try:
            report = self._reports.recv()
        except (EOFError, OSError):
            return None
        assert isinstance(report, Report)
        self._ledger.take(report)
        return report


def own_posts(demo: DemoThread) -> list[str]:
    """What all posts of the account say, also those for later, with a mark for each file and what is told of it."""
    path = f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses?limit=40&exclude_reblogs=true"
    contents: list[str] = []
    page = read_json(demo.url, path, demo.token)
    while page:
        contents += [post["content"] + _files(post) for post in page]
        page = read_json(demo.url, f"{path}&max_id={page[-1]['id']}", demo.token)
    return contents + [post["params"]["text"] + _files(post) for post in for_later(demo)]


def for_later(demo: DemoThread) -> list[Any]:
    """The posts that wait on the server for their time."""
    posts: list[Any] = []
    page = read_json(demo.url, "/api/v1/scheduled_statuses?limit=40", demo.token)
    while page:
        posts += page
        page = read_json(demo.url, f"/api/v1/scheduled_statuses?limit=40&max_id={page[-1]['id']}", demo.token)
    return posts


def _files(post: Any) -> str:
    return "".join(f"{FILE}{file['description']}" for file in post["media_attachments"])


def has_its_file(post: str) -> bool:
    """Whether a post has the one file it was written with, and what was told of it."""
    text, *files = post.split(FILE)
    return files == [description_of(about) for about in MARK.findall(text)]


def has_kept_its_file(draft: Draft) -> bool:
    """Whether a draft still has its file and what is told of it."""
    return [media.description for media in draft.media] == [description_of(about) for about in MARK.findall(draft.text)]


def switches(demo: DemoThread, abouts: dict[str, set[bool]]) -> dict[str, bool]:
    """The positions of switches, named as reports name them."""
    found = {}
    for about in abouts:
        verb, status_id = about.split()
        post = read_json(demo.url, f"/api/v1/statuses/{status_id}", demo.token)
        found[about] = post["favourited" if verb == "favourite" else "bookmarked"] is True
    return found


def cache_path() -> Path:
    """Where what was read lies."""
    return paths.account_dir(paths.cache_dir(), ACCOUNT) / "cache.db"


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong in a file."""
    with closing(sqlite3.connect(path)) as connection:
        answer: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return answer == "ok"
