"""The reader's private notes about people: no word typed is lost, whatever the server says."""

from __future__ import annotations

from collections.abc import Callable

from tootui.cache.unfinished import Unfinished
from tootui.model.account import Relationship
from tootui.model.base import AccountId, known
from tootui.model.errors import StorageError
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.service.person_verbs import NoteTerms, noting
from tootui.service.wishes import Outcome, Wishes
from tootui.store.entities import Store

MOST_LETTERS = 2000
"""What Mastodon keeps of a note (`AccountNote::COMMENT_SIZE_LIMIT`)."""


class Notes:
    """Keeps notes on the server, and what is typed on disk until it is there.

    Args:
        unfinished: what was typed and is not on the server.
        names: names somebody in sentences.
    """

    def __init__(
        self,
        store: Store,
        wishes: Wishes,
        notices: Notices,
        clock: Clock,
        unfinished: Unfinished,
        names: Callable[[AccountId], str],
    ) -> None:
        self._store = store
        self._wishes = wishes
        self._notices = notices
        self._clock = clock
        self._unfinished = unfinished
        self._names = names

    def present(self, account_id: AccountId) -> str:
        """The note as the server has it, or shall have it."""
        relationship = self._store.relationship(account_id)
        return known(relationship.note, "") if relationship is not None else ""

    def unfinished(self, account_id: AccountId) -> str | None:
        """What was typed about somebody and did not get to the server; None where nothing was."""
        try:
            return self._unfinished.read(account_id)
        except StorageError:
            return None

    def typed(self, account_id: AccountId, text: str) -> None:
        """Put on disk what is typed so far.

        Raises:
            StorageError: it is not on disk.
        """
        self._unfinished.save(account_id, text, self._clock.time())

    def discard(self, account_id: AccountId) -> None:
        """Forget what was typed: it is what the server has, or shall have. Then it is kept until it is there.

        Raises:
            StorageError: it is still on disk.
        """
        if not self._wishes.waits("note", account_id):
            self._unfinished.delete(account_id)

    def keep(self, account_id: AccountId, text: str) -> None:
        """Have the server keep a note; it shows at once, and waits while the server cannot be reached.

        Raises:
            StorageError: what was typed is not on disk, so that it should stay on the screen.
        """
        self.typed(account_id, text)
        relationship = self._store.relationship(account_id)
        if relationship is None:
            relationship = Relationship(id=account_id)
            self._store.put_relationships([relationship])
        if self.present(account_id) == text and not self._wishes.waits("note", account_id):
            self.discard(account_id)
            return
        self._wishes.want(noting(NoteTerms(text)), relationship, on=True)

    def came_out(self, outcome: Outcome) -> None:
        """Tell why a note was refused; what the server has is kept here no longer."""
        account_id = outcome.entity_id
        if outcome.refusal is not None:
            is_absent = outcome.is_unknown
            why = "it keeps no notes about people." if is_absent else outcome.refusal
            then = "have them back" if is_absent else "change or send it"
            self._notices.post(
                f"The note about {self._names(account_id)} is not on the server: {why} "
                f"Its words are kept: open the note again to {then}.",
                "error",
                key=f"note:{account_id}",
            )
        elif self.unfinished(account_id) == self.present(account_id):
            try:
                self._unfinished.delete(account_id)
            except StorageError as error:
                self._notices.post(str(error), "error")
