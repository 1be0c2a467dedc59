"""`tootui logout`: give the token back and forget the account."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys

from tootui import paths
from tootui.cli.choosing import named, reported_settings
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import CredentialsError
from tootui.service.signin import sign_out


def run(given: argparse.Namespace) -> int:
    """Sign out. Drafts and posts that wait are the person's: they stay, and it is said where."""
    reported_settings(given)
    credentials = CredentialStore()
    account = _chosen(given, credentials)
    left = asyncio.run(sign_out(account, credentials))
    shutil.rmtree(paths.account_dir(paths.cache_dir(), account.name), ignore_errors=True)
    print(f"Signed out: {account.name}.")
    words = paths.account_dir(paths.data_dir(), account.name)
    if words.exists():
        print(f"Your drafts, and what still waited to be sent, stay in {words}.")
    if left is not None:
        print(f"tootui: {left}", file=sys.stderr)
    return 0


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
