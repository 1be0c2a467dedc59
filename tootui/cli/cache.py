"""`tootui cache`: how much is kept of what was read, and how to be rid of it. Drafts are never touched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tootui import paths
from tootui.cache.batch import CacheStats
from tootui.cache.posts import PostCache
from tootui.cli.choosing import account_of, reported_settings
from tootui.config.credentials import CredentialStore
from tootui.model.errors import StorageError

T = TypeVar("T")


def run(given: argparse.Namespace) -> int:
    """Do it for the account that was asked for, else for all that are signed in."""
    settings = reported_settings(given)
    credentials = CredentialStore()
    chosen = account_of(given, credentials) if given.account is not None else None
    for account in [chosen] if chosen is not None else credentials.accounts():
        path = paths.account_dir(paths.cache_dir(), account.name) / "cache.db"
        if not path.exists():
            print(f"{account.name}: nothing is kept.")
            continue
        if given.action == "clear":
            _with_cache(path, PostCache.clear)
        elif given.action == "vacuum":
            _with_cache(path, PostCache.vacuum)
        print(f"{account.name}: {_in_words(_with_cache(path, PostCache.stats), settings.cache.size_mb)}")
    return 0


def _with_cache(path: Path, action: Callable[[PostCache], T]) -> T:
    """Do one thing with a cache; it is closed after it, so that its size is what stays on disk."""
    cache = PostCache.open(path)
    try:
        if cache.notice:
            print(f"tootui: {cache.notice}", file=sys.stderr)
        if cache.path is None:
            raise StorageError("The cache cannot be used now.")
        return action(cache)
    finally:
        cache.close()


def _in_words(stats: CacheStats, most_mb: int) -> str:
    return (
        f"{stats.statuses} posts ({stats.searchable} can be searched) and {stats.accounts} accounts,"
        f" {stats.bytes / 1e6:.1f} MB on disk, {stats.used_bytes / 1e6:.1f} of {most_mb} MB in use"
    )
