"""`tootui timeline PLACE`: what a place shows on standard output, newest first; a thread from its beginning."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from tootui.api.client import Client, connect
from tootui.api.paged import Paged
from tootui.cli.choosing import reader_of, reported_settings, some_account
from tootui.cli.lines import account_line, link_line, tag_line
from tootui.cli.printing import print_lines, print_notifications, print_statuses
from tootui.config.credentials import CredentialStore
from tootui.model.pages import Problem
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service import people
from tootui.service.notification_source import notifications_of
from tootui.service.sources import posts_of
from tootui.service.trends import links_of, tags_of

_PAGE = 40
_OF_A_PERSON = ("account", "followers", "following")

E = TypeVar("E")


def run(given: argparse.Namespace) -> int:
    """Read and print."""
    reported_settings(given)
    credentials = CredentialStore()
    account = reader_of(given, credentials) or some_account(given, credentials)
    token = None if account.is_guest else credentials.token_of(account.name)
    show = asyncio.run(_read(account.server, token, given.place, given.count))
    show(given.form)
    return 0


async def _read(server: str, token: str | None, place: Place, count: int) -> Callable[[str | None], None]:
    """Read a place; what is given back prints it in a form."""
    async with connect(server, token) as client:
        if place == Place.TRENDING_TAGS:
            tags, _ = await _some(tags_of(client), count)
            return lambda form: print_lines(tags, tag_line, form)
        if place == Place.TRENDING_LINKS:
            links, _ = await _some(links_of(client), count)
            return lambda form: print_lines(links, link_line, form)
        if place == Place.DOMAIN_BLOCKS:
            domains, _ = await _some(client.domain_blocks.list(limit=min(count, _PAGE)), count)
            return lambda form: print_lines(domains, str, form)
        if place == Place.DIRECT:
            talks, problems = await _some(client.conversations.list(limit=min(count, _PAGE)), count)
            last = [talk.last_status for talk in talks if talk.last_status is not None]
            return lambda form: print_statuses(last, problems, form)
        if place.kind == "notifications" or (place.kind == "filtered" and place.argument):
            told, problems = await _some(notifications_of(client, place, limit=min(count, _PAGE)), count)
            return lambda form: print_notifications(told, problems, form)
        place = await _by_id(client, place)
        if place.kind in people.KINDS:
            found, _ = await _some(people.people_of(client, place, limit=min(count, _PAGE)), count)
            return lambda form: print_lines(found, account_line, form)
        if place.kind == "thread":
            statuses, problems = await _thread(client, place.argument, count)
        else:
            statuses, problems = await _some(posts_of(client, place, limit=min(count, _PAGE)), count)
        return lambda form: print_statuses(statuses, problems, form)


async def _by_id(client: Client, place: Place) -> Place:
    """The same place by the server's id of the person, where an address stands in it: ``account:@ada?media``."""
    if place.kind not in _OF_A_PERSON or not place.argument.startswith("@"):
        return place
    address, question, part = place.argument[1:].partition("?")
    account = await client.accounts.lookup(acct=address)
    return Place.parse(f"{place.kind}:{account.id}{question}{part}")


async def _some(listed: Paged[E], count: int) -> tuple[Sequence[E], Sequence[Problem]]:
    """The first of a list, as many as are wanted and there are."""
    items: list[E] = []
    problems: list[Problem] = []
    async for page in listed.pages():
        items += page.items
        problems += page.problems
        if len(items) >= count:
            break
    return items[:count], problems


async def _thread(client: Client, status_id: str, count: int) -> tuple[Sequence[Status], Sequence[Problem]]:
    focus = await client.statuses.get(status_id)
    context = await client.statuses.context(focus.inner.id)
    return [*context.ancestors, focus, *context.descendants][:count], context.problems
