"""The user's own keys: the ``[keys]`` table of the settings file, and what can be wrong with a whole key map.

A key is written as one character (``f``, ``?``, ``R``) or by name with its modifiers (``ctrl+d``, ``enter``); several
parted by spaces are a chord (``g h``). Commands and their own keys are the registry's business, not this module's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tootui.config.problems import ConfigProblem, did_you_mean

_NAMES = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete", "ins": "insert"}


def read_keys(table: Mapping[str, object]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Read the ``[keys]`` table: command id -> key, list of keys, or an empty text for none.

    Ids may be written in quotes or bare, where TOML takes their dots for tables.

    Returns:
        The keys by command id, and for ids whose value is neither a key nor a list of keys what to say.
    """
    keys: dict[str, tuple[str, ...]] = {}
    misfits: dict[str, str] = {}
    for command, value in _flattened(table):
        wanted = [value] if isinstance(value, str) else value
        if isinstance(wanted, list) and all(isinstance(key, str) for key in wanted):
            keys[command] = tuple(normal_key(key) for key in wanted if key.strip())
        else:
            misfits[command] = f"“{command}” wants a key in quotes, or a list of keys."
    return keys, misfits


def normal_key(written: str) -> str:
    """One spelling for every key: ``Ctrl+D`` -> ``ctrl+d``, ``g  h`` -> ``g h``, ``PgDn`` -> ``pagedown``."""
    return " ".join(_normal_step(step) for step in written.split())


def check(keymap: Mapping[str, tuple[str, ...]], file: Path | None = None) -> list[ConfigProblem]:
    """Find keys that run two commands, and keys that begin another command's chord and so would never arrive.

    Args:
        keymap: The keys of commands that can be run in the same place, by command id.
        file: The settings file, to name lines in it.
    """
    users: defaultdict[str, list[str]] = defaultdict(list)
    for command, keys in keymap.items():
        for key in dict.fromkeys(keys):
            users[key].append(command)
    found: dict[tuple[str, str], str] = {}
    for key, commands in users.items():
        for other in commands[1:]:
            found[other, commands[0]] = f"The key “{key}” of “{other}” runs “{commands[0]}” already."
        steps = key.split(" ")
        for length in range(1, len(steps)):
            for other in users.get(" ".join(steps[:length]), ()):
                found[other, commands[0]] = (
                    f"The key “{' '.join(steps[:length])}” of “{other}” begins “{key}” of “{commands[0]}”."
                )
    return _problems(found, file)


def unknown_commands(
    overrides: Mapping[str, tuple[str, ...]], commands: Collection[str], file: Path | None = None
) -> list[ConfigProblem]:
    """Name the overrides of commands that do not exist."""
    found = {
        (command, command): f"There is no command “{command}”.{did_you_mean(command, commands)}"
        for command in overrides
        if command not in commands
    }
    return _problems(found, file)


def _problems(found: Mapping[tuple[str, str], str], file: Path | None) -> list[ConfigProblem]:
    """Locate what was found at the first of its commands that the file names."""
    from tootui.config.locating import line_of
    from tootui.config.settings import settings_path

    file = file or settings_path()
    try:
        source = file.read_text(encoding="utf-8") if found else ""
    except (OSError, UnicodeDecodeError):
        source = ""
    problems = []
    for commands, message in found.items():
        lines = (line_of(source, ("keys", *command.split("."))) for command in commands)
        problems.append(ConfigProblem(file, f"keys.{commands[0]}", next(filter(None, lines), 0), message))
    return problems


def _flattened(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _normal_step(step: str) -> str:
    if len(step) == 1:
        return step
    *modifiers, name = step.lower().split("+") if not step.endswith("+") else (*step[:-2].lower().split("+"), "+")
    name = _NAMES.get(name, name)
    if modifiers == ["shift"] and len(name) == 1:
        return name.upper()
    return "+".join((*sorted(modifiers), name))
