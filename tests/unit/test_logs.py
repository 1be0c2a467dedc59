"""The log: private, without secrets, and never on the terminal."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator

import pytest

from tootui import logs

SECRET = "s3cr3t-T0ken_value"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)
    logging.raiseExceptions = raising
    logging.getLogger("tootui").setLevel(logging.NOTSET)


def test_the_file_is_private_and_grows_only_so_far() -> None:
    path = logs.setup()
    assert path == logs.path()
    log = logging.getLogger("tootui.test")
    for number in range(3000):
        log.info("%06d %s", number, "x" * 500)
    parts = sorted(path.parent.iterdir())
    assert len(parts) == 2
    assert all(stat.S_IMODE(part.stat().st_mode) == 0o600 and part.stat().st_size <= 1_000_000 for part in parts)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_was_open_to_others_is_closed() -> None:
    path = logs.path()
    path.parent.mkdir(parents=True)
    path.write_text("old\n")
    path.chmod(0o644)
    logs.setup()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "old\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}",
        f"{{'authorization': 'bearer {SECRET}'}}",
        f"GET https://m.example/api/v1/streaming?access_token={SECRET}&stream=user",
        f'{{"access_token": "{SECRET}", "scope": "read"}}',
        f'\'{{\\"access_token\\":\\"{SECRET}\\"}}\'',
        f"client_secret={SECRET}",
        f"AppRegistration(client_id='x', client_secret='{SECRET}')",
        f"http://127.0.0.1:9/?code={SECRET}&state=1",
        f'{{"code": "{SECRET}"}}',
        f"code_verifier={SECRET}",
        f"refresh_token: {SECRET}",
        f"password={SECRET}",
        f"token='{SECRET}'",
    ],
)
def test_secrets_are_taken_out_wherever_they_stand(text: str) -> None:
    path = logs.setup("DEBUG")
    log = logging.getLogger("tootui.test")
    log.info(text)
    log.warning("an argument: %s and %r", text, {"x": text})
    try:
        raise ValueError(text) from KeyError(text)
    except ValueError:
        log.exception("failed")
    written = path.read_text()
    assert SECRET not in written
    assert "ValueError" in written


def test_what_is_no_secret_stays() -> None:
    for text in ("code=404", "status code: 503", "the token was refused", "decode=utf8"):
        assert logs.redact(text) == text


def test_control_characters_do_not_reach_who_reads_the_log() -> None:
    assert logs.redact("a\x1b[31m\x9b\u202eb\nc") == "a\\x1b[31m\\x9b\\x202eb\nc"


def test_libraries_are_heard_only_when_something_is_wrong() -> None:
    path = logs.setup("DEBUG")
    logging.getLogger("httpx").info("a request")
    logging.getLogger("httpx").warning("a problem")
    logging.getLogger("tootui.api").debug("a detail")
    written = path.read_text()
    assert "a request" not in written
    assert "a problem" in written
    assert "a detail" in written


def test_setting_up_twice_writes_once() -> None:
    logs.setup()
    path = logs.setup()
    logging.getLogger("tootui").info("once")
    assert path.read_text().count("once") == 1


def test_where_nothing_can_be_written_nothing_is_printed_either(capfd: pytest.CaptureFixture[str]) -> None:
    blocked = logs.path().parent
    blocked.parent.mkdir(parents=True)
    blocked.write_text("a file in the way")
    logs.setup()
    logging.getLogger("tootui").error("nobody hears it")
    assert capfd.readouterr() == ("", "")
