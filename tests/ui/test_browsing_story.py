"""Reading: moving about, opening threads, and coming back to the exact row."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import OptionList

from tests.support.session import until
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.widgets.chord_hint import ChordHint
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.thread_list import ThreadList


async def test_keys_move_the_selection(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("j", "down", "j")
        assert story.rows.cursor == 3

        await story.press("k", "up")
        assert story.rows.cursor == 1

        await story.press("pagedown")
        a_page_down = story.rows.cursor
        assert a_page_down > 1
        await story.press("G")
        assert story.rows.cursor > a_page_down
        await story.press("g", "g")
        assert story.rows.cursor == 0


async def test_a_thread_opens_at_its_post_and_back_is_where_one_was(demo: DemoThread, home: Path) -> None:
    question = demo.events(post="Where do lighthouses sleep?", by="grace")[0]
    demo.events(post="Standing up, like horses.", by="ada", reply_to=question)
    async with begin(demo, home) as story:
        await story.select("Where do lighthouses sleep")
        before = story.rows.reading_place()

        await story.press("enter")
        await story.until_shown("like horses")
        assert isinstance(story.rows, ThreadList)
        await story.until(lambda: "Thread" in story.header, "its name")
        assert story.rows.cursor_key == question

        for back in ("escape", "q", "h", "left", "backspace"):
            await story.press(back)
            assert isinstance(story.rows, FeedList)
            assert story.rows.reading_place() == before
            await story.press("enter")
            await story.until(lambda: isinstance(story.rows, ThreadList))


async def test_new_posts_wait_above_and_the_place_stays(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("j", "j")
        selected, place = story.rows.cursor_key, story.rows.reading_place()
        demo.events(post="Fresh from the sea.", by="grace")

        await story.refresh()
        await story.until(lambda: "1 new" in story.header and "1 new" in story.footer)
        assert (story.rows.cursor_key, story.rows.reading_place()) == (selected, place)

        await story.press(".")
        await story.until_shown("Fresh from the sea.")
        await story.until(lambda: "new" not in story.header, "nothing is new any more")


async def test_places_are_reached_by_chords_and_kept_behind(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("g", "l")
        await story.until(lambda: story.rows.place == Place.LOCAL and len(story.rows.keys) > 1)
        await story.until(lambda: "Local" in story.header, "its name")
        await story.press("g", "f")
        await story.until(lambda: story.rows.place == Place.FEDERATED)
        await story.press("g", "h")
        assert story.rows.place == Place.HOME
        assert len(story.main.column.lists) == 1


async def test_a_chord_shows_its_letters_to_who_hesitates(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("g")
        await story.until_shown("g g", "g h", "federated")
        await story.press("escape")
        await story.until(lambda: "federated" not in story.shown)
        assert story.rows.place == Place.HOME

        await story.press("g", "y")
        await story.until_shown("g y means nothing here.")


async def test_a_chord_may_end_in_the_moment_in_which_its_letters_are_to_appear(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.ui.widgets.chord_hint.HESITATION_SECONDS", 0.001)
    async with begin(demo, home) as story:
        await story.press("g", "g")
        hint = story.main.query_one(ChordHint)
        began, end = asyncio.Event(), asyncio.Event()

        async def be_busy() -> None:
            began.set()
            await end.wait()

        hint.call_later(be_busy)
        await began.wait()
        story.main.dispatcher.press("g")
        await until(lambda: hint.message_queue_size, "it is told that the moment has come")
        story.main.dispatcher.press("l")
        end.set()
        await story.until(lambda: story.rows.place == Place.LOCAL and len(story.rows.keys) > 1)
        await story.settle()
        assert not hint.display


async def test_esc_glued_to_a_letter_is_both(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))
        await story.press("alt+j")
        await story.until(lambda: isinstance(story.rows, FeedList) and story.rows.cursor == 1)

        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))
        story.app.post_message(Key("alt+g", None))
        story.app.post_message(Key("d", "d"))  # it waits already when the one before is looked at
        await story.until(lambda: story.rows.place == Place.DIRECT)


async def test_the_root_is_left_only_after_a_yes(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("escape")
        await story.until_shown("There is nothing to go back to. q quits.")

        await story.press("q")
        await story.until_screen(Confirm)
        await story.press("n")
        await story.until(lambda: story.app.screen is story.main)

        await story.press("ctrl+q")
        await story.until_screen(Confirm)
        await story.press("ctrl+q")
        await story.until(lambda: not story.app.is_running, "the end")
        assert story.app.return_code == 0


async def test_ctrl_c_quits_the_second_time(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("ctrl+c")
        await story.until_shown("ctrl+c once more quits.")
        await story.press("ctrl+c")
        await story.until(lambda: not story.app.is_running, "the end")


async def test_older_posts_come_before_the_end_is_reached(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        first = len(story.home.rows)
        await story.press("G")
        await story.until(lambda: len(story.home.rows) > first, "older posts")


async def test_keys_are_what_the_settings_say(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, keys={"cursor.next": ("n",), "go.local": ("ctrl+l",)}) as story:
        await story.press("j")
        assert story.rows.cursor == 0
        await story.press("n")
        assert story.rows.cursor == 1
        await story.press("ctrl+l")
        assert story.rows.place == Place.LOCAL


async def test_too_small_a_terminal_is_said_in_one_line(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await story.press("j", "j")
        selected = story.rows.cursor_key
        await story.pilot.resize_terminal(50, 12)
        await story.until_shown("tootui needs 60 columns and 16 rows.")
        assert "reply" not in story.shown

        await story.pilot.resize_terminal(60, 16)
        await story.until_shown("Home")
        assert story.rows.cursor_key == selected


async def test_a_double_click_opens_and_a_hashtag_leads_to_its_posts(demo: DemoThread, home: Path) -> None:
    demo.events(post="Lamps of the world, unite! #lamps", by="grace")
    async with begin(demo, home) as story:
        row = next(y for y, line in enumerate(story.shown.splitlines()) if "Lamps of the world" in line)
        column = story.shown.splitlines()[row].index("#lamps")
        await story.pilot.click(offset=(column + 1, row))
        await story.until(lambda: story.rows.place == Place.tag("lamps"))
        await story.press("escape")

        await story.pilot.click(offset=(40, row), times=2)
        await story.until(lambda: isinstance(story.rows, ThreadList))


async def test_a_reply_opens_with_what_led_to_it_above(demo: DemoThread, home: Path) -> None:
    root = demo.events(post="It begins with an egg.", by="grace")[0]
    middle = demo.events(post="Or with a hen.", by="ada", reply_to=root)[0]
    demo.events(post="I knew the hen.", by="grace", reply_to=middle)
    async with begin(demo, home) as story:
        await story.select("Or with a hen")
        await story.press("enter")
        await story.until(lambda: len(story.rows.keys) == 3, "the thread")
        assert story.rows.cursor_key == middle
        assert "I knew the hen." in story.shown

        await story.press("k")
        await story.until_shown("It begins with an egg.")

        await story.press("escape", "enter")
        await story.until(lambda: isinstance(story.rows, ThreadList) and len(story.rows.keys) == 3)
        assert story.rows.cursor_key == middle


async def test_dragged_text_is_copied_by_ctrl_c(demo: DemoThread, home: Path) -> None:
    demo.events(post="Take these words with you.", by="grace")
    async with begin(demo, home) as story:
        row = next(y for y, line in enumerate(story.shown.splitlines()) if "Take these words" in line)
        column = story.shown.splitlines()[row].index("these")
        await story.pilot.mouse_down(offset=(column, row))
        await story.pilot.hover(offset=(column + 10, row))
        await story.pilot.mouse_up(offset=(column + 10, row))

        await story.press("ctrl+c")
        await story.until_shown("Copied: these words")
        assert story.app.is_running


async def test_help_and_palette_work_from_everywhere(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press(":")
        await story.enter("federated")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.FEDERATED)


async def test_a_thread_without_replies_says_so_until_one_comes(demo: DemoThread, home: Path) -> None:
    question = demo.events(post="Is anybody there?", by="grace")[0]
    async with begin(demo, home) as story:
        await story.select("Is anybody there")
        await story.press("enter")
        await story.until_shown("No replies yet.")

        demo.events(post="Only the tide.", by="ada", reply_to=question)
        await story.press("ctrl+r")
        await story.until_shown("Only the tide.")
        assert "No replies yet." not in story.shown


async def test_every_command_of_the_palette_has_one_line(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        await story.press(":")
        await story.until_shown("Run a command")
        options = story.app.screen.query_one(OptionList)
        await story.until(lambda: options.virtual_size.height, "the list is laid out")
        assert options.virtual_size.height == options.option_count, story.shown


async def test_the_palette_stands_in_groups_until_one_types(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 40)) as story:
        await story.press(":")
        await story.until_shown("Run a command", "Move", "next post")
        await story.press("up")
        options = story.app.screen.query_one(OptionList)
        await story.until_shown("Themes", "theme ")
        assert options.highlighted == options.option_count - 1, "headings cannot be picked"
        await story.enter("bookmark, or")
        await story.until(lambda: "bookmark, or take it back" in story.shown and "Themes" not in story.shown)
        await story.press("enter")
        await story.until_screen(MainScreen)
        await story.until(lambda: story.rows.selected_status is not None and story.rows.selected_status.bookmarked)


async def test_a_name_that_begins_with_what_is_typed_comes_first(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 40)) as story:
        await story.press(":")
        await story.until_shown("Run a command")
        options = story.app.screen.query_one(OptionList)
        await story.enter("Who boosted")
        await story.until(lambda: options.option_count == 2, "both that name it")
        assert [str(options.get_option_at_index(number).prompt).strip()[:16] for number in (0, 1)] == [
            "who boosted this",
            "the profile of w",
        ]


async def test_the_key_of_the_help_is_named_however_narrow_the_terminal(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        assert story.footer.rstrip().endswith("? keys")
        assert "compose" not in story.footer
