"""Small parts of a session on their own: filters, covers, notices, background work, waiting."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.support.clock import NOON, FakeClock
from tests.support.plain_posts import a_post
from tests.support.session import until
from tootui.api.backoff import Backoff
from tootui.model.errors import TimedOut
from tootui.model.filters import Filter, FilterResult
from tootui.model.instance import Preferences
from tootui.model.pages import Page, Problem
from tootui.model.places import Place
from tootui.model.status import MediaAttachment, Quote, Status
from tootui.service.connection import Connection
from tootui.service.filtering import verdict
from tootui.service.importer import Importer
from tootui.service.notices import Notice, Notices
from tootui.service.reveals import Reveals
from tootui.service.tasks import Tasks, first_of
from tootui.store.entities import Store


def filtered(post: Status, *filters: Filter) -> Status:
    return replace(post, filtered=[FilterResult(filter=one) for one in filters])


def a_filter(
    action: str, *, context: tuple[str, ...] = ("home",), title: str = "Politics", hours: float | None = None
) -> Filter:
    expires_at = None if hours is None else NOON + timedelta(hours=hours)
    return Filter(id="1", title=title, context=list(context), filter_action=action, expires_at=expires_at)


def test_the_strongest_filter_that_holds_here_and_now_decides() -> None:
    post = a_post("1")
    assert verdict(post, Place.HOME, NOON).action == "show"
    assert verdict(filtered(post, a_filter("warn"), a_filter("hide", title="Spam")), Place.HOME, NOON) == (
        "hide",
        ("Spam",),
    )
    assert verdict(filtered(post, a_filter("blur"), a_filter("warn")), Place.HOME, NOON) == ("warn", ("Politics",))
    assert verdict(filtered(post, a_filter("something new")), Place.HOME, NOON).action == "warn"
    assert verdict(filtered(post, a_filter("hide", context=("public",))), Place.HOME, NOON).action == "show"
    assert verdict(filtered(post, a_filter("hide", context=("public",))), Place.tag("x"), NOON).action == "hide"
    assert verdict(filtered(post, a_filter("hide", context=("thread",))), Place.thread("1"), NOON).action == "hide"
    assert verdict(filtered(post, a_filter("hide", hours=-1)), Place.HOME, NOON).action == "show"
    assert verdict(filtered(post, a_filter("hide", hours=1)), Place.HOME, NOON).action == "hide"
    boost = replace(a_post("2"), reblog=filtered(post, a_filter("hide")))
    assert verdict(boost, Place.HOME, NOON).action == "hide"


def test_hidden_posts_are_not_there_and_bad_ones_are_told_once() -> None:
    clock = FakeClock()
    said: list[Notice] = []
    notices = Notices(clock)
    notices.observe(said.append)
    mine = filtered(a_post("1", by="you"), a_filter("hide"))
    importer = Importer(Store(), notices, clock, lambda status: status.account == mine.account)
    page = Page(
        [a_post("3"), filtered(a_post("2"), a_filter("hide")), mine],
        problems=[Problem("Status", "9", "created_at"), Problem("Status", "8", "id")],
    )
    assert importer.take_page(page, Place.HOME) == ["3", "1"]
    assert importer.take_page(page, Place.HOME) == ["3", "1"]
    assert [notice.text for notice in said] == ["2 posts could not be read."]


def covered(**changes: object) -> Status:
    return replace(a_post("1"), **changes)


PICTURE = [MediaAttachment(id="m", type="image")]


@pytest.mark.parametrize(
    ("status", "preferences", "is_open"),
    [
        (covered(), Preferences(), True),
        (covered(spoiler_text="spoilers"), Preferences(), False),
        (covered(spoiler_text="spoilers"), Preferences(reading_expand_spoilers=True), True),
        (covered(media_attachments=PICTURE), Preferences(), True),
        (covered(media_attachments=PICTURE, sensitive=True), Preferences(), False),
        (covered(media_attachments=PICTURE, sensitive=True), Preferences(reading_expand_media="show_all"), True),
        (covered(media_attachments=PICTURE), Preferences(reading_expand_media="hide_all"), False),
        (filtered(covered(), a_filter("warn")), Preferences(), False),
    ],
)
def test_covers_start_as_the_preferences_say_and_stay_as_they_were_put(
    status: Status, preferences: Preferences, is_open: bool
) -> None:
    kept: dict[str, bool] = {}
    reveals = Reveals({"1": status}.get, lambda: preferences, kept.__setitem__)
    assert reveals.is_open(status) is is_open
    reveals.toggle("1")
    assert reveals.is_open(status) is not is_open
    assert kept == {"1": not is_open}
    assert reveals.is_open(replace(a_post("2"), reblog=status)) is not is_open
    assert Reveals({"1": status}.get, lambda: preferences, kept.__setitem__, ["1"]).is_open(status)


def test_all_on_screen_are_opened_then_covered() -> None:
    posts = {"1": covered(spoiler_text="one"), "2": replace(a_post("2"), spoiler_text="two"), "3": a_post("3")}
    reveals = Reveals(posts.get, Preferences, lambda _id, _open: None)
    reveals.toggle("1")
    reveals.open_all(posts)
    assert all(reveals.is_open(post) for post in posts.values())
    reveals.open_all(posts)
    assert [reveals.is_open(post) for post in posts.values()] == [False, False, True]


def test_what_a_quoted_post_covers_is_opened_with_the_post_that_quotes_it() -> None:
    def quoting(quoted: Status, state: str = "accepted") -> Status:
        return replace(a_post("1"), quote=Quote(state=state, quoted_status=quoted))

    warned = quoting(replace(a_post("2"), spoiler_text="plot"))
    reveals = Reveals({"1": warned}.get, Preferences, lambda _id, _open: None)
    assert reveals.can_cover(warned)
    assert not reveals.is_open(warned)
    reveals.toggle("1")
    assert reveals.is_open(warned)
    unknown: dict[str, Status] = {}
    boost = replace(a_post("3"), reblog=replace(warned, quote=Quote(quoted_status_id="2")))
    known = Reveals({"1": warned, "3": boost}.get, Preferences, lambda _id, _open: None)
    assert (known.can_cover(boost), known.is_open(boost)) == (True, False)
    known.toggle("3")
    assert known.is_open(boost)
    plain, muted = quoting(a_post("2")), quoting(a_post("2"), "muted_account")
    untouched = Reveals(unknown.get, Preferences, lambda _id, _open: None)
    assert (untouched.can_cover(plain), untouched.is_open(plain)) == (False, True)
    assert (untouched.can_cover(muted), untouched.is_open(muted)) == (True, False)


def test_what_is_said_before_anybody_listens_is_heard_later() -> None:
    notices = Notices(FakeClock())
    notices.post("early")
    heard: list[str] = []
    stop = notices.observe(lambda notice: heard.append(notice.text))
    notices.post("in time")
    stop()
    notices.post("too late")
    assert heard == ["early", "in time"]


async def test_work_that_fails_is_logged_and_told_and_the_rest_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    notices = Notices(FakeClock())
    heard: list[str] = []
    notices.observe(lambda notice: heard.append(notice.text))
    tasks = Tasks(notices)

    async def slip() -> None:
        raise ZeroDivisionError("in the works")

    async def no_answer() -> None:
        raise TimedOut("example.com takes too long to answer.")

    with caplog.at_level(logging.WARNING):
        for work in (slip(), no_answer()):
            task = tasks.spawn(work, "counting")
            assert task is not None
            await task
    assert heard == [
        "Something went wrong while counting. The log has the details.",
        "example.com takes too long to answer.",
    ]
    assert "in the works" in caplog.text
    await tasks.close()
    assert tasks.spawn(slip(), "too late") is None


async def test_the_first_of_several_waits_ends_them_all() -> None:
    clock = FakeClock()
    waiting = asyncio.create_task(first_of(clock.sleep(10), clock.sleep(60)))
    await until(lambda: clock.waits == [10, 60])
    clock.advance(10)
    await waiting
    assert clock.waits == []


def test_pauses_grow_to_a_minute_and_are_spread() -> None:
    longest = Backoff(chance=lambda: 0.0)
    assert [longest.next() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    longest.reset()
    assert longest.next() == 1
    assert Backoff(chance=lambda: 0.999).next() > 0.5


async def test_who_waits_for_the_connection_goes_on_when_it_is_back() -> None:
    clock = FakeClock()
    connection = Connection(clock)
    changes: list[str] = []
    connection.observe(lambda: changes.append(connection.state))
    connection.failed(TimedOut("No answer."))
    waiting = asyncio.create_task(connection.ready())
    await asyncio.sleep(0)
    assert (connection.state, connection.reason) == ("offline", "No answer.")
    assert not waiting.done()
    connection.answered()
    await waiting
    await asyncio.sleep(0)
    assert (connection.state, connection.reason, changes) == ("polling", "", ["offline", "polling"])


def test_a_session_loads_nothing_that_speaks_http_or_draws() -> None:
    program = (
        "import sys, tootui.service.session\n"
        "heavy = {'httpx', 'websockets', 'textual', 'rich', 'html2text', 'regex', 'tomlkit', 'keyring'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
