"""Writes ``docs/config.md`` from the settings: ``python -m tootui.config.docs > docs/config.md``."""

from __future__ import annotations

import sys
from itertools import groupby

from tootui.config.describing import SettingDescription, describe
from tootui.config.settings import Settings

_OPENING = """\
# Settings

tootui reads `config.toml` in its configuration directory (`tootui config path` names it). Every setting has a default,
so the file holds only what you want otherwise. `tootui config check` lists everything that is wrong in it, with lines;
what does not fit has its default, the rest holds.
"""
_KEYS = """\
## [keys]

Each line gives a command its keys: one, a list, or `""` for none. A key is one character or a name with its modifiers;
keys parted by spaces are pressed one after the other. The commands and their own keys: [keys.md](keys.md).

```toml
[keys]
"status.favourite" = "f"
"cursor.page_down" = ["pagedown", "J"]
"status.boost" = ""
"go.home" = "g h"
```
"""
_THEMES = """\
## Themes

A theme is a TOML file in `themes/` in the configuration directory; its file name is the name to use. Copy one of the
built-in themes to begin with: `name`, `dark` (true or false), `[colors]` and `[styles]` must all be there. A theme that
is not whole is reported, and `dark` is used.
"""


def render() -> str:
    """The whole document."""
    parts = [_OPENING]
    for section, described in groupby(describe(), key=lambda setting: setting.key.partition(".")[0]):
        title = type(getattr(Settings(), section)).__doc__ or ""
        rows = "\n".join(_row(setting) for setting in described)
        parts.append(
            f"## [{section}]\n\n{title}\n\n| setting | value | default | what it is for |\n|---|---|---|---|\n{rows}\n"
        )
    return "\n".join((*parts, _KEYS, _THEMES))


def _row(setting: SettingDescription) -> str:
    name = setting.key.partition(".")[2]
    return f"| `{name}` | {setting.type} | `{setting.default}` | {setting.doc} |"


if __name__ == "__main__":
    sys.stdout.write(render())
