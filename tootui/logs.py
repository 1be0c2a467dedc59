"""The log file: rotating, private, without secrets, and never on the terminal that shows the program."""

from __future__ import annotations

import logging
import os
import re
import stat
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_FILE = "tootui.log"
_LARGEST = 1_000_000
_OLDER_PARTS = 3
_LAYOUT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_HIDDEN = "…"
_SECRETS = (
    r"(\b(?:bearer|basic)\s+)[^\s\"',;)}\]]+",
    r"""(\b\w*(?:token|secret|password|code_verifier)\\*["']?\s*[=:]\s*\\*["']?)"""
    r"""(?!\s*(?:bearer|basic)\b)[^\s"'&,;)}\]\\]+""",
    # An authorization code; a status code of three digits is none.
    r"""(\bcode(?:=|\\*["']\s*:\s*\\*["']))(?!\d{3}\b)[^\s"'&,;)}\]\\]+""",
)
"""Patterns of which all but the first group is hidden. Compiled when the first line is logged: start-up is budgeted."""
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"


def path() -> Path:
    """The log file, whether it exists or not."""
    return Path(platformdirs.user_log_dir("tootui")) / _FILE


def setup(level: str = "INFO") -> Path:
    """Send the program's log, and warnings and worse of its libraries, to a file; give the file's path.

    Called again it replaces what it did before. Where the file cannot be written nothing is logged.
    """
    file = path()
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, _Silent | PrivateRotatingFile):
            root.removeHandler(handler)
            handler.close()
    root.addHandler(_handler(file))
    root.setLevel(logging.WARNING)
    logging.getLogger("tootui").setLevel(level)
    logging.raiseExceptions = False  # a full disk must not print traces over the screen
    return file


def redact(text: str) -> str:
    """Take secrets (tokens, client secrets, authorization codes, passwords) out of a text, and control characters."""
    for secret in _SECRETS:
        text = re.sub(secret, rf"\1{_HIDDEN}", text, flags=re.IGNORECASE)
    return re.sub(_CONTROLS, lambda found: f"\\x{ord(found[0]):02x}", text)


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, and so message, arguments, exception and stack alike."""

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, then redact."""
        return redact(super().format(record))


class PrivateRotatingFile(RotatingFileHandler):
    """A rotating log file that only its owner can read, from the moment it exists."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != 0o600:
            os.fchmod(descriptor, 0o600)
        return TextIOWrapper(
            os.fdopen(descriptor, "ab", buffering=0), "utf-8", errors="backslashreplace", write_through=True
        )


class _Silent(logging.NullHandler):
    """Stands where there is no file to write to, so that nothing falls through to standard error."""


def _handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.parent.chmod(0o700)
        handler = PrivateRotatingFile(file, maxBytes=_LARGEST, backupCount=_OLDER_PARTS, encoding="utf-8")
    except OSError:
        return _Silent()
    handler.setFormatter(RedactingFormatter(_LAYOUT))
    return handler
