"""Signing in and out from the shell, the authorize page driven by a plain HTTP client."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import OpenTerminal
from tests.support.authorizing import decide, shown_code
from tests.support.shell import RunningTootui, tootui
from tootui.demo.thread import DemoThread

ADDRESS = r"http://\S+/oauth/authorize\S+"


def config_of(home: Path) -> Path:
    return home / ".config" / "tootui"


def accounts(home: Path) -> str:
    return tootui(home, "accounts").stdout


def test_the_browser_brings_the_code_back(home: Path, demo: DemoThread) -> None:
    with RunningTootui(home, "login", demo.url) as login:
        back = decide(login.read_until(ADDRESS))
        page = httpx.get(back, trust_env=False)
        code, said, complaints = login.finish()

    assert (code, complaints) == (0, "")
    assert "Back to your terminal" in page.text
    name = f"you@{demo.url[7:]}"
    assert f"Signed in as {name}." in said
    assert accounts(home).startswith(f"* {name}")
    assert (config_of(home).stat().st_mode & 0o777, (config_of(home) / "credentials.json").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


@pytest.mark.parametrize("whole_address", [True, False])
def test_what_the_browser_ended_on_is_pasted(home: Path, demo: DemoThread, whole_address: bool) -> None:
    with RunningTootui(home, "login", demo.url) as login:
        back = decide(login.read_until(ADDRESS))
        login.type(back if whole_address else back.partition("code=")[2].partition("&")[0])
        code, said, _ = login.finish()

    assert code == 0
    assert "Signed in as you@" in said


def test_enter_alone_asks_for_a_page_with_a_code(home: Path, demo: DemoThread) -> None:
    with RunningTootui(home, "login", demo.url) as login:
        login.read_until(ADDRESS)
        login.type("")
        address = login.read_until(ADDRESS)
        login.type(shown_code(decide(address)))
        code, _, _ = login.finish()

    assert code == 0
    assert "urn%3Aietf%3Awg%3Aoauth" in address


def test_refusing_wrong_codes_and_strange_answers_end_with_one_sentence(home: Path, demo: DemoThread) -> None:
    for typed, words in [
        ("nonsense", "does not accept this code"),
        ("http://127.0.0.1/callback?code=x&state=y", "does not belong to this sign-in"),
        ("http://127.0.0.1/callback?error=access_denied", "did not let tootui in"),
        ("two words", "no code"),
    ]:
        done = tootui(home, "login", demo.url, typed=typed)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert done.stderr.startswith("tootui: ") and words in done.stderr
    assert "Nobody is signed in" in accounts(home)


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ("nonsense", "is not the name of a server"),
        ("http://mastodon.example", "plain http"),
        ("http://127.0.0.1:1", "refuses connections"),
    ],
)
def test_a_wrong_server_leaves_nothing_behind(home: Path, server: str, words: str) -> None:
    done = tootui(home, "login", server)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert words in done.stderr
    assert not config_of(home).exists()


def test_a_website_that_is_no_mastodon_is_told_apart(home: Path, demo: DemoThread) -> None:
    demo.fault("/api/v[12]/instance", "html", status=200, count=2)
    try:
        done = tootui(home, "login", demo.url)
    finally:
        demo.clear_faults()

    assert (done.returncode, "no Mastodon server" in done.stderr) == (1, True), done.stderr
    assert not config_of(home).exists()


def test_a_token_on_standard_input_needs_no_prompt(home: Path, demo: DemoThread) -> None:
    done = tootui(home, "login", demo.url, "--token-stdin", "--no-keyring", typed=demo.token + "\n")
    refused = tootui(home, "login", demo.url, "--token-stdin", typed="wrong")

    assert (done.returncode, done.stderr) == (0, "")
    assert demo.token not in done.stdout
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert accounts(home).count("\n") == 1


def test_a_token_command_keeps_the_token(home: Path, demo: DemoThread) -> None:
    done = tootui(home, "login", demo.url, "--token-command", f"echo {demo.token}")
    failed = tootui(home, "login", demo.url, "--token-command", "false")

    assert done.returncode == 0, done.stderr
    assert "token command" in accounts(home)
    assert tootui(home, "timeline", "home", "-n", "1").returncode == 0
    assert (failed.returncode, "failed" in failed.stderr) == (1, True)


def test_without_a_server_that_is_wrong_use(home: Path) -> None:
    for arguments in [("login",), ("login", "x.example", "--keyring", "--no-keyring"), ("login", "--nonsense")]:
        assert tootui(home, *arguments).returncode == 2


def test_logging_out_forgets_the_account_and_ends_its_token(home: Path, demo: DemoThread) -> None:
    with RunningTootui(home, "login", demo.url) as login:
        login.type(decide(login.read_until(ADDRESS)))
        assert login.finish()[0] == 0
    cache = home / ".cache" / "tootui" / f"you@{demo.url[7:]}".replace(":", "%3a")
    cache.mkdir(parents=True)

    done = tootui(home, "logout")

    assert (done.returncode, done.stderr) == (0, "")
    assert "Signed out: you@" in done.stdout
    assert not cache.exists()
    assert "Nobody is signed in" in accounts(home)
    for arguments in [("logout",), ("logout", "ada@x.example")]:
        again = tootui(home, *arguments)
        assert (again.returncode, again.stderr.count("\n")) == (1, 1)


@pytest.fixture
def two_accounts(home: Path, demo: DemoThread) -> str:
    """Signs in as @ada, then as @you; gives the host both are on."""
    for account in ("ada", "you"):
        with RunningTootui(home, "login", demo.url) as login:
            login.type(decide(login.read_until(ADDRESS), account=account))
            assert login.finish()[0] == 0
    return demo.url[7:]


def test_the_account_used_last_starts(home: Path, two_accounts: str, open_tootui: OpenTerminal) -> None:
    assert accounts(home).startswith(f"* you@{two_accounts}")

    terminal = open_tootui("--account", f"ada@{two_accounts}")
    terminal.wait_for("Home", "@ada")
    terminal.hang_up()

    assert accounts(home).startswith(f"* ada@{two_accounts}")


def test_with_several_accounts_logging_out_asks_which(home: Path, two_accounts: str) -> None:
    host = two_accounts

    asked = tootui(home, "logout")
    assert (asked.returncode, f"you@{host}, ada@{host}" in asked.stderr) == (1, True)
    assert tootui(home, "logout", f"ada@{host}").returncode == 0
    assert accounts(home).startswith(f"* you@{host}")
