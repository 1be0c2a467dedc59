"""A timeline shows exactly the server's posts, in order, with holes only where a gap stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tootui.model.pages import Gap
from tootui.store.timeline import Timeline


def started(*rows: str | Gap) -> Timeline:
    timeline = Timeline()
    timeline.start(rows)
    return timeline


def test_newer_posts_go_on_top_and_duplicates_nowhere() -> None:
    timeline = started("5", "4", "3")

    assert timeline.add_newer(["7", "6", "5", "4"], complete=False) == 2

    assert timeline.rows == ["7", "6", "5", "4", "3"]
    assert (timeline.newest_id, timeline.oldest_id, len(timeline), "6" in timeline) == ("7", "3", 5, True)


def test_a_page_that_does_not_reach_what_is_known_leaves_a_gap() -> None:
    timeline = started("3", "2")

    timeline.add_newer(["9", "8"], complete=False)

    assert timeline.rows == ["9", "8", Gap("8", "3"), "3", "2"]
    assert timeline.ids() == ["9", "8", "3", "2"]


def test_a_complete_page_leaves_none() -> None:
    timeline = started("3", "2")

    timeline.add_newer(["5", "4"], complete=True)

    assert timeline.rows == ["5", "4", "3", "2"]


def test_older_posts_go_below_once() -> None:
    timeline = started("5", "4")

    assert timeline.add_older(["4", "3", "2"]) == 2
    assert timeline.add_older([]) == 0

    assert timeline.rows == ["5", "4", "3", "2"]


def test_an_older_page_from_the_cache_brings_its_gaps() -> None:
    timeline = started("9")

    timeline.add_older([Gap("9", "6"), "6", "5", Gap("5", "2"), "2"])

    assert timeline.rows == ["9", Gap("9", "6"), "6", "5", Gap("5", "2"), "2"]


def test_a_gap_fills_from_above_until_it_reaches_the_other_side() -> None:
    timeline = started("9", Gap("9", "3"), "3", "2")

    assert timeline.fill(Gap("9", "3"), ["8", "7"], from_above=True, complete=False) == 2
    assert timeline.rows == ["9", "8", "7", Gap("7", "3"), "3", "2"]

    assert timeline.fill(Gap("7", "3"), ["6", "5", "4", "3", "2"], from_above=True, complete=False) == 3
    assert timeline.rows == ["9", "8", "7", "6", "5", "4", "3", "2"]


def test_a_gap_fills_from_below_until_it_reaches_the_other_side() -> None:
    timeline = started("9", "8", Gap("8", "3"), "3")

    assert timeline.fill(Gap("8", "3"), ["5", "4"], from_above=False, complete=False) == 2
    assert timeline.rows == ["9", "8", Gap("8", "5"), "5", "4", "3"]

    assert timeline.fill(Gap("8", "5"), ["9", "8", "7", "6"], from_above=False, complete=False) == 2
    assert timeline.rows == ["9", "8", "7", "6", "5", "4", "3"]


def test_a_gap_in_which_nothing_was_closes() -> None:
    for from_above in (True, False):
        timeline = started("9", Gap("9", "3"), "3")

        assert timeline.fill(Gap("9", "3"), [], from_above=from_above, complete=True) == 0

        assert timeline.rows == ["9", "3"]


def test_a_gap_closes_although_the_post_under_it_was_deleted_on_the_server() -> None:
    timeline = started("9", Gap("9", "3"), "3", "2")

    timeline.fill(Gap("9", "3"), ["8", "2"], from_above=True, complete=False)

    assert timeline.rows == ["9", "8", "3", "2"]


def test_a_gap_that_is_gone_is_not_filled_again() -> None:
    timeline = started("9", "3")

    assert timeline.fill(Gap("9", "3"), ["5"], from_above=True, complete=False) == 0
    assert timeline.rows == ["9", "3"]


def test_removing_posts_keeps_the_gap_between_the_others() -> None:
    timeline = started("9", "8", Gap("8", "5"), "5", Gap("5", "3"), "3")

    assert timeline.remove("5")
    assert timeline.rows == ["9", "8", Gap("8", "3"), "3"]
    timeline.remove("8")
    assert timeline.rows == ["9", Gap("9", "3"), "3"]
    timeline.remove("3")
    assert timeline.rows == ["9"]
    assert not timeline.remove("3")


def test_the_post_over_a_topmost_gap_takes_it_along() -> None:
    timeline = started("9", Gap("9", "3"), "3")

    timeline.remove("9")

    assert timeline.rows == ["3"]


def test_rows_are_new_after_a_change_and_never_changed() -> None:
    timeline = started("2", "1")
    before = timeline.rows

    timeline.add_newer(["3"], complete=True)

    assert before == ["2", "1"]
    assert timeline.rows is timeline.rows


def test_only_changes_are_told() -> None:
    timeline = started("3", "2")
    told: list[list[str | Gap]] = []
    stop = timeline.observe(lambda: told.append(timeline.rows))

    timeline.add_newer(["3", "2"], complete=False)
    timeline.add_older(["2"])
    timeline.remove("8")
    timeline.at_end = False
    assert told == []

    timeline.at_end = True
    timeline.add_newer(["4"], complete=True)
    assert told == [["3", "2"], ["4", "3", "2"]]

    stop()
    timeline.add_newer(["5"], complete=True)
    assert len(told) == 2


def test_a_post_that_arrived_late_takes_its_place_in_the_middle() -> None:
    timeline = started("9", "7", "5")

    assert timeline.add_newer(["9", "8", "7"], complete=False) == 1

    assert timeline.rows == ["9", "8", "7", "5"]


class Server:
    """A home timeline that grows, shrinks and pages as servers do."""

    def __init__(self) -> None:
        self.posts: list[int] = []
        self.written = 100
        self.grow(30)

    def grow(self, count: int) -> None:
        self.posts += range(self.written, self.written + count)
        self.written += count

    def page(self, *, below: int | None = None, above: int | None = None, nearest: bool = True, size: int) -> list[str]:
        """Newest first; ``nearest`` is how min_id pages, else as since_id does."""
        found = [p for p in self.posts if (below is None or p < below) and (above is None or p > above)]
        newest_first = sorted(found, reverse=True)
        return [str(p) for p in (newest_first[-size:] if above is not None and nearest else newest_first[:size])]


def check(timeline: Timeline, server: Server) -> None:
    """Of the posts that the server still has: their order is the server's, and none is missing but in a gap."""
    rows, ids = timeline.rows, timeline.ids()
    assert len(ids) == len(set(ids))
    live = [row for row in rows if isinstance(row, Gap) or int(row) in server.posts]
    live_ids = [row for row in live if isinstance(row, str)]
    assert live_ids == sorted(live_ids, key=int, reverse=True)
    for upper, lower in pairwise(live):
        if isinstance(upper, str) and isinstance(lower, str):
            assert [p for p in server.posts if int(lower) < p < int(upper)] == []
    for at, row in enumerate(rows):
        if isinstance(row, Gap):
            assert rows[at - 1 : at + 2] == [row.above, row, row.below]


def catch_up(timeline: Timeline, server: Server, *, quirk: bool, size: int, most_pages: int) -> None:
    """After a connection was lost: upward from the newest known; where that is not told, down from the top."""
    if not quirk:
        for _ in range(most_pages):
            page = server.page(above=int(timeline.newest_id or 0), size=size)
            timeline.add_newer(page, complete=True)
            if len(page) < size:
                return
    timeline.add_newer(server.page(size=size), complete=False)
    for _ in range(most_pages):
        gap = next((row for row in timeline.rows if isinstance(row, Gap)), None)
        if gap is None:
            return
        page = server.page(below=int(gap.above), size=size)
        timeline.fill(gap, page, from_above=True, complete=len(page) < size)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["grow", "arrive", "reconnect", "newest", "upward", "older", "fill", "delete"]),
        st.integers(1, 25),
    ),
    max_size=60,
)


@given(STEPS, st.booleans(), st.integers(3, 12))
def test_whatever_happens_the_rows_are_the_servers(steps: list[tuple[str, int]], quirk: bool, size: int) -> None:
    server, timeline = Server(), Timeline()
    timeline.start(server.page(size=size))
    is_connected = True
    for step, number in steps:
        newest, oldest = timeline.newest_id, timeline.oldest_id
        if newest is None or oldest is None:
            break
        gaps = [row for row in timeline.rows if isinstance(row, Gap)]
        match step:
            case "grow":  # while nobody listens
                server.grow(number)
                is_connected = False
            case "arrive" if is_connected:
                server.grow(1)
                timeline.add_newer([str(server.posts[-1])], complete=True)
            case "reconnect":
                catch_up(timeline, server, quirk=quirk, size=size, most_pages=1 + number % 4)
                is_connected = True
            case "newest":
                timeline.add_newer(server.page(size=size), complete=False)
            case "upward":
                page = server.page(above=int(newest), nearest=not quirk, size=size)
                timeline.add_newer(page, complete=not quirk or len(page) < size)
            case "older":
                timeline.add_older(server.page(below=int(oldest), size=size))
            case "fill" if gaps:
                gap = gaps[number % len(gaps)]
                if number % 2 or quirk:
                    page = server.page(below=int(gap.above), size=size)
                    timeline.fill(gap, page, from_above=True, complete=len(page) < size)
                else:
                    page = server.page(above=int(gap.below), size=size)
                    timeline.fill(gap, page, from_above=False, complete=len(page) < size)
            case "delete":
                gone = timeline.ids()[number % len(timeline)]
                if number % 3:  # else the client never hears of it
                    timeline.remove(gone)
                server.posts = [p for p in server.posts if str(p) != gone]
        check(timeline, server)
