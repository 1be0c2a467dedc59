"""Places that stand side by side: named above the list, turned to with a key or a click, each at the row left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.render.glyphs import UNICODE
from tootui.ui.widgets.parts_bar import PartsBar


async def test_parts_are_turned_to_in_place_and_come_back_at_the_row_left(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.main.go(Place.TRENDING)
        await story.until_shown("Posts ∙ Tags ∙ Links")
        await story.press("}")
        await story.until(lambda: story.rows.place == Place.TRENDING_TAGS)
        await story.until(lambda: len(story.rows.keys) > 3, "tags")
        await story.press("j", "j")
        left = story.rows.cursor_key

        await story.press("}", "}")
        await story.until(lambda: story.rows.place == Place.TRENDING)
        await story.press("{", "{")
        await story.until(lambda: story.rows.place == Place.TRENDING_TAGS)
        await story.until(lambda: story.rows.cursor_key == left, "the row left")

        await story.press("escape")
        assert story.rows.place == Place.HOME
        await story.until(lambda: "Posts ∙ Tags" not in story.shown, "home has no parts")


async def test_the_way_to_the_next_part_is_named_behind_what_is_for_the_row(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        assert "next part" not in story.footer
        story.main.go(Place.TRENDING)
        await story.until(lambda: story.footer.rstrip().endswith("c compose  } next part  ? keys"))
        await story.pilot.resize_terminal(60, 16)
        await story.until(lambda: "next part" not in story.footer and story.footer.rstrip().endswith("? keys"))


async def test_a_click_on_a_word_turns_to_it(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.main.go(Place.TRENDING)
        await story.until_shown("Posts ∙ Tags ∙ Links")
        bar = story.main.query_one(PartsBar)
        await story.pilot.click(bar, offset=(bar.words.index("Links"), 0))
        await story.until(lambda: story.rows.place == Place.TRENDING_LINKS)
        assert story.main.focused is story.rows


async def test_where_there_are_no_parts_the_keys_mean_what_they_mean_elsewhere(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("}")
        await story.until_shown("thread")
        assert story.rows.place == Place.HOME
        assert "part.next" not in {command.id for command, _ in story.main.dispatcher.offered()}


@pytest.mark.parametrize("current", range(6))
@pytest.mark.parametrize("width", [30, 40, 56, 60, 88])
def test_the_part_in_view_is_always_named_and_nothing_is_cut(current: int, width: int) -> None:
    words = ["Posts", "Posts and replies", "Media", "Pinned", "Followers", "Following"]
    parts = [(Place.tag(f"part{number}"), word) for number, word in enumerate(words)]
    bar = PartsBar(UNICODE)
    bar.tell(parts, parts[current][0])
    row = bar.lines(width, 1)[0]
    text = "".join(word for word, _style in row)
    assert len(text) == width
    assert [word for word, style in row if style == "bold underline"] == [words[current]]
    shown = [word for word, _style in row if word in words]
    assert shown == words[words.index(shown[0]) : words.index(shown[-1]) + 1]
    assert ("⋯" in text) == (len(shown) < len(words))


def test_what_fits_is_shown_whole() -> None:
    words = ["Posts", "Replies", "Media", "Pinned", "Followers", "Following"]
    parts = [(Place.tag(f"part{number}"), word) for number, word in enumerate(words)]
    for place, _word in parts:
        bar = PartsBar(UNICODE)
        bar.tell(parts, place)
        whole = "  " + " ∙ ".join(words)
        assert "".join(word for word, _style in bar.lines(len(whole), 1)[0]) == whole


async def test_what_is_new_in_the_place_behind_is_not_said_of_the_one_in_view(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.events(home_posts=2)
        await story.refresh()
        await story.until(lambda: "2 new" in story.header)
        story.main.go(Place.BLOCKS)
        await story.until(lambda: "new" not in story.header and "new" not in story.footer)
        await story.press("escape")
        await story.until(lambda: "2 new" in story.header)
