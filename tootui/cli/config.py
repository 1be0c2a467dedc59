"""`tootui config`: where the settings are, what they are, what is wrong with them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tootui.cli.choosing import settings_of
from tootui.config.describing import describe
from tootui.config.problems import ConfigProblem
from tootui.config.settings import Settings, settings_path


def run(given: argparse.Namespace) -> int:
    """Do one of the three."""
    if given.action == "path":
        print(given.config or settings_path())
        return 0
    settings, problems = settings_of(given)
    if given.action == "show":
        _show(settings)
        return 0
    return _check(given.config or settings_path(), settings, problems)


def _show(settings: Settings) -> None:
    """All settings as a settings file could say them, each with what it is for."""
    section = ""
    for setting in describe():
        table, _, name = setting.key.partition(".")
        if table != section:
            print(f"[{table}]" if not section else f"\n[{table}]")
            section = table
        value = json.dumps(getattr(getattr(settings, table), name), ensure_ascii=False)
        print(f"# {setting.doc} ({setting.type})\n{name} = {value}")
    if settings.keys:
        print("\n[keys]")
        for command, keys in settings.keys.items():
            print(f"{json.dumps(command)} = {json.dumps(keys)}")


def _check(file: Path, settings: Settings, problems: list[ConfigProblem]) -> int:
    from tootui.ui.keymap import key_problems

    found = [*problems, *key_problems(settings.keys)]
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        return 1
    print(f"{file}: all is well." if file.exists() else f"There is no {file}: everything has its default.")
    return 0
