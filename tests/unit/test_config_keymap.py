"""The user's own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tootui.config.keymap import check, normal_key, unknown_commands
from tootui.config.settings import load_settings

TEXT = """\
[keys]
status.favourite = "F"
"go.home" = ["g  H", "Ctrl+Home"]
"status.boost" = ""
"status.reply" = 3
timeline.newer = ["."]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_key_several_none_and_nonsense(file: Path) -> None:
    settings, problems = load_settings(file)
    assert settings.keys == {
        "status.favourite": ("F",),
        "go.home": ("g H", "ctrl+home"),
        "status.boost": (),
        "timeline.newer": (".",),
    }
    assert [(problem.line, problem.key, problem.message) for problem in problems] == [
        (5, "keys.status.reply", "“status.reply” wants a key in quotes, or a list of keys.")
    ]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("f", "f"),
        ("F", "F"),
        ("+", "+"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl++", "ctrl++"),
        ("shift+r", "R"),
        ("Shift+Tab", "shift+tab"),
        ("alt+ctrl+x", "alt+ctrl+x"),
        ("Ctrl+Alt+X", "alt+ctrl+x"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("Return", "enter"),
        (" g   h ", "g h"),
        ("F1", "f1"),
    ],
)
def test_keys_have_one_spelling(written: str, key: str) -> None:
    assert normal_key(written) == key


def test_two_commands_with_one_key_and_a_key_that_begins_a_chord(file: Path) -> None:
    keymap = {
        "status.favourite": ("F",),
        "status.filter": ("F", "g"),
        "go.home": ("g H",),
        "go.top": ("g g",),
        "status.boost": (),
    }
    assert {(problem.line, problem.message) for problem in check(keymap, file)} == {
        (2, "The key “F” of “status.filter” runs “status.favourite” already."),
        (3, "The key “g” of “status.filter” begins “g H” of “go.home”."),
        (0, "The key “g” of “status.filter” begins “g g” of “go.top”."),
    }


def test_a_sound_key_map_has_no_problems() -> None:
    assert check({"a": ("x", "g h", "g g"), "b": ("y",), "c": ("x y",)} | {"c": ("z y",)}) == []


def test_commands_that_do_not_exist_are_named_with_the_nearest(file: Path) -> None:
    settings, _ = load_settings(file)
    known = ["status.favorite", "go.home", "status.boost", "timeline.newer"]
    (problem,) = unknown_commands(settings.keys, known, file)
    assert (problem.line, problem.key) == (2, "keys.status.favourite")
    assert problem.message == "There is no command “status.favourite”. Did you mean “status.favorite”?"
