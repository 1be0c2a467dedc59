"""Where tootui's files live: the places the system gives to programs, private to the user.

The functions only name places; what writes there makes them with `ensure`.
"""

from __future__ import annotations

import string
from pathlib import Path

import platformdirs

_NAME = "tootui"
_SAFE = frozenset(string.ascii_lowercase + string.digits + "._@-")
_LONGEST = 120
"""File systems take 255 bytes; databases add endings of their own."""


def config_dir() -> Path:
    """Settings, key bindings, themes and credentials."""
    return Path(platformdirs.user_config_dir(_NAME))


def data_dir() -> Path:
    """What is the user's and cannot be fetched again: drafts, posts that wait to be sent."""
    return Path(platformdirs.user_data_dir(_NAME))


def cache_dir() -> Path:
    """What may be deleted at any time."""
    return Path(platformdirs.user_cache_dir(_NAME))


def ensure(path: Path) -> Path:
    """Make a directory that only its owner may enter, and what is missing above it, and give it back.

    A directory that is open to others is closed (0700); those above it that exist already are left alone.

    Raises:
        OSError: it cannot be made.
    """
    if not path.parent.exists():
        ensure(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def account_dir(base: Path, account_name: str) -> Path:
    """The directory of one account under ``base``: a safe file name, different for different names.

    Letters that are capital, outside ASCII or unsafe are percent-encoded, so that names stay different on file systems
    that ignore case; a very long name ends in a digest of the whole.
    """
    safe = "".join(letter if letter in _SAFE else _encode(letter) for letter in account_name)
    if not safe or safe.startswith("."):
        safe = "%" + safe
    if len(safe) > _LONGEST:
        import hashlib

        safe = f"{safe[:_LONGEST]}%{hashlib.sha256(account_name.encode(errors='surrogatepass')).hexdigest()[:32]}"
    return base / safe


def _encode(letter: str) -> str:
    return "".join(f"%{byte:02x}" for byte in letter.encode(errors="surrogatepass"))
