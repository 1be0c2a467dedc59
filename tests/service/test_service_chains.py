"""Chains: sent in order, each answering the one before; what fails or is unclear stops the rest; nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from tests.service.test_service_outbox import acquainted, kept_drafts, posts_tried
from tests.support.clock import NOON
from tests.support.session import Desk, published, read_json, until, until_after, whoami
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.demo.thread import DemoThread
from tootui.model.errors import StorageError
from tootui.service.chains import LOST, Turn, begun, in_chain, members, successors, to_be_sent, turn_of, why_not_chain
from tootui.service.session import Session


def chain_of(session: Session, *texts: str, visibility: str = "public") -> list[Draft]:
    """Posts that follow each other, on disk."""
    first = session.drafts.save(begun(replace(session.drafts.new(), text=texts[0], visibility=visibility)))
    posts = [first]
    for text in texts[1:]:
        posts.append(session.drafts.save(replace(session.drafts.next_of(posts[-1]), text=text)))
    return posts


def own(demo: DemoThread) -> list[Any]:
    """The account's own posts on the server, the oldest first."""
    account_id = whoami(demo.url, demo.token)
    posts = read_json(demo.url, f"/api/v1/accounts/{account_id}/statuses?limit=40", demo.token)
    return sorted(posts, key=lambda post: int(post["id"]))


def links(demo: DemoThread, *texts: str) -> list[str | None]:
    """Which of some texts each answers; each of them is there once."""
    posts = {text: [post for post in own(demo) if text in post["content"]] for text in texts}
    assert {text: len(found) for text, found in posts.items()} == dict.fromkeys(texts, 1)
    names = {found[0]["id"]: text for text, found in posts.items()}
    return [names.get(posts[text][0]["in_reply_to_id"]) for text in texts]


async def test_each_answers_the_one_before_for_the_same_people(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        first, second, third = chain_of(session, "one of three", "two of three", "three of three", visibility="private")
        session.outbox.send_chain([first, second, replace(third, visibility="public")])
        await until(lambda: not session.outbox.items, "all are sent")
    assert links(demo, "one of three", "two of three", "three of three") == [None, "one of three", "two of three"]
    mine = [post for post in own(demo) if "of three" in post["content"]]
    assert {post["visibility"] for post in mine} == {"private"}
    assert kept_drafts(desk) == []


async def test_what_is_refused_stops_the_rest_until_it_is_mended(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        posts = chain_of(session, "good start", "bad middle", "good end")
        session.outbox.send_chain(posts[:1])
        await until(lambda: not session.outbox.items, "the first is sent")
        demo.fault("/api/v1/statuses$", "status", status=422, method="POST")
        session.outbox.send_chain(session.drafts.chain(posts[0].chain))
        await until(lambda: any("The posts behind it wait." in said for said in desk.said), "it is said")
        middle, end = session.outbox.items
        assert (middle.state, end.state) == ("failed", "queued")
        assert published(demo, "good end") == 0

        taken = session.outbox.reopen(middle.id)
        assert [draft.state for draft in session.drafts.chain(taken.chain)] == ["draft", "draft"]
        assert session.outbox.items == []
        mended = session.drafts.save(replace(taken, text="good middle"))
        session.outbox.send_chain(session.drafts.chain(mended.chain))
        await until(lambda: not session.outbox.items, "all are sent")
    assert links(demo, "good start", "good middle", "good end") == [None, "good start", "good middle"]
    assert published(demo, "bad middle") == 0


@pytest.mark.parametrize("kind", ["drop_after", "drop_before"])
async def test_an_answer_that_is_lost_is_looked_for_before_the_next_goes(
    desk: Desk, demo: DemoThread, kind: str
) -> None:
    first, second = f"{kind} first", f"{kind} second"
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", kind, method="POST")
        session.outbox.send_chain(chain_of(session, first, second))
        await until(lambda: any(item.state == "undecided" for item in session.outbox.items), "nobody answered")
        assert posts_tried(demo) == 1
        assert published(demo, second) == 0
        await until_after(desk.clock, lambda: not session.outbox.items)
    assert links(demo, first, second) == [None, first]


async def test_a_program_that_ended_in_between_goes_on_where_it_was(desk: Desk, demo: DemoThread) -> None:
    with desk.words() as words:
        sent = demo.events(post="began before the end", by="you")[0]
        first = Draft(text="began before the end", chain="c", state="sent", sent_id=sent, created_at=NOON.timestamp())
        words.save_draft(first)
        words.save_draft(replace(Draft(), text="went on after it", chain="c", position=1, state="queued"))
        words.save_draft(replace(Draft(), text="and once more", chain="c", position=2, state="queued"))
    async with desk.at_home() as session:
        await until(lambda: published(demo, "and once more") == 1, "the last is sent")
        await until(lambda: not session.outbox.items)
    texts = ("began before the end", "went on after it", "and once more")
    assert links(demo, *texts) == [None, *texts[:2]]
    assert kept_drafts(desk) == []


async def test_what_has_lost_the_one_before_is_never_a_post_of_its_own(desk: Desk, demo: DemoThread) -> None:
    with desk.words() as words:
        words.save_draft(Draft(text="an answer to nothing", chain="c", position=1, state="queued"))
    async with desk.at_home() as session:
        await until(lambda: [item.reason for item in session.outbox.items] == [LOST], "it is given back")
    assert published(demo, "an answer to nothing") == 0


async def test_behind_a_draft_a_post_waits_and_can_be_taken_back(desk: Desk, demo: DemoThread) -> None:
    with desk.words() as words:
        words.save_draft(Draft(text="not sent yet", chain="c"))
        words.save_draft(Draft(text="the next in line", chain="c", position=1, state="queued"))
    async with desk.at_home() as session:
        await until(lambda: session.outbox.items, "the outbox has it")
        [item] = session.outbox.items
        assert session.outbox.can_take_back(item.id)
        session.outbox.take_back(item.id)
        assert session.outbox.items == []
    assert {draft.state for draft in kept_drafts(desk)} == {"draft"}
    assert published(demo, "not sent yet") == published(demo, "the next in line") == 0


async def test_what_is_taken_back_while_another_program_sends_keeps_nobody_from_leaving(
    desk: Desk, demo: DemoThread
) -> None:
    with desk.words() as words:
        words.save_draft(Draft(text="while others send", chain="c"))
        words.save_draft(Draft(text="behind it", chain="c", position=1, state="queued"))
        other = Words.open(desk.words_path, now=desk.clock.time)
        assert other.lease("the other program", 60)
        async with desk.at_home() as session:
            await until(lambda: session.outbox.items and desk.clock.waits, "it waits for the other program")
            session.outbox.recall("c")
            assert session.outbox.items == []
            await session.outbox.finish(0.0)
        other.close()
    assert {draft.state for draft in kept_drafts(desk)} == {"draft"}


async def test_throwing_one_away_makes_drafts_of_the_rest(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "status", status=422, method="POST")
        session.outbox.send_chain(chain_of(session, "thrown away", "left over then", "left over too"))
        await until(lambda: any(item.state == "failed" for item in session.outbox.items))
        [failed] = [item for item in session.outbox.items if item.state == "failed"]
        session.outbox.discard(failed.id)
        assert session.outbox.items == []
        assert [draft.state for draft in kept_drafts(desk)] == ["draft", "draft"]

        session.outbox.send_chain(session.drafts.chain(failed.chain))
        await until(lambda: not session.outbox.items)
    assert links(demo, "left over then", "left over too") == [None, "left over then"]
    assert published(demo, "thrown away") == 0


async def test_what_waits_for_its_turn_can_be_taken_back(desk: Desk, demo: DemoThread) -> None:
    desk.settings = replace(desk.settings, compose=replace(desk.settings.compose, hold=20))
    async with desk.at_home() as session:
        session.outbox.send_chain(chain_of(session, "held one", "held two"))
        held, waits = session.outbox.items
        assert session.outbox.can_take_back(waits.id)
        session.outbox.take_back(held.id)
        assert session.outbox.items == []
    assert {draft.state for draft in kept_drafts(desk)} == {"draft"}
    assert published(demo, "held one") == published(demo, "held two") == 0


async def test_none_is_sent_where_one_cannot_be_saved(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.at_home() as session:
        posts = chain_of(session, "full one", "full two", "full three")

        def save(_words: Words, _drafts: Sequence[Draft]) -> list[Draft]:
            raise StorageError("The disk is full.")

        monkeypatch.setattr(Words, "save_drafts", save)
        with pytest.raises(StorageError):
            session.outbox.send_chain(posts)
        assert session.outbox.items == []
    assert [draft.state for draft in kept_drafts(desk)] == ["draft"] * 3
    assert published(demo, "full") == 0


def test_the_rules_of_turns() -> None:
    first = Draft(text="a", chain="c")
    second = Draft(text="b", chain="c", position=1)
    third = Draft(text="c", chain="c", position=2)
    other = Draft(text="d", chain="other")
    everything = [third, other, first, second]
    assert [draft.text for draft in members("c", everything)] == ["a", "b", "c"]
    assert members(None, everything) == []
    assert turn_of(Draft(), everything) is turn_of(first, everything) is Turn.NOW
    assert turn_of(second, everything) is turn_of(third, everything) is Turn.LATER
    assert turn_of(second, [second, other]) is Turn.LOST
    assert turn_of(replace(second, in_reply_to_id="1"), [second]) is Turn.NOW
    assert successors(first, everything) == [second]
    assert successors(third, everything) == []
    sent = to_be_sent([replace(second, visibility="direct"), third])
    assert [(post.position, post.visibility) for post in sent] == [(0, "direct"), (2, "direct")]
    assert in_chain(second, [second, third]) == replace(second, position=0)
    assert in_chain(third, [replace(first, visibility="private"), third]) == replace(third, visibility="private")
    assert why_not_chain([first, replace(second, scheduled_at=1.0)]) is not None
