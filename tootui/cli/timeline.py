"""`tootui timeline PLACE`: posts on standard output, newest first; a thread from its beginning."""

from __future__ import annotations

import argparse
import asyncio

from tootui.api.client import Client, connect
from tootui.cli.choosing import reported_settings, some_account
from tootui.cli.printing import print_statuses
from tootui.config.credentials import CredentialStore
from tootui.model.pages import Page, Problem
from tootui.model.places import Place
from tootui.model.status import Status

_PAGE = 40


def run(given: argparse.Namespace) -> int:
    """Read and print."""
    reported_settings(given)
    credentials = CredentialStore()
    account = some_account(given, credentials)
    token = credentials.token_of(account.name)
    statuses, problems = asyncio.run(_read(account.server, token, given.place, given.count))
    print_statuses(statuses, problems, given.form)
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
