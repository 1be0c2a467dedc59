"""Which of several columns has the keys is seen without colours too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread


def marks(story: Story) -> list[set[str]]:
    """The signs at the left of the rows, column by column."""
    lists = [column.current for column in story.main.columns.columns]
    return [{strip.text[:1] for strip in one.render_lines(one.size.region)} - {" ", ""} for one in lists]


@pytest.mark.parametrize("no_color", ["1", ""])
async def test_the_mark_of_the_column_without_the_keys_is_another(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    async with begin(demo, home, size=(120, 20)) as story:
        await story.press("|")
        weak = "╎" if no_color else "▐"
        await story.until(lambda: marks(story) == [{weak}, {"▐"}], f"{weak}, ▐")
        await story.press("tab")
        await story.until(lambda: marks(story) == [{"▐"}, {weak}], f"▐, {weak}")
