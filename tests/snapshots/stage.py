"""A timeline of every kind of post in an app of its own, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar, NamedTuple

from rich.color import Color
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.snapshots.every_post import every_post
from tests.support.drawn import NOW
from tootui.config.settings import Appearance
from tootui.model.pages import Gap
from tootui.ui.look import Look
from tootui.ui.render.context import RenderContext
from tootui.ui.render.gap import render_gap
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import render_note
from tootui.ui.render.post import render_post
from tootui.ui.render.styles import GROUNDS, STYLES, StyleTable
from tootui.ui.widgets.timeline import TimelineView

_NAMES = ("", *STYLES)
_GROUNDS = tuple(GROUNDS)


class Cell(NamedTuple):
    """A character, the names of its style and of what is behind it, or how a theme draws it."""

    text: str
    style: str
    ground: str = ""


class EveryPost(App[None]):
    """The rows; ``styles`` in place of the theme's own where it is given."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, look: Look, styles: StyleTable | None = None) -> None:
        super().__init__()
        self._views = every_post()
        self._ctx = RenderContext(now=NOW, glyphs=look.glyphs, languages=frozenset({"en"}))
        theme = look.textual_theme()
        self.register_theme(theme)
        self.theme = theme.name
        self.timeline: TimelineView[str] = TimelineView(self._lay_out, styles or look.styles, glyphs=look.glyphs)
        self.timeline.set_rows([*self._views, "gap", "note", "problem"])

    def compose(self) -> ComposeResult:
        yield self.timeline

    def _lay_out(self, key: str, width: int) -> RowLayout:
        if key == "gap":
            return render_gap(Gap(above="a", below="b"), None, None, width, self._ctx)
        if key == "note":
            words = "Nobody you follow has posted yet. g l shows what others write here."
            return render_note(words, width, self._ctx, title="Nothing here")
        if key == "problem":
            return render_note("demo.example does not answer.", width, self._ctx, style="problem")
        return render_post(self._views[key], width, self._ctx)


def look_of(theme: str) -> Look:
    """A theme with the signs of a good terminal."""
    return Look(Appearance(glyphs="unicode"), theme=theme, environ={"LANG": "C.UTF-8"})


def naming_styles() -> StyleTable:
    """Styles whose colours are numbers: of themselves in front, of the ground behind."""
    styles = {name: Style(color=Color.from_rgb(1, 0, number)) for number, name in enumerate(_NAMES)}
    grounds = {
        name: Style(color=Color.from_rgb(1, 0, 0), bgcolor=Color.from_rgb(1, 0, number))
        for number, name in enumerate(_GROUNDS)
    }
    return StyleTable(styles, grounds)


async def frames(pilot: Pilot[None], app: EveryPost) -> list[list[list[Cell]]]:
    """Every screenful from the first to the last, as rows of cells."""
    app.timeline.to_top()
    await pilot.pause()
    shown = [list(_cells(app))]
    while app.timeline.cursor_key != "problem":
        app.timeline.page(1)
        await pilot.pause()
        shown.append(list(_cells(app)))
    return shown


def _cells(app: EveryPost) -> Iterator[list[Cell]]:
    for strip in app.screen._compositor.render_strips(app.size):
        row: list[Cell] = []
        for text, style, _ in strip:
            name = str(style)
            row += [Cell(character, name) for character in text]
        yield row


def named(row: list[Cell]) -> list[Cell]:
    """A row drawn in `naming_styles`, with the names that its colours stand for."""
    return [Cell(cell.text, *_names(Style.parse(cell.style))) for cell in row]


def _names(style: Style) -> tuple[str, str]:
    assert style.color is not None
    assert style.bgcolor is not None
    return _NAMES[style.color.get_truecolor().blue], _GROUNDS[style.bgcolor.get_truecolor().blue]


def written(frame: list[list[Cell]]) -> Iterator[str]:
    """A screenful as lines: each row's text, and under it the names of its styles with their lengths."""
    for row in frame:
        text = "".join(cell.text for cell in row).rstrip()
        yield f"|{text}"
        grounds = {cell.ground for cell in row} - {"plain"}
        runs = [(name, len([*cells])) for name, cells in groupby(row, key=lambda cell: cell.style)]
        if runs and runs[-1][0] in ("", "text"):
            runs.pop()
        if runs or grounds:
            names = " ".join(f"{name or 'text'}*{length}" for name, length in runs)
            yield f"  {' '.join(f'[{ground}]' for ground in sorted(grounds))} {names}".rstrip()
