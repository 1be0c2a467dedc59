"""What a reader does not want to see of a place, and the line up to which they had read."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.plain_posts import a_post
from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.media import MediaMeta
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import MediaAttachment, Status
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.service.sieve import Sieve, ViewOptions
from tootui.store.timeline import Row, Timeline

NO_BOOSTS = ViewOptions(hide_boosts=True)
ONLY_MEDIA = ViewOptions(only_media=True)


def shown(session: Session, feed: Feed, wanted: Callable[[Status], bool]) -> list[Row]:
    """The rows that should be there, judged one by one."""
    statuses = (session.store.status(row) for row in feed.timeline.ids())
    return [status.id for status in statuses if status is not None and wanted(status)]


async def test_each_option_leaves_out_what_it_names_and_counts_it(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        for options, wanted in (
            (NO_BOOSTS, lambda status: status.reblog is None),
            (
                ViewOptions(hide_replies=True),
                lambda status: status.in_reply_to_id is None or status.in_reply_to_account_id == status.account.id,
            ),
            (ONLY_MEDIA, lambda status: bool(status.inner.media_attachments)),
        ):
            feed.set_options(options)
            await until(lambda: not feed.state.loading_older, "enough to read")
            assert feed.rows == shown(session, feed, wanted)
            assert 0 < feed.hidden_count == len(feed.timeline) - len(feed.rows)
        feed.set_options(ViewOptions())
        assert feed.rows == feed.timeline.rows
        assert feed.hidden_count == 0


async def test_options_are_there_at_the_next_start(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        session.feed(Place.HOME).set_options(NO_BOOSTS)
        rows = session.feed(Place.HOME).rows
    async with desk.session() as session:
        feed = session.feed(Place.HOME)
        assert feed.options == NO_BOOSTS
        assert feed.rows == rows
        assert session.feed(Place.LOCAL).options == ViewOptions()


async def test_hidden_posts_are_no_news(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        feed.set_options(NO_BOOSTS)
        [boosted] = demo.events(post="Worth a boost.", by="ada")
        [boost] = demo.events(boost=boosted, by="grace")
        await until_after(desk.clock, lambda: boost in feed.timeline, step=20)
        assert feed.rows[0] == boosted
        assert feed.new_count == 1
        feed.mark_seen(boosted)
        assert feed.new_count == 0
        feed.set_options(ViewOptions())
        assert feed.rows[0] == boost
        assert feed.new_count == 1


async def test_a_post_that_gets_pictures_by_an_edit_is_judged_again() -> None:
    sieve, timeline = Sieve(Place.HOME, lambda _: False), Timeline()
    post = a_post("1")
    sieve.set_options(ONLY_MEDIA)
    sieve.learn([post])
    timeline.start(["1"])
    assert sieve.sift(timeline.rows) == []
    assert sieve.learn([replace(post, media_attachments=[MediaAttachment(id="2", meta=MediaMeta())])])
    assert sieve.sift(timeline.rows) == ["1"]


async def test_where_nearly_all_is_hidden_more_is_fetched_but_not_everything(desk: Desk, demo: DemoThread) -> None:
    demo.events(old_home_posts=2000)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)

        def pages() -> int:
            return sum("/timelines/home" in request["path"] for request in demo.log())

        before = pages()
        feed.set_options(ONLY_MEDIA)
        await until(lambda: feed.state.loading_older or pages() > before, "it goes on")
        await until(lambda: not feed.state.loading_older, "it has fetched")
        assert 0 < pages() - before <= 5
        assert not feed.state.at_end


# The read line


async def test_the_line_stands_above_what_was_read_when_newer_posts_came(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        top = feed.rows[0]
        first = demo.events(home_posts=2)
        await until_after(desk.clock, lambda: feed.new_count == 2, step=20)
        assert feed.read_line == top
        feed.mark_seen(first[0])
        assert feed.read_line == top
        second = demo.events(home_posts=1)
        await until_after(desk.clock, lambda: feed.new_count == 2, step=20)
        assert feed.read_line == top
        feed.mark_seen(second[0])
        assert (feed.new_count, feed.read_line) == (0, top)
        third = demo.events(home_posts=1)
        await until_after(desk.clock, lambda: feed.new_count == 1, step=20)
        assert feed.read_line == second[0]
        feed.mark_seen(third[0])
        feed.close()
        feed.open()
        lines = [feed.read_line]
        assert lines == [None]


async def test_the_line_is_there_after_a_night(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        top = str(session.feed(Place.HOME).rows[0])
    demo.events(home_posts=3)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await until(lambda: feed.new_count == 3)
        assert feed.read_line == top


async def test_the_line_goes_down_when_its_post_is_hidden_or_gone(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        [boosted] = demo.events(post="Worth a boost.", by="ada")
        [boost] = demo.events(boost=boosted, by="grace")
        await until_after(desk.clock, lambda: boost in feed.rows, step=20)
        feed.mark_seen(boost)
        demo.events(home_posts=1)
        await until_after(desk.clock, lambda: feed.new_count == 1, step=20)
        assert feed.read_line == boost
        feed.set_options(NO_BOOSTS)
        assert feed.read_line == boosted
        session.store.delete_status(boosted)
        assert feed.read_line == next(row for row in feed.rows[1:])


# All together

_KINDS = st.sampled_from(["plain", "boost", "reply", "media"])


def _made(status_id: str, kind: str) -> Status:
    post = a_post(status_id)
    if kind == "boost":
        return replace(post, reblog=a_post(f"in{status_id}"))
    if kind == "reply":
        return replace(post, in_reply_to_id="0", in_reply_to_account_id="somebody")
    return replace(post, media_attachments=[MediaAttachment(id="2")]) if kind == "media" else post


@given(
    before=st.lists(_KINDS, max_size=12),
    later=st.lists(st.tuples(st.integers(0, 14), _KINDS, st.booleans()), max_size=10),
    chosen=st.lists(st.builds(ViewOptions, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=3),
    hole=st.integers(0, 11),
)
def test_what_is_shown_is_what_a_look_at_every_post_would_leave(
    before: list[str], later: list[tuple[int, str, bool]], chosen: list[ViewOptions], hole: int
) -> None:
    sieve, timeline = Sieve(Place.HOME, lambda _: False), Timeline()
    posts = {str(number): _made(str(number), kind) for number, kind in enumerate(before)}
    sieve.learn(posts.values())
    rows: list[Row] = list(posts)
    if 0 < hole < len(rows):
        rows.insert(hole, Gap(str(hole - 1), str(hole)))
    timeline.start(rows)
    for options in chosen:
        sieve.set_options(options)
        for number, kind, is_gone in later:
            if is_gone:
                sieve.forget(str(number))
                timeline.remove(str(number))
                continue
            post = posts[str(number)] = _made(str(number), kind)
            sieve.learn([post])
            timeline.add_older([post.id])
        wanted = {
            status_id
            for status_id in timeline.ids()
            if not (options.hide_boosts and posts[status_id].reblog is not None)
            and not (options.hide_replies and posts[status_id].in_reply_to_id is not None)
            and not (options.only_media and not posts[status_id].inner.media_attachments)
        }
        shown = sieve.sift(timeline.rows)
        assert [row for row in shown if isinstance(row, str)] == [row for row in timeline.ids() if row in wanted]
        assert sieve.hidden_count(timeline.rows) == len(timeline) - len(wanted)
        assert any(isinstance(row, Gap) for row in shown) == any(isinstance(row, Gap) for row in timeline.rows)
        assert shown is sieve.sift(timeline.rows)
