"""The listener for the browser takes one request; the browser opens only where it can be seen."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import httpx
import pytest

from tootui.service.browser import open_url
from tootui.service.loopback import Callback


async def ask(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


async def test_one_callback_is_taken_and_everything_else_is_not_found() -> None:
    callback = await Callback.listen()
    waiting = asyncio.ensure_future(callback.answer())
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        for path in ("/", "/favicon.ico", "/callback/x", "//["):
            assert (await browser.get(f"http://127.0.0.1:{callback.port}{path}")).status_code == 404
        assert (await browser.post(callback.redirect_uri)).status_code == 404
        page = await browser.get(f"{callback.redirect_uri}?code=a%20b&state=c")
        assert await waiting == {"code": "a b", "state": "c"}
        with pytest.raises(httpx.ConnectError):
            await browser.get(f"{callback.redirect_uri}?code=again&state=c")

    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert "a b" not in page.text


@pytest.mark.parametrize("request_bytes", [b"", b"nonsense\r\n\r\n", b"GET /callback", b"\xff" * 100, b"x" * 40_000])
async def test_noise_ends_nothing(request_bytes: bytes) -> None:
    callback = await Callback.listen()
    waiting = asyncio.ensure_future(callback.answer())
    reader, writer = await asyncio.open_connection("127.0.0.1", callback.port)
    writer.write(request_bytes)
    writer.write_eof()
    await reader.read()
    writer.close()

    assert (await ask(callback.port, b"GET /callback?error=access_denied HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 200")
    assert await waiting == {"error": "access_denied"}


async def test_closing_frees_the_port() -> None:
    callback = await Callback.listen()
    with pytest.raises(OSError, match="in use"):
        await Callback.listen(callback.port)
    await callback.close()
    again = await Callback.listen(callback.port)
    await again.close()


def opener(folder: Path, name: str) -> Path:
    """A program that notes what it was asked to open."""
    noted = folder / f"{name}.opened"
    os.mkfifo(noted)
    program = folder / name
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {noted}\n')
    program.chmod(0o755)
    return noted


URL = "https://mastodon.example/oauth/authorize?a=1&b='$(reboot)'"


def test_a_configured_command_gets_the_address_as_one_argument(tmp_path: Path) -> None:
    noted = opener(tmp_path, "browse")

    assert open_url(URL, f"{tmp_path}/browse --new-window", environ={}) is None
    assert noted.read_text() == f"--new-window|{URL}|"


def test_the_systems_opener_needs_a_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = opener(tmp_path, "xdg-open")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert "no display here" in (open_url(URL, environ={"TERM": "xterm"}) or "")
    assert open_url(URL, environ={"DISPLAY": ":0"}) is None
    assert noted.read_text() == f"{URL}|"


@pytest.mark.parametrize(
    ("url", "command", "reason"),
    [
        ("javascript:alert(1)", "true", "no address that can be opened"),
        ("file:///etc/passwd", "true", "no address that can be opened"),
        ("https://x.example/\x1b", "true", "no address that can be opened"),
        ("-h", "true", "no address that can be opened"),
        ("https://x.example/", "'unclosed", "general.browser cannot be read: its quotes are not closed"),
        ("https://x.example/", "/no/such/program", "program cannot be started. Is it installed?"),
        ("https://x.example/", "  ", "no display here"),
    ],
)
def test_nothing_is_started_for_what_cannot_be_opened_and_it_is_said_why(url: str, command: str, reason: str) -> None:
    assert reason in (open_url(url, command, environ={}) or "")
