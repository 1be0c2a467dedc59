"""Writing files that matter: whole or not at all, and for their owner's eyes only."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tootui import paths


def write_private(path: Path, data: bytes) -> None:
    """Put ``data`` in place of the file in one step; a crash leaves the old file or the new one.

    The new file is created with mode 0600 (never widened, never open to others in between) in a directory of mode 0700
    and is on disk when this returns.

    Raises:
        OSError: it cannot be written; the old file is untouched.
    """
    paths.ensure(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(6).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    _sync_directory(path.parent)


@contextmanager
def held_lock(path: Path) -> Iterator[None]:
    """Hold the lock file at ``path``: between reading a file and replacing it no other process does the same.

    Raises:
        OSError: the lock file cannot be made.
    """
    paths.ensure(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sync_directory(directory: Path) -> None:
    """Make the new name durable, where the file system can."""
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
