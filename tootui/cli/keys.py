"""`tootui keys`: every key and what it does, as the settings have it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from shutil import get_terminal_size

from tootui.cli.choosing import reported_settings
from tootui.ui.commands import COMMANDS, GROUPS, Command
from tootui.ui.keymap import Keymap, key_label


def run(given: argparse.Namespace) -> int:
    """A block per group; a command without a key is reached through the palette."""
    keymap = Keymap(reported_settings(given).keys)
    width = get_terminal_size().columns if sys.stdout.isatty() else None
    for group, heading in GROUPS.items():
        commands = [command for command in COMMANDS if command.group == group]
        print(f"{heading}\n" if group == next(iter(GROUPS)) else f"\n{heading}\n")
        for line in _lines(commands, keymap, width):
            print(line)
    return 0


def _lines(commands: Sequence[Command], keymap: Keymap, width: int | None) -> list[str]:
    """Keys, words and id side by side; where a terminal is too narrow for that, the id on a line of its own."""
    rows = [
        (", ".join(key_label(key) for key in keymap.keys_of(command.id)), command.title, command.id)
        for command in commands
    ]
    keys_width = max(len(keys) for keys, _, _ in rows)
    words_width = max(len(title) for _, title, _ in rows)
    if width is None or 6 + keys_width + words_width + max(len(name) for _, _, name in rows) <= width:
        return [f"  {keys:{keys_width}}  {title:{words_width}}  {name}" for keys, title, name in rows]
    lines = []
    for keys, title, name in rows:
        beside = [*textwrap.wrap(title, max(width - keys_width - 4, 20)), name]
        lines += [f"  {words:{keys_width}}  {text}" for words, text in zip_longest([keys], beside, fillvalue="")]
    return lines
