"""View options: what is left out is gone at once, the selected post stays where it is, and the count is told."""

from __future__ import annotations

from pathlib import Path

from textual import events

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.sieve import ViewOptions, hidden_words
from tootui.ui.screens.view_options import ViewOptionsDialog
from tootui.ui.widgets.place_list import Note


def line_of(story: Story, key: str) -> int:
    """The line of the screen on which a row's text begins."""
    place = story.rows.reading_place()
    assert place is not None
    assert place[0] == key
    return place[1]


async def test_boosts_go_and_come_back_while_the_selected_post_stays(demo: DemoThread, home: Path) -> None:
    posts = [demo.events(post=f"Post number {number}.", by="grace")[0] for number in range(12)]
    for post in posts[4:8]:
        demo.events(boost=post, by="ada")
        demo.events(post=f"Between, after {post}.", by="grace")
    for number in range(8):
        demo.events(post=f"Plain {number}.", by="grace")
    async with begin(demo, home) as story:
        selected = (await story.select("Between, after " + posts[5])).id
        line = line_of(story, selected)

        await story.press("w")
        await story.until_screen(ViewOptionsDialog)
        await story.until_shown("View of Home", "Everything is shown.")
        await story.press("b")
        await story.until_shown("[x] hide boosts", "boosts hidden")
        await story.until(lambda: "Ada Lovelace boosted" not in story.shown)
        assert line_of(story, selected) == line
        assert story.home.hidden_count >= 4

        await story.press("w")
        await story.until(lambda: story.app.screen is story.main)
        assert line_of(story, selected) == line

        await story.press("w", "space")
        await story.until_shown("Everything is shown.")
        await story.until(lambda: "Ada Lovelace boosted" in story.shown)
        await story.press("escape")
        assert line_of(story, selected) == line


async def test_the_neighbour_of_a_selected_post_that_is_hidden_takes_its_line(demo: DemoThread, home: Path) -> None:
    older = demo.events(post="Somewhat older.", by="grace")[0]
    boost = demo.events(boost=older, by="ada")[0]
    for number in range(6):
        demo.events(post=f"Later {number}.", by="grace")
    async with begin(demo, home) as story:
        story.rows.go_to(boost, 9)
        rows = story.home.rows
        below = rows[rows.index(boost) + 1]
        await story.press("w", "b")
        await story.until(lambda: story.rows.cursor_key == below)
        assert line_of(story, str(below)) == 9


async def test_a_place_of_which_all_is_hidden_says_how_many_and_leads_to_the_options(
    demo: DemoThread, home: Path
) -> None:
    for number in range(3):
        demo.events(post=f"Nothing to see {number} #plainwords", by="grace")
    async with begin(demo, home) as story:
        story.main.go(Place.tag("plainwords"))
        await story.until(lambda: story.rows.selected_status is not None, "its posts")
        await story.press("w", "m", "escape")
        await story.until_shown("3 posts without media hidden ∙ w shows them")
        await story.until(lambda: "w shows them" in story.selected_row, "it is selected, once nothing loads any more")
        assert isinstance(story.rows.cursor_key, Note)
        await story.press("enter")
        await story.until_screen(ViewOptionsDialog)


async def test_the_end_says_what_was_left_out_on_the_way(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("w", "b", "escape")
        await story.until(lambda: story.home.hidden_count)
        while not story.home.state.at_end or "This is the end." not in story.shown:
            await story.press("G")
        await story.until_shown("boosts hidden ∙ w shows them", "This is the end.")


async def test_what_is_typed_ahead_is_meant_for_what_the_key_before_opened(demo: DemoThread, home: Path) -> None:
    demo.events(post="Nobody asked to boost this.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Nobody asked to boost this")
        demo.clear_log()
        for key in "wb":
            story.app.post_message(events.Key(key, key))
        await story.until_shown("[x] hide boosts")
        assert not any("reblog" in request["path"] for request in demo.log())


async def test_places_that_are_no_timelines_have_no_view(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.main.go(Place.TRENDING_TAGS)
        await story.press("w")
        await story.until_shown("View options are for timelines and threads.")


def test_the_words_name_what_is_hidden() -> None:
    assert hidden_words(ViewOptions(hide_boosts=True), 2) == "2 boosts"
    assert hidden_words(ViewOptions(hide_boosts=True, hide_replies=True), 1200) == "1,200 boosts and replies"
    everything = ViewOptions(hide_boosts=True, hide_replies=True, only_media=True)
    assert hidden_words(everything, 3) == "3 boosts, replies and posts without media"
    assert hidden_words(everything, 1) == "1 post"
