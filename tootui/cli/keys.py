"""`tootui keys`: every key and what it does, as the settings have it."""

from __future__ import annotations

import argparse

from tootui.cli.choosing import reported_settings
from tootui.ui.commands import COMMANDS, GROUPS, Keymap, key_label


def run(given: argparse.Namespace) -> int:
    """A block per group; a command without a key is reached through the palette."""
    keymap = Keymap(reported_settings(given).keys)
    rows = {
        group: [
            (" or ".join(key_label(key) for key in keymap.keys_of(command.id)), command.title, command.id)
            for command in COMMANDS
            if command.group == group
        ]
        for group in GROUPS
    }
    width = max(len(keys) for block in rows.values() for keys, _, _ in block)
    words = max(len(title) for block in rows.values() for _, title, _ in block)
    for group, heading in GROUPS.items():
        print(f"{heading}\n" if group == next(iter(GROUPS)) else f"\n{heading}\n")
        for keys, title, name in rows[group]:
            print(f"  {keys:{width}}  {title:{words}}  {name}")
    return 0
