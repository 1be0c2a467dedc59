"""Acting on posts: at once on screen, taken back when refused, and a reason when nothing can be done."""

from __future__ import annotations

from pathlib import Path

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.thread_list import ThreadList


def _written(demo: DemoThread) -> set[str]:
    return {entry["path"] for entry in demo.log() if entry["method"] == "POST" and entry["status"] == 200}


async def test_favourite_boost_and_bookmark(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Like me, share me, keep me.", by="grace")[0]
    async with begin(demo, home) as story:
        await story.select("Like me, share me")
        await story.press("f", "b", "B")
        await story.until_shown("Boosted ∙ u undoes")
        status = story.session.store.status(made)
        assert status is not None
        assert (status.favourited, status.reblogged, status.bookmarked) == (True, True, True)
        path = f"/api/v1/statuses/{made}"
        await story.until(lambda: {f"{path}/favourite", f"{path}/reblog", f"{path}/bookmark"} <= _written(demo))

        await story.press("u")
        await story.until(lambda: f"{path}/unreblog" in _written(demo))
        await story.until(lambda: "Undone." in story.shown and "u undoes" not in story.shown)


async def test_the_key_that_undoes_is_named_for_what_it_would_undo(demo: DemoThread, home: Path) -> None:
    demo.events(post="Boosted and hushed.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Boosted and hushed")
        await story.press("b", "M")
        await story.until_shown("Boosted", "You are told nothing more of this conversation ∙ u undoes")
        assert story.shown.count("u undoes") == 1


async def test_a_refused_favourite_is_taken_back_and_said(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Nobody may like this.", by="grace")[0]
    demo.fault(f"statuses/{made}/favourite", "status", status=403)
    try:
        async with begin(demo, home) as story:
            await story.select("Nobody may like this")
            await story.press("f")
            await story.until(lambda: story.main.query("#notices") and "avourite" in story.shown.splitlines()[-2])
            status = story.session.store.status(made)
            assert status is not None
            assert not status.favourited
    finally:
        demo.clear_faults()


async def test_a_key_that_can_do_nothing_says_why(demo: DemoThread, home: Path) -> None:
    demo.events(post="Plain as bread.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Plain as bread")
        for key, reason in (
            ("d", "Only your own posts can be deleted."),
            ("x", "Nothing of this post is covered."),
            ("o", "There is nothing to follow in this post."),
            ("u", "There is nothing to undo."),
        ):
            await story.press(key)
            await story.until_shown(reason)


async def test_a_warning_covers_until_x(demo: DemoThread, home: Path) -> None:
    demo.events(post="The butler did it.", by="ada", cw="the end of the novel")
    async with begin(demo, home) as story:
        await story.select("The butler did it")
        assert "The butler" not in story.shown
        assert "the end of the novel" in story.selected_row
        await story.press("x")
        await story.until_shown("The butler did it.")
        await story.press("x")
        await story.until(lambda: "The butler" not in story.shown)
        await story.press("X")
        await story.until_shown("The butler did it.")


async def test_an_own_post_is_deleted_after_a_yes(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="I will regret this.", by="you")[0]
    async with begin(demo, home) as story:
        await story.select("I will regret this")
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: made not in story.rows.keys, "the post is gone")


async def test_links_are_picked_by_letter(demo: DemoThread, home: Path) -> None:
    demo.events(post="Ask @ada about #looms and #cards", by="grace")
    async with begin(demo, home) as story:
        await story.select("about")
        await story.press("o")
        await story.until_screen(Picker)
        await story.until_shown("2  #looms")
        await story.press("2")
        await story.until(lambda: story.rows.place == Place.tag("looms"))


async def test_the_menu_of_a_post_runs_its_actions(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Everything can be done to me.", by="grace")[0]
    async with begin(demo, home) as story:
        await story.select("Everything can be done")
        await story.press("space")
        await story.until_screen(Picker)
        assert "bookmark, or take it back" in story.shown
        await story.press("end")
        assert "Only your own posts can be deleted." in story.shown
        await story.press("f")
        await story.until(lambda: story.session.store.status(made).favourited)  # type: ignore[union-attr]

        await story.press("space")
        await story.until_screen(Picker)
        await story.press("down", "down", "down", "down", "down", "enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))


async def test_the_link_is_copied_and_named(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Take my address.", by="grace")[0]
    async with begin(demo, home) as story:
        await story.select("Take my address")
        await story.press("y")
        await story.until_shown("Copied: ", made)
        assert story.app.clipboard.endswith(made)


async def test_no_browser_is_said_and_the_address_is_copied(demo: DemoThread, home: Path) -> None:
    demo.events(post="Look at me there.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Look at me there")
        await story.press("v")
        await story.until_shown("No browser was opened")
        assert story.app.clipboard.startswith("http")


async def test_a_gap_is_loaded_by_enter(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        gap, missing = await _leave_a_gap(story)
        story.rows.go_to(gap)
        await story.press("enter")
        await story.until(lambda: gap not in story.home.rows, "the gap is filled or smaller")
        assert set(missing) <= set(story.home.rows)


async def _leave_a_gap(story: Story) -> tuple[Gap, list[str]]:
    """A hole near the top, and the posts that are missing there."""
    rows = story.home.timeline.ids()
    gap = Gap(rows[4], rows[10])
    story.home.timeline.start([*rows[:5], gap, *rows[10:]])
    await story.until(lambda: gap in story.rows.keys, "the gap is shown")
    return gap, rows[5:10]
