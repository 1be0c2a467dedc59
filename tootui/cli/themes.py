"""`tootui themes`: the themes there are."""

from __future__ import annotations

import argparse

from tootui.cli.choosing import reported_settings
from tootui.config.themes import theme_names


def run(given: argparse.Namespace) -> int:
    """One name per line, the chosen one marked."""
    chosen = given.theme or reported_settings(given).appearance.theme
    for name in theme_names():
        print(f"{'*' if name == chosen else ' '} {name}")
    return 0
