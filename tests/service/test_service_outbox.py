"""Writing: every text is on disk before anything is sent, and on the server exactly once."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.ports import lasting_port
from tests.support.session import Desk, published, until, until_after
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.demo.thread import DemoThread
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.session import Session


def posts_tried(demo: DemoThread) -> int:
    return sum(request["method"] == "POST" and request["path"] == "/api/v1/statuses" for request in demo.log())


def kept_drafts(desk: Desk) -> list[Draft]:
    """What another process finds on disk."""
    words = Words.open(desk.words_path)
    try:
        return words.drafts()
    finally:
        words.close()


def top_post(session: Session) -> Status:
    status = session.store.status(str(session.feed(Place.HOME).rows[0]))
    assert status is not None
    return status.inner


async def acquainted(desk: Desk, session: Session) -> None:
    """Wait until the session knows its server's software."""
    await until_after(desk.clock, lambda: session.acct.endswith("demo.tootui"))


async def all_sent(desk: Desk, session: Session) -> None:
    await until_after(desk.clock, lambda: not session.outbox.items, step=5)


async def test_a_reply_is_on_disk_at_once_then_on_the_server_in_the_thread_and_at_home(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        parent = top_post(session)
        thread = session.thread(parent.id)
        thread.open()
        await until(lambda: not thread.state.from_cache, "the thread is loaded")
        draft = session.drafts.reply_to(parent)
        assert draft.text == f"@{parent.account.acct} "
        sent = session.outbox.send(replace(draft, text=f"{draft.text}I could not agree more."))
        assert [(kept.id, kept.state) for kept in kept_drafts(desk)] == [(sent.id, "queued")]
        await until(lambda: not session.outbox.items, "it is sent")
        assert published(demo, "I could not agree more.") == 1
        await until(lambda: session.store.status(thread.rows[-1].status_id) is not None, "no draft is shown any more")
        [reply] = [row for row in thread.rows if row.role == "reply" and row.depth == 1 and row.last]
        status = session.store.status(reply.status_id)
        assert status is not None
        assert "could not agree more" in status.content
        feed = session.feed(Place.HOME)
        assert feed.rows[0] == reply.status_id
        assert feed.new_count == 0
        desk.clock.advance(60)
        await until(lambda: feed.rows.count(reply.status_id) == 1)
    assert kept_drafts(desk) == []
    assert desk.said == ["Sent."]


async def test_an_own_post_leaves_no_hole_beneath_it(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        unseen = demo.events(home_posts=2)
        session.outbox.send(replace(session.drafts.new(), text="Me too!"))
        await until(lambda: not session.outbox.items, "it is sent")
        own = feed.rows[0]
        await until_after(desk.clock, lambda: unseen[0] in feed.rows, step=20)
        assert feed.rows[:3] == [own, *unseen[::-1]]
        assert feed.new_count == 2


@pytest.mark.parametrize("kind", ["drop_after", "drop_before", "nonjson", "truncate", "html"])
async def test_without_an_answer_it_is_looked_for_before_it_is_sent_again(
    desk: Desk, demo: DemoThread, kind: str
) -> None:
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", kind, method="POST")
        session.outbox.send(replace(session.drafts.new(), text="Once and for all"))
        await until(lambda: session.outbox.items[0].state == "undecided", "nobody knows")
        assert posts_tried(demo) == 1
        await all_sent(desk, session)
        assert published(demo, "Once and for all") == 1
        # Found, it is not sent again; not found, it is sent again with the same key.
        assert posts_tried(demo) == (1 if kind in ("drop_after", "truncate") else 2)
    assert kept_drafts(desk) == []
    assert desk.said == ["Sent."]


async def test_where_keys_are_not_honoured_the_person_decides(desk: Desk, demo: DemoThread) -> None:
    demo.fault("/nodeinfo", "status", status=404, count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", "drop_before", method="POST")
        draft = session.outbox.send(replace(session.drafts.new(), text="Is anybody there?"))
        await until_after(desk.clock, lambda: desk.said, step=5)
        assert desk.said[-1].startswith("It is not certain that this was published.")
        desk.clock.advance(600)
        assert [(item.id, item.state) for item in session.outbox.items] == [(draft.id, "undecided")]
        assert posts_tried(demo) == 1
        session.outbox.retry(draft.id)
        await all_sent(desk, session)
        assert published(demo, "Is anybody there?") == 1


async def test_a_refused_post_comes_back_with_the_reason_and_can_be_mended(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        session.outbox.send(replace(session.drafts.new(), text="too long " * 100))
        await until(lambda: desk.said, "the refusal")
        assert "character limit" in desk.said[0]
        assert desk.said[0].startswith("Not sent.")
        [failed] = session.outbox.items
        assert failed.state == "failed"
        assert "character limit" in failed.reason
        assert session.drafts.latest() == failed
        assert desk.notices[0].key == f"draft:{failed.id}"
        draft = session.outbox.reopen(failed.id)
        assert session.outbox.items == []
        session.outbox.send(replace(draft, text="short enough"))
        await until(lambda: published(demo, "short enough") == 1)
        await until(lambda: not session.outbox.items)
    assert kept_drafts(desk) == []


async def test_a_failed_post_is_offered_again_in_the_next_session(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "status", method="POST", status=403)
        session.outbox.send(replace(session.drafts.new(), text="Let me in"))
        await until(lambda: desk.said, "the refusal")
    session = desk.open()
    latest = session.drafts.latest()
    assert latest is not None
    assert latest.text == "Let me in"
    await session.close()


@pytest.mark.parametrize("reached_the_server", [True, False])
async def test_killed_while_sending_the_next_session_finds_out_and_finishes(
    desk: Desk, demo: DemoThread, reached_the_server: bool
) -> None:
    words = Words.open(desk.words_path, now=desk.clock.time)
    words.save_draft(Draft(text="Last words", state="sending", attempted_at=desk.clock.time()))
    words.close()
    if reached_the_server:
        demo.events(post="Last words", by="you")
    async with desk.at_home() as session:
        await acquainted(desk, session)
        assert [item.text for item in session.outbox.items] == ["Last words"]
        await all_sent(desk, session)
        assert published(demo, "Last words") == 1
        assert posts_tried(demo) == (0 if reached_the_server else 1)
    assert kept_drafts(desk) == []


async def test_an_equal_text_of_long_ago_is_not_taken_for_it(desk: Desk, demo: DemoThread) -> None:
    demo.events(post="Good morning!", by="you")
    demo.freeze("2026-06-13T12:00:00Z")
    desk.clock.advance(24 * 3600)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", "drop_before", method="POST")
        session.outbox.send(replace(session.drafts.new(), text="Good morning!"))
        await until(lambda: session.outbox.items[0].state == "undecided")
        await all_sent(desk, session)
        assert published(demo, "Good morning!") == 2


async def test_written_offline_it_is_sent_when_the_server_is_back(home: Path, tmp_path: Path) -> None:
    state, port = tmp_path / "demo.state", lasting_port()
    with DemoThread(port=port, state_file=state) as demo:
        desk = Desk(home / "config", demo.url, demo.token)
    async with desk.session() as session:
        session.outbox.send(replace(session.drafts.new(), text="From the train"))
        await until(lambda: desk.said, "it says that it waits")
        assert desk.said == ["Your post waits: the server cannot be reached. It is sent when the server answers."]
        with DemoThread(port=port, state_file=state) as demo:
            await all_sent(desk, session)
            assert published(demo, "From the train") == 1
    assert kept_drafts(desk) == []


async def test_a_busy_server_gets_it_later(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "ratelimit", method="POST", seconds=0)
        session.outbox.send(replace(session.drafts.new(), text="In your own time"))
        await until(lambda: desk.said, "it says that it waits")
        assert desk.said[0].startswith("Your post waits: the server is busy. Trying again at ")
        assert session.connection.until is not None
        desk.clock.advance(session.connection.until.timestamp() - desk.clock.time())
        await until(lambda: not session.outbox.items)
        assert published(demo, "In your own time") == 1


async def test_a_text_changed_while_undecided_is_not_sent_if_the_first_one_got_through(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        first = session.outbox.send(replace(session.drafts.new(), text="I like cats"))
        await until(lambda: session.outbox.items[0].state == "undecided")
        changed = session.drafts.save(replace(session.outbox.reopen(first.id), text="I like dogs"))
        assert changed.id != first.id
        session.outbox.send(changed)
        await until_after(desk.clock, lambda: [item.state for item in session.outbox.items] == ["failed"], step=5)
        assert published(demo, "I like cats") == 1
        assert published(demo, "I like dogs") == 0
        [kept] = kept_drafts(desk)
        assert (kept.text, kept.reason) == ("I like dogs", "An earlier version of this was published after all.")
        await until(lambda: session.outbox.retry(kept.id), "the person insists")
        await all_sent(desk, session)
        assert published(demo, "I like dogs") == 1


async def test_a_text_changed_while_undecided_takes_the_place_of_one_that_was_lost(
    desk: Desk, demo: DemoThread
) -> None:
    demo.fault("/nodeinfo", "status", status=404, count=-1)
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "drop_before", method="POST")
        first = session.outbox.send(replace(session.drafts.new(), text="I like cats"))
        await until_after(desk.clock, lambda: desk.said, step=5)
        session.outbox.send(replace(session.outbox.reopen(first.id), text="I like dogs"))
        await all_sent(desk, session)
        assert published(demo, "I like cats") == 0
        assert published(demo, "I like dogs") == 1
    assert kept_drafts(desk) == []


async def test_while_the_own_posts_cannot_be_read_a_yes_sends_nothing_again(desk: Desk, demo: DemoThread) -> None:
    demo.fault("/nodeinfo", "status", status=404, count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        demo.fault("/accounts/.*/statuses", "status", status=500, count=-1)
        draft = session.outbox.send(replace(session.drafts.new(), text="Can you hear me?"))
        await until_after(desk.clock, lambda: desk.said, step=5)
        desk.notices.clear()
        session.outbox.retry(draft.id)
        await until_after(desk.clock, lambda: desk.said, step=5)
        assert desk.said[0].startswith("It is not certain that this was published.")
        assert posts_tried(demo) == 1
        demo.clear_faults()
        session.outbox.retry(draft.id)
        await all_sent(desk, session)
        assert posts_tried(demo) == published(demo, "Can you hear me?") == 1


async def test_a_changed_text_waits_for_certainty_about_the_earlier_one(desk: Desk, demo: DemoThread) -> None:
    demo.fault("/nodeinfo", "status", status=404, count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        demo.fault("/accounts/.*/statuses", "status", status=500, count=-1)
        first = session.outbox.send(replace(session.drafts.new(), text="I like cats"))
        await until_after(desk.clock, lambda: desk.said, step=5)
        later = session.outbox.send(replace(session.outbox.reopen(first.id), text="I like dogs"))
        await until_after(desk.clock, lambda: session.outbox.items[-1].state == "failed", step=5)
        assert "not known whether an earlier version was published" in session.outbox.items[-1].reason
        demo.clear_faults()
        await until(lambda: session.outbox.retry(later.id), "the person tries again")
        await until_after(desk.clock, lambda: [item.id for item in session.outbox.items] == [later.id], step=5)
        assert session.outbox.items[0].reason == "An earlier version of this was published after all."
        assert published(demo, "I like cats") == 1
        assert published(demo, "I like dogs") == 0


async def test_of_two_programs_one_sends_and_the_other_waits(desk: Desk, demo: DemoThread) -> None:
    other = Words.open(desk.words_path, now=desk.clock.time)
    try:
        assert other.lease("the other program", 60)
        async with desk.at_home() as session:
            session.outbox.send(replace(session.drafts.new(), text="After you"))
            await until(demo.log)
            assert posts_tried(demo) == 0
            other.release("the other program")
            await all_sent(desk, session)
            assert published(demo, "After you") == 1
    finally:
        other.close()


async def test_two_sessions_of_one_account_send_what_the_last_one_left_once(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        await acquainted(desk, session)
    words = Words.open(desk.words_path, now=desk.clock.time)
    words.save_draft(Draft(text="Left behind", state="queued"))
    words.save_draft(Draft(text="Cut off", state="sending", attempted_at=desk.clock.time()))
    words.close()
    async with desk.at_home() as one, desk.at_home() as other:
        await until_after(desk.clock, lambda: not kept_drafts(desk), step=5)
        await until_after(desk.clock, lambda: not one.outbox.items and not other.outbox.items, step=5)
    assert published(demo, "Left behind") == 1
    assert published(demo, "Cut off") == 1
    assert posts_tried(demo) == 2


TAKE_LEASE = """
import sys
from pathlib import Path
from tootui.cache.words import Words
from tootui.service.lease import HELD_SECONDS, owner_name
assert Words.open(Path(sys.argv[1]), now=lambda: float(sys.argv[2])).lease(owner_name(), HELD_SECONDS)
"""


async def test_the_right_to_send_of_a_killed_program_is_taken_over_at_once(desk: Desk, demo: DemoThread) -> None:
    arguments = ["-c", TAKE_LEASE, str(desk.words_path), str(desk.clock.time())]
    killed = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    assert await killed.wait() == 0
    async with desk.at_home() as session:
        session.outbox.send(replace(session.drafts.new(), text="The king is dead"))
        await until(lambda: not session.outbox.items)
        assert published(demo, "The king is dead") == 1


async def test_an_attempt_of_another_program_is_looked_for_before_the_next(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        demo.fault("/api/v1/statuses$", "ratelimit", method="POST", seconds=60)
        draft = session.outbox.send(replace(session.drafts.new(), text="Me or you"))
        await until(lambda: desk.said, "it waits")
        other = Words.open(desk.words_path, now=desk.clock.time)
        other.save_draft(replace(draft, state="undecided", attempted_at=desk.clock.time()))
        other.close()
        demo.events(post="Me or you", by="you")
        demo.clear_log()
        assert session.connection.until is not None
        desk.clock.advance(session.connection.until.timestamp() - desk.clock.time())
        await all_sent(desk, session)
        assert published(demo, "Me or you") == 1
        assert posts_tried(demo) == 0


async def test_what_was_published_but_not_yet_forgotten_keeps_its_next_version_back(
    desk: Desk, demo: DemoThread
) -> None:
    words = Words.open(desk.words_path, now=desk.clock.time)
    first = words.save_draft(Draft(text="I like cats", state="sent", sent_id="1"))
    later = words.save_draft(Draft(text="I like dogs", state="queued", supersedes=first.id))
    words.close()
    async with desk.session() as session:
        await until_after(desk.clock, lambda: [item.state for item in session.outbox.items] == ["failed"])
        await until(lambda: [kept.id for kept in kept_drafts(desk)] == [later.id], "the first one is forgotten")
        assert posts_tried(demo) == 0


async def test_what_cannot_be_saved_is_not_sent_and_never_called_saved(desk: Desk, demo: DemoThread) -> None:
    desk.words_path.parent.mkdir(parents=True)
    desk.words_path.mkdir()
    async with desk.at_home() as session:
        with pytest.raises(StorageError):
            session.drafts.save(replace(session.drafts.new(), text="Where does this go?"))
        with pytest.raises(StorageError):
            session.outbox.send(replace(session.drafts.new(), text="Where does this go?"))
        assert posts_tried(demo) == 0


async def test_leaving_right_after_sending_lets_the_post_go_out(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        session.outbox.send(replace(session.drafts.new(), text="Bye!"))
    assert published(demo, "Bye!") == 1
    assert kept_drafts(desk) == []


async def test_what_the_server_made_of_it_is_said(desk: Desk, demo: DemoThread) -> None:
    [parent] = demo.events(post="Answer me")
    async with desk.at_home() as session:
        status = session.store.status(parent)
        assert status is not None
        draft = replace(session.drafts.reply_to(status), text="Gladly", visibility="unlisted")
        session.outbox.send(draft)
        await until(lambda: desk.said)
        assert desk.said == ["Sent."]


async def test_a_draft_is_offered_until_it_is_sent_or_discarded(desk: Desk) -> None:
    session = desk.open()
    assert session.drafts.latest() is None
    draft = session.drafts.save(replace(session.drafts.new(), text="To be continued"))
    await session.close()
    session = desk.open()
    assert session.drafts.latest() == draft
    session.drafts.discard(draft.id)
    assert session.drafts.latest() is None
    await session.close()


async def test_names_alone_are_no_draft_worth_offering(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        session.drafts.save(session.drafts.reply_to(top_post(session)))
        assert session.drafts.latest() is None
