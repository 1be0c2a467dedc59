"""Style names and what a theme makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rich.errors import StyleSyntaxError
from rich.style import Style

from tootui.config.themes import Theme

STYLES: Mapping[str, str] = {
    "text": "",
    "dim": "dim",
    "faint": "dim",
    "name": "bold",
    "acct": "dim",
    "mark": "dim",
    "time": "dim",
    "edited": "dim italic",
    "language": "dim",
    "visibility_unlisted": "dim",
    "visibility_private": "$warning",
    "visibility_direct": "$error",
    "boost": "$success",
    "reply": "dim",
    "warning": "bold $warning",
    "warning_text": "",
    "key": "bold $primary",
    "link": "underline $primary",
    "mention": "$primary",
    "hashtag": "$secondary",
    "bold": "bold",
    "italic": "italic",
    "strike": "strike",
    "underline": "underline",
    "code": "$secondary",
    "quote": "italic",
    "emoji": "dim",
    "verified": "$success",
    "frame": "$secondary",
    "media": "$secondary",
    "media_text": "dim",
    "media_missing": "dim italic",
    "poll_bar": "$primary",
    "poll_rest": "dim",
    "poll_share": "bold",
    "poll_own": "bold $success",
    "poll_leader": "bold",
    "card_title": "bold",
    "card_site": "dim",
    "count": "dim",
    "favourited": "bold $warning",
    "boosted": "bold $success",
    "bookmarked": "bold $error",
    "filtered": "dim italic",
    "found": "bold reverse $accent",
    "read_line": "dim",
    "gap": "$primary",
    "gap_rule": "dim",
    "note": "dim",
    "note_title": "bold",
    "problem": "$error",
    "new": "bold $accent",
    "guide": "dim",
    "cursor": "$primary",
    "focus_mark": "$accent",
}
"""Every style a renderer names, with what it is where a theme does not say: `rich` style text, ``$name`` being one of
the theme's colours."""

GROUNDS: Mapping[str, str] = {
    "plain": "",
    "selected": "on $surface",
    "direct": "on $background",
    "direct_selected": "on $surface",
    "private": "on $background",
    "private_selected": "on $surface",
    "focused": "on $background",
    "focused_selected": "on $surface",
}
"""Backgrounds of whole rows, in the same form."""

STYLE_NAMES = frozenset(STYLES) | frozenset(GROUNDS)
"""What a theme may define."""

_COLOUR_NAME = re.compile(r"\$([a-z]+)")


class Ground(dict[str, Style]):
    """All styles on one background, made when asked for: also joined names (``bold+link``); unknown ones are plain."""

    def __init__(self, base: Style, named: Mapping[str, Style], finish: Callable[[Style], Style]) -> None:
        super().__init__()
        self._base = base
        self._named = named
        self._finish = finish

    def __missing__(self, name: str) -> Style:
        style = self._base
        for part in name.split("+"):
            style += self._named.get(part, _NOTHING)
        self[name] = finished = self._finish(style)
        return finished


_NOTHING = Style()


def _unchanged(style: Style) -> Style:
    return style


class StyleTable:
    """A theme, resolved: gives the `rich` style of a name on a ground.

    Attributes:
        problems: Names of styles whose text cannot be read; they fall back to the built-in ones.
    """

    def __init__(
        self,
        styles: Mapping[str, Style],
        grounds: Mapping[str, Style],
        problems: tuple[str, ...] = (),
        finish: Callable[[Style], Style] = _unchanged,
    ) -> None:
        self._styles = styles
        self._grounds = grounds
        self._finish = finish
        self._made: dict[str, Ground] = {}
        self.problems = problems

    @classmethod
    def from_theme(cls, theme: Theme) -> StyleTable:
        """Read a theme's style texts."""
        problems: list[str] = []

        def read(name: str, fallback: str) -> Style:
            for text in dict.fromkeys((theme.styles.get(name, fallback), fallback)):
                try:
                    return Style.parse(_COLOUR_NAME.sub(lambda found: _colour(theme, found[1]), text))
                except StyleSyntaxError:
                    problems.append(name)
            return _NOTHING

        base = read("foreground", "$foreground on $background")
        styles = {name: read(name, fallback) for name, fallback in STYLES.items()}
        grounds = {name: base + read(name, fallback) for name, fallback in GROUNDS.items()}
        return cls(styles, grounds, tuple(problems))

    def through(self, finish: Callable[[Style], Style]) -> StyleTable:
        """The same table with every style changed by a function, as a terminal without colours needs it."""
        return StyleTable(self._styles, self._grounds, self.problems, finish)

    def ground(self, name: str = "", *, selected: bool = False) -> Ground:
        """All styles on the ground of that name; an unknown name is the plain ground."""
        key = f"{name}_selected" if name and selected else "selected" if selected else name or "plain"
        ground = self._made.get(key)
        if ground is None:
            fallback = self._grounds["selected" if selected else "plain"]
            ground = self._made[key] = Ground(self._grounds.get(key, fallback), self._styles, self._finish)
        return ground

    def resolve(self, name: str, *, selected: bool = False, ground: str = "") -> Style:
        """The style of one name."""
        return self.ground(ground, selected=selected)[name]


def _colour(theme: Theme, name: str) -> str:
    """A theme's colour as rich writes it."""
    return theme.colors.get(name, "default").removeprefix("ansi_")
