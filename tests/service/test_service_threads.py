"""Threads: the tree from whatever order the server gives, and what happens to it while it is open."""

from __future__ import annotations

import random

from tests.support.plain_posts import a_post
from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.status import Status
from tootui.service.thread_tree import MOST_GUIDES, ThreadRow, build_rows


def shape(rows: list[ThreadRow]) -> list[str]:
    """A thread drawn with dots: one per level."""
    return ["." * row.depth + row.status_id + ("?" if row.missing_parent else "") for row in rows]


def a_tree() -> tuple[Status, list[Status], list[Status]]:
    ancestors = [a_post("root", minute=0), a_post("parent", minute=1, reply_to="root")]
    focus = a_post("focus", minute=2, reply_to="parent")
    replies = [
        a_post("a", minute=3, reply_to="focus"),
        a_post("a1", minute=5, reply_to="a"),
        a_post("a2", minute=9, reply_to="a"),
        a_post("a1x", minute=6, reply_to="a1"),
        a_post("b", minute=4, reply_to="focus"),
        a_post("b1", minute=7, reply_to="b"),
    ]
    return focus, ancestors, replies


async def test_a_thread_is_the_same_in_whatever_order_it_is_sent() -> None:
    focus, ancestors, replies = a_tree()
    dice = random.Random(1)
    for _ in range(20):
        dice.shuffle(ancestors)
        dice.shuffle(replies)
        rows = build_rows(focus, ancestors, replies)
        assert shape(rows) == ["root", "parent", "focus", ".a", "..a1", "...a1x", "..a2", ".b", "..b1"]
        assert [row.role for row in rows[:4]] == ["ancestor", "ancestor", "focus", "reply"]


def test_guides_say_which_branches_go_on_below() -> None:
    rows = {row.status_id: row for row in build_rows(*a_tree())}
    assert (rows["a"].guides, rows["a"].last) == ((), False)
    assert (rows["a1x"].guides, rows["a1x"].last) == ((True, True), True)
    assert (rows["a2"].guides, rows["a2"].last) == ((True,), True)
    assert (rows["b1"].guides, rows["b1"].last) == ((False,), True)


def test_answers_to_posts_that_were_not_sent_are_shown_all_the_same() -> None:
    replies = [a_post("orphan", minute=5, reply_to="gone"), a_post("child", minute=6, reply_to="orphan")]
    focus = a_post("focus", minute=2, reply_to="gone too")
    assert shape(build_rows(focus, [], [*replies, a_post("a", minute=9, reply_to="focus")])) == [
        "focus?",
        ".a",
        ".orphan?",
        "..child",
    ]


def test_a_circle_of_answers_ends() -> None:
    focus = a_post("focus", reply_to="b")
    circle = [a_post("a", reply_to="b"), a_post("b", reply_to="a"), a_post("self", reply_to="self")]
    rows = build_rows(focus, [a_post("b", reply_to="focus")], [*circle, focus])
    assert sorted(row.status_id for row in rows) == ["a", "b", "focus", "self"]


def test_a_very_deep_thread_is_no_problem() -> None:
    chain = [a_post(str(depth), minute=depth, reply_to=str(depth - 1)) for depth in range(1, 5000)]
    rows = build_rows(a_post("0"), [], chain[::-1])
    assert [row.depth for row in rows] == list(range(5000))
    assert max(len(row.guides) for row in rows) == MOST_GUIDES


def a_conversation(demo: DemoThread) -> tuple[str, str, str]:
    [root] = demo.events(post="How do you take your tea?", by="ada")
    [middle] = demo.events(post="With milk", by="grace", reply_to=root)
    [leaf] = demo.events(post="Never", by="ada", reply_to=middle)
    return root, middle, leaf


async def test_a_thread_opens_around_a_post(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(middle)
        thread.open()
        assert thread.rows and thread.state.from_cache
        await until(lambda: not thread.state.from_cache)
        assert shape(thread.rows) == [root, middle, f".{leaf}"]
        thread.close()


async def test_replies_that_come_while_it_is_open_appear_and_deleted_ones_go(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        [late] = demo.events(post="Lemon!", by="grace", reply_to=root)
        await until_after(desk.clock, lambda: f".{late}" in shape(thread.rows), step=20)
        session.store.delete_status(middle)
        await until(lambda: shape(thread.rows) == [root, f".{late}", f".{leaf}?"])


async def test_what_the_server_no_longer_names_goes_when_it_is_asked_again(desk: Desk, demo: DemoThread) -> None:
    root, _, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: len(thread.rows) == 3)
        demo.events(delete=leaf)
        await thread.refresh()
        assert leaf not in [row.status_id for row in thread.rows]


async def test_an_unknown_post_is_fetched_and_a_missing_one_is_told(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        root, _, _ = a_conversation(demo)
        thread = session.thread(root)
        thread.open()
        assert thread.rows == []
        await until(lambda: len(thread.rows) == 3)
        nowhere = session.thread("1")
        nowhere.open()
        await until(lambda: nowhere.state.error)
        assert nowhere.rows == []
        asked = len([request for request in demo.log() if request["path"] == "/api/v1/statuses/1"])
        desk.clock.advance(300)
        await until(lambda: not nowhere.state.loading)
        assert len([request for request in demo.log() if request["path"] == "/api/v1/statuses/1"]) == asked


async def test_offline_a_thread_shows_what_the_cache_has(desk: Desk, demo: DemoThread) -> None:
    _, middle, _ = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(middle)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        rows = list(thread.rows)
    demo.fault(".", "drop_before", count=-1)
    async with desk.session() as session:
        thread = session.thread(middle)
        thread.open()
        assert thread.rows == rows
        await until(lambda: thread.state.error)
        assert thread.rows == rows
        demo.clear_faults()
        await until_after(desk.clock, lambda: not thread.state.from_cache)
        assert thread.state.error is None


async def test_the_post_inside_a_boost_is_what_opens(desk: Desk, demo: DemoThread) -> None:
    root, _, _ = a_conversation(demo)
    [boost] = demo.events(boost=root, by="grace")
    async with desk.at_home() as session:
        assert session.thread(boost).focus_id == root


async def test_a_thread_read_a_moment_ago_is_whole_though_nothing_is_on_disk_yet(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        thread.close()
        demo.fault("/", "drop_before", count=-1)
        try:
            again = session.thread(leaf)
            again.open()
            assert shape(again.rows) == [root, middle, leaf]
            again.close()
            again = session.thread(root)
            again.open()
            assert shape(again.rows) == [root, f".{middle}", f"..{leaf}"]
            again.close()
        finally:
            demo.clear_faults()
