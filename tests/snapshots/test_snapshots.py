"""Every kind of post, cell by cell, as it was when somebody last looked at it and found it good.

``TOOTUI_SNAPSHOTS=write python -m pytest tests/snapshots`` writes the files anew; people judge the difference.
``page-WxH.txt`` holds every screenful: the text of a row, and under it the names of the styles along it.
``styles-THEME.txt`` holds what a theme makes of these names.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.snapshots.stage import Cell, EveryPost, frames, look_of, named, naming_styles, written

HERE = Path(__file__).parent
SIZES = ((60, 16), (80, 24), (120, 40), (200, 60))
THEMES = ("dark", "light", "none")
"""``none`` is the dark theme on a terminal without colours."""


def compare(name: str, lines: list[str]) -> None:
    """Hold lines against a file, or write it where that is wished for."""
    path = HERE / name
    if os.environ.get("TOOTUI_SNAPSHOTS") == "write":
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == lines, f"{name} is not as it was"


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_every_post_looks_as_it_did(size: tuple[int, int]) -> None:
    app = EveryPost(look_of("dark"), naming_styles())
    async with app.run_test(size=size) as pilot:
        lines: list[str] = []
        for number, frame in enumerate(await frames(pilot, app), 1):
            lines += [f"=== {number}", *written([named(row) for row in frame])]
    compare(f"page-{size[0]}x{size[1]}.txt", lines)


@pytest.mark.parametrize("theme", THEMES)
async def test_every_style_looks_as_it_did(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    look = look_of("dark" if theme == "none" else theme)
    names = EveryPost(look, naming_styles())
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    drawn = EveryPost(look)
    size = (80, 60)
    async with names.run_test(size=size) as pilot:
        meant = [named(row) for frame in await frames(pilot, names) for row in frame]
    async with drawn.run_test(size=size) as pilot:
        seen = [row for frame in await frames(pilot, drawn) for row in frame]
    looks: dict[str, set[str]] = {}
    for name, cell in zip(flat(meant), flat(seen), strict=True):
        assert name.text == cell.text
        looks.setdefault(f"{name.ground} {name.style or 'text'}", set()).add(cell.style)
    compare(f"styles-{theme}.txt", [f"{name}: {' / '.join(sorted(looks[name]))}" for name in sorted(looks)])


def flat(rows: list[list[Cell]]) -> list[Cell]:
    return [cell for row in rows for cell in row]
