"""Signs that some terminal draws two cells wide, or as a picture, would break every column."""

from __future__ import annotations

import ast
import unicodedata

import msgspec
import pytest
from rich.cells import cell_len

from tests.rules.sources import nodes, place
from tootui.ui.render.glyphs import ASCII, UNICODE, Glyphs, choose

QUOTES = "“”"
"""Stand around words of others in sentences, where nothing has to be below anything else."""
MEASURES = ("tootui/ui/render/cells.py", "tootui/ui/render/prose.py", "tootui/ui/widgets/completer.py")
"""These look for such signs in the words of others."""
TABLES = {"unicode": UNICODE, "ascii": ASCII}


@pytest.mark.parametrize("glyphs", TABLES.values(), ids=TABLES)
def test_every_glyph_is_narrow_everywhere(glyphs: Glyphs) -> None:
    for name, sign in msgspec.structs.asdict(glyphs).items():
        widths = {unicodedata.east_asian_width(character) for character in sign}
        assert widths <= {"N", "Na"}, f"{name} {sign!r} is {widths}"


def test_every_unicode_glyph_takes_one_cell_and_is_no_emoji() -> None:
    for name, sign in msgspec.structs.asdict(UNICODE).items():
        assert len(sign) == 1, name
        assert cell_len(sign) == 1, name
        # A character with an emoji presentation becomes wide before the selector that asks for it.
        assert cell_len(f"{sign}\ufe0f") == 1, f"{name} {sign!r} has an emoji presentation"


def test_the_ascii_table_is_ascii_and_one_cell_wide() -> None:
    for name, sign in msgspec.structs.asdict(ASCII).items():
        assert sign.isascii(), name
        assert sign.isprintable(), name
        assert len(sign) == 1 or name == "ellipsis"


def test_signs_of_unsure_width_stand_in_no_words_of_the_screen() -> None:
    texts = {id(node.value) for _module, node in nodes("ui") if isinstance(node, ast.Expr)}
    drawn = [
        f"{place(module, node)} {character}"
        for module, node in nodes("ui")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in texts
        for character in node.value
        if unicodedata.east_asian_width(character) == "A" and character not in QUOTES
    ]
    assert [found for found in drawn if not found.startswith(MEASURES)] == []


@pytest.mark.parametrize(
    ("setting", "environment", "expected"),
    [
        ("auto", {"LANG": "en_GB.UTF-8", "TERM": "xterm-256color"}, UNICODE),
        ("auto", {"LANG": "C.utf8"}, UNICODE),
        ("auto", {"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, ASCII),
        ("auto", {}, ASCII),
        ("auto", {"LANG": "ja_JP.UTF-8"}, ASCII),
        ("auto", {"LANG": "de_DE.UTF-8", "TERM": "linux"}, ASCII),
        ("unicode", {"TERM": "linux"}, UNICODE),
        ("ascii", {"LANG": "en_GB.UTF-8"}, ASCII),
    ],
)
def test_the_table_fits_the_terminal(setting: str, environment: dict[str, str], expected: Glyphs) -> None:
    assert choose(setting, environment) is expected
