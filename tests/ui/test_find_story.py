"""Finding words in what is in view: marks, matches one after the other, and what is said where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.finding import SLICE, Finding, Outcome
from tootui.ui.widgets.people_list import PeopleList
from tootui.ui.widgets.thread_list import ThreadList


async def find(story: Story, words: str) -> None:
    """Type words into the line of a find."""
    await story.press("ctrl+f")
    await story.until_shown("Find")
    await story.press("ctrl+u")
    await story.enter(words)
    await story.press("enter")
    await story.until(lambda: story.app.screen is story.main)
    await story.until(lambda: story.rows.finding == words, "it is looked for")
    await story.settle()


def marked(story: Story) -> list[str]:
    """The words that are marked in what is in view."""
    rows = story.rows
    layouts = [rows.lay_out_marked(key, rows.size.width) for key in rows.visible_keys()]
    pieces = [piece for layout in layouts for line in layout.lines for piece in line.pieces]
    return [piece.text for piece in pieces if "found" in piece.style.split("+")]


async def test_words_are_marked_and_gone_through_both_ways_and_around(demo: DemoThread, home: Path) -> None:
    older = demo.events(post="A zebrafish is seldom alone.", by="grace")[0]
    demo.events(home_posts=3)
    newer = demo.events(post="Two of them: Zebrafish and zebrafish.", by="ada")[0]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await find(story, "zebraFISH")
        assert story.rows.cursor_key == newer
        assert marked(story)[:2] == ["Zebrafish", "zebrafish"]

        await story.press("n")
        assert story.rows.cursor_key == older
        await story.press("n")
        await story.until_shown("On from the top.")
        assert story.rows.cursor_key == newer
        await story.press("N")
        await story.until_shown("On from the end.")
        assert story.rows.cursor_key == older
        await story.press("N")
        assert story.rows.cursor_key == newer


async def test_esc_ends_a_find_before_it_leads_back(demo: DemoThread, home: Path) -> None:
    post = demo.events(post="A lone pangolin.", by="grace")[0]
    async with begin(demo, home) as story:
        await story.select("pangolin")
        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))
        await find(story, "pangolin")
        assert marked(story) == ["pangolin"]
        await story.press("escape")
        assert isinstance(story.rows, ThreadList)
        assert marked(story) == []
        await story.press("escape")
        assert story.rows.cursor_key == post
        await story.press("n")
        await story.until_shown("Nothing is looked for: ctrl+f finds.")


async def test_a_find_without_a_match_says_so_and_what_it_could_not_see(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("j", "j")
        place = story.rows.reading_place()
        await find(story, "xylophones galore")
        await story.until_shown("No row here holds “xylophones galore”.", "Older posts are not loaded yet")
        assert story.rows.reading_place() == place


async def test_a_find_that_was_ended_or_came_to_a_match_says_and_moves_nothing_more(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.ui.widgets.finding.SLICE", 1)
    [post] = demo.events(post="An okapi.", by="grace")
    demo.events(home_posts=3)
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        story.rows.start_find("xylophones")
        story.rows.end_find()
        story.rows.start_find("xylophones")
        story.rows.start_find("okapi")
        await story.until(lambda: not story.app.workers, "nobody looks any more")
        await story.settle()
        assert story.rows.cursor_key == post
        assert [text for text in desk.said if "No row here" in text] == []


async def test_leaving_the_line_looks_for_nothing(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("ctrl+f")
        await story.until_shown("Enter finds")
        await story.enter("the")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert story.rows.finding == ""


async def test_the_next_new_reply_is_where_a_find_in_a_thread_is_not(demo: DemoThread, home: Path) -> None:
    demo.events(post="Who keeps bees?", by="grace")
    async with begin(demo, home) as story:
        await story.select("Who keeps bees")
        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))
        await story.press("n")
        await story.until_shown("No new replies since your last visit.")


async def test_people_are_found_too(demo: DemoThread, home: Path) -> None:
    post = demo.events(post="Everybody boosts this one.", by="grace")[0]
    for who in ("ada", "wren", "hedy"):
        demo.events(boost=post, by=who)
    async with begin(demo, home) as story:
        story.main.go(Place("boosted_by", post))
        await story.until(lambda: isinstance(story.rows, PeopleList) and len(story.rows.keys) >= 3)
        await find(story, "lovelace")
        account = story.rows.selected_account
        assert account is not None
        assert account.username == "ada"


async def test_what_is_found_of_people_is_marked(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        me = story.session.account.account_id
        story.main.go(Place.followers(me))
        await story.until(lambda: len(story.rows.keys) > 5, "people")
        await find(story, "sourdough")
        assert "Bram" in story.selected_row
        assert marked(story) == ["Sourdough"]
        await find(story, "bram")
        assert marked(story) == ["Bram", "bram"]
        await story.press("escape")
        assert marked(story) == []

        await story.press("}")
        await story.until(lambda: story.rows.place == Place.following(me) and len(story.rows.keys) > 5, "others")
        story.main.go(Place.account(me))
        await story.until(lambda: story.rows.selected_account is not None, "the own profile")
        await find(story, "newhere")
        assert "newhere" in "".join(marked(story))


async def test_the_matching_part_of_a_post_higher_than_the_screen_is_shown(demo: DemoThread, home: Path) -> None:
    lines = "\n".join(f"line {number}" for number in range(60))
    demo.events(post=f"{lines}\nand a quetzal\n{lines}", by="grace")
    async with begin(demo, home, size=(100, 30)) as story:
        await find(story, "quetzal")
        assert "quetzal" in story.shown


def test_thousands_of_rows_are_looked_through_in_slices_and_those_on_disk_are_counted() -> None:
    texts: dict[str, str | None] = {str(number): "nothing" for number in range(3 * SLICE)}
    texts["5"] = None
    asked: list[str] = []

    def text_of(key: str) -> str | None:
        asked.append(key)
        return texts[key]

    finding = Finding("needle", text_of)
    keys = list(texts)
    steps = list(finding.look(keys, 0, 1))
    assert steps[:-1] == [None] * 3
    assert steps[-1] == Outcome(None, False, 1)

    asked.clear()
    finding.forget(["7"])
    texts["7"] = "a  Needle"
    assert list(finding.look(keys, 10, 1))[-1] == Outcome("7", True, 1)
    assert asked == ["5", "7"], "what was looked through is known"
    assert list(finding.look(keys, 9, -1))[-1] == Outcome("7", False, 0)
