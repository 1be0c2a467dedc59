"""Tokens kept elsewhere than in the credentials file: the system's keyring, a program of the user's."""

from __future__ import annotations

from types import ModuleType

from tootui.model.errors import CredentialsError

_SERVICE = "tootui"
_COMMAND_SECONDS = 60.0
"""Long enough for a person to unlock their password manager."""


def from_command(command: str, *, seconds: float = _COMMAND_SECONDS) -> str:
    """Run the user's command, without a shell, and take what it prints.

    Raises:
        CredentialsError: it cannot be run, fails, takes too long or prints something else than one token. What it
            printed is never part of the error.
    """
    import shlex
    import subprocess

    try:
        argv = shlex.split(command)
    except ValueError as error:
        raise CredentialsError(f"The token command cannot be understood: {error}.") from error
    if not argv:
        raise CredentialsError("The token command is empty.")
    program = argv[0]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise CredentialsError(f"The token command “{program}” gave no answer in {seconds:g} seconds.") from None
    except OSError as error:
        raise CredentialsError(f"The token command “{program}” cannot be run: {error.strerror}.") from error
    if done.returncode:
        raise CredentialsError(f"The token command “{program}” failed with exit code {done.returncode}.")
    words = done.stdout.decode(errors="replace").split()
    if len(words) != 1:
        what = "nothing" if not words else "more than one word"
        raise CredentialsError(f"The token command “{program}” printed {what}; it must print the token alone.")
    return words[0]


def from_keyring(account: str) -> str | None:
    """The account's token, None where the keyring has none.

    Raises:
        CredentialsError: there is no keyring, or it does not answer.
    """
    keyring, failure = _keyring()
    try:
        token: str | None = keyring.get_password(_SERVICE, account)
    except failure as error:
        raise _refusal(error) from error
    return token


def put_in_keyring(account: str, token: str) -> None:
    """Keep the account's token in the keyring.

    Raises:
        CredentialsError: there is no keyring, or it does not take it.
    """
    keyring, failure = _keyring()
    try:
        keyring.set_password(_SERVICE, account, token)
    except failure as error:
        raise _refusal(error) from error


def remove_from_keyring(account: str) -> None:
    """Take the account's token out of the keyring, if it is there.

    Raises:
        CredentialsError: there is no keyring, or it does not answer.
    """
    keyring, failure = _keyring()
    try:
        if keyring.get_password(_SERVICE, account) is not None:
            keyring.delete_password(_SERVICE, account)
    except failure as error:
        raise _refusal(error) from error


def _keyring() -> tuple[ModuleType, type[Exception]]:
    """The keyring library and the base of its errors."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise CredentialsError(
            "The keyring cannot be used: install tootui with its extra “keyring”, or keep the token in the file "
            "(--no-keyring)."
        ) from error
    return keyring, KeyringError


def _refusal(error: Exception) -> CredentialsError:
    return CredentialsError(f"The keyring refused: {type(error).__name__}. --no-keyring keeps the token in the file.")
