"""A scheduled post written anew takes the place of the one that waits: never both, never neither."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.service.test_service_outbox import acquainted, kept_drafts, posts_tried
from tests.support.session import Desk, published, read_json, until
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.session import Session


@pytest.fixture
def demo_of_today(demo: DemoThread) -> DemoThread:
    """The demo, at the time that it is here, with nothing that waits."""
    demo.freeze(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}")
    return demo


def waiting(demo: DemoThread) -> dict[str, Any]:
    """What waits on the server, by its text."""
    posts = read_json(demo.url, "/api/v1/scheduled_statuses?limit=40", demo.token)
    return {post["params"]["text"]: post for post in posts}


async def rewritten(session: Session, demo: DemoThread, before: str, after: str, **parts: Any) -> Draft:
    """A draft, not sent yet, that is to take the place of a post that waits."""
    moment = (datetime.now(UTC) + timedelta(hours=30)).timestamp()
    session.outbox.send(replace(session.drafts.new(), text=before, scheduled_at=moment, **parts))
    await until(lambda: not session.outbox.items and before in waiting(demo), "it waits")
    session.unsent.scheduled.open()
    scheduled_id = waiting(demo)[before]["id"]
    await until(lambda: session.unsent.rewrite(scheduled_id) is not None, "it is known")
    draft = session.unsent.rewrite(scheduled_id)
    assert draft is not None
    assert before in waiting(demo)
    return session.drafts.save(replace(draft, text=after))


async def test_all_that_was_written_comes_back(desk: Desk, demo_of_today: DemoThread) -> None:
    parts: dict[str, Any] = {
        "visibility": "private",
        "spoiler_text": "a warning",
        "language": "de",
        "sensitive": True,
        "poll": DraftPoll(options=("ja", "nein"), expires_in=7200, multiple=True),
    }
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo_of_today, "all parts", "all parts anew", **parts)
        assert {name: getattr(draft, name) for name in parts} == parts
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items, "it is sent")
    there = waiting(demo_of_today)
    assert "all parts" not in there
    assert there["all parts anew"]["params"]["visibility"] == "private"
    assert kept_drafts(desk) == []


async def test_what_was_begun_from_it_is_found_before_it_is_listed(desk: Desk, demo_of_today: DemoThread) -> None:
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo_of_today, "first words", "other words")
        assert draft.replaces is not None
        assert session.unsent.rewrite(draft.replaces) == draft
        latest = session.drafts.save(replace(draft, text="last words"))
        assert session.unsent.rewrite(draft.replaces) == latest


async def test_files_stay_those_on_the_server(desk: Desk, demo_of_today: DemoThread, tmp_path: Path) -> None:
    file = tmp_path / "card.png"
    file.write_bytes(landscape("card", 60, 40))
    media = (DraftMedia(path=str(file), kind="image", description="a card"),)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo_of_today, "with a file", "with a file anew", media=media)
        file.unlink()
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items, "it is sent")
    [attached] = waiting(demo_of_today)["with a file anew"]["media_attachments"]
    assert attached["description"] == "a card"


async def test_where_it_cannot_be_taken_away_it_stays_and_nothing_is_added(
    desk: Desk, demo_of_today: DemoThread
) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo, "stays there", "instead of it")
        tried = posts_tried(demo)
        demo.fault("/api/v1/scheduled_statuses/", "status", status=403, method="DELETE")
        session.outbox.send(draft)
        await until(lambda: [item.state for item in session.outbox.items] == ["failed"], "it is refused")
        assert posts_tried(demo) == tried
        assert "stays there" in waiting(demo)

        session.outbox.retry(draft.id)
        await until(lambda: not session.outbox.items, "it is sent")
    assert "stays there" not in waiting(demo)
    assert "instead of it" in waiting(demo)


async def test_where_it_is_unclear_whether_it_was_taken_away_the_person_decides(
    desk: Desk, demo_of_today: DemoThread
) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo, "maybe gone", "maybe twice")
        tried = posts_tried(demo)
        demo.fault("/api/v1/scheduled_statuses/", "drop_after", method="DELETE")
        session.outbox.send(draft)

        def is_decided() -> bool:
            desk.clock.advance(1)
            return [item.state for item in session.outbox.items] == ["failed"]

        await until(is_decided, "it is given back")
        assert "does not wait on the server any more" in session.outbox.items[0].reason
        assert posts_tried(demo) == tried

        session.outbox.retry(draft.id)
        await until(lambda: not session.outbox.items, "the person wants it")
    assert "maybe twice" in waiting(demo)


async def test_a_refusal_after_that_keeps_the_words_here(desk: Desk, demo_of_today: DemoThread) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await rewritten(session, demo, "was fine", "is not fine")
        demo.fault("/api/v1/statuses$", "status", status=422, method="POST")
        session.outbox.send(draft)
        await until(lambda: [item.state for item in session.outbox.items] == ["failed"], "it is refused")
    [kept] = kept_drafts(desk)
    assert (kept.text, kept.state, kept.replaces) == ("is not fine", "failed", None)
    assert published(demo, "fine") == 0


async def test_the_shelf_counts_what_is_not_published(desk: Desk, demo_of_today: DemoThread) -> None:
    with desk.words() as words:
        words.save_draft(Draft(text="one"))
        words.save_draft(Draft(text="two"))
        words.save_draft(Draft(text=""))
        words.save_draft(Draft(text="three", state="failed", reason="No."))
    async with desk.at_home() as session:
        session.unsent.renew()
        await until(lambda: session.shelf.unsent_counts.get(Place.DRAFTS) == 2, "drafts are counted")
        assert session.shelf.unsent_counts[Place.OUTBOX] == 1
        places = [one.place for one in session.shelf.places()]
        assert Place.DRAFTS in places
        assert Place.OUTBOX in places

        for draft in session.unsent.drafts:
            session.unsent.delete(draft.id)
        session.outbox.discard(session.outbox.items[0].id)
        await until(lambda: session.shelf.unsent_counts[Place.OUTBOX] == 0)
        assert not {Place.DRAFTS, Place.OUTBOX} & {one.place for one in session.shelf.places()}


async def test_posts_of_a_chain_are_listed_in_its_order(desk: Desk) -> None:
    with desk.words() as words:
        for position in (2, 0, 1):
            words.save_draft(Draft(text=f"chain {position}", chain="c", position=position))
        words.save_draft(Draft(text="alone"))
    async with desk.at_home() as session:
        session.unsent.renew()
        await until(lambda: session.unsent.is_read)
        assert [draft.text for draft in session.unsent.drafts] == ["alone", "chain 0", "chain 1", "chain 2"]


async def test_an_answer_from_before_brings_back_no_deleted_post_and_no_former_time(
    desk: Desk, demo_of_today: DemoThread
) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        moment = (datetime.now(UTC) + timedelta(hours=30)).timestamp()
        for text in ("never", "later"):
            session.outbox.send(replace(session.drafts.new(), text=text, scheduled_at=moment))
        await until(lambda: not session.outbox.items, "they wait")
        never, later = (waiting(demo)[text]["id"] for text in ("never", "later"))
        scheduled = session.unsent.scheduled
        scheduled.open()
        await until(lambda: {never, later} <= {one.id for one in scheduled.items}, "they are listed")
        await until(lambda: not scheduled.state.loading_newer, "and nothing is on its way")
        demo.clear_log()
        demo.fault("/api/v1/scheduled_statuses[?]", "late", seconds=3600)
        scheduled.open()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the answer is made")
        scheduled.delete(never)
        scheduled.change_time(later, moment + 3600)
        await until(lambda: not scheduled._busy, "both are done")
        demo.clear_faults()
        await until(lambda: not scheduled.state.loading_newer, "the answer is here")
        assert never not in {one.id for one in scheduled.items}
        [changed] = [one for one in scheduled.items if one.id == later]
        assert changed.scheduled_at.timestamp() > moment + 3000
