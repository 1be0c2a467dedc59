"""From keys to commands, without a screen."""

from __future__ import annotations

import pytest

from tootui.ui.commands import BROWSE, EVERYWHERE
from tootui.ui.dispatch import Dispatcher, Handler, key_of
from tootui.ui.keymap import Keymap


class FakeScreen:
    """Notes what its commands do."""

    def __init__(self, *command_ids: str, refuses: str | None = None, resends: bool = True) -> None:
        self.ran: list[str] = []
        self.said: list[str] = []
        self.chords: list[tuple[str, list[str]]] = []
        self.resent: list[str] = []
        self.dispatcher = Dispatcher(
            Keymap(),
            {command_id: self._handler(command_id, refuses) for command_id in command_ids},
            lambda: (BROWSE, EVERYWHERE),
            self.said.append,
            lambda prefix, following: self.chords.append((prefix, [rest for rest, _command in following])),
            resend=self.resent.append if resends else None,
        )

    def _handler(self, command_id: str, refuses: str | None) -> Handler:
        return Handler(lambda: self.ran.append(command_id), lambda: refuses)


def test_a_key_runs_its_command() -> None:
    screen = FakeScreen("cursor.next", "status.favourite")

    assert screen.dispatcher.press("j")
    assert screen.dispatcher.press("f")

    assert screen.ran == ["cursor.next", "status.favourite"]


def test_a_key_without_a_command_here_is_left_to_others() -> None:
    screen = FakeScreen("cursor.next")

    assert not screen.dispatcher.press("f")
    assert not screen.dispatcher.press("tab")
    assert screen.said == []


def test_a_command_that_cannot_run_says_why() -> None:
    screen = FakeScreen("status.favourite", refuses="No post is selected.")

    assert screen.dispatcher.press("f")

    assert (screen.ran, screen.said) == ([], ["No post is selected."])


def test_a_chord_needs_all_of_its_keys() -> None:
    screen = FakeScreen("cursor.top", "go.home")

    screen.dispatcher.press("g")
    assert screen.ran == []
    assert screen.chords == [("g", ["g", "h"])]
    screen.dispatcher.press("h")

    assert screen.ran == ["go.home"]
    assert screen.chords[-1] == ("", [])


def test_a_chord_nobody_knows_is_said_and_over() -> None:
    screen = FakeScreen("go.home", "cursor.next")

    screen.dispatcher.press("g")
    screen.dispatcher.press("j")
    screen.dispatcher.press("j")

    assert screen.said == ["g j means nothing here."]
    assert screen.ran == ["cursor.next"]


def test_esc_ends_a_chord_and_nothing_else() -> None:
    screen = FakeScreen("go.home", "column.back")

    screen.dispatcher.press("g")
    screen.dispatcher.press("escape")

    assert (screen.ran, screen.said) == ([], [])
    screen.dispatcher.press("escape")
    assert screen.ran == ["column.back"]


def test_alt_and_a_letter_are_esc_and_the_letter() -> None:
    screen = FakeScreen("column.back", "cursor.next", "cursor.end")

    assert screen.dispatcher.press("alt+j")
    assert screen.dispatcher.press("alt+shift+g")

    assert screen.dispatcher.press("alt+ctrl+f")

    assert screen.ran == ["column.back"] * 3
    assert screen.resent == ["j", "G", "ctrl+f"]


def test_alt_and_a_letter_within_a_chord_end_it() -> None:
    screen = FakeScreen("go.home", "column.back", "cursor.next")

    screen.dispatcher.press("g")
    screen.dispatcher.press("alt+j")

    assert (screen.ran, screen.resent, screen.said) == ([], ["j"], [])


def test_where_text_is_written_alt_stays_alt() -> None:
    screen = FakeScreen("column.back", resends=False)

    assert not screen.dispatcher.press("alt+j")
    assert screen.ran == []


@pytest.mark.parametrize(
    ("key", "character", "written"),
    [
        ("j", "j", "j"),
        ("J", "J", "J"),
        ("upper_g", "G", "G"),
        ("question_mark", "?", "?"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("pagedown", None, "pagedown"),
        ("alt+j", "j", "alt+j"),
        ("tab", "\t", "tab"),
    ],
)
def test_terminals_keys_are_written_as_people_do(key: str, character: str | None, written: str) -> None:
    assert key_of(key, character) == written


def test_what_is_offered_names_its_reasons() -> None:
    screen = FakeScreen("cursor.next", "status.delete", refuses="Only your own posts can be deleted.")

    offered = {command.id: reason for command, reason in screen.dispatcher.offered()}

    assert offered == dict.fromkeys(("cursor.next", "status.delete"), "Only your own posts can be deleted.")
