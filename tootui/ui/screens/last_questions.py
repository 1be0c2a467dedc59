"""What is asked before a post is sent: who is told that was not, and what nobody has described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.cache.drafts import Draft
from tootui.model.status import Status
from tootui.service.recipients import added_recipients

if TYPE_CHECKING:
    from tootui.ui.screens.compose import ComposeScreen


class LastQuestions:
    """Asks each once; a yes sends it, unless there is something else to be asked.

    Args:
        screen: where it is written.
        acct: whose post it is.
    """

    def __init__(self, screen: ComposeScreen, acct: str) -> None:
        self._screen = screen
        self._acct = acct
        self._agreed: set[str] = set()
        """What need not be asked again."""

    def is_answered(self, draft: Draft, answered: Status | None) -> bool:
        """Whether nothing is to be asked before it is sent; what is, is asked now.

        Args:
            draft: what is sent, of a chain all in one.
            answered: what it answers, as far as that is known.
        """
        added = added_recipients(draft, answered, self._acct)
        if added and " ".join(added) not in self._agreed:
            names = " ".join(f"@{acct}" for acct in added)
            who = f"{names} was" if len(added) == 1 else f"{names} were"
            self._ask(f"Send this to {names} too?", f"{who} not in this conversation.", " ".join(added))
            return False
        count = sum(not media.description.strip() for media in draft.media)
        shall_ask = self._screen.tootui.settings.compose.ask_descriptions
        if count and shall_ask and "descriptions" not in self._agreed:
            what = "An attachment has no description" if count == 1 else f"{count} attachments have no description"
            detail = "Who cannot see or hear it is told nothing of it."
            self._ask(f"{what}. Send all the same?", detail, "descriptions", no="describe")
            return False
        return True

    def _ask(self, question: str, detail: str, about: str, *, no: str = "no") -> None:
        from tootui.ui.screens.confirm import Confirm

        def answered(agreed: bool | None) -> None:  # None by Esc, which is a no as well
            if agreed or about == "descriptions":
                self._agreed.add(about)
            if agreed:
                self._screen.dispatcher.run("draft.send")
            elif about == "descriptions":
                self._screen.dispatcher.run("draft.media")

        self._screen.app.push_screen(Confirm(question, detail, yes="send", no=no), answered)
