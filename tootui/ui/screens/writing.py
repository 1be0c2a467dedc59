"""Beginning to write, taking up what was left, and what became of what was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.model.status import Status
from tootui.ui.copying import in_brief
from tootui.ui.dispatch import Handler

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen


class _Choice(NamedTuple):
    key: str
    text: str
    note: str
    act: Callable[[], None]


def draft_words(draft: Draft) -> str:
    """Name a draft by what it answers and its first words."""
    kind = f"the reply to @{draft.reply_acct}" if draft.reply_acct else "the post"
    words = in_brief(draft.text, 32)
    return f"{kind}: {words}" if words else kind


class Writing:
    """Opens the dialog that writes a post, with the right draft in it, and hands over what shall be sent."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._failed: set[str] = set()
        self._is_fresh = False
        """Whether no key was pressed since something was sent: then a failure may open its text again at once."""

    @property
    def _session(self) -> Session:
        return self._screen.session

    def handlers(self) -> dict[str, Handler]:
        """The commands that begin to write."""
        return {"draft.new": Handler(self.compose)}

    def offer_unfinished(self) -> None:
        """Say that something is unfinished, after a crash or a night."""
        unfinished = self._session.drafts.latest()
        if unfinished is not None:
            key = self._screen.tootui.keymap.label("draft.new")
            self._session.notices.post(
                f"Not finished yet: {draft_words(unfinished)}. {key} continues it.", key="unfinished"
            )

    def key_pressed(self) -> None:
        """The person has gone on to something else."""
        self._is_fresh = False

    # Beginning

    def compose(self) -> None:
        """Write a post; what was left unfinished or undecided is offered first."""
        choices = [*self._unfinished(), *self._undecided()]
        if not choices:
            self._new()
            return
        from tootui.ui.screens.picker import Picker, PickerItem

        choices.append(_Choice("n", "write a new post", "", self._new))
        items = [PickerItem(choice.key, choice.text, choice.note) for choice in choices]
        self._screen.app.push_screen(
            Picker("Compose", items), lambda index: choices[index].act() if index is not None else None
        )

    def _new(self) -> None:
        self._open(self._session.drafts.new(), is_saved=False)

    def _unfinished(self) -> list[_Choice]:
        draft = self._session.drafts.latest()
        if draft is None:
            return []
        return [_Choice("c", f"continue {draft_words(draft)}", draft.reason, lambda: self._continue(draft))]

    def _undecided(self) -> list[_Choice]:
        return [
            choice
            for draft in self._session.outbox.items
            if draft.state == "undecided" and draft.reason
            for choice in (
                _Choice("s", f"send again {draft_words(draft)}", draft.reason, self._retry(draft)),
                _Choice("x", f"throw away {draft_words(draft)}", "", self._throw_away(draft)),
            )
        ]

    def _retry(self, draft: Draft) -> Callable[[], None]:
        def retry() -> None:
            self._session.outbox.retry(draft.id)

        return retry

    def _throw_away(self, draft: Draft) -> Callable[[], None]:
        return lambda: self._session.outbox.discard(draft.id)

    def reply(self, status: Status, *, author_only: bool = False) -> None:
        """Answer a post, going on with the unfinished answer to it if there is one."""
        unfinished = self._session.drafts.latest()
        if unfinished is not None and unfinished.in_reply_to_id == status.inner.id:
            self._continue(unfinished)
        else:
            self._open(self._session.drafts.reply_to(status, author_only=author_only), is_saved=False)

    def _continue(self, draft: Draft) -> None:
        if any(item.id == draft.id for item in self._session.outbox.items):
            draft = self._session.outbox.reopen(draft.id)
        self._open(draft, is_saved=True)

    def _open(self, draft: Draft, *, is_saved: bool) -> None:
        from tootui.ui.screens.compose import ComposeScreen

        self._screen.app.push_screen(
            ComposeScreen(self._session, self._screen.look, draft, is_saved=is_saved), self._written
        )

    # Sending

    def _written(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._is_fresh = True
        try:
            self._session.outbox.send(draft)
        except StorageError as error:
            self._session.notices.post(f"Not sent. {error} Your text is kept.", "error")

    def outbox_changed(self) -> None:
        """Bring back what the server did not take, at once if the person still waits for it."""
        failed = {draft.id: draft for draft in self._session.outbox.items if draft.state == "failed"}
        fresh = [draft for draft_id, draft in failed.items() if draft_id not in self._failed]
        self._failed = set(failed)
        if fresh and self._is_fresh and self._screen.is_current:
            self._is_fresh = False
            self._continue(fresh[0])
