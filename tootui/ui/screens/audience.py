"""Choosing who sees a post that is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.cache.drafts import Draft
from tootui.model.status import VISIBILITIES, Status
from tootui.service.replying import is_wider
from tootui.text.audiences import AUDIENCES
from tootui.ui.screens.picker import PickerItem

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp


class AudienceChoice:
    """Offers the visibilities, and asks before more people see an answer than saw what it answers.

    Args:
        draft: the post.
        answered: what it answers or quotes, as far as that is known.
        chosen: called with what was picked.
    """

    def __init__(self, app: TootuiApp, draft: Draft, answered: Status | None, chosen: Callable[[str], None]) -> None:
        self._app = app
        self._draft = draft
        self._answered = answered
        self._chosen = chosen

    @property
    def parent(self) -> str | None:
        """The visibility of the answered post, None where there is none or it does not matter any more."""
        if self._answered is None or self._draft.in_reply_to_id is None or self._draft.kind == "edit":
            return None
        return self._answered.visibility

    def why_not(self) -> str | None:
        """Why there is nothing to choose."""
        if self._draft.chain is not None and self._draft.position > 0:
            return "Who sees a chain is chosen on its first post."
        return "Who sees a published post cannot be changed." if self._draft.kind == "edit" else None

    def choices(self) -> list[PickerItem]:
        """The visibilities to pick from, in their order."""
        reason = self.why_not()
        return [
            PickerItem(audience.name[0], f"{audience.name:10}", reason or audience.meaning, reason is None)
            for audience in (AUDIENCES[word] for word in VISIBILITIES)
        ]

    def change(self, visibility: str) -> None:
        """Take what was picked, after a yes where that is needed."""
        parent = self.parent
        if self._is_quote_of_less(visibility):
            self._app.say("What you quote is for followers, so that the quote cannot be for more people.", "warning")
        elif parent is None or not self._app.settings.compose.confirm_widening or not is_wider(visibility, parent):
            self._chosen(visibility)
        else:
            self._ask(visibility, parent)

    def _is_quote_of_less(self, visibility: str) -> bool:
        quoted = self._answered
        if self._draft.quoted_status_id is None or quoted is None or quoted.id != self._draft.quoted_status_id:
            return False
        return quoted.visibility == "private" and is_wider(visibility, quoted.visibility)

    def _ask(self, visibility: str, parent: str) -> None:
        from tootui.ui.screens.confirm import Confirm

        question = Confirm(
            f"Answer a “{AUDIENCES[parent].name}” post as “{AUDIENCES[visibility].name}”?"
            if parent in AUDIENCES
            else "Answer where more people can read it?",
            "More people will see your answer than saw the post you answer.",
            yes="widen it",
            no="leave it",
        )
        self._app.push_screen(question, lambda agreed: self._chosen(visibility) if agreed else None)
