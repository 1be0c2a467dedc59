"""Which keys run which command: the defaults, with what the settings change, and what is wrong with these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tootui.ui.commands import BY_ID, COMMANDS, EVERYWHERE, Command, commands_in

if TYPE_CHECKING:
    from tootui.config.problems import ConfigProblem

_LABELS = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
}


def key_label(key: str) -> str:
    """Give a key, chord or combination as it is shown to a person: ``pagedown`` is ``PgDn``."""
    return " ".join(
        "+".join(_LABELS.get(part, part) for part in stroke.split("+")) if stroke != "+" else stroke
        for stroke in key.split(" ")
    )


class Keymap:
    """Which keys run which command: the defaults, with what the settings change."""

    def __init__(self, overrides: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.take(overrides or {})

    def take(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        """Follow other settings from now on."""
        self._keys = {command.id: changed.get(command.id, command.keys) for command in COMMANDS}
        self._commands: dict[tuple[str, str], Command] = {}
        self._prefixes: dict[tuple[str, str], list[tuple[str, Command]]] = {}
        # What the person chose wins over another command's default.
        for command in sorted(COMMANDS, key=lambda command: command.id not in changed):
            for context in command.contexts:
                for key in self._keys[command.id]:
                    self._bind(context, key, command)

    def _bind(self, context: str, key: str, command: Command) -> None:
        self._commands.setdefault((context, key), command)
        strokes = key.split(" ")
        for length in range(1, len(strokes)):
            prefix = " ".join(strokes[:length])
            self._prefixes.setdefault((context, prefix), []).append((" ".join(strokes[length:]), command))

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """Give the keys of a command, none where it has none."""
        return self._keys.get(command_id, ())

    def label(self, command_id: str) -> str:
        """Give the first key of a command as it is shown, empty where it has none."""
        keys = self.keys_of(command_id)
        return key_label(keys[0]) if keys else ""

    def keys_here(self, command_id: str, contexts: Sequence[str]) -> tuple[str, ...]:
        """Give those of its keys that run a command in some contexts: without what a closer context has on them."""
        return tuple(
            key
            for key in self.keys_of(command_id)
            if (found := self.find(key, contexts)) is not None and found.id == command_id
        )

    def find(self, key: str, contexts: Iterable[str]) -> Command | None:
        """Give the command that a key or chord runs, the closest context first."""
        for context in contexts:
            command = self._commands.get((context, key))
            if command is not None:
                return command
        return None

    def continuations(self, prefix: str, contexts: Iterable[str]) -> list[tuple[str, Command]]:
        """Give what may follow the first keys of a chord: the keys still to press and the command."""
        found: dict[str, Command] = {}
        for context in contexts:
            for rest, command in self._prefixes.get((context, prefix), ()):
                found.setdefault(rest, command)
        return list(found.items())


def key_problems(overrides: Mapping[str, tuple[str, ...]]) -> list[ConfigProblem]:
    """Find what is wrong with the person's own keys: unknown commands, and keys that two commands want."""
    if not overrides:
        return []
    from tootui.config.keymap import check, unknown_commands

    problems = unknown_commands(overrides, BY_ID)
    keymap = Keymap(overrides)
    for context in dict.fromkeys(context for command in COMMANDS for context in command.contexts):
        keys = {command.id: keymap.keys_of(command.id) for command in commands_in((context, EVERYWHERE))}
        problems += [problem for problem in check(keys) if problem not in problems]
    return problems
