"""`tootui search WORDS`: posts that the server finds, then those that only this machine remembers."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tootui import paths
from tootui.api.client import connect
from tootui.cache.fulltext import Order
from tootui.cache.posts import PostCache
from tootui.cli.choosing import reported_settings, some_account
from tootui.cli.printing import print_statuses
from tootui.config.credentials import CredentialStore
from tootui.model.errors import ServerError, StorageError
from tootui.model.pages import Problem
from tootui.model.status import Status

_MOST_FROM_SERVER = 40


def run(given: argparse.Namespace) -> int:
    """Search and print; a server that cannot be asked leaves what was seen before."""
    reported_settings(given)
    credentials = CredentialStore()
    account = some_account(given, credentials)
    words = " ".join(given.words)
    statuses: list[Status] = []
    problems: list[Problem] = []
    if not given.cached:
        token = credentials.token_of(account.name)
        try:
            statuses, problems = asyncio.run(_ask_server(account.server, token, words, given.count))
        except ServerError as error:
            print(f"tootui: {error} These are the posts seen before.", file=sys.stderr)
    known = {status.id for status in statuses}
    try:
        remembered = _look_up(account.name, words, "relevance" if given.best else "newest", given.count)
    except StorageError as error:
        if given.cached:
            raise
        print(f"tootui: {error}", file=sys.stderr)
    else:
        statuses += [status for status in remembered if status.id not in known]
    print_statuses(statuses[: given.count], problems, given.form)
    return 0


async def _ask_server(server: str, token: str, words: str, count: int) -> tuple[list[Status], list[Problem]]:
    async with connect(server, token) as client:
        found = await client.search.find(q=words, type="statuses", limit=min(count, _MOST_FROM_SERVER))
    return found.statuses, found.problems


def _look_up(account_name: str, words: str, order: Order, count: int) -> list[Status]:
    path = paths.account_dir(paths.cache_dir(), account_name) / "cache.db"
    if not path.exists():
        return []
    cache = PostCache.open(path)
    try:
        if not cache.can_search:
            raise StorageError("Posts seen before cannot be searched: SQLite was built without FTS5 here.")
        return cache.read_statuses(cache.search(words, order=order, limit=count))
    finally:
        cache.close()
