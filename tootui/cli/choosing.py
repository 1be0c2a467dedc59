"""Settings and accounts as the options of the command line ask for them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tootui import logs
from tootui.cli.wrong_use import WrongUse
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.config.problems import ConfigProblem
from tootui.config.settings import Settings, load_settings
from tootui.model.errors import ConfigError, CredentialsError

if TYPE_CHECKING:
    import argparse


def settings_of(given: argparse.Namespace) -> tuple[Settings, list[ConfigProblem]]:
    """The settings in force, what is wrong in their file, and the log begun as they say.

    Raises:
        ConfigError: the file that was asked for does not exist.
    """
    if given.config is not None and not given.config.is_file():
        raise ConfigError(f"There is no settings file {given.config}.")
    settings, problems = load_settings(given.config)
    logs.setup(settings.general.log_level)
    return settings, problems


def reported_settings(given: argparse.Namespace) -> Settings:
    """The settings in force; what is wrong in their file is told on standard error."""
    settings, problems = settings_of(given)
    for problem in problems:
        print(f"tootui: {problem}", file=sys.stderr)
    return settings


def account_of(given: argparse.Namespace, credentials: CredentialStore) -> StoredAccount | None:
    """The account that was asked for, or the one used last; None when nobody is signed in.

    Raises:
        CredentialsError: nobody is signed in under the name that was asked for.
    """
    if given.account is None:
        return credentials.last_used()
    return named(given.account, credentials)


def reader_of(given: argparse.Namespace, credentials: CredentialStore) -> StoredAccount | None:
    """As `account_of`, or a guest at the server that was asked for.

    Raises:
        InvalidServer: that is no server's name.
        WrongUse: both a server and an account were asked for.
        CredentialsError: nobody is signed in under the name that was asked for.
    """
    if given.look_at is None:
        return account_of(given, credentials)
    if given.account is not None:
        raise WrongUse("--server looks at a server without an account: leave out --account.")
    from tootui.service.guest import guest_at

    return guest_at(given.look_at)


def named(name: str, credentials: CredentialStore) -> StoredAccount:
    """The account of a name.

    Raises:
        CredentialsError: nobody is signed in under that name.
    """
    account = credentials.get(name.removeprefix("@"))
    if account is None:
        known = ", ".join(account.name for account in credentials.accounts())
        raise CredentialsError(
            f"Nobody is signed in as {name}. "
            + (f"Signed in: {known}." if known else "`tootui login SERVER` signs you in.")
        )
    return account


def some_account(given: argparse.Namespace, credentials: CredentialStore) -> StoredAccount:
    """As `account_of`, for commands that cannot do without.

    Raises:
        CredentialsError: nobody is signed in, or not under that name.
    """
    account = account_of(given, credentials)
    if account is None:
        raise CredentialsError("Nobody is signed in. `tootui login SERVER` signs you in.")
    return account
