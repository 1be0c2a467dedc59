"""Who is signed in where, and how to get at the tokens.

One file, ``credentials.json``, private from the moment it exists, holds the accounts, the applications as the servers
know them, and those tokens that the user did not put elsewhere: into the system's keyring, or into a program of theirs
(``token_command``). Several processes may use it: each change reads, changes and replaces it under a lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tootui import paths
from tootui.config import token_sources
from tootui.config.atomic import held_lock, write_private
from tootui.model.errors import CredentialsError
from tootui.model.oauth import AppRegistration

_FILE = "credentials.json"
_LOCK = ".credentials.lock"
_VERSION = 1


class StoredAccount(Struct, frozen=True, kw_only=True):
    """An account that is signed in; the token is not part of it (`CredentialStore.token_of`).

    ``name`` is unique on this machine (`account_name`), ``server`` the base address without a slash at its end,
    ``acct`` what the server calls the account, ``last_used`` seconds since the epoch, ``keeps`` where the token is,
    ``token_command`` the program that prints it where ``keeps`` is ``command``. ``full_name`` is what all servers call
    it, where that is known: a server may have another name than its address.
    """

    name: str
    server: str
    acct: str
    account_id: str
    username: str
    app: AppRegistration | None = None
    last_used: float = 0.0
    keeps: Literal["file", "keyring", "command"] = "file"
    token_command: str = ""
    full_name: str = ""

    @property
    def is_guest(self) -> bool:
        """Whether this is nobody's account: a server that is only looked at. Such a one is never stored."""
        return not self.account_id

    @property
    def called(self) -> str:
        """What it is called everywhere, as far as that is known."""
        return self.full_name or f"@{self.name}"

    def __repr__(self) -> str:
        return f"StoredAccount({self.name!r})"


class _Entry(Struct, kw_only=True, omit_defaults=True):
    """An account in the file, with its token where the file keeps it. The application stands once per server."""

    account: StoredAccount
    token: str | None = None

    def __repr__(self) -> str:
        return f"_Entry({self.account!r})"


class _Contents(Struct, kw_only=True):
    """The whole file."""

    version: int = _VERSION
    accounts: dict[str, _Entry] = {}
    apps: dict[str, AppRegistration] = {}

    def __repr__(self) -> str:
        return f"_Contents({list(self.accounts)})"


def account_name(acct: str, server: str) -> str:
    """The name of an account on this machine: ``ada@mastodon.example``, whether or not ``acct`` holds a domain."""
    user, _, domain = acct.lstrip("@").partition("@")
    return f"{user}@{domain or urlsplit(server).netloc}"


class CredentialStore:
    """The accounts that are signed in.

    Every method reads the file anew, and may block (disk, keyring, a program of the user): not for the event loop,
    but for `accounts`, `get` and `last_used`, which read one small file.

    Args:
        directory: Where the file lies; by default the configuration directory.
        clock: Seconds since the epoch.
    """

    def __init__(self, directory: Path | None = None, *, clock: Callable[[], float] = time.time) -> None:
        self._file = (directory or paths.config_dir()) / _FILE
        self._clock = clock

    def accounts(self) -> list[StoredAccount]:
        """All accounts, the last used first.

        Raises:
            CredentialsError: the file is there and cannot be used.
        """
        contents = self._read()
        accounts = [self._whole(contents, name) for name in contents.accounts]
        return sorted(accounts, key=lambda account: account.last_used, reverse=True)

    def get(self, name: str) -> StoredAccount | None:
        """The account of that name."""
        contents = self._read()
        return self._whole(contents, name) if name in contents.accounts else None

    def last_used(self) -> StoredAccount | None:
        """The account that was used last."""
        return next(iter(self.accounts()), None)

    def token_of(self, name: str) -> str:
        """Get an account's token from where it is kept.

        Raises:
            CredentialsError: there is no such account, or its token cannot be had.
        """
        entry = self._read().accounts.get(name)
        if entry is None:
            raise CredentialsError(f"Nobody is signed in as “{name}”.")
        if entry.account.keeps == "command":
            return token_sources.from_command(entry.account.token_command)
        token = token_sources.from_keyring(name) if entry.account.keeps == "keyring" else entry.token
        if not token:
            raise CredentialsError(f"The token of “{name}” is gone. Sign in again.")
        return token

    def save(self, account: StoredAccount, token: str, *, keyring: bool) -> StoredAccount:
        """Keep an account, in place of one of the same name, as the last used.

        Args:
            account: Whose token it is. Where it says that a command keeps the token, the token is not stored.
            token: The access token.
            keyring: Whether the system's keyring is to keep it; else the file does.

        Returns:
            The account as it is stored.

        Raises:
            CredentialsError: keyring or file cannot be written; then nothing is changed.
        """
        keeps = "command" if account.keeps == "command" else "keyring" if keyring else "file"
        stored = replace(account, keeps=keeps, last_used=self._clock())
        with self._changing() as contents:
            before = contents.accounts.get(account.name)
            if keeps == "keyring":
                token_sources.put_in_keyring(account.name, token)
            elif before is not None and before.account.keeps == "keyring":
                with suppress(CredentialsError):  # a keyring that is gone must not keep a token from its new place
                    token_sources.remove_from_keyring(account.name)
            if stored.app is not None:
                contents.apps[stored.server] = stored.app
            kept = token if keeps == "file" else None
            contents.accounts[stored.name] = _Entry(account=replace(stored, app=None), token=kept)
        return stored

    def remove(self, name: str) -> None:
        """Forget an account and its token; an unknown name is forgotten already.

        Raises:
            CredentialsError: the file cannot be written, or the keyring does not give the token up.
        """
        with self._changing() as contents:
            entry = contents.accounts.pop(name, None)
        if entry is not None and entry.account.keeps == "keyring":
            token_sources.remove_from_keyring(name)

    def touch(self, name: str) -> None:
        """Note that an account is in use now, so that the next start takes it."""
        with self._changing() as contents:
            entry = contents.accounts.get(name)
            if entry is not None:
                entry.account = replace(entry.account, last_used=self._clock())

    def note_full_name(self, name: str, full_name: str) -> None:
        """Remember what all servers call an account, where that is not known yet."""
        known = self._read().accounts.get(name)
        if known is None or full_name in (known.account.full_name, f"@{name}"):
            return
        with self._changing() as contents:
            entry = contents.accounts.get(name)
            if entry is not None:
                entry.account = replace(entry.account, full_name=full_name)

    def app_for(self, server: str) -> AppRegistration | None:
        """How a server knows tootui, where it was registered there."""
        return self._read().apps.get(server)

    def save_app(self, server: str, app: AppRegistration) -> None:
        """Keep a registration for the next sign-in at that server."""
        with self._changing() as contents:
            contents.apps[server] = app

    def _whole(self, contents: _Contents, name: str) -> StoredAccount:
        account = contents.accounts[name].account
        return replace(account, app=contents.apps.get(account.server))

    def _read(self) -> _Contents:
        try:
            self._close_to_others()
            data = self._file.read_bytes()
        except FileNotFoundError:
            return _Contents()
        except OSError as error:
            raise CredentialsError(f"{self._file} cannot be read: {error.strerror}.") from error
        try:
            contents = msgspec.json.decode(data, type=_Contents)
        except msgspec.DecodeError:
            # Neither chained nor quoted: the decoder's words may show a part of the file.
            raise CredentialsError(f"{self._file} is damaged. Move it away and sign in again.") from None
        if contents.version > _VERSION:
            raise CredentialsError(f"{self._file} was written by a newer tootui. Use that one, or move the file away.")
        return contents

    def _close_to_others(self) -> None:
        """Take away what others may do with the file; one that stays open is not used."""
        if self._file.stat().st_mode & 0o077:
            self._file.chmod(0o600)

    @contextmanager
    def _changing(self) -> Iterator[_Contents]:
        """Give the file's contents to change, and write them when that went well."""
        try:
            with held_lock(self._file.with_name(_LOCK)):
                contents = self._read()
                yield contents
                write_private(self._file, msgspec.json.format(msgspec.json.encode(contents), indent=2))
        except OSError as error:
            raise CredentialsError(f"{self._file} cannot be written: {error.strerror}.") from error
