"""How everything looks just now: theme, glyphs, and the styles posts are drawn with."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as TextualTheme

from tootui.config.problems import ConfigProblem
from tootui.config.settings import Appearance
from tootui.config.themes import Theme, load_theme
from tootui.ui.render.cells import plain_emoji
from tootui.ui.render.glyphs import ASCII, Glyphs, choose
from tootui.ui.render.styles import StyleTable


def drawing(emoji: str, environ: Mapping[str, str]) -> Callable[[str], str]:
    """What is to be done to texts that may hold emoji: within tmux and screen they are wider or narrower than told."""
    is_within = "TMUX" in environ or environ.get("TERM", "").startswith(("tmux", "screen"))
    return plain_emoji if emoji == "plain" or (emoji == "auto" and is_within) else str


def _language(environ: Mapping[str, str]) -> str:
    """The reader's language as the system has it, without region; empty where it has none."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    code = locale.partition(".")[0].partition("_")[0].lower()
    return "" if code in ("c", "posix") else code


class Look:
    """The theme in use and what follows from it.

    Args:
        appearance: the settings.
        theme: a theme's name, instead of the one in the settings.
        environ: the environment, from which ``auto`` is decided.
    """

    def __init__(
        self, appearance: Appearance, *, theme: str | None = None, environ: Mapping[str, str] = os.environ
    ) -> None:
        self.problems: list[ConfigProblem] = []
        self.take(appearance)
        self.glyphs: Glyphs = choose(appearance.glyphs, environ)
        self.drawn = drawing(appearance.emoji, environ)
        """Gives a text as it is put on the terminal, in the same cells."""
        self.ascii_only = self.glyphs is ASCII
        self.language = _language(environ)
        self.use(theme or appearance.theme)

    def take(self, appearance: Appearance) -> None:
        """Follow settings, as far as they may change while the program runs; for the theme there is `use`."""
        self.text_width = appearance.text_width
        self.absolute_times = appearance.absolute_times
        self.clock = appearance.clock

    def use(self, theme_name: str) -> Theme:
        """Take another theme; one that cannot be read is replaced by the dark one, and `problems` says why."""
        self.theme = load_theme(theme_name, self.problems.append)
        self.styles = StyleTable.from_theme(self.theme)
        return self.theme

    def textual_theme(self) -> TextualTheme:
        """Give the theme as Textual wants it, under a name that never meets one of Textual's own."""
        is_ansi = self.theme.colors["background"].startswith("ansi_")
        names = BUILTIN_THEMES["ansi-dark" if self.theme.dark else "ansi-light"].variables if is_ansi else {}
        colors = {**names, "muted": self._color_of("dim"), **self.theme.colors}
        return TextualTheme(
            name=f"tootui-{self.theme.name}",
            primary=colors.pop("primary"),
            secondary=colors.pop("secondary", None),
            warning=colors.pop("warning", None),
            error=colors.pop("error", None),
            success=colors.pop("success", None),
            accent=colors.pop("accent", None),
            foreground=colors.pop("foreground", None),
            background=colors.pop("background", None),
            surface=colors.pop("surface", None),
            panel=colors.pop("panel", None),
            dark=self.theme.dark,
            ansi=is_ansi,
            variables=colors,
        )

    def _color_of(self, style: str) -> str:
        """The colour that posts are drawn with in some style, for the style sheets."""
        color = self.styles.resolve(style).color
        return color.name if color is not None and color.name.startswith("#") else self.theme.colors["foreground"]
