"""Strips that are cheap to keep."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tootui.config.themes import load_theme
from tootui.ui.render.cells import plain_emoji
from tootui.ui.render.glyphs import UNICODE
from tootui.ui.render.lines import BLANK, Piece, RowLayout, line
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.light_strip import LightStrip
from tootui.ui.widgets.timeline_strips import RowStrips

STYLES = StyleTable.from_theme(load_theme("dark"))


def test_a_light_strip_does_what_the_stock_one_does() -> None:
    segments = [Segment("ab", Style(bold=True)), Segment("語c", Style(italic=True))]
    light, stock = LightStrip(list(segments), 5), Strip(segments, 5)
    assert light == stock
    assert light.text == stock.text
    assert light.crop(1, 4) == stock.crop(1, 4)
    assert light.divide([2, 5]) == stock.divide([2, 5])
    assert light.apply_offsets(0, 3) == stock.apply_offsets(0, 3)
    assert light.apply_style(Style(dim=True)) == stock.apply_style(Style(dim=True))
    assert light.adjust_cell_length(9) == stock.adjust_cell_length(9)
    assert light.cell_count == stock.cell_count
    assert light.link_ids == stock.link_ids


def test_a_light_strip_knows_all_slots_of_the_stock_one() -> None:
    """A new Textual may give `Strip` further slots: `LightStrip` must set them or make them when asked."""
    light = LightStrip([Segment("x")], 1)
    for slot in Strip.__slots__:
        assert hasattr(light, slot), slot
    assert not hasattr(light, "_no_such_slot")


def test_a_light_strip_painted_whole_is_not_copied() -> None:
    light = LightStrip([Segment("abc")], 3)
    assert light.divide([3])[0] is light


def test_strips_fill_the_width_and_merge_plain_neighbours() -> None:
    rows = _rows(20)
    (strip, after) = rows.make(RowLayout((line(Piece("plain "), Piece("link", "link")), BLANK), tail=1))
    assert [segment.text for segment in strip] == ["  plain ", "link", " " * 8]
    assert [segment.text for segment in after] == [" " * 20]
    assert strip.cell_length == after.cell_length == 20


def test_a_joiner_at_the_end_of_a_line_swallows_no_space() -> None:
    (strip,) = _rows(20).make(RowLayout((line(Piece("x\u200d")),)))
    assert sum(segment.cell_length for segment in strip) == 20


def test_a_line_that_is_too_long_is_cut() -> None:
    (strip,) = _rows(10).make(RowLayout((line(Piece("語" * 30)),)))
    assert strip.cell_length == 10
    assert sum(segment.cell_length for segment in strip) == 10


def test_the_selected_row_is_tinted_and_what_parts_it_from_the_next_is_not() -> None:
    rows = _rows(20)
    first, tail = rows.make(RowLayout((line(Piece("x")), BLANK), ground="direct", tail=1), selected=True)
    assert first.text[0] == "▐"
    assert _background(first) == STYLES.resolve("text", selected=True, ground="direct").bgcolor
    assert tail.text.strip() == ""
    assert _background(tail) == STYLES.resolve("text").bgcolor


def test_the_opened_post_is_marked_where_it_is_not_selected() -> None:
    (strip,) = _rows(20).make(RowLayout((line(Piece("x")),), ground="focused"))
    assert strip.text.startswith("╏ x")


def _rows(width: int) -> RowStrips[str]:
    rows: RowStrips[str] = RowStrips(lambda key, width: RowLayout((BLANK,)), STYLES, UNICODE)
    rows.set_width(width)
    return rows


def _background(strip: Strip) -> object:
    style = list(strip)[-1].style
    return style.bgcolor if style is not None else None


def test_what_is_drawn_plainer_takes_the_same_cells() -> None:
    words = "Wren 🌧\ufe0f🪺 sings"
    rows: RowStrips[str] = RowStrips(lambda key, width: RowLayout((line(Piece(words)),)), STYLES, UNICODE, plain_emoji)
    rows.set_width(40)
    [strip] = rows.strips_of("wren", selected=False)
    assert strip.text == "  Wren 🌧 🪺 sings".ljust(39)
    assert strip.cell_length == sum(segment.cell_length for segment in strip) == 40
    assert rows.layout_of("wren").plain == words
