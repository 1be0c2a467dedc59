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


@pytest.mark.parametrize("has_colours", [False, True])
async def test_the_mark_of_the_column_without_the_keys_is_another(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, has_colours: bool
) -> None:
    if not has_colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with begin(demo, home, size=(120, 20)) as story:
        await story.press("|")
        weak = "▐" if has_colours else "╎"
        await story.until(lambda: marks(story) == [{weak}, {"▐"}], f"{weak}, ▐")
        await story.press("tab")
        await story.until(lambda: marks(story) == [{"▐"}, {weak}], f"▐, {weak}")
