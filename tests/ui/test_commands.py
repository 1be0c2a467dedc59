"""The one list of commands: ids, keys, and what the settings make of them."""

from __future__ import annotations

import re

import pytest

from tootui.config.keymap import check
from tootui.ui.commands import BROWSE, BY_ID, COMMANDS, EVERYWHERE, GROUPS, commands_in
from tootui.ui.keymap import Keymap, key_label, key_problems
from tootui.ui.keys_page import PAGE, keys_page


def test_ids_are_a_noun_and_a_verb_and_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert [command.id for command in COMMANDS if not re.fullmatch(r"[a-z]+\.[a-z_]+(_\d)?", command.id)] == []
    assert {command.group for command in COMMANDS} == set(GROUPS)


@pytest.mark.parametrize("context", sorted({context for command in COMMANDS for context in command.contexts}))
def test_no_key_runs_two_commands_and_none_begins_a_chord(context: str) -> None:
    keys = {command.id: command.keys for command in commands_in((context, EVERYWHERE))}

    assert check(keys) == []


def test_the_page_about_keys_is_in_step() -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page(), "python -m tootui.ui.keys_page writes it anew"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("j", "j"),
        ("pagedown", "PgDn"),
        ("g h", "g h"),
        ("ctrl+d", "ctrl+d"),
        ("escape", "Esc"),
        ("+", "+"),
        ("ctrl+left", "ctrl+Left"),
    ],
)
def test_keys_are_shown_as_they_are_called(key: str, label: str) -> None:
    assert key_label(key) == label


def test_the_persons_own_keys_win() -> None:
    keymap = Keymap({"status.favourite": ("j",), "cursor.end": ()})

    found = keymap.find("j", (BROWSE, EVERYWHERE))
    assert found is not None
    assert found.id == "status.favourite"
    assert keymap.find("f", (BROWSE, EVERYWHERE)) is None
    assert keymap.label("cursor.end") == ""


def test_chords_are_continued() -> None:
    following = Keymap().continuations("g", (BROWSE, EVERYWHERE))

    assert {rest: command.id for rest, command in following if rest in "ghf"} == {
        "g": "cursor.top",
        "h": "go.home",
        "f": "go.federated",
    }


def test_what_is_wrong_with_own_keys_is_said() -> None:
    assert key_problems({}) == []

    problems = [problem.message for problem in key_problems({"status.favorite": ("f",), "go.home": ("j",)})]

    assert any("status.favorite" in problem and "status.favourite" in problem for problem in problems)
    assert any("“j”" in problem for problem in problems)
    assert len(problems) == 2
    assert len(key_problems({"conversation.read": ("d",)})) == 1, "whatever the place where both are keys"
