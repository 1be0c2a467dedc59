"""Themes: colours and styles as data, from TOML files.

The built-in ones lie in the package (``tootui/themes``); in a checkout in ``themes/`` beside it. The user's own lie in
``themes/`` of the configuration directory and may replace a built-in one by taking its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from tootui import paths
from tootui.config import plain_toml
from tootui.config.problems import ConfigProblem, did_you_mean
from tootui.model.errors import ConfigError

FALLBACK = "dark"
COLOR_NAMES = (
    *("primary", "secondary", "background", "surface", "panel", "foreground", "accent", "warning", "error", "success"),
)
"""The variables that every theme gives to Textual's style sheets."""

_HEX_DIGITS = frozenset("0123456789abcdefABCDEF")
_ANSI_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz_")


class Theme(Struct, frozen=True, kw_only=True):
    """A theme: ``colors`` for Textual's variables, ``styles`` of a post's parts as rich style text (``bold #rrggbb``).

    Every one of `COLOR_NAMES` is there; what ``styles`` leaves out is drawn as the renderer's own table says.
    """

    name: str
    dark: bool
    colors: dict[str, str]
    styles: dict[str, str]


class ThemeProblem(ConfigError):
    """A theme cannot be used; ``problem`` says where and why."""

    def __init__(self, problem: ConfigProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def theme_names() -> list[str]:
    """The names of all themes that can be chosen, whole or not."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.toml")})


def load_theme(name: str, report: Callable[[ConfigProblem], None] | None = None) -> Theme:
    """Load a theme; where it is missing or not whole, report that and load the dark one.

    Raises:
        ThemeProblem: the built-in dark theme itself is damaged.
    """
    try:
        return read_theme(name)
    except ThemeProblem as error:
        if report is not None:
            report(error.problem)
        return _parse(_builtin_folder() / f"{FALLBACK}.toml")


def read_theme(name: str) -> Theme:
    """Load a theme as it is.

    Raises:
        ThemeProblem: there is none of that name, or it is not whole.
    """
    for folder in _folders():
        path = folder / f"{name}.toml"
        if path.parent == folder and path.is_file():
            return _parse(path)
    near = did_you_mean(name, theme_names())
    raise ThemeProblem(ConfigProblem(_own_folder() / f"{name}.toml", "", 0, f"There is no theme “{name}”.{near}"))


def _own_folder() -> Path:
    return paths.config_dir() / "themes"


def _builtin_folder() -> Path:
    package = Path(__file__).parent.parent
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def _folders() -> tuple[Path, Path]:
    """Where themes are looked for, the user's own first."""
    return _own_folder(), _builtin_folder()


def _parse(path: Path) -> Theme:
    """Read and judge one theme file."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ThemeProblem(ConfigProblem(path, "", 0, f"The theme cannot be read: {error}.")) from error
    try:
        tables = plain_toml.loads(source)
    except ValueError as error:  # the parser's error is one, and the parser mostly is not loaded
        raise ThemeProblem(_syntax_problem(path, source, error)) from error
    fault = next(_faults(tables), None)
    if fault is not None:
        raise ThemeProblem(_located(path, source, *fault))
    return msgspec.convert(tables, Theme)


def _syntax_problem(path: Path, source: str, error: ValueError) -> ConfigProblem:
    from tootui.config.locating import syntax_line

    return ConfigProblem(path, "", syntax_line(error, source), f"The theme is not TOML: {error}.")


def _located(path: Path, source: str, key: str, message: str) -> ConfigProblem:
    from tootui.config.locating import line_of

    return ConfigProblem(path, key, line_of(source, key.split(".")), message)


def _faults(tables: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is wrong with a theme: the key it is about, and a sentence that names everything of that sort."""
    missing = [name for name in ("name", "dark", "colors", "styles") if name not in tables]
    if missing:
        yield "", f"The theme lacks {_listed(missing)}."
        return
    try:
        theme = msgspec.convert(tables, Theme)
    except msgspec.ValidationError:
        yield "", "The theme does not fit: name is a text, dark true or false, [colors] and [styles] hold texts."
        return
    missing = [name for name in COLOR_NAMES if name not in theme.colors]
    if missing:
        yield "colors", f"The theme lacks the colors {_listed(missing)}."
    for name, color in theme.colors.items():
        if not _is_color(color):
            yield f"colors.{name}", f"“{color}” is no color: write it as #rrggbb."


def _is_color(text: str) -> bool:
    sign, digits = text[:1], text[1:]
    if sign == "#":
        return len(digits) in (3, 6) and _HEX_DIGITS.issuperset(digits)
    return len(text) > len("ansi_") and text.startswith("ansi_") and _ANSI_LETTERS.issuperset(text)


def _listed(names: list[str]) -> str:
    return ", ".join(names)
