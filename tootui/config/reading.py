"""Reading a settings file: strict about every name and value, and still giving settings to start with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from tootui.config import plain_toml
from tootui.config.describing import hints_of, words_for
from tootui.config.keymap import read_keys
from tootui.config.locating import line_of, syntax_line
from tootui.config.problems import ConfigProblem, did_you_mean
from tootui.config.settings import Settings

_KEYS = "keys"


def read_settings(source: str, file: Path) -> tuple[Settings, list[ConfigProblem]]:
    """Turn the text of a settings file into settings and everything that is wrong in it."""
    try:
        tables = plain_toml.loads(source)
    except ValueError as error:  # the parser's error is one, and the parser mostly is not loaded
        return Settings(), [ConfigProblem(file, "", syntax_line(error, source), f"This is not TOML: {error}.")]
    reader = _Reader(file, source)
    settings = reader.read(tables)
    return settings, sorted(reader.problems, key=lambda problem: problem.line)


class _Reader:
    """Fits the tables of one file into settings and collects what does not fit."""

    def __init__(self, file: Path, source: str) -> None:
        self._file = file
        self._source = source
        self._sections = {name: hint for name, hint in hints_of(Settings).items() if name != _KEYS}
        self.problems: list[ConfigProblem] = []

    def read(self, tables: Mapping[str, object]) -> Settings:
        settings = Settings()
        for name, table in tables.items():
            if name != _KEYS and name not in self._sections:
                near = did_you_mean(name, (*self._sections, _KEYS))
                self._report((name,), f"There is no section “{name}”.{near}")
            elif not isinstance(table, dict):
                self._report((name,), f"“{name}” is a section: its settings stand under a line [{name}].")
            elif name == _KEYS:
                keys, misfits = read_keys(table)
                settings = msgspec.structs.replace(settings, keys=keys)
                for command, message in misfits.items():
                    self._report((_KEYS, *command.split(".")), message)
            else:
                section = self._section(name, table, getattr(settings, name))
                settings = msgspec.structs.replace(settings, **{name: section})
        return settings

    def _section(self, name: str, table: Mapping[str, object], defaults: Struct) -> Struct:
        hints = hints_of(type(defaults))
        values: dict[str, object] = {}
        for key, value in table.items():
            if key not in hints:
                near = did_you_mean(key, hints) or self._elsewhere(key)
                self._report((name, key), f"There is no setting “{name}.{key}”.{near}")
                continue
            try:
                values[key] = msgspec.convert(value, hints[key])
            except msgspec.ValidationError:
                self._report((name, key), f"“{name}.{key}” must be {words_for(hints[key])}.{_near(value, hints[key])}")
        return msgspec.structs.replace(defaults, **values)

    def _elsewhere(self, key: str) -> str:
        """Name the section that does have such a setting."""
        homes = [name for name, section in self._sections.items() if key in hints_of(section)]
        return f" Did you mean “{homes[0]}.{key}”?" if homes else ""

    def _report(self, path: tuple[str, ...], message: str) -> None:
        self.problems.append(ConfigProblem(self._file, ".".join(path), line_of(self._source, path), message))


def _near(value: object, hint: object) -> str:
    choice = get_args(hint)[0]
    if isinstance(value, str) and get_origin(choice) is Literal:
        return did_you_mean(value, get_args(choice))
    return ""
