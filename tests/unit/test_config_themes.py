"""Themes are data, and a broken one never stops the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tootui import paths
from tootui.config.problems import ConfigProblem
from tootui.config.themes import COLOR_NAMES, ThemeProblem, load_theme, read_theme, theme_names

COLORS = "\n".join(f'{name} = "#102030"' for name in COLOR_NAMES)


@pytest.fixture
def own_themes() -> Path:
    return paths.ensure(paths.config_dir() / "themes")


def test_the_built_in_themes_are_whole() -> None:
    assert {"dark", "light"} <= set(theme_names())
    assert load_theme("dark").dark
    assert not load_theme("light").dark


def test_a_theme_of_ones_own(own_themes: Path) -> None:
    (own_themes / "sea.toml").write_text(
        f'name = "Sea"\ndark = true\n[colors]\n{COLORS}\n[styles]\nname = "bold #ffffff"\n', encoding="utf-8"
    )
    assert "sea" in theme_names()
    theme = load_theme("sea")
    assert (theme.name, theme.colors["primary"], theme.styles) == ("Sea", "#102030", {"name": "bold #ffffff"})


def test_a_theme_of_ones_own_may_replace_a_built_in_one(own_themes: Path) -> None:
    (own_themes / "light.toml").write_text(f'name = "Mine"\ndark = false\n[colors]\n{COLORS}\n[styles]\n')
    assert load_theme("light").name == "Mine"


HEAD = 'name = "x"\ndark = true\n[styles]\n[colors]\n'
MISFIT = "The theme does not fit: name is a text, dark true or false, [colors] and [styles] hold texts."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("dark = true\n[styles]", 0, "The theme lacks name, colors."),
        (HEAD + COLORS.replace("panel", "panels"), 4, "The theme lacks the colors panel."),
        (f'{HEAD}{COLORS}\nextra = "blurple"', 15, "“blurple” is no color: write it as #rrggbb."),
        (HEAD.replace("true", '"yes"') + COLORS, 0, MISFIT),
        ('name = "x"\ndark = ]', 2, "The theme is not TOML: Invalid value (at line 2, column 8)."),
    ],
)
def test_a_theme_that_is_not_whole_gives_way_to_the_dark_one_and_says_why(
    text: str, line: int, message: str, own_themes: Path
) -> None:
    (own_themes / "sea.toml").write_text(text, encoding="utf-8")
    problems: list[ConfigProblem] = []
    assert load_theme("sea", problems.append) == read_theme("dark")
    assert [(problem.line, problem.message) for problem in problems] == [(line, message)]


def test_the_fallback_is_the_built_in_dark_theme_even_if_the_users_own_is_broken(own_themes: Path) -> None:
    (own_themes / "dark.toml").write_text("nonsense", encoding="utf-8")
    assert load_theme("dark").dark


@pytest.mark.parametrize("name", ["drak", "../dark", "/etc/passwd", ""])
def test_a_theme_that_does_not_exist(name: str) -> None:
    problems: list[ConfigProblem] = []
    assert load_theme(name, problems.append).dark
    with pytest.raises(ThemeProblem, match="There is no theme"):
        read_theme(name)
    assert len(problems) == 1
    assert name != "drak" or problems[0].message == "There is no theme “drak”. Did you mean “dark”?"
