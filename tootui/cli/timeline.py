"""`tootui timeline PLACE`: posts on standard output, newest first; a thread from its beginning."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable

import msgspec

from tootui.api.client import Client, connect
from tootui.cli.choosing import reported_settings, some_account
from tootui.config.credentials import CredentialStore
from tootui.model.pages import Page, Problem
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.text.html import parse
from tootui.text.times import absolute

_PAGE = 40


def run(given: argparse.Namespace) -> int:
    """Read and print."""
    reported_settings(given)
    credentials = CredentialStore()
    account = some_account(given, credentials)
    token = credentials.token_of(account.name)
    statuses, problems = asyncio.run(_read(account.server, token, given.place, given.count))
    if given.form == "json":
        print(msgspec.json.format(msgspec.json.encode(statuses)).decode())
    else:
        to_words = _markdown if given.form == "markdown" else _plain
        print("\n\n".join(_shown(status, to_words) for status in statuses))
    if problems:
        count = len(problems)
        print(f"tootui: {count} post{'s' if count > 1 else ''} could not be read.", file=sys.stderr)
    return 0


async def _read(server: str, token: str, place: Place, count: int) -> tuple[list[Status], list[Problem]]:
    async with connect(server, token) as client:
        if place.kind == "thread":
            return await _thread(client, place.argument, count)
        page = await _first_page(client, place, min(count, _PAGE))
        statuses, problems = list(page.items), list(page.problems)
        while len(statuses) < count and page.items and page.older is not None:
            page = await client.follow_link(page.older, Status)
            statuses += page.items
            problems += page.problems
    return statuses[:count], problems


async def _first_page(client: Client, place: Place, limit: int) -> Page[Status]:
    if place.kind == "tag":
        return await client.timelines.tag(place.argument, limit=limit)
    if place.kind == "home":
        return await client.timelines.home(limit=limit)
    return await client.timelines.public(local=place.kind == "local" or None, limit=limit)


async def _thread(client: Client, status_id: str, count: int) -> tuple[list[Status], list[Problem]]:
    focus = await client.statuses.get(status_id)
    context = await client.statuses.context(focus.inner.id)
    return [*context.ancestors, focus, *context.descendants][:count], context.problems


def _shown(status: Status, to_words: Callable[[str], str]) -> str:
    """One post: who, when, what, where. A content warning stands before the text, which a pipe cannot unfold."""
    post = status.inner
    lines = []
    if post is not status:
        lines.append(f"{status.account.name} (@{status.account.acct}) boosted")
    visibility = "" if post.visibility == "public" else f" · {post.visibility}"
    lines.append(f"{post.account.name} (@{post.account.acct}) · {absolute(post.created_at)}{visibility}")
    if post.spoiler_text:
        lines.append(f"CW: {post.spoiler_text}")
    lines += [words] if (words := to_words(post.content).strip()) else []
    lines += [f"[{media.type}: {media.description or 'no description'}]" for media in post.media_attachments]
    lines += [post.url] if post.url else []
    return "\n".join(lines)


def _plain(html: str) -> str:
    return parse(html).text


def _markdown(html: str) -> str:
    from tootui.text.markdown import to_markdown

    return to_markdown(html)
