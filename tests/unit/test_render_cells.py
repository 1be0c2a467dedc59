from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tootui.ui.render.cells import fit, is_single_width, plain_emoji, whole_at, widths, wrap

SAMPLES = (
    "plain words ",
    "“quoted” – dashed… ",
    "今日は、図書館で（古い）本を。",
    "한국어 문장 ",
    "👩‍👩‍👧‍👦 ",
    "❤️ ☀️ 1️⃣ ",
    "🇩🇪🇯🇵",
    "Z̸̡̛̤͉̘͎̈́̍͗a̵̢͚̦̅l̷̬̈́̍g̸̫̈́o̴̟͐",
    "مرحبا بالعالم ",
    "\u200d",
    "\ufe0f",
    " \u200dx",
    "a\u0301",
    "x" * 40,
    " ",
    "\n",
)
texts = st.lists(st.sampled_from(SAMPLES), max_size=12).map("".join)
wild = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80)


@settings(deadline=None)
@given(texts | wild, st.integers(2, 60))
@example("abc def", 3)
@example("ab ", 2)
@example("一二三\u200d四", 4)
def test_lines_fit_measure_right_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    reached = 0
    for start, end, cells in wrap(text, width):
        assert cells == cell_len(text[start:end])
        assert cells <= width
        assert text[reached:start] in ("", " ", "\n", " \n")
        reached = end
    assert text[reached:] in ("", " ")


@settings(deadline=None)
@given(texts | wild, st.integers(0, 40))
def test_cropped_text_fits(text: str, cells: int) -> None:
    cropped = fit(text, cells)
    assert cell_len(cropped) <= cells
    assert cropped == text or cropped.endswith("⋯") or cells == 0


@settings(deadline=None)
@given(texts | wild)
def test_characters_add_up_to_their_line(text: str) -> None:
    assert sum(widths(text)) == cell_len(text)


@settings(deadline=None)
@given(texts | wild, st.data())
def test_a_text_cut_between_whole_characters_keeps_its_width(text: str, data: st.DataObject) -> None:
    at = whole_at(text, data.draw(st.integers(0, len(text))))
    assert cell_len(text[:at]) + cell_len(text[at:]) == cell_len(text)


def test_breaks_at_spaces_and_keeps_words() -> None:
    assert _lines("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert _lines("a " + "b" * 12, 5) == ["a", "bbbbb", "bbbbb", "bb"]


def test_wide_text_breaks_between_characters_but_not_before_closing_marks() -> None:
    assert _lines("今日は図書館で、本を", 14) == ["今日は図書館", "で、本を"]


def test_an_opening_bracket_does_not_end_a_line() -> None:
    assert _lines("日本語（括弧）", 8) == ["日本語", "（括弧）"]


def test_a_family_is_not_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    assert _lines(family * 3, 4) == [family * 2, family]


def test_ten_thousand_characters_without_a_space_are_cut_into_lines() -> None:
    assert len(wrap("x" * 10_000, 80)) == 125
    assert len(wrap("語" * 10_000, 80)) == 250


def _lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end, _ in wrap(text, width)]


def test_the_fast_way_is_for_characters_of_one_cell_alone() -> None:
    quick = [chr(code) for code in range(0x11000) if is_single_width(chr(code))]

    assert len(quick) > 1000
    assert [character for character in quick if get_character_cell_size(character) != 1] == []


def test_plain_emoji_take_the_cells_of_full_ones() -> None:
    assert plain_emoji("Wren 🌧️🪺 x") == "Wren 🌧 🪺 x"
    assert plain_emoji("☝🏽 👍🏽 1️⃣ ⌚️!") == "☝ 👍 1⃣  ⌚!"
    assert plain_emoji("👩🏽\u200d🚀 🏳️\u200d🌈|") == "👩 🏳 |"
    assert plain_emoji("👩‍👩‍👧‍👦, 🇩🇪🇯🇵 🏴\U000e0067\U000e0062\U000e007f") == "👩, DEJP 🏴"
    assert plain_emoji("ක්\u200dෂ ☀\ufe0f") == "ක්\u200dෂ ☀ "
    assert plain_emoji("今日は a\u0301") == "今日は a\u0301"


@given(texts | wild)
def test_plain_emoji_keep_everything_in_its_cell(text: str) -> None:
    plain = plain_emoji(text)
    assert cell_len(plain) == cell_len(text)
    assert "\ufe0f" not in plain
