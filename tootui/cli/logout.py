"""`tootui logout`: give the token back and forget the account."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tootui.cli.choosing import named, reported_settings
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import CredentialsError
from tootui.service.leaving import LeftBehind, counted, take_leave


def run(given: argparse.Namespace) -> int:
    """Sign out. Drafts and posts that wait are the person's: it is asked about them, and said where they stay."""
    reported_settings(given)
    credentials = CredentialStore()
    account = _chosen(given, credentials)
    left = counted(account)
    keeps_words = not given.throw_away and (given.keep or left is None or (bool(left) and _wants_to_keep(left)))
    problem = asyncio.run(take_leave(account, credentials, keeps_words=keeps_words))
    print(f"Signed out: {account.name}.")
    if keeps_words and left:
        print(f"On this machine stays: {left}, in {left.place}.")
        print("It is there again when you sign in again.")
    elif left:
        print(f"Thrown away: {left}.")
    if problem is not None:
        print(f"tootui: {problem}", file=sys.stderr)
    return 0


def _wants_to_keep(left: LeftBehind) -> bool:
    """Ask; where nobody can answer everything is kept."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    print(f"Only on this machine: {left}.")
    while True:
        answer = input("Keep it for when you sign in again? [Y/n] ").strip().casefold()
        if answer in ("", "y", "yes"):
            return True
        if answer in ("n", "no"):
            return False


def _chosen(given: argparse.Namespace, credentials: CredentialStore) -> StoredAccount:
    name = given.name or given.account
    if name:
        return named(name, credentials)
    accounts = credentials.accounts()
    if len(accounts) == 1:
        return accounts[0]
    if not accounts:
        raise CredentialsError("Nobody is signed in.")
    raise CredentialsError(f"Which one? Signed in: {', '.join(account.name for account in accounts)}.")
