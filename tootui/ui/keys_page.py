"""docs/keys.md, written from the command list: ``python -m tootui.ui.keys_page``."""

from __future__ import annotations

from pathlib import Path

from tootui.ui.commands import COMMANDS, GROUPS
from tootui.ui.keymap import Keymap, key_label

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"

_HEAD = """# Keys

Every command with its keys as they come, and the id by which `config.toml` gives it others:

```toml
[keys]
"status.favourite" = ["f", "*"]
"cursor.next" = ["j", "down", "n"]
```

A chord is written with a space, `"g h"`; an empty list takes a command's keys away. What has no key is run from the
palette. `tootui keys` prints this table with your own keys, `?` shows those that work where you are.
"""


def keys_page() -> str:
    """Write the page."""
    keymap = Keymap()
    blocks = [_HEAD]
    for group, heading in GROUPS.items():
        rows = [f"## {heading}", "", "| keys | what | id |", "|---|---|---|"]
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{_cell(key_label(key))}`" for key in keymap.keys_of(command.id)) or "(palette)"
                rows.append(f"| {keys} | {command.title} | `{command.id}` |")
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(keys_page(), encoding="utf-8")
