"""`tootui accounts`: who is signed in."""

from __future__ import annotations

import argparse

from tootui.config.credentials import CredentialStore, StoredAccount

_KEPT_IN = {"file": "file", "keyring": "keyring", "command": "token command"}


def run(given: argparse.Namespace) -> int:
    """One line per account, the last used first."""
    accounts = CredentialStore().accounts()
    if not accounts:
        print("Nobody is signed in. `tootui login SERVER` signs you in, `tootui demo` shows what it is like.")
    for position, account in enumerate(accounts):
        print(_line(account, is_first=position == 0))
    return 0


def _line(account: StoredAccount, *, is_first: bool) -> str:
    mark = "*" if is_first else " "
    return f"{mark} {account.name}  {account.server}  (token: {_KEPT_IN[account.keeps]})"
