"""Holding a post back: while it is held nothing is sent, and undoing means that nothing ever was."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, published, until, until_calm
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.config.settings import Compose
from tootui.demo.thread import DemoThread
from tootui.service.session import Session


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Somebody who has posts held for twenty seconds."""
    desk.settings = replace(desk.settings, compose=Compose(hold=20))
    return desk


def kept_drafts(desk: Desk) -> list[Draft]:
    """What another process finds on disk."""
    words = Words.open(desk.words_path)
    try:
        return words.drafts()
    finally:
        words.close()


def send(session: Session, text: str) -> Draft:
    return session.outbox.send(replace(session.drafts.new(), text=text))


async def test_a_held_post_goes_out_when_its_time_has_come(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        send(session, "Slowly does it")
        assert [draft.state for draft in kept_drafts(desk)] == ["held"]
        notice = session.notices.undoable()
        assert notice is not None
        assert (notice.text, notice.undo_label, notice.seconds) == ("Sending in 20 s", "takes it back", 20)
        await until(lambda: 20 in desk.clock.waits, "it is held")
        desk.clock.advance(19)
        await until_calm(demo)
        assert published(demo, "Slowly") == 0
        desk.clock.advance(1)
        await until(lambda: not session.outbox.items)
        assert published(demo, "Slowly") == 1
        desk.clock.advance(1)
        assert session.notices.undoable() is None
    assert kept_drafts(desk) == []


async def test_undoing_makes_it_a_draft_again_that_never_left(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        draft = send(session, "On second thoughts")
        await until(lambda: 20 in desk.clock.waits, "it is held")
        assert session.notices.undo()
        assert session.outbox.items == []
        assert [(kept.id, kept.state) for kept in kept_drafts(desk)] == [(draft.id, "draft")]
        assert desk.said[-1] == "Not sent. Your text is kept as a draft."
        latest = session.drafts.latest()
        assert latest is not None
        assert latest.text == "On second thoughts"
        desk.clock.advance(60)
        await until_calm(demo)
        assert published(demo, "On second thoughts") == 0
        send(session, "Something else")
        await until(lambda: 20 in desk.clock.waits, "it is held")
        desk.clock.advance(20)
        await until(lambda: not session.outbox.items)
        assert published(demo, "Something else") == 1


async def test_what_was_taken_back_can_be_sent_again_as_another_text(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        draft = send(session, "Their going to like it")
        mended = replace(session.outbox.reopen(draft.id), text="They're going to like it")
        assert session.outbox.items == []
        assert session.outbox.send(mended).id == draft.id
        await until(lambda: 20 in desk.clock.waits, "it is held")
        desk.clock.advance(20)
        await until(lambda: not session.outbox.items)
        assert published(demo, "going to like it") == 1
        assert published(demo, "Their") == 0


async def test_a_held_post_can_be_thrown_away(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        draft = send(session, "Never mind")
        session.outbox.discard(draft.id)
        assert session.outbox.items == []
    assert kept_drafts(desk) == []
    assert published(demo, "Never mind") == 0


async def test_once_it_is_on_its_way_it_is_too_late(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        draft = send(session, "No way back")
        await until(lambda: 20 in desk.clock.waits, "it is held")
        demo.fault("/api/v1/statuses$", "delay", method="POST", seconds=3600)
        desk.clock.advance(20)
        await until(lambda: session.outbox.items[0].state != "held", "it goes out")
        assert session.outbox.take_back(draft.id) is None
        assert desk.said[-1] == "It is on its way already."
        demo.clear_faults()
        await until(lambda: not session.outbox.items)


async def test_leaving_sends_what_is_held(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        send(session, "I am off")
    assert published(demo, "I am off") == 1
    assert kept_drafts(desk) == []


async def test_what_was_held_when_the_program_was_killed_is_held_by_the_next_one(desk: Desk, demo: DemoThread) -> None:
    words = Words.open(desk.words_path, now=desk.clock.time)
    held = words.save_draft(Draft(text="Where was I?", state="held"))
    words.close()
    async with desk.at_home() as session:
        await until(lambda: 20 in desk.clock.waits, "it is held")
        assert [item.id for item in session.outbox.items] == [held.id]
        assert session.notices.undo()
        assert published(demo, "Where was I?") == 0
    assert [kept.state for kept in kept_drafts(desk)] == ["draft"]
