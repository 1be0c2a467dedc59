"""Favourite, boost, bookmark, delete: at once on screen, one call at a time, taken back when refused."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.session import Desk, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.session import Session


def top_post(session: Session) -> Status:
    status = session.store.status(str(session.feed(Place.HOME).rows[0]))
    assert status is not None
    return status.inner


def present(session: Session, status: Status) -> Status:
    found = session.store.status(status.id)
    assert found is not None
    return found


def calls(demo: DemoThread, *verbs: str) -> list[str]:
    """The verbs of the writing requests so far, in order."""
    names = [request["path"].rpartition("/")[2] for request in demo.log() if request["method"] != "GET"]
    return [name for name in names if not verbs or name in verbs]


def kept(desk: Desk) -> list[tuple[str, bool]]:
    """Which wishes another process finds on disk, and whether they are to switch on."""
    with desk.words() as words:
        return [(wish.verb, wish.wanted) for wish in words.mutations()]


@pytest.mark.parametrize(("verb", "flag"), [("favourite", "favourited"), ("bookmark", "bookmarked")])
async def test_a_switch_shows_at_once_and_then_holds_on_the_server(
    desk: Desk, demo: DemoThread, verb: str, flag: str
) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        toggle = getattr(session.actions, verb)
        toggle(post.id)
        assert getattr(present(session, post), flag) is True
        await until(lambda: calls(demo) == [verb], "the server was told")
        await until(lambda: session.store.base_status(post.id) == present(session, post), "the server answered")
        assert getattr(present(session, post), flag) is True
        toggle(post.id)
        assert getattr(present(session, post), flag) is False
        await until(lambda: calls(demo) == [verb, f"un{verb}"], "the server was told")
    assert desk.said == []


async def test_pressed_twice_before_anything_was_sent_nothing_is_sent(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        session.actions.favourite(post.id)
        session.actions.favourite(post.id)
        assert present(session, post).favourited is False
        session.actions.bookmark(post.id)
        await until(lambda: calls(demo) == ["bookmark"])
        assert present(session, post).favourites_count == post.favourites_count


async def test_pressed_again_while_the_first_call_is_under_way_the_last_wish_wins(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", "delay", seconds=3600)
        session.actions.favourite(post.id)
        await until(lambda: calls(demo) == ["favourite"], "the call is under way")
        session.actions.favourite(post.id)
        assert present(session, post).favourited is False
        demo.clear_faults()
        await until(lambda: calls(demo) == ["favourite", "unfavourite"], "one after the other")
        await until(lambda: session.store.base_status(post.id) == present(session, post))
        assert present(session, post).favourited is False
        assert present(session, post).favourites_count == post.favourites_count


@pytest.mark.parametrize("status", [403, 404, 422, 500])
async def test_a_refused_switch_goes_back_and_says_why(desk: Desk, demo: DemoThread, status: int) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", "status", status=status, body='{"error": "Not today"}')
        session.actions.favourite(post.id)
        assert present(session, post).favourited is True
        await until(lambda: present(session, post).favourited is False, "it was taken back")
        assert present(session, post).favourites_count == post.favourites_count
        [said] = desk.said
        assert said.startswith("Favourite refused.")
        assert "Not today" in said


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "ratelimit"])
async def test_what_cannot_get_through_waits_visibly_and_is_sent_later(desk: Desk, demo: DemoThread, kind: str) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", kind, **({"seconds": 0} if kind == "ratelimit" else {}))
        session.actions.favourite(post.id)
        await until(lambda: desk.said, "the notice")
        assert desk.said[0].startswith("Favourite waits: the server ")
        assert present(session, post).favourited is True
        if kind == "ratelimit":
            assert "Trying again at" in desk.said[0]
            assert session.connection.until is not None
            desk.clock.advance(session.connection.until.timestamp() - desk.clock.time())
        await until_after(desk.clock, lambda: len(calls(demo, "favourite")) == 2, step=5)
        await until(lambda: not kept(desk), "it is done")
        assert present(session, post).favourited is True
        assert session.store.base_status(post.id) == present(session, post)


async def test_a_switch_repeated_after_a_lost_answer_is_not_refused_for_being_on_already(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", "drop_after")
        demo.fault("/favourite", "status", status=404, body='{"error": "Record not found"}')
        session.actions.favourite(post.id)
        await until_after(desk.clock, lambda: len(calls(demo, "favourite")) == 2, step=5)
        await until(lambda: not kept(desk), "it is done")
        assert present(session, post).favourited is True
        assert session.store.base_status(post.id) == present(session, post)
        assert len(desk.said) == 1


async def test_what_waits_survives_the_end_of_the_program(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/bookmark", "drop_before", count=-1)
        session.actions.bookmark(post.id)
        await until(lambda: desk.said, "it waits")
    demo.clear_faults()
    demo.clear_log()
    async with desk.at_home() as session:
        await until(lambda: calls(demo, "bookmark") == ["bookmark"], "the next session sends it")
        assert present(session, post).bookmarked is True
        await until(lambda: not kept(desk), "it is done")
        assert session.store.base_status(post.id) == present(session, post)


async def test_what_was_taken_back_while_it_was_under_way_is_taken_back_by_the_next_session(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.service.session.CLOSING_SECONDS", 0.05)
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", "delay", seconds=60)
        session.actions.favourite(post.id)
        await until(lambda: calls(demo) == ["favourite"], "it is under way")
        session.actions.favourite(post.id)
        assert present(session, post).favourited is False
    assert kept(desk) == [("favourite", False)]  # nobody knows whether the server did the first


async def test_what_was_taken_back_while_it_waited_is_forgotten_though_the_end_comes_in_the_same_moment(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault("/favourite", "ratelimit")
        session.actions.favourite(post.id)
        await until(lambda: desk.said, "it waits")
        assert kept(desk) == [("favourite", True)]
        session.actions.favourite(post.id)
        session._writing.wishes.save()  # as the end of the session does, before anything else has its turn
        session._storage.writer.flush()
        assert kept(desk) == []


async def test_a_boost_is_undone_while_its_notice_stands(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        session.actions.reblog(post.id)
        assert present(session, post).reblogged is True
        notice = session.notices.undoable()
        assert notice is not None
        assert (notice.text, notice.undo_label) == ("Boosted", "undoes")
        await until(lambda: calls(demo) == ["reblog"])
        await until(lambda: session.store.base_status(post.id) == present(session, post))
        assert session.notices.undo()
        assert present(session, post).reblogged is False
        await until(lambda: calls(demo) == ["reblog", "unreblog"])
        assert not session.notices.undo()


async def test_a_boost_cannot_be_undone_by_the_notice_after_ten_seconds(desk: Desk) -> None:
    async with desk.at_home() as session:
        session.actions.reblog(top_post(session).id)
        desk.clock.advance(11)
        assert session.notices.undoable() is None


async def test_a_boost_lapses_after_ten_minutes_without_the_server(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = top_post(session)
        demo.fault(".", "drop_before", count=-1)
        session.actions.reblog(post.id)
        session.actions.favourite(post.id)
        await until(lambda: session.connection.state == "offline")
        await until_after(desk.clock, lambda: present(session, post).reblogged is False, step=30)
        assert present(session, post).favourited is True
        assert any(words.startswith("Boost given up") for words in desk.said)


async def test_keys_that_can_do_nothing_say_why(desk: Desk, demo: DemoThread) -> None:
    [followers_only] = demo.events(post="For my followers", by="ada", visibility="private")
    async with desk.at_home() as session:
        assert session.actions.why_not("reblog", followers_only) == "Followers-only posts of others cannot be boosted."
        assert session.actions.why_not("favourite", followers_only) is None
        assert session.actions.why_not("delete", followers_only) == "Only your own posts can be deleted."
        assert session.actions.why_not("favourite", "no such post") is not None
        session.actions.reblog(followers_only)
        assert desk.said == ["Followers-only posts of others cannot be boosted."]
        assert calls(demo) == []


async def test_a_deleted_post_is_gone_everywhere(desk: Desk, demo: DemoThread) -> None:
    [mine] = demo.events(post="I will regret this", by="you")
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        assert mine in feed.rows
        session.actions.delete(mine)
        await until(lambda: mine not in feed.rows, "it is gone")
        assert session.store.status(mine) is None
        assert desk.said == ["Deleted."]


async def test_who_leaves_while_something_is_being_done_hears_what_came_of_it(desk: Desk, demo: DemoThread) -> None:
    [mine] = demo.events(post="I will regret this too", by="you")
    async with desk.at_home() as session:
        demo.fault(f"/statuses/{mine}", "delay", method="DELETE", seconds=0.1)
        session.actions.delete(mine)
    assert desk.said == ["Deleted."]


async def test_who_leaves_waits_for_no_server_that_does_not_answer(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.service.session.CLOSING_SECONDS", 0.05)
    [mine] = demo.events(post="I will regret this for a while", by="you")
    async with desk.at_home() as session:
        demo.fault(f"/statuses/{mine}", "delay", method="DELETE", seconds=60)
        session.actions.delete(mine)
        await until(lambda: demo.log()[-1]["method"] == "DELETE", "it is under way")
        async with asyncio.timeout(30):
            await session.close()
    assert desk.said == []


async def test_a_delete_that_fails_is_told_and_not_repeated(desk: Desk, demo: DemoThread) -> None:
    [mine] = demo.events(post="I will keep this", by="you")
    async with desk.at_home() as session:
        demo.fault(f"/statuses/{mine}", "status", method="DELETE", status=503)
        session.actions.delete(mine)
        await until(lambda: desk.said, "the notice")
        assert desk.said[0].startswith("Not deleted.")
        assert session.store.status(mine) is not None
        desk.clock.advance(300)
        await until_calm(demo)
        assert [request["method"] for request in demo.log()].count("DELETE") == 1
