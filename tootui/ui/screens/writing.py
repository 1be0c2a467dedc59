"""Beginning to write, taking up what was left, and what became of what was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from tootui.cache.drafts import Draft
from tootui.model.base import StatusId
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.chains import in_chain
from tootui.service.draft_names import draft_words
from tootui.ui.dispatch import Handler

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen


SLOW_SECONDS = 0.3
"""What takes longer than this says so."""
_NOTICE = "taking up"
"""See `tootui.service.rewriting`, which says by the same name what failed."""


class _Choice(NamedTuple):
    key: str
    text: str
    note: str
    act: Callable[[], None]


class Writing:
    """Opens the dialog that writes a post, with the right draft in it, and hands over what shall be sent.

    Args:
        screen: over which it opens.
        writer: whose posts these are, where that is not the account of the screen.
    """

    def __init__(self, screen: MainScreen, writer: Session | None = None) -> None:
        self._screen = screen
        self._writer = writer
        self._failed: set[str] = set()
        self._is_fresh = False
        """Whether no key was pressed since something was sent: then a failure may open its text again at once."""
        self._is_awaited = False
        """Whether no key was pressed since a text was asked for: then it may open at once when it comes."""
        self._taken_up: dict[StatusId, Draft] = {}
        """Posts whose text came when nobody waited for it any more, to be edited yet."""

    @property
    def _session(self) -> Session:
        return self._writer or self._screen.session

    def handlers(self) -> dict[str, Handler]:
        """The commands that begin to write."""
        return {"draft.new": Handler(self.compose)}

    def offer_unfinished(self) -> None:
        """Say that something is unfinished, after a crash or a night."""
        if self._session.is_guest:
            return
        from tootui.service.editor_files import EditorFiles

        self._session.unsent.renew()
        EditorFiles(self._session.name, self._session.drafts).recover()
        unfinished = self._session.drafts.latest()
        if unfinished is not None:
            key = self._screen.tootui.keymap.label("draft.new")
            self._session.notices.post(
                f"Not finished yet: {draft_words(unfinished)}. {key} continues it.", key="unfinished"
            )

    def key_pressed(self) -> None:
        """The person has gone on to something else."""
        self._is_fresh = False
        self._is_awaited = False

    # Beginning

    def compose(self) -> None:
        """Write a post; what was left unfinished or undecided is offered first."""
        choices = [*self._unfinished(), *self._undecided()]
        if not choices:
            self._new()
            return
        from tootui.ui.screens.picker import Picker, PickerItem

        count = len(self._session.unsent.drafts)
        if count > 1:
            choices.append(_Choice("r", "all drafts", f"{count}", lambda: self._screen.go(Place.DRAFTS)))
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
        return [_Choice("c", f"continue {draft_words(draft)}", draft.reason, lambda: self.go_on(draft))]

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
        def throw_away() -> None:
            try:
                self._session.outbox.discard(draft.id)
            except StorageError as error:
                self._screen.tootui.say(str(error), "error")

        return throw_away

    def mention(self, acct: str) -> None:
        """Write a post, as public as the person's posts are, that names somebody."""
        draft = self._session.drafts.new()
        self._open(structs.replace(draft, text=f"@{acct} "), is_saved=False)

    def message(self, accts: Sequence[str]) -> None:
        """Write a direct post to these people."""
        self._open(self._session.drafts.direct_to(accts), is_saved=False)

    def reply(self, status: Status, *, author_only: bool = False) -> None:
        """Answer a post, going on with the unfinished answer to it if there is one."""
        unfinished = self._session.drafts.unfinished("reply", status.inner.id)
        if unfinished is not None:
            self.go_on(unfinished)
        else:
            self._open(self._session.drafts.reply_to(status, author_only=author_only), is_saved=False)

    def quote(self, status: Status) -> None:
        """Write a post that shows another one, as far as its author and the server let one."""
        from tootui.api.features import Feature
        from tootui.service.quoting import quote_offer

        session = self._session
        offer = quote_offer(status, is_mine=session.is_mine(status), has_quotes=session.offers(Feature.QUOTES))
        if offer.way is None:
            self._screen.tootui.say(offer.words, "warning")
            return
        unfinished = session.drafts.unfinished("quote", status.inner.id)
        if unfinished is not None:
            self.go_on(unfinished)
            return
        if offer.way == "link":
            self._screen.tootui.say(offer.words)
        self._open(session.drafts.quote(status, as_link=offer.way == "link"), is_saved=False)

    def edit(self, status: Status) -> None:
        """Change an own post, going on with an unfinished change of it if there is one."""
        post = status.inner
        if any(item.edit_of == post.id and item.state != "failed" for item in self._session.outbox.items):
            key = self._screen.tootui.keymap.label("draft.new")
            self._screen.tootui.say(f"A change of this post is on its way. If it stays there, {key} decides.")
            return
        unfinished = self._session.drafts.unfinished("edit", post.id)
        taken_up = self._taken_up.pop(post.id, None)
        if unfinished is not None:
            self.go_on(unfinished)
        elif taken_up is not None:
            self._open(taken_up, is_saved=False)
        else:
            self._wait_for_text(post.id)
            self._session.rewriting.edit(post.id, self._edit_ready)

    def redraft(self, status: Status) -> None:
        """Delete an own post and write it anew, after a yes that knows what is lost."""
        from tootui.service.rewriting import lost_by_deleting

        post = status.inner
        lost = lost_by_deleting(post)
        detail = "Its text and all that belongs to it is kept as a draft first."
        if lost:
            detail = f"Lost for good: {lost}. {detail}"

        def agreed() -> None:
            self._wait_for_text(post.id)
            self._session.rewriting.redraft(post.id, self._redraft_ready)

        self._screen.ask("Delete this post and write it anew?", detail, "delete and redraft", agreed)

    def _wait_for_text(self, status_id: StatusId) -> None:
        self._is_awaited = True
        self._screen.set_timer(SLOW_SECONDS, partial(self._say_slow, status_id))

    def _say_slow(self, status_id: StatusId) -> None:
        is_coming = self._session.rewriting.is_under_way(status_id)
        if is_coming and self._is_awaited and self._screen.is_current:
            self._session.notices.post(f"Getting the text {self._screen.look.glyphs.ellipsis}", key=_NOTICE)

    def _edit_ready(self, draft: Draft) -> None:
        if self._take_turn():
            self._open(draft, is_saved=False)
            return
        self._taken_up[draft.edit_of or ""] = draft
        key = self._screen.tootui.keymap.label("status.edit")
        self._session.notices.post(f"The text of your post is here. {key} on it opens it.", key=_NOTICE)

    def _redraft_ready(self, draft: Draft) -> None:
        if self._take_turn():
            self._open(draft, is_saved=True)
            return
        self._session.unsent.renew()
        key = self._screen.tootui.keymap.label("draft.new")
        self._session.notices.post(f"Deleted. {key} continues its text.", key=_NOTICE)

    def _take_turn(self) -> bool:
        """Whether a dialog may open by itself: the person still waits for it."""
        is_awaited, self._is_awaited = self._is_awaited, False
        return is_awaited and self._screen.is_active

    def go_on(self, draft: Draft, *, is_saved: bool = True) -> None:
        """Take up a draft, or what is not sent of the outbox, to be written further.

        Args:
            is_saved: whether it is on disk.
        """
        try:
            draft = self._taken_out(draft)
        except StorageError as error:
            self._screen.tootui.say(str(error), "error")
        else:
            self._open(draft, is_saved=is_saved)

    def _taken_out(self, draft: Draft) -> Draft:
        """A draft that nothing sends while it is written.

        Raises:
            StorageError: it is as it was.
        """
        outbox = self._session.outbox
        if any(item.id == draft.id for item in outbox.items):
            draft = outbox.reopen(draft.id)
        if draft.chain is None:
            return draft
        outbox.recall(draft.chain)
        return in_chain(draft, self._session.drafts.chain(draft.chain))

    def _open(self, draft: Draft, *, is_saved: bool) -> None:
        from tootui.ui.screens.compose import ComposeScreen

        self._screen.app.push_screen(
            ComposeScreen(self._session, self._screen.look, draft, is_saved=is_saved), self._written
        )

    # Sending

    def _written(self, draft: Draft | None) -> None:
        self._session.unsent.renew()
        if draft is None:
            return
        self._is_fresh = True
        try:
            if draft.chain is not None:
                chain = self._session.drafts.chain(draft.chain)
                self._session.outbox.send_chain([post for post in chain if post.state == "draft"])
            else:
                self._session.outbox.send(draft)
        except StorageError as error:
            self._session.notices.post(f"Not sent. {error} Your text is kept.", "error")

    def outbox_changed(self) -> None:
        """Bring back what the server did not take, at once if the person still waits for it."""
        failed = {draft.id: draft for draft in self._session.outbox.items if draft.state == "failed"}
        fresh = [draft for draft_id, draft in failed.items() if draft_id not in self._failed]
        self._failed = set(failed)
        if fresh and self._is_fresh and self._screen.is_active:
            self._is_fresh = False
            self.go_on(fresh[0])
