"""Names, tags and emoji are completed while one writes, and nothing is taken from plain writing."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.widgets import TextArea

from tests.support.session import Desk, until_after
from tests.ui.story import Story, begin
from tests.ui.test_typed_ahead_story import type_ahead
from tootui.demo.thread import DemoThread
from tootui.model.account import Account
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.widgets.completion import CompletionList

SIZES = [(60, 16), (80, 24), (120, 40)]


async def _compose(story: Story) -> TextArea:
    await story.press("c")
    await story.until_screen(ComposeScreen)
    return _area(story)


def _area(story: Story) -> TextArea:
    return story.app.screen.query_one("#text", TextArea)


def _list(story: Story) -> CompletionList:
    return story.app.screen.query_one(CompletionList)


def _shown(story: Story) -> list[str]:
    """The lines of the list as they are on the screen."""
    box = _list(story)
    if not box.is_open:
        return []
    rows = story.shown.splitlines()[box.region.y : box.region.bottom]
    return [row[box.region.x : box.region.right].strip() for row in rows]


async def _until_offered(story: Story, *labels: str) -> None:
    await story.until(lambda: all(any(label in line for line in _shown(story)) for label in labels), f"{labels}")


@pytest.mark.parametrize("size", SIZES)
async def test_tab_takes_the_best_name_and_writing_goes_on(demo: DemoThread, home: Path, size: tuple[int, int]) -> None:
    async with begin(demo, home, size=size) as story:
        area = await _compose(story)
        frame = story.app.screen.query_one(".frame").region
        await story.enter("Dear @gra")
        await _until_offered(story, "@grace  Grace Hopper")
        await story.pilot.pause()
        assert story.app.screen.query_one(".frame").region == frame
        box = _list(story).region
        assert story.app.screen.region.contains_region(box)
        assert box.y == area.cursor_screen_offset.y + 1

        await story.press("tab")
        assert area.text == "Dear @grace "
        assert not _shown(story)
        await story.enter("hello")
        assert area.text == "Dear @grace hello"
        await story.press("ctrl+z", "ctrl+z")
        assert area.text == "Dear @gra"


async def test_enter_is_a_new_line_until_one_goes_into_the_list(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        await story.enter("@gra")
        await _until_offered(story, "@grace")
        await story.press("enter")
        assert area.text == "@gra\n"
        assert not _shown(story)

        await story.enter("@a")
        await _until_offered(story, "@ada", "Tab")
        await story.press("down", "down", "up")
        assert [line for line in _shown(story) if line.endswith("Enter")] == [_shown(story)[0]]
        await story.press("enter")
        assert area.text == "@gra\n@ada "
        await story.press("up")
        assert area.cursor_location[0] == 0


async def test_esc_closes_the_list_alone_and_it_stays_closed_for_that_word(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        await story.enter("@gr")
        await _until_offered(story, "@grace")
        await story.press("escape")
        assert isinstance(story.app.screen, ComposeScreen)
        assert not _shown(story)
        await story.enter("a")
        assert not _shown(story)
        await story.press("down", "up")
        assert area.text == "@gra"

        await story.enter(" @gr")
        await _until_offered(story, "@grace")
        await story.press("escape", "escape")
        await story.until(lambda: story.app.screen is story.main)


async def test_scrolling_or_going_elsewhere_closes_the_list(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        area.insert("line\n" * 40)
        await story.enter("@a")
        await _until_offered(story, "@ada")
        await story.pilot._post_mouse_events([events.MouseScrollUp], area)
        await story.until(lambda: not _shown(story), "it is closed")
        await story.enter("d")
        await _until_offered(story, "@ada")
        story.app.screen.query_one("#spoiler").focus()
        await story.until(lambda: not _shown(story), "it is closed")


async def test_typing_on_narrows_and_a_whole_word_wants_nothing(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await _compose(story)
        await story.enter("@a")
        await _until_offered(story, "@ada", "@alan")
        await story.enter("d")
        await story.until(lambda: not any("@alan" in line for line in _shown(story)))
        await story.press("backspace")
        await _until_offered(story, "@alan")
        await story.press("left")
        assert not _shown(story)


async def test_a_click_takes_a_line(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        await story.enter("@a")
        await _until_offered(story, "@alan")
        number = next(number for number, line in enumerate(_shown(story)) if "@alan" in line)
        await story.pilot.click(CompletionList, offset=(3, number))
        await story.until(lambda: area.text == "@alan@bletchley.example ", "it is written")
        await story.enter("x")
        assert area.text == "@alan@bletchley.example x"


async def test_what_the_server_knows_comes_below_and_nothing_moves(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        demo.events(post="Nobody has read me yet.", by="newcomer")
        area = await _compose(story)
        area.insert("@grace, ")
        await story.enter("@ne")
        before = _shown(story)
        await story.press("down")
        await until_after(desk.clock, lambda: any("@newcomer" in line for line in _shown(story)), step=0.3)
        after = _shown(story)
        assert any("@newcomer" in line for line in after[len(before) :])
        assert [line.removesuffix("Enter").removesuffix("Tab").strip() for line in after[: len(before)]] == [
            line.removesuffix("Tab").strip() for line in before
        ]


async def test_the_people_of_a_conversation_come_first(demo: DemoThread, home: Path) -> None:
    demo.events(post="A question for @you and @alan@bletchley.example", by="grace")
    async with begin(demo, home) as story:
        await story.select("A question for")
        await story.press("r")
        await story.until_screen(ComposeScreen)
        await story.enter("@")
        await _until_offered(story, "@grace", "@alan@bletchley.example")
        assert len(_shown(story)) == 2
        await story.enter("a")
        await _until_offered(story, "@ada")
        assert _shown(story)[0].startswith("@alan@bletchley.example")


async def test_a_direct_answer_tells_who_is_not_in_the_conversation(demo: DemoThread, home: Path) -> None:
    demo.events(post="Only for your eyes, @you", by="grace", visibility="direct")
    async with begin(demo, home) as story:
        await story.select("Only for your eyes")
        await story.press("r")
        await story.until_screen(ComposeScreen)
        await story.enter("@gra")
        await _until_offered(story, "@grace  Grace Hopper")
        await story.press("tab")
        await story.enter("@ada")
        await _until_offered(story, "@ada  not in this conversation  Ada Lovelace")


async def test_tags_and_emoji(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        area = await _compose(story)
        await story.enter("#comp")
        await _until_offered(story, "#computing")
        await story.press("tab", "colon")
        await story.enter("blobc")
        await _until_offered(story, ":blobcat:  of this server")
        await story.press("tab", "colon")
        await story.enter("joy")
        await _until_offered(story, ":joy:")
        await story.press("tab")
        assert area.text == "#computing :blobcat: 😂 "


async def test_plain_writing_is_left_alone(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        for text in ("so ", ":", ")", " ", "1", ":", "3", "0", " a", "@", "b", " #", " "):
            area.insert(text)
            await story.pilot.pause()
            assert not _shown(story), area.text


async def test_a_list_near_the_edges_stays_on_the_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        area = await _compose(story)
        area.insert("line\n" * 30 + "w" * 50 + " ")
        await story.enter("@a")
        await _until_offered(story, "@ada")
        box = _list(story).region
        assert story.app.screen.region.contains_region(box)
        assert not box.contains_point(area.cursor_screen_offset)


async def test_a_long_text_is_pasted_at_once_and_taken_back_at_once(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        await story.enter("before ")
        long = "Words and more words, @ada and #tags.\n" * 3_000
        story.app.post_message(events.Paste(long))
        await story.until(lambda: area.text == f"before {long}", "it is there")
        await story.press("ctrl+z")
        assert area.text == "before "
        await story.press("ctrl+y")
        assert area.text == f"before {long}"
        await story.press("ctrl+z", "ctrl+left", "ctrl+w")
        assert area.text == "before "
        await story.press("end", "ctrl+w")
        assert area.text == ""


async def test_names_of_any_script_keep_to_their_lines(demo: DemoThread, home: Path) -> None:
    names = {
        "aleph": "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
        "aroha": "数学" * 40,
        "alif": "👩🏽‍💻" * 30,
        "along": "a" * 300,
    }
    async with begin(demo, home, size=(60, 16)) as story:
        people = [Account(id=f"x{acct}", acct=f"{acct}@far.example", display_name=name) for acct, name in names.items()]
        story.session.store.put_accounts(people)
        await _compose(story)
        await story.enter("@al")
        await _until_offered(story, "@aleph@far.example", "@along@far.example")
        box = _list(story)
        await story.press("down")
        for strip in box.render_lines(Region(0, 0, *box.size)):
            assert cell_len(strip.text) == box.size.width
        assert box.region.right <= 60


async def test_tags_one_follows_come_first_and_the_servers_below(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        story.session.shelf.want()
        await story.until(lambda: story.session.shelf.followed_tags, "the tags are known")
        followed = story.session.shelf.followed_tags[0]
        area = await _compose(story)
        await story.enter(f"#{followed[:2]}")
        await _until_offered(story, f"#{followed}  you follow it")
        assert _shown(story)[0].startswith(f"#{followed}")
        await story.press("tab")
        assert area.text == f"#{followed} "


async def test_keys_typed_ahead_mean_what_they_mean_one_by_one(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        for key, character in (("at", "@"), ("g", "g"), ("r", "r"), ("tab", None), ("x", "x")):
            story.app.post_message(events.Key(key, character))
        await story.until(lambda: area.text == "@grace x", "the name and what follows it")


def _holds(screen: ComposeScreen, sign: str) -> bool:
    return sign in "".join(screen.words[:2])


async def test_a_name_typed_ahead_of_the_dialog_is_completed_too(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for turns in range(6):
            type_ahead(story, "c")
            for _ in range(turns):
                await asyncio.sleep(0)
            type_ahead(story, *"@gr", "tab", "x")
            await story.until_screen(ComposeScreen)
            screen = story.app.screen
            assert isinstance(screen, ComposeScreen)
            await story.until(partial(_holds, screen, "x"), "all is written")
            assert screen.words[:2] == ("@grace x", ""), turns
            area = _area(story)
            area.clear()
            await story.press("escape")
            await story.until(lambda: story.app.screen is story.main, "it is closed")


async def test_tab_stays_in_the_text_while_names_are_asked_for(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        area = await _compose(story)
        await story.enter("@zzyzx")
        await story.until(lambda: story.session.enquiries.completion.is_asking)
        await story.press("tab")
        assert area.has_focus
        await story.enter(" ")
        await story.press("tab")
        assert not area.has_focus
