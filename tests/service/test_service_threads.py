"""Threads: the tree from whatever order the server gives, and what happens to it while it is open."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.plain_posts import a_post
from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.status import Status
from tootui.service.thread_memory import MOST_IDS, ThreadMemory, Visit
from tootui.service.thread_tree import (
    MOST_GUIDES,
    Absent,
    ThreadRow,
    Unsent,
    build_rows,
    by_time,
    fold,
    parent_of,
    sibling_of,
)


def shape(rows: list[ThreadRow]) -> list[str]:
    """A thread drawn with dots, one per level; what is absent with a sign, what is folded with its number."""
    signs = {None: "", "missing": "?", "deleted": "!"}
    return [
        "." * row.depth + row.status_id + signs[row.absent] + (f"+{row.folded}" if row.folded else "") for row in rows
    ]


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
        "gone too?",
        "focus",
        ".a",
        ".gone?",
        "..orphan",
        "...child",
    ]


def test_as_long_as_not_all_is_known_nothing_is_called_missing() -> None:
    rows = build_rows(a_post("focus", reply_to="unknown yet"), [], [], is_whole=False)

    assert shape(rows) == ["focus"]


def test_what_was_deleted_keeps_its_place_as_long_as_it_has_answers() -> None:
    when = a_post("").created_at
    deleted = [
        Absent("a", "focus", when, "deleted"),
        Absent("b", "a", when, "deleted"),
        Absent("c", "b", when, "deleted"),
    ]

    assert shape(build_rows(a_post("focus"), [], [*deleted, a_post("b1", reply_to="b")])) == [
        "focus",
        ".a!",
        "..b!",
        "...b1",
    ]
    assert shape(build_rows(a_post("focus"), [], deleted)) == ["focus"]


def test_branches_fold_with_the_number_of_their_answers() -> None:
    rows = build_rows(*a_tree())

    assert shape(fold(rows, {"a"})) == ["root", "parent", "focus", ".a+3", ".b", "..b1"]
    assert shape(fold(rows, {"a1", "b", "b1"})) == ["root", "parent", "focus", ".a", "..a1+1", "..a2", ".b+1"]
    assert shape(fold(rows, {"a", "a1"})) == ["root", "parent", "focus", ".a+3", ".b", "..b1"]
    assert fold(rows, {"focus", "root", "a2"}) == rows, "what has no answers, or is no reply, does not fold"


def test_one_finds_the_way_through_a_tree() -> None:
    rows = build_rows(*a_tree())
    at = {row.status_id: index for index, row in enumerate(rows)}

    def to(name: str, way: int | None) -> tuple[str, str | None]:
        return name, None if way is None else rows[way].status_id

    assert [to(name, parent_of(rows, at[name])) for name in ("root", "focus", "b", "a2", "a1x")] == [
        ("root", None),
        ("focus", "parent"),
        ("b", "focus"),
        ("a2", "a"),
        ("a1x", "a1"),
    ]
    assert [to(name, sibling_of(rows, at[name], 1)) for name in ("a", "b", "a1", "a2", "a1x", "focus")] == [
        ("a", "b"),
        ("b", None),
        ("a1", "a2"),
        ("a2", None),
        ("a1x", None),
        ("focus", None),
    ]
    assert [to(name, sibling_of(rows, at[name], -1)) for name in ("b", "a", "a2")] == [
        ("b", "a"),
        ("a", None),
        ("a2", "a1"),
    ]


def test_by_time_replies_follow_each_other_as_they_were_written() -> None:
    focus, ancestors, replies = a_tree()
    unsent = Unsent("draft", "a", a_post("").created_at)
    written = {post.id: post.created_at for post in (focus, *ancestors, *replies)}
    rows = build_rows(focus, ancestors, [*replies, unsent, a_post("x", minute=1, reply_to="gone")])

    flat = by_time(rows, written.get)

    assert shape(flat) == ["root", "parent", "focus", ".a", ".b", ".a1", ".a1x", ".b1", ".a2", ".draft", ".x"]


@given(seed=st.integers(0, 10_000))
def test_folding_hides_the_answers_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    posts = [a_post("0")]
    for number in range(1, 40):
        posts.append(a_post(str(number), minute=number, reply_to=dice.choice(posts).id))
    rows = build_rows(posts[0], [], posts[1:])
    parents = {post.id: post.in_reply_to_id for post in posts}
    folded = {row.status_id for row in rows if dice.random() < 0.3} - {"0"}

    def is_hidden(status_id: str) -> bool:
        above = parents[status_id]
        while above is not None:
            if above in folded:
                return True
            above = parents[above]
        return False

    shown = fold(rows, folded)
    assert [row.status_id for row in shown] == [row.status_id for row in rows if not is_hidden(row.status_id)]
    assert len(shown) + sum(row.folded for row in shown) == len(rows)


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
        await until(lambda: shape(thread.rows) == [root, f".{middle}!", f"..{leaf}", f".{late}"])
        session.store.delete_status(leaf)
        await until(lambda: shape(thread.rows) == [root, f".{late}"])


async def test_an_answer_to_what_is_on_its_way_stands_below_it(desk: Desk, demo: DemoThread) -> None:
    [root] = demo.events(post="Which loom?", by="ada")
    async with desk.at_home() as session:
        [middle] = demo.events(post="The old one.", by="grace", reply_to=root)
        thread = session.thread(root)
        demo.fault("/context", "late", seconds=3600)
        thread.open()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the thread is on its way")
        [leaf] = demo.events(post="Why that?", by="ada", reply_to=middle)
        [further] = demo.events(post="It is there.", by="grace", reply_to=leaf)
        for told in (leaf, further):  # as by a stream
            session.store.put_statuses([await session.standby.ask(lambda client, id=told: client.statuses.get(id))])  # type: ignore[misc]  # mypy cannot infer lambdas with defaults
        assert leaf not in [row.status_id for row in thread.rows]
        demo.clear_faults()
        await until(lambda: middle in [row.status_id for row in thread.rows], "the thread is here")
        assert [(row.status_id, row.depth) for row in thread.rows] == [(root, 0), (middle, 1), (leaf, 2), (further, 3)]
        thread.close()


async def test_an_answer_that_comes_on_another_way_is_in_the_thread_at_once(desk: Desk, demo: DemoThread) -> None:
    root, _, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: len(thread.rows) == 3 and not thread.state.from_cache)
        session.store.put_statuses([a_post("77", reply_to=leaf), a_post("78", reply_to="elsewhere")])

        assert shape(thread.rows)[-1] == "...77"


async def test_what_came_since_the_last_visit_is_new_and_folds_are_kept(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        assert thread.new_ids() == [], "at the first visit everything is as it is"
        [early] = demo.events(post="First!", by="grace", reply_to=root)
        await thread.refresh()
        assert thread.new_ids() == [early], "but what comes while one reads is new"
        assert thread.toggle_fold(middle)
        assert not thread.toggle_fold(leaf), "nothing answers it"
        thread.close()
    [late] = demo.events(post="Lemon!", by="grace", reply_to=leaf)
    [mine] = demo.events(post="Milk, please.", by="you", reply_to=root)
    async with desk.session() as session:
        thread = session.thread(middle)
        thread.open()
        await until(lambda: late in thread.new_ids())
        assert thread.new_ids() == [late], "one's own posts are no news"
        thread.close()
        again = session.thread(root)
        again.open()
        await until(lambda: not again.state.from_cache)
        assert again.new_ids() == []
        assert shape(again.rows) == [root, f".{middle}+2", f".{early}", f".{mine}"]
        again.unfold_to(late)
        assert f"...{late}" in shape(again.rows)
        assert again.toggle_fold_all()
        assert shape(again.rows)[1] == f".{middle}+2"
        assert again.toggle_fold_all()
        assert f"...{late}" in shape(again.rows)


async def test_a_deleted_post_keeps_its_place_when_the_thread_is_asked_for_again(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        [other] = demo.events(post="Lemon!", by="grace", reply_to=root)
        session.store.delete_status(middle)
        await thread.refresh()
        assert shape(thread.rows) == [root, f".{middle}!", f"..{leaf}", f".{other}"]


async def test_what_the_server_no_longer_names_goes_when_it_is_asked_again(desk: Desk, demo: DemoThread) -> None:
    root, _, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: len(thread.rows) == 3 and not thread.state.from_cache)
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


async def test_the_boost_of_a_post_by_its_id_alone_opens_the_post(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    [boost] = demo.events(boost=root, by="ada")
    async with desk.session() as session:
        thread = session.thread(boost)
        thread.open()
        await until(lambda: shape(thread.rows) == [root, f".{middle}", f"..{leaf}"], "the boosted post's thread")
        assert thread.focus_id == root
        thread.close()


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


async def test_an_own_answer_stands_in_the_thread_before_it_is_published(desk: Desk, demo: DemoThread) -> None:
    root, middle, leaf = a_conversation(demo)
    async with desk.at_home() as session:
        thread = session.thread(root)
        thread.open()
        await until(lambda: not thread.state.from_cache)
        demo.fault("/api/v1/statuses$", "status", status=503, count=-1)
        answered = session.store.status(middle)
        assert answered is not None
        draft = session.outbox.send(replace(session.drafts.reply_to(answered), text="Mine, soon."))
        await until(lambda: shape(thread.rows) == [root, f".{middle}", f"..{leaf}", f"..{draft.id}"])
        assert thread.rows[-1].is_unsent
        demo.clear_faults()
        await until_after(desk.clock, lambda: not any(row.is_unsent for row in thread.rows))
        assert len(thread.rows) == 4


def test_the_memory_of_visits_stays_small_and_survives_damage() -> None:
    kept: list[bytes] = []
    memory = ThreadMemory(b"\xff nonsense", kept.append)
    assert memory.last_visit(["1"]) is None
    for number in range(30):
        memory.leave(str(number), Visit(frozenset(f"{number}-{post}" for post in range(MOST_IDS // 20))))
    again = ThreadMemory(kept[-1], kept.append)
    assert again.last_visit(["0"]) is None
    assert [number for number in range(30) if again.last_visit([str(number)])] == list(range(10, 30))
