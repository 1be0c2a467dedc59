from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.style import Style

from tootui.config.themes import Theme, load_theme
from tootui.ui.look import drawing
from tootui.ui.render.styles import GROUNDS, STYLE_NAMES, STYLES, Ground, StyleTable

THEMES = ("dark", "light", "contrast")
DRAWN_ONLY = {"faint", "frame", "guide", "gap_rule", "poll_rest"}
"""Lines and dots: nothing is lost where they are hardly seen."""
SIGNS = {"cursor", "focus_mark", "poll_bar"}


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_the_built_in_themes_define_known_styles_and_all_of_them_can_be_read(theme: Theme) -> None:
    assert set(theme.styles) <= STYLE_NAMES
    assert StyleTable.from_theme(theme).problems == ()


def test_text_is_readable_on_every_ground(theme: Theme) -> None:
    table = StyleTable.from_theme(theme)
    for ground in GROUNDS:
        styles = _on(table, ground)
        for style in STYLES:
            contrast = _contrast(styles[style])
            least = 1.3 if style in DRAWN_ONLY else 3 if style in SIGNS else 4.5
            assert contrast >= least, f"{style} on {ground}: {contrast:.2f}"


def test_with_sixteen_colours_nothing_that_is_read_melts_into_its_ground(theme: Theme) -> None:
    table = StyleTable.from_theme(theme)
    for ground in GROUNDS:
        styles = _on(table, ground)
        for style in STYLES.keys() - DRAWN_ONLY:
            drawn = styles[style]
            assert _sixteen(drawn.color) != _sixteen(drawn.bgcolor), f"{style} on {ground}"


def test_the_selected_row_is_told_apart_on_every_ground(theme: Theme) -> None:
    table = StyleTable.from_theme(theme)
    for name in ("", "direct", "private", "focused"):
        plain, selected = table.ground(name)["text"], table.ground(name, selected=True)["text"]
        assert plain.bgcolor != selected.bgcolor


def test_joined_styles_have_what_each_of_them_says(theme: Theme) -> None:
    table = StyleTable.from_theme(theme)
    both = table.resolve("link+bold")
    assert both.bold
    assert both.underline
    assert both.color == table.resolve("link").color
    assert both.bgcolor == table.resolve("text").bgcolor


def test_a_theme_of_colours_alone_is_whole() -> None:
    colors = load_theme("dark").colors
    table = StyleTable.from_theme(Theme(name="bare", dark=True, colors=colors, styles={}))
    assert table.problems == ()
    assert table.resolve("hashtag").color == Color.parse(colors["secondary"])


def test_a_style_that_cannot_be_read_is_named_and_drawn_as_built_in() -> None:
    colors = load_theme("dark").colors
    table = StyleTable.from_theme(
        Theme(name="odd", dark=True, colors=colors, styles={"name": "bold purpleish-green", "link": "$primary"})
    )
    assert table.problems == ("name",)
    assert table.resolve("name").bold
    assert not table.resolve("link").underline


def test_terminal_colours_of_a_theme_are_understood() -> None:
    colors = {**load_theme("dark").colors, "foreground": "ansi_bright_white", "background": "ansi_default"}
    table = StyleTable.from_theme(Theme(name="ansi", dark=True, colors=colors, styles={}))
    assert table.problems == ()
    assert table.resolve("text").color == Color.parse("bright_white")


def test_the_terminals_own_colours_are_left_to_the_terminal() -> None:
    table = StyleTable.from_theme(load_theme("ansi"))
    assert table.problems == ()
    for ground in GROUNDS:
        for name, style in _on(table, ground).items():
            colours = {colour.type for colour in (style.color, style.bgcolor) if colour is not None}
            assert colours <= {ColorType.DEFAULT, ColorType.STANDARD}, name


def test_a_table_can_be_seen_through_a_filter(theme: Theme) -> None:
    plain = StyleTable.from_theme(theme).through(lambda style: style.without_color)
    assert plain.resolve("link").color is None
    assert plain.resolve("link").underline
    assert plain.resolve("link+bold").color is None


def _on(table: StyleTable, ground: str) -> Ground:
    name = "" if ground in ("plain", "selected") else ground.removesuffix("_selected")
    return table.ground(name, selected=ground.endswith("selected"))


def _contrast(style: Style) -> float:
    """The ratio of WCAG 2."""
    assert style.color is not None
    assert style.bgcolor is not None
    light, dark = sorted((_luminance(style.color), _luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    channels = [value / 255 for value in color.get_truecolor()]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _sixteen(color: Color | None) -> int | None:
    assert color is not None
    return color.downgrade(ColorSystem.STANDARD).number


def test_emoji_are_plain_where_terminals_draw_them_otherwise_than_told() -> None:
    sunny = "☀\ufe0f!"
    assert drawing("auto", {"TERM": "xterm-256color"})(sunny) == sunny
    for within in ({"TERM": "tmux-256color"}, {"TERM": "screen"}, {"TERM": "xterm-256color", "TMUX": "socket,1,0"}):
        assert drawing("auto", within)(sunny) == "☀ !"
        assert drawing("full", within)(sunny) == sunny
    assert drawing("plain", {})(sunny) == "☀ !"
