"""The footer names what can be done with what is selected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.ui.screens.compose import ComposeScreen


async def test_keys_about_posts_are_named_where_a_post_is_selected(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await story.until(lambda: "r reply" in story.footer and "Enter thread" in story.footer)
        story.main.go(Place.TRENDING_TAGS)
        await story.until(lambda: story.rows.selected_target is not None, "tags")
        await story.until(lambda: "Enter open" in story.footer)
        assert "reply" not in story.footer
        assert "c compose" in story.footer
        await story.press("escape")
        await story.until(lambda: "r reply" in story.footer)

        story.main.go(Place.tag("nobodyeverusedthis"))
        await story.until_shown("No posts with this tag")
        await story.until(lambda: "Enter" not in story.footer and "reply" not in story.footer)


async def test_enter_loads_what_a_hole_hides(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.events(home_posts=500)
        await story.refresh()
        await story.until(lambda: any(isinstance(row, Gap) for row in story.home.rows), "a hole")
        gap = next(row for row in story.home.rows if isinstance(row, Gap))
        await story.until(lambda: story.rows.go_to(gap.above, 3), "the list has it too")
        await story.press("j")
        await story.until(lambda: "Enter load" in story.footer)
        await story.press("k")
        await story.until(lambda: "Enter thread" in story.footer)


@pytest.mark.parametrize("width", [60, 64, 80, 100])
async def test_the_way_out_of_writing_is_named_at_every_width(demo: DemoThread, home: Path, width: int) -> None:
    async with begin(demo, home, size=(width, 20)) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.until_shown("ctrl+s send", "Esc keep for later")


async def test_what_can_be_done_about_a_selected_person_is_named_as_things_stand(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        me = story.session.account.account_id
        story.main.go(Place.following(me))
        await story.until(lambda: len(story.rows.keys) > 3, "people")
        await story.until(lambda: "Space actions" in story.footer)
        assert " F " not in story.footer, "nobody follows oneself"
        await story.press("j")
        await story.until(lambda: "F unfollow" in story.footer and "Space actions" in story.footer)
        await story.press("F", "enter")
        await story.until(lambda: "F follow" in story.footer)
        await story.press("u")
        await story.until(lambda: "F unfollow" in story.footer)
        await story.carried_out()


async def test_a_followed_tag_is_offered_to_be_left(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        story.main.go(Place.tag("mathematics"))
        await story.until(lambda: "+ follow tag" in story.footer)
        await story.press("+")
        await story.until(lambda: "+ leave tag" in story.footer)
        await story.press("+")
        await story.until(lambda: "+ follow tag" in story.footer)

        story.main.go(Place.tag("mathematics?any=lighthouse"))
        await story.until(lambda: "lighthouse" in story.header)
        await story.until(lambda: "follow" not in story.footer)
