"""The settings file: strict about what stands in it, and never a reason not to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tootui import paths
from tootui.config.describing import describe
from tootui.config.docs import render
from tootui.config.settings import Settings, load_settings, settings_path

CHECKOUT = Path(__file__).parents[2]


def written(text: str, tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(text: str, tmp_path: Path) -> list[tuple[int, str, str]]:
    _, problems = load_settings(written(text, tmp_path))
    return [(problem.line, problem.key, problem.message) for problem in problems]


def test_without_a_file_everything_has_its_default() -> None:
    assert settings_path() == paths.config_dir() / "config.toml"
    settings, problems = load_settings()
    assert (settings, problems) == (Settings(), [])
    assert settings.appearance.theme == "dark"
    assert settings.timeline.poll_seconds == 60


def test_what_the_file_says_holds(tmp_path: Path) -> None:
    settings, problems = load_settings(
        written(
            """
            [general]
            browser = "firefox --private-window"
            [appearance]
            glyphs = "ascii"
            clock = false
            [network]
            timeout_seconds = 5
            """,
            tmp_path,
        )
    )
    assert problems == []
    assert settings.general.browser == "firefox --private-window"
    assert (settings.appearance.glyphs, settings.appearance.clock) == ("ascii", False)
    assert settings.network.timeout_seconds == 5.0
    assert settings.appearance.theme == "dark"


def test_everything_wrong_is_told_at_once_with_line_and_nearest_name(tmp_path: Path) -> None:
    text = """\
# my settings
[appearance]
them = "dark"
glyphs = "asci"
text_width = "wide"
theme = "light"

[timelines]
page_size = 20

[timeline]
poll_seconds = 5
confirm_boost = 1
theme = "light"
"""
    assert problems_of(text, tmp_path) == [
        (3, "appearance.them", "There is no setting “appearance.them”. Did you mean “theme”?"),
        (4, "appearance.glyphs", '“appearance.glyphs” must be "auto", "unicode" or "ascii". Did you mean “ascii”?'),
        (5, "appearance.text_width", "“appearance.text_width” must be a whole number from 40 to 400."),
        (8, "timelines", "There is no section “timelines”. Did you mean “timeline”?"),
        (12, "timeline.poll_seconds", "“timeline.poll_seconds” must be a whole number from 60 to 86400."),
        (13, "timeline.confirm_boost", "“timeline.confirm_boost” must be true or false."),
        (14, "timeline.theme", "There is no setting “timeline.theme”. Did you mean “appearance.theme”?"),
    ]
    settings, _ = load_settings(tmp_path / "config.toml")
    assert settings.appearance.theme == "light"  # what fits holds
    assert (settings.appearance.text_width, settings.timeline.poll_seconds) == (88, 60)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("appearance.text_width = 1", 1),
        ("\n[ 'appearance' ]\n\"text_width\" = 1 # [timeline]", 3),
        ("appearance = {theme = 'dark', text_width = 1}", 1),
        ("[general]\nbrowser = '''\n[appearance]\ntext_width = 3\n'''\n[appearance]\ntext_width = 1", 7),
    ],
)
def test_the_line_is_found_however_the_value_is_written(text: str, line: int, tmp_path: Path) -> None:
    assert [(found, key) for found, key, _ in problems_of(text, tmp_path)] == [(line, "appearance.text_width")]


def test_a_problem_reads_as_a_line_of_a_compiler(tmp_path: Path) -> None:
    path = written("[general]\nbrowzer = 'x'", tmp_path)
    _, (problem,) = load_settings(path)
    assert str(problem) == f"{path}:2: There is no setting “general.browzer”. Did you mean “browser”?"


def test_a_section_that_is_a_value(tmp_path: Path) -> None:
    assert problems_of("general = 3", tmp_path) == [
        (1, "general", "“general” is a section: its settings stand under a line [general].")
    ]


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    ((line, key, message),) = problems_of("[general]\nbrowser = \n", tmp_path)
    assert (line, key) == (2, "")
    assert message.startswith("This is not TOML: ")
    ((line, _, _),) = problems_of("[general]\n[appearance", tmp_path)
    assert line == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert load_settings(path)[1][0].message == "The settings cannot be read: the file is not UTF-8 text."
    path.unlink()
    path.mkdir()
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert problem.message.startswith("The settings cannot be read: ")


def test_every_setting_is_described() -> None:
    described = {setting.key: setting for setting in describe()}
    assert described["appearance.theme"].default == '"dark"'
    assert described["timeline.poll_seconds"].type == "a whole number from 60 to 86400"
    assert described["timeline.confirm_boost"].default == "false"
    assert all(setting.doc.endswith(".") for setting in described.values())


def test_the_documentation_is_in_step() -> None:
    assert (CHECKOUT / "docs" / "config.md").read_text(encoding="utf-8") == render(), (
        "run: python -m tootui.config.docs > docs/config.md"
    )


def test_without_a_file_nothing_is_imported_to_read_one() -> None:
    import subprocess

    program = (
        "import sys; from tootui.config.settings import load_settings; load_settings();"
        "assert not {'tomllib', 'difflib', 'tootui.config.reading'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
