"""What helps while a post is written: words completed, one's own editor, a look at how it will be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tootui.cache.drafts import Draft
from tootui.model.account import Account
from tootui.model.status import Status
from tootui.service.editor_files import EditorFiles
from tootui.service.replying import reply_mentions
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.completer import Completer
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.look import Look
    from tootui.ui.screens.compose import ComposeScreen
    from tootui.ui.widgets.post_area import PostArea

log = logging.getLogger(__name__)


class PostAids:
    """Made when the screen is there; `end` it with the screen.

    Args:
        screen: where the post is written.
        area: where its text stands.
        answered: the post it answers or quotes.
        draft: gives the post as it stands now.
    """

    def __init__(
        self,
        screen: ComposeScreen,
        session: Session,
        look: Look,
        area: PostArea,
        answered: Status | None,
        draft: Callable[[], Draft],
    ) -> None:
        self._screen = screen
        self._session = session
        self._area = area
        self._answered = answered
        self._draft = draft
        self._is_editing = False
        self._files = EditorFiles(session.name, session.drafts)
        completion = session.enquiries.completion
        area.completer = self._completer = Completer(
            area, look, completion, self._people(), self._is_private, screen.kept.text
        )

    def end(self) -> None:
        """The post is no longer written."""
        self._completer.end()

    def pick(self, number: int) -> None:
        """Write a line of the list of completions."""
        self._completer.pick(number)

    def _is_private(self) -> bool:
        draft = self._draft()
        return draft.visibility == "direct" and draft.in_reply_to_id is not None

    def _people(self) -> list[str]:
        """Who takes part in the conversation."""
        if self._answered is None:
            return []
        session = self._session
        names = reply_mentions(self._answered, me_id=session.account.account_id, me_acct=session.acct)
        return [name.removeprefix("@") for name in names.split()]

    def handlers(self) -> dict[str, Handler]:
        """The commands."""
        return {
            "draft.editor": Handler(self._open_editor),
            "draft.preview": Handler(self._preview, self._why_no_preview),
        }

    # How it will look

    def _why_no_preview(self) -> str | None:
        return "There is nothing to look at yet." if self._draft().is_blank else None

    def _preview(self) -> None:
        from tootui.service.previewing import previewed
        from tootui.ui.screens.preview import Preview

        session, draft = self._session, self._draft()
        acct = session.acct.removeprefix("@").partition("@")[0]
        author = session.me or Account(id=session.account.account_id, acct=acct, username=acct)
        status = previewed(
            draft,
            author,
            host=session.host,
            now=session.clock.now(),
            answered=self._answered,
            emojis=session.enquiries.completion.emoji.shortcodes,
        )
        self._screen.app.push_screen(Preview(session, status, draft.reply_acct))

    # One's own editor

    def _open_editor(self) -> None:
        if not self._is_editing:
            self._is_editing = True
            begin(self._screen, self._edit)

    async def _edit(self) -> None:
        try:
            if not self._screen.is_untouched and not self._screen.save_now():
                self._screen.say("This cannot be saved, so that no editor is opened.")
                return
            file = self._files.write(self._draft().id, self._area.text)
            try:
                await self._edit_in(file)
            finally:
                file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("Editing outside: %s", error)
            self._screen.say(f"No editor was opened: {error.strerror or error}. Your text is as it was.")
        finally:
            self._is_editing = False

    async def _edit_in(self, file: Path) -> None:
        from tootui.ui.editor import open_editor

        before = self._area.text
        problem = await open_editor(self._screen.tootui, file)
        text = self._files.read(file, before)
        if text != before:
            self._area.history.checkpoint()
            self._area.replace(text, (0, 0), self._area.document.end)
            self._area.move_cursor(self._area.document.end)
            self._screen.look_at_words()  # now, or it would take away what is said below when the area tells of them
            self._screen.save_now()
        if problem is not None:
            what = "Your text is as it was." if text == before else "What it saved was taken over."
            self._screen.say(f"{problem} {what}")
        elif text == before:
            self._screen.say("Nothing was changed. An editor with a window of its own needs its option to wait.")
