"""Taking leave of an account: what the person wrote there and nobody has seen, and what becomes of it."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path
from typing import NamedTuple

from tootui import paths
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import StorageError
from tootui.service.drafts import IN_FLIGHT

log = logging.getLogger(__name__)


class LeftBehind(NamedTuple):
    """What of an account is on this machine alone.

    Attributes:
        drafts: posts that were begun.
        unsent: posts that were to be sent and are not yet.
        wishes: favourites, follows and the like that wait for the server.
        place: the directory it lies in.
        is_due: whether some of it goes out by itself as soon as the account is open.
        about_people: notes and reports that the server has not got.
    """

    drafts: int
    unsent: int
    wishes: int
    place: Path
    is_due: bool = False
    about_people: int = 0

    def __bool__(self) -> bool:
        return bool(self.drafts or self.unsent or self.wishes or self.about_people)

    def __str__(self) -> str:
        counted = (
            (self.drafts, "a draft", "drafts"),
            (self.unsent, "a post that waits to be sent", "posts that wait to be sent"),
            (self.wishes, "an action that waits for the server", "actions that wait for the server"),
            (self.about_people, "an unsent note or report", "unsent notes and reports"),
        )
        parts = [one if count == 1 else f"{count} {many}" for count, one, many in counted if count]
        return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def counted(account: StoredAccount) -> LeftBehind | None:
    """What logging out would leave on disk. Reads the account's words beside whatever else uses them; blocks.

    None where it cannot be read, which must not keep anybody from leaving.
    """
    place = paths.account_dir(paths.data_dir(), account.name)
    if account.is_guest or not (place / "words.db").exists():
        return LeftBehind(0, 0, 0, place)
    from tootui.cache.unfinished import unfinished_count
    from tootui.cache.words import Words

    words = Words.open(place / "words.db")
    try:
        drafts = [draft for draft in words.drafts() if not draft.is_blank]
        begun = sum(draft.state == "draft" for draft in drafts)
        wishes = len(words.mutations())
        is_due = wishes > 0 or any(draft.state in IN_FLIGHT and not draft.needs_person for draft in drafts)
        return LeftBehind(begun, len(drafts) - begun, wishes, place, is_due, unfinished_count(words))
    except StorageError as error:
        log.warning("What is left of %s: %s", account.name, error)
        return None
    finally:
        words.close()


async def take_leave(account: StoredAccount, credentials: CredentialStore, *, keeps_words: bool) -> str | None:
    """Forget the account, and what was read with it, and make its token worthless.

    The server comes last: it may take its time, and who signs in again meanwhile is to find nothing taken away.

    Args:
        keeps_words: whether drafts and what waits stay on disk, for when one signs in again.

    Returns:
        None, or what did not work out, as a sentence.

    Raises:
        CredentialsError: the account could not be forgotten.
    """
    from tootui.service.signin import forget, revoke

    token = await forget(account, credentials)
    await asyncio.to_thread(shutil.rmtree, paths.account_dir(paths.cache_dir(), account.name), ignore_errors=True)
    problem = None if keeps_words else await asyncio.to_thread(_throw_away, account)
    left = await revoke(account, token)
    return problem or left


def _throw_away(account: StoredAccount) -> str | None:
    place = paths.account_dir(paths.data_dir(), account.name)
    try:
        shutil.rmtree(place)
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"What you wrote could not be deleted from {place}: {error.strerror}."
    return None
