"""The other commands of the shell: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

import tootui as package
from tests.support.pty import CEILING, TOOTUI, environment
from tests.support.shell import RunningTootui, sign_in, tootui
from tootui.demo.thread import DemoThread


def test_version_and_help(home: Path) -> None:
    assert tootui(home, "--version").stdout == f"tootui {package.__version__}\n"
    help_text = tootui(home, "--help").stdout
    for command in ("demo", "login", "logout", "accounts", "timeline", "config", "keys", "themes", "doctor"):
        assert f"\n    {command} " in help_text
        assert tootui(home, command, "--help").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("timeline",),
        ("timeline", "nowhere"),
        ("timeline", "home", "-n", "0"),
        ("timeline", "home", "--json", "--markdown"),
        ("demo", "--serve", "99999"),
        ("demo", "--state", "x"),
        ("config", "nonsense"),
    ],
)
def test_wrong_use_is_told_from_failure(home: Path, arguments: tuple[str, ...]) -> None:
    done = tootui(home, *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "needs a terminal"),
        (("demo",), "needs a terminal"),
        (("timeline", "home"), "Nobody is signed in"),
        (("--account", "ada@x.example", "timeline", "home"), "Nobody is signed in as ada@x.example"),
        (("--config", "/no/such/file", "keys"), "no settings file"),
        (("doctor", "http://127.0.0.1:1"), "refuses connections"),
    ],
)
def test_failures_are_one_sentence(home: Path, arguments: tuple[str, ...], words: str) -> None:
    done = tootui(home, *arguments)

    assert done.returncode == 1
    assert (done.stderr.startswith("tootui: "), done.stderr.count("\n")) == (True, 1), done.stderr
    assert words in done.stderr


def test_what_nobody_thought_of_goes_to_the_log(home: Path) -> None:
    (home / ".config" / "tootui" / "credentials.json").mkdir(parents=True)
    done = tootui(home, "accounts")
    assert (done.returncode, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, 1, False), done.stderr


@pytest.mark.parametrize("place", ["home", "local", "federated", "tag:computing"])
def test_timelines_are_printed(person: Path, place: str) -> None:
    done = tootui(person, "timeline", place, "-n", "3")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("(@") >= 3
    assert not set(done.stdout) & set("\x1b\x07\x9b\u202e")


def test_more_than_a_page_is_read_as_json_and_a_thread_by_its_id(person: Path) -> None:
    statuses = json.loads(tootui(person, "timeline", "home", "-n", "100", "--json").stdout)

    assert len({status["id"] for status in statuses}) == 100
    focus = next(status for status in statuses if status.get("replies_count"))
    thread = json.loads(tootui(person, "timeline", f"thread:{focus['id']}", "--json").stdout)
    assert focus["id"] in [status["id"] for status in thread]
    assert len(thread) > 1


def test_markdown_and_a_reader_that_has_enough(person: Path) -> None:
    assert "](http" in tootui(person, "timeline", "local", "-n", "40", "--markdown").stdout
    pipe = f"{' '.join(TOOTUI)} timeline local -n 200 | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", pipe], env=environment(person), capture_output=True, text=True, check=False, timeout=CEILING
    )
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_a_malformed_post_is_left_out_and_counted(home: Path) -> None:
    with DemoThread() as demo:  # one of its own: whoever reads home there is told of it
        sign_in(home, demo.url, demo.token)
        demo.events(raw_status={}, missing=["account"])
        done = tootui(home, "timeline", "home", "-n", "20")

    assert done.returncode == 0
    assert done.stderr == "tootui: 1 post could not be read.\n"


def test_a_token_that_ended_is_said_so(home: Path, demo: DemoThread) -> None:
    assert tootui(home, "login", demo.url, "--token-stdin", typed=demo.token).returncode == 0
    credentials = home / ".config" / "tootui" / "credentials.json"
    credentials.write_text(credentials.read_text().replace(demo.token, "ended"))

    done = tootui(home, "timeline", "home")
    assert (done.returncode, "Sign in again" in done.stderr) == (1, True)


def test_settings_are_checked_shown_and_found(home: Path) -> None:
    file = home / ".config" / "tootui" / "config.toml"
    assert tootui(home, "config", "path").stdout == f"{file}\n"
    assert tootui(home, "config", "check").returncode == 0

    file.parent.mkdir(parents=True)
    file.write_text('[appearance]\ntheme = "light"\ntext_widht = 60\n\n[keys]\n"status.boots" = ["b"]\n')
    checked = tootui(home, "config", "check")
    assert checked.returncode == 1
    assert f"{file}:3" in checked.stderr and "text_width" in checked.stderr and "status.boost" in checked.stderr
    shown = tootui(home, "config", "show").stdout
    assert 'theme = "light"' in shown and "text_width = 88" in shown
    assert "* light" in tootui(home, "themes").stdout


def test_keys_follow_the_settings(home: Path) -> None:
    assert "favourite, or take it back" in tootui(home, "keys").stdout
    file = home / "other.toml"
    file.write_text('[keys]\n"status.favourite" = ["ctrl+y"]\n')

    lines = tootui(home, "--config", str(file), "keys").stdout.splitlines()
    assert next(line for line in lines if "status.favourite" in line).strip().startswith("ctrl+y")


def test_the_doctor_describes_machine_and_server_without_secrets(person: Path, demo: DemoThread) -> None:
    done = tootui(person, "doctor", HTTPS_PROXY="http://user:secret@127.0.0.1:1")

    assert (done.returncode, done.stderr) == (0, "")
    for words in (f"tootui      {package.__version__}", "textual", "mastodon 4.6", "500 characters", str(person)):
        assert words in done.stdout
    assert re.search(r"^  grouped notifications +on$", done.stdout, re.MULTILINE)
    assert re.search(r"^  translation +on$", done.stdout, re.MULTILINE)
    assert demo.token not in done.stdout and "secret" not in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_server_alone_runs_until_it_is_told_to_end(home: Path, number: signal.Signals) -> None:
    with RunningTootui(home, "demo", "--serve", "0") as serving:
        url = serving.read_until(r"http://127\.0\.0\.1:\d+")
        token = serving.read_until(r"(?<=echo )\S+")
        assert tootui(home, "login", url, "--token-stdin", "--no-keyring", typed=token).returncode == 0
        serving.process.send_signal(number)
        code, _, complaints = serving.finish()

    assert (code, complaints) == (0, "")
    assert tootui(home, "timeline", "home").returncode == 1


def test_a_taken_port_is_said_so(home: Path, demo: DemoThread) -> None:
    done = tootui(home, "demo", "--serve", demo.url.rpartition(":")[2])

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr


def test_the_demo_keeps_its_world_in_a_file(home: Path) -> None:
    state = home / "world.json"
    tokens = []
    for _ in range(2):
        with RunningTootui(home, "demo", "--serve", "0", "--state", str(state)) as serving:
            tokens.append(serving.read_until(r"(?<=echo )\S+"))
            serving.process.send_signal(signal.SIGTERM)
            assert serving.finish()[0] == 0

    assert state.exists()
    assert tokens[0] == tokens[1]
