"""`tootui search WORDS`: what the server finds, then what only this machine remembers."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from tootui import paths
from tootui.api.client import connect
from tootui.cache.fulltext import Order
from tootui.cache.posts import PostCache
from tootui.cli.choosing import reported_settings, some_account
from tootui.cli.lines import account_line, tag_line
from tootui.cli.printing import print_lines, print_statuses
from tootui.cli.wrong_use import WrongUse
from tootui.config.credentials import CredentialStore
from tootui.model.account import Account
from tootui.model.errors import ServerError, StorageError
from tootui.model.pages import Problem
from tootui.model.status import Status
from tootui.model.tags import Tag
from tootui.text.fediverse import is_address

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.config.credentials import StoredAccount

_MOST_FROM_SERVER = 40


class _Found(Struct):
    """What was found of all kinds; of one kind the others stay empty."""

    accounts: list[Account] = []
    hashtags: list[Tag] = []
    statuses: list[Status] = []
    problems: list[Problem] = []


def run(given: argparse.Namespace) -> int:
    """Search and print; a server that cannot be asked leaves what was seen before.

    Raises:
        WrongUse: tags are looked for where none are kept.
    """
    reported_settings(given)
    if given.cached and given.kind == "hashtags":
        raise WrongUse("--cached searches posts or people: tags are not kept.")
    credentials = CredentialStore()
    account = some_account(given, credentials)
    words = " ".join(given.words)
    found = _Found()
    if not given.cached:
        token = credentials.token_of(account.name)
        try:
            asyncio.run(_ask_server(account.server, token, words, given, found))
        except ServerError as error:
            print(f"tootui: {error} This is what was seen before.", file=sys.stderr)
    try:
        _add_remembered(account, words, given, found)
    except StorageError as error:
        if given.cached:
            raise
        print(f"tootui: {error}", file=sys.stderr)
    _print(found, given)
    return 0


def _print(found: _Found, given: argparse.Namespace) -> None:
    """One kind was asked for; behind an address there is a person or a post."""
    if given.kind == "hashtags":
        print_lines(found.hashtags[: given.count], tag_line, given.form)
    elif given.kind == "accounts" or (found.accounts and not found.statuses):
        print_lines(found.accounts[: given.count], account_line, given.form)
    else:
        print_statuses(found.statuses[: given.count], found.problems, given.form)


async def _ask_server(server: str, token: str, words: str, given: argparse.Namespace, found: _Found) -> None:
    async with connect(server, token) as client:
        if is_address(words):
            behind = await client.search.find(q=words, resolve=True, limit=1)
            found.accounts, found.statuses = behind.accounts, behind.statuses
            return
        while await _add_page(client, words, given, found):
            pass


async def _add_page(client: Client, words: str, given: argparse.Namespace, found: _Found) -> bool:
    """Add a page; whether another may bring what is still wanted."""
    so_far = len(found.accounts) + len(found.hashtags) + len(found.statuses)
    limit = min(given.count - so_far, _MOST_FROM_SERVER)
    page = await client.search.find(q=words, type=given.kind, limit=limit, offset=so_far or None)
    known_people, known_posts = {one.id for one in found.accounts}, {one.id for one in found.statuses}
    known_tags = {tag.name for tag in found.hashtags}
    found.accounts += [account for account in page.accounts if account.id not in known_people]
    found.hashtags += [tag for tag in page.hashtags if tag.name not in known_tags]
    found.statuses += [status for status in page.statuses if status.id not in known_posts]
    found.problems += page.problems
    by_now = len(found.accounts) + len(found.hashtags) + len(found.statuses)
    wanted: int = given.count
    return by_now == so_far + limit and by_now < wanted


def _add_remembered(account: StoredAccount, words: str, given: argparse.Namespace, found: _Found) -> None:
    path = paths.account_dir(paths.cache_dir(), account.name) / "cache.db"
    if given.kind == "hashtags" or is_address(words) or not path.exists():
        return
    cache = PostCache.open(path)
    try:
        if given.kind == "accounts":
            known = {one.id for one in found.accounts}
            people = cache.find_people([word.removeprefix("@") for word in words.casefold().split()], given.count)
            found.accounts += [one for one in people if one.id not in known]
            return
        if not cache.can_search:
            raise StorageError("Posts seen before cannot be searched: SQLite was built without FTS5 here.")
        order: Order = "relevance" if given.best else "newest"
        known = {status.id for status in found.statuses}
        remembered = cache.read_statuses(cache.search(words, order=order, limit=given.count))
        found.statuses += [status for status in remembered if status.id not in known]
    finally:
        cache.close()
