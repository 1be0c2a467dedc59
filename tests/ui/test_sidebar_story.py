"""The sidebar and the other ways to places: digits, letters after ``g``, the pickers of lists and tags."""

from __future__ import annotations

import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from rich.cells import set_cell_size
from textual.widgets import Input, OptionList

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.errors import UnknownPlace
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.ui.screens.ask_tag import AskTag, tag_place
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.column_layout import SIDEBAR_WIDTH
from tootui.ui.widgets.sidebar import Sidebar


def order(demo: DemoThread, path: str, **fields: str) -> None:
    """The reader does something in another client."""
    request = urllib.request.Request(
        f"{demo.url}/api/v1/{path}",
        urllib.parse.urlencode(fields).encode(),
        {"Authorization": f"Bearer {demo.token}"},
        method="POST",
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


def sidebar_of(story: Story) -> Sidebar:
    """The sidebar, which is there."""
    sidebar = story.main.columns.sidebar
    assert sidebar is not None
    return sidebar


def beside(story: Story) -> str:
    """The cells of the screen at the left of the first rule."""
    return "\n".join(line.partition(story.main.look.glyphs.frame_side)[0] for line in story.shown.splitlines())


def below_header(story: Story) -> str:
    """The same without the first row, which names the place in view."""
    return beside(story).partition("\n")[2]


def is_shown(story: Story) -> bool:
    """Whether the sidebar is on the screen."""
    return story.main.columns.sidebar in story.main._compositor.visible_widgets


async def test_places_lists_and_tags_appear_by_themselves(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(110, 40)) as story:
        await story.until_shown("Bookmarks", "Lists", "Harbour", "Tags", "#lighthouse")
        mark = story.main.look.glyphs.cursor
        assert f"{mark}1  Home" in story.shown
        assert " 2  Notifications" in story.shown
        assert " 3  Direct messages" in story.shown
        assert " 4  Local" in story.shown


async def test_a_list_made_and_a_tag_followed_elsewhere_appear_while_one_reads(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        await story.until(lambda: "#lighthouse" in below_header(story), "lists and tags")
        order(demo, "lists", title="Made elsewhere")
        order(demo, "tags/clocks/follow")
        desk.clock.advance(601)
        story.main.want_shelf()  # as with every minute that passes
        await story.until_shown("Made elsewhere", "#clocks")
        await story.press("g", "L")
        await story.until_screen(Picker)
        await story.until_shown("Made elsewhere")


async def test_the_sidebar_is_moved_in_and_left(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(110, 40)) as story:
        await story.until(lambda: "Harbour" in beside(story), "lists and tags")
        await story.press("backslash")
        await story.until(lambda: "Enter open" in story.footer)
        await story.press("b")
        await story.until_shown("That is about posts. Esc goes back to them.")

        before = story.rows.cursor
        await story.press("j", "k", "j")
        assert sidebar_of(story).chosen == Place.NOTIFICATIONS
        assert story.rows.cursor == before
        await story.press("escape")
        await story.until(lambda: "Enter thread" in story.footer)
        assert story.main.focused is story.rows

        await story.press("backslash", "G", "g", "g", "j", "j", "j", "j", "j", "enter")
        await story.until(lambda: story.rows.place == Place.FEDERATED)
        assert story.main.focused is story.rows
        await story.until(lambda: f"{story.main.look.glyphs.cursor}5  Federated" in story.shown)


async def test_the_sidebar_is_hidden_until_it_is_wanted_again(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        assert is_shown(story)
        await story.press("backslash", "backslash")
        await story.until(lambda: not is_shown(story))
        assert story.main.focused is story.rows
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        assert not is_shown(story)
        await story.press("backslash", "escape")
        await story.until(lambda: is_shown(story), "it is there again")
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        assert is_shown(story)


async def test_on_a_narrow_screen_it_lies_over_the_column_while_it_has_the_keys(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        assert not is_shown(story)
        width = story.rows.size.width
        await story.press("backslash")
        await story.until(lambda: is_shown(story) and "Bookmarks" in story.shown)
        assert story.rows.size.width == width
        side = story.main.look.glyphs.frame_side
        edges = [set_cell_size(line, SIDEBAR_WIDTH + 1) for line in story.shown.splitlines()[1:-1]]
        assert all(line.endswith(side) for line in edges), "posts do not read on from it, whatever the colours"

        await story.press("j", "j", "j", "enter")
        await story.until(lambda: not is_shown(story) and story.rows.place == Place.LOCAL)
        await story.pilot.resize_terminal(120, 24)
        await story.until(lambda: is_shown(story))


async def test_it_yields_to_a_second_column(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        assert is_shown(story)
        await story.press("|")
        await story.until(lambda: not is_shown(story))
        await story.press("ctrl+w")
        await story.until(lambda: is_shown(story))


async def test_it_scrolls_where_it_is_higher_than_the_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(110, 16)) as story:
        await story.until(lambda: "Harbour" in beside(story), "lists and tags")
        assert "#lighthouse" not in beside(story)
        await story.press("backslash", "G")
        await story.until(lambda: "#lighthouse" in beside(story) and "1  Home" not in beside(story))
        await story.press("g", "g")
        await story.until_shown("1  Home")


async def test_a_click_goes_there(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(110, 40)) as story:
        await story.pilot.click(sidebar_of(story), offset=(6, 6))
        await story.until(lambda: story.rows.place == Place.TRENDING)
        assert story.main.focused is story.rows


async def test_counts_are_of_home_and_of_what_is_open(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(110, 40)) as story:
        await story.press("j", "j", "g", "l")
        await story.until(lambda: story.rows.place == Place.LOCAL and story.rows.selected_status)
        await story.press("j")
        demo.events(post="A public word.", by="grace")
        await story.press("ctrl+r")
        await story.until(lambda: any("Local" in line and " 1 ⎢" in line for line in story.shown.splitlines()))


async def test_digits_go_to_places(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await story.press("4")
        await story.until(lambda: story.rows.place == Place.LOCAL)
        await story.press("1")
        await story.until(lambda: story.rows.place == Place.HOME)
        await story.press("9")
        await story.until_shown("The sidebar has 8 places.")


async def test_lists_are_picked_by_their_names(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await story.press("g", "L")
        await story.until_screen(Picker)
        await story.until_shown("Harbour")
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "list" and "Engine room" in story.header)


async def test_a_tag_is_asked_for(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        notices: list[Notice] = []
        story.session.notices.observe(notices.append)
        await story.press("g", "#")
        await story.until_screen(AskTag)
        await story.until_shown("python or django with web without jobs")
        await story.enter("lighthouse or tea")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.tag("lighthouse?any=tea"))
        await story.until(lambda: "#lighthouse or #tea" in story.header)

        await story.press("g", "#")
        await story.until_screen(AskTag)
        offered = story.app.screen.query_one(OptionList)
        assert offered.option_count > 0
        await story.press("down", "enter")
        await story.until(lambda: story.app.screen is story.main)
        assert story.rows.place == Place.tag("lighthouse?any=tea")

        await story.press("g", "#", "enter")
        assert story.app.screen.query_one(Input).value == ""
        await story.until(lambda: any(notice.text.startswith("Type a tag") for notice in notices), "what to type")


async def test_tags_joined_by_words_are_kept_in_the_sidebar(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        await story.until(lambda: "#lighthouse" in below_header(story), "followed tags")
        story.main.dispatcher.run("tag.pin")
        await story.until_shown("This is no tag. g # opens one.")
        await story.press("g", "#")
        await story.until_screen(AskTag)
        await story.enter("clocks or radio without tea\n")
        await story.until(lambda: story.rows.place.kind == "tag" and story.rows.selected_status is not None)
        title = story.session.shelf.title_of(story.rows.place)
        request = next(request for request in demo.log()[::-1] if "/timelines/tag/" in request["path"])
        assert request["path"].endswith("/clocks")
        assert "any%5B%5D=radio" in request["query"]
        assert "none%5B%5D=tea" in request["query"]
        story.main.dispatcher.run("tag.pin")
        await story.until_shown("stays in the sidebar.")
        await story.until(lambda: title[:12] in below_header(story), title)
        pinned = story.rows.place
        story.main.go(Place.tag("lighthouse"))
        story.main.dispatcher.run("tag.pin")
        await story.until_shown("You follow this tag")
    async with begin(demo, home, size=(110, 40), desk=desk, loaded=False) as story:
        await story.until(lambda: title[:12] in below_header(story), "there at the next start")
        story.main.go(pinned)
        story.main.dispatcher.run("tag.pin")
        await story.until_shown("is out of the sidebar.")
        story.put_notices_away()
        await story.until(lambda: title[:12] not in below_header(story))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("python", "tag:python"),
        ("#Python", "tag:python"),
        ("python or #django with web without jobs, ads", "tag:python?any=django&all=web&none=jobs,ads"),
        ("python any django all web none jobs", "tag:python?any=django&all=web&none=jobs"),
        ("python django", "tag:python?any=django"),
        ("python?any=django&all=web", "tag:python?any=django&all=web"),
    ],
)
def test_tags_as_people_type_them(typed: str, place: str) -> None:
    assert str(tag_place(typed)) == place


@pytest.mark.parametrize("typed", ["", "#", "without jobs", "python?or=django"])
def test_what_names_no_tag(typed: str) -> None:
    with pytest.raises(UnknownPlace):
        tag_place(typed)


async def test_the_letters_after_g_are_all_readable_on_the_smallest_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        await story.press("g")
        await story.until_shown("g h")
        following = story.app.keymap.continuations("g", story.main.contexts())
        known = [(rest, command) for rest, command in following if command.id in story.main.dispatcher.handlers]
        assert len(known) > 8
        for rest, command in known:
            assert f"g {rest}  {command.title}" in story.shown
