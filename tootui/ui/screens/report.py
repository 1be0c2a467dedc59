"""Telling the moderators about somebody: what it is about, which posts show it, and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tootui.model.account import Account
from tootui.model.base import StatusId
from tootui.model.errors import StorageError
from tootui.model.status import Status
from tootui.service.reporting import CATEGORIES, MOST_LETTERS, Complaint, Reporting
from tootui.text.html import parse
from tootui.ui.screens.list_dialog import ListDialog
from tootui.ui.widgets.writing_area import WritingArea

SAVE_SECONDS = 0.5
_WORDS = {
    "spam": "spam: false, repeated or for sale",
    "violation": "breaks a rule of your server",
    "legal": "against the law",
    "other": "something else",
}


class _Row(NamedTuple):
    """A row of the form: a heading, or something to choose."""

    kind: str
    value: str = ""
    words: str = ""
    is_on: bool = False


class ReportScreen(ListDialog[None]):
    """A form; each change is on disk within a second. It is sent once, and closed then.

    Args:
        account: whom it is about.
        server: theirs; empty where it is the reader's own.
        reporting: sends it.
        complaint: what is written so far.
        find: finds a post.
    """

    SPLITS_ALT = False

    def __init__(
        self,
        account: Account,
        server: str,
        reporting: Reporting,
        complaint: Complaint,
        find: Callable[[StatusId], Status | None],
    ) -> None:
        super().__init__()
        self._find = find
        self._account = account
        self._server = server
        self._reporting = reporting
        self._complaint = complaint
        self._rows: list[_Row] = []
        self._stop: Callable[[], None] | None = None
        self._timer: Timer | None = None
        self._is_over = False
        """Whether it was handed over or thrown away: a moment that was waited for until then saves it no more."""
        self._problem = ""

    def compose(self) -> ComposeResult:
        """What there is to choose, and the words."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"Report @{self._account.acct}")
            send = self.tootui.keymap.label("draft.send")
            frame.border_subtitle = Content(f"Space marks, Tab: words, {send} sends, Esc closes")
            yield OptionList(markup=False)
            yield WritingArea(
                self._complaint.comment,
                soft_wrap=True,
                show_line_numbers=False,
                highlight_cursor_line=False,
                placeholder="What happened, in your words",
            )
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Follow the rules and posts that come."""
        self._stop = self._reporting.observe(self._more_came)
        self.options.focus()
        self._draw()
        self._tell()

    def on_unmount(self) -> None:
        """Follow them no longer."""
        if self._stop is not None:
            self._stop()

    # The form

    def _found(self) -> list[_Row]:
        """The rows as they should be now."""
        complaint = self._complaint
        rows = [_Row("heading", words="What is it about?")]
        for category in CATEGORIES:
            rows.append(_Row("category", category, _WORDS[category], category == complaint.category))
            if category == "violation" == complaint.category:
                rules = self._reporting.rules or []
                rows += [_Row("rule", rule.id, rule.text, rule.id in complaint.rule_ids) for rule in rules]
        if self._server:
            rows.append(_Row("heading", words="Who is told?"))
            rows.append(_Row("forward", "", f"also the moderators of {self._server}", complaint.forward))
        posts = self._posts()
        loading = "" if self._account.id in self._reporting.posts else " (loading)"
        rows.append(_Row("heading", words=f"Posts that show it{loading}" if posts or loading else "No posts to show"))
        rows += [_Row("post", post_id, words, post_id in complaint.status_ids) for post_id, words in posts]
        return rows

    def _posts(self) -> list[tuple[StatusId, str]]:
        """The posts to mark, those marked already first; each with its first words."""
        ids = dict.fromkeys((*self._complaint.status_ids, *self._reporting.posts.get(self._account.id, ())))
        found = [(post_id, self._find(post_id)) for post_id in ids]
        return [(post_id, _first_words(status)) for post_id, status in found if status is not None]

    def _more_came(self) -> None:
        self.call_later(self._draw)

    def _draw(self) -> None:
        if not self.is_attached:
            return
        options = self.options
        at = self._rows[options.highlighted] if options.highlighted is not None else None
        self._rows = self._found()
        options.clear_options()
        options.add_options([Option(self._line(row), disabled=row.kind == "heading") for row in self._rows])
        same = (n for n, row in enumerate(self._rows) if at is not None and row[:2] == at[:2])
        options.highlighted = next(same, 1)

    def _line(self, row: _Row) -> Content:
        words = " ".join(self.tootui.look.drawn(row.words).split())
        if row.kind == "heading":
            return Content.styled(words, "bold $muted")
        indent = "     " if row.kind == "rule" else " "
        ticks = ("( )", "(x)") if row.kind == "category" else ("[ ]", "[x]")
        room = max(20, min(self.app.size.width, 84) - len(indent) - 10)
        words = words if len(words) <= room else words[: room - 1] + self.tootui.look.glyphs.ellipsis
        return Content(f"{indent}{ticks[row.is_on]} {words}")

    @property
    def is_in_list(self) -> bool:
        """See `ListDialog.is_in_list`: the words are written in the same dialog."""
        return self.options.has_focus

    def pressed(self, key: str) -> bool:
        """Send from everywhere; go to and fro between rows and words."""
        if key in self.tootui.keymap.keys_of("draft.send"):
            self._send()
        elif key in ("tab", "shift+tab"):
            self.query_one(TextArea).focus() if self.options.has_focus else self.options.focus()
        else:
            return False
        return True

    def chosen(self, number: int) -> None:
        """Mark what stands there, or take its mark away."""
        row, complaint = self._rows[number], self._complaint
        if row.kind == "category":
            self._take(structs.replace(complaint, category=row.value))
        elif row.kind == "rule":
            self._take(structs.replace(complaint, rule_ids=_switched(complaint.rule_ids, row.value)))
        elif row.kind == "post":
            self._take(structs.replace(complaint, status_ids=_switched(complaint.status_ids, row.value)))
        elif row.kind == "forward":
            self._take(structs.replace(complaint, forward=not complaint.forward))
        self._draw()

    @on(TextArea.Changed)
    def _on_written(self, event: TextArea.Changed) -> None:
        if event.text_area.text != self._complaint.comment:
            self._take(structs.replace(self._complaint, comment=event.text_area.text))

    def _take(self, complaint: Complaint) -> None:
        self._complaint = complaint
        self._problem = ""
        if self._timer is None:
            self._timer = self.set_timer(SAVE_SECONDS, self._save)
        self._tell()

    def _tell(self) -> None:
        left = MOST_LETTERS - len(self._complaint.comment)
        style = "bold $error" if self._problem or left < 0 else "$muted"
        words = [self._problem] if self._problem else []
        if self._complaint.is_doubtful and not words:
            words = ["It was sent once, and may have arrived."]
        words.append(f"{left} left" if left >= 0 else f"too long by {-left}")
        self.query_one(".detail", Static).update(Content.styled("  ".join(words), style))

    # Keeping and sending

    def _save(self) -> bool:
        """Put on disk what is written; whether it is there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._is_over:
            return True
        try:
            self._reporting.save(self._complaint)
        except StorageError as error:
            self._problem = str(error)
            self._tell()
            return False
        return True

    def close(self) -> None:
        """Close; what is written is there the next time."""
        is_begun = self._complaint.category or self._complaint.comment.strip()
        if not is_begun:
            self._discard()
        elif not self._save():
            return
        else:
            self.tootui.say("Not sent, but kept: it is there when you report them again.")
        self.dismiss(None)

    def _discard(self) -> None:
        """Keep nothing of it; what cannot be deleted is no reason to stay."""
        self._is_over = True
        try:
            self._reporting.discard(self._account.id)
        except StorageError as error:
            self.tootui.say(str(error), "error")

    def _send(self) -> None:
        reason = self._complaint.why_not_yet(has_rules=bool(self._reporting.rules))
        if reason is not None:
            self._problem = reason
            self._tell()
        elif self._complaint.is_doubtful:
            from tootui.ui.screens.confirm import Confirm

            question = Confirm("Send this report again?", "It was sent once, and may have arrived.", yes="send")
            self.app.push_screen(question, lambda agreed: self._hand_over() if agreed else None)
        else:
            self._hand_over()

    def _hand_over(self) -> None:
        try:
            self._reporting.send(self._complaint)
        except StorageError as error:
            self._problem = str(error)
            self._tell()
        else:
            self._is_over = True
            self.dismiss(None)


def _first_words(status: Status) -> str:
    """What a post is known by."""
    text = parse(status.content, without_quote_inline=status.quote is not None).text.strip()
    return status.spoiler_text or text or "a post without words"


def _switched(marked: tuple[str, ...], value: str) -> tuple[str, ...]:
    """With it where it was not there, else without."""
    return tuple(one for one in marked if one != value) if value in marked else (*marked, value)
