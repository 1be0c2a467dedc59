"""What a post was before, and what its author typed: two pages to read over the timeline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tootui.model.edits import StatusEdit, StatusSource
from tootui.model.errors import ServerError
from tootui.text.changes import changes
from tootui.text.clean import clean_line
from tootui.text.html import parse
from tootui.text.times import absolute
from tootui.ui.dispatch import key_of
from tootui.ui.screens.dialog import Dialog
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.ui.look import Look

SCROLLS = {
    "j": "down",
    "k": "up",
    "down": "down",
    "up": "up",
    "pagedown": "page_down",
    "pageup": "page_up",
    "home": "home",
    "end": "end",
    "g": "home",
    "G": "end",
}
"""How keys scroll a page that is only read."""
_STYLES = {"same": "", "added": "underline $success", "removed": "strike $error"}
_NO_MARKS = {"same": ("", ""), "added": ("", ""), "removed": ("", "")}
_PLAIN_MARKS = {"same": ("", ""), "added": ("{+", "+}"), "removed": ("[-", "-]")}
"""For terminals that may draw neither colours nor lines through words."""


class ReadingPage(Dialog[None]):
    """A text to scroll in, which is loaded when the page is there. Esc, q and Enter close it."""

    TITLE_WORDS = ""
    LEGEND = "Esc closes"

    def compose(self) -> ComposeResult:
        """The page, until it is loaded with nothing but that."""
        with VerticalScroll(classes="frame", can_focus=False) as frame:
            frame.border_title = Content(self.TITLE_WORDS)
            frame.border_subtitle = Content(self.LEGEND)
            yield Static("Loading", id="page", markup=False)

    def on_mount(self) -> None:
        """Load."""
        begin(self, self._load)

    async def _load(self) -> None:
        try:
            content = await self.read()
        except ServerError as error:
            content = Content.styled(str(error), "$error")
        if self.is_running:  # else it was closed meanwhile
            self.query_one("#page", Static).update(content)

    async def read(self) -> Content:
        """Get what is to be shown.

        Raises:
            ServerError: it cannot be had.
        """
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = key_of(event.key, event.character)
        if key in SCROLLS:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(VerticalScroll), f"scroll_{SCROLLS[key]}")(animate=False)
        elif key in ("q", "enter"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)
        else:
            super().on_key(event)


class HistoryPage(ReadingPage):
    """All versions of a post, the newest first, with what each changed of the one before.

    Args:
        ask: gets them, the original first.
    """

    TITLE_WORDS = "Earlier versions"

    def __init__(self, ask: Callable[[], Awaitable[list[StatusEdit]]]) -> None:
        super().__init__()
        self._ask = ask

    async def read(self) -> Content:
        """See `ReadingPage.read`."""
        versions = await self._ask()
        if not versions:
            return Content.styled("The server knows no earlier versions of this post.", "$muted")
        return self._drawn(versions)

    def _drawn(self, versions: Sequence[StatusEdit]) -> Content:
        look = self.tootui.look
        blocks = []
        for number in range(len(versions), 0, -1):
            version = versions[number - 1]
            before = versions[number - 2] if number > 1 else None
            words = "as it was first" if before is None else f"version {number} of {len(versions)}"
            heading = Content.assemble((absolute(version.created_at), "bold $primary"), (f"  {words}", "$muted"))
            facts = [Content.styled(look.drawn(fact), "$warning") for fact in _facts(version, before)]
            text = parse(version.content).text
            body = Content(look.drawn(text)) if before is None else _marked(text, parse(before.content).text, look)
            blocks.append(Content("\n").join([heading, *facts, *([body] if body.plain else [])]))
        return Content("\n\n").join(blocks)


def _marked(text: str, before: str, look: Look) -> Content:
    """A text against the one before, with what came and what went."""
    marks = _PLAIN_MARKS if look.ascii_only else _NO_MARKS
    pieces: list[Content] = []
    went = ""
    for change in changes(before, text):
        if change.kind == "added" and went and not went[-1].isspace():
            pieces.append(Content(" "))
        left, right = marks[change.kind]
        pieces.append(Content.styled(f"{left}{look.drawn(change.text)}{right}", _STYLES[change.kind]))
        went = change.text if change.kind == "removed" else ""
    return Content("").join(pieces)


def _facts(version: StatusEdit, before: StatusEdit | None) -> list[str]:
    """What else a version is, or what else it changed."""
    facts = []
    if version.spoiler_text != (before.spoiler_text if before is not None else ""):
        warning = clean_line(version.spoiler_text)
        facts.append(f"content warning: {warning}" if warning else "no content warning any more")
    if version.sensitive != (before.sensitive if before is not None else False):
        facts.append("media covered as sensitive" if version.sensitive else "media no longer covered")
    facts += _media_facts(version, before)
    answers = _answers(version)
    if answers != _answers(before):
        facts.append(f"answers of the poll: {' / '.join(answers)}" if answers else "no poll any more")
    return facts


def _media_facts(version: StatusEdit, before: StatusEdit | None) -> list[str]:
    old = {each.id: each.description or "" for each in before.media_attachments} if before is not None else {}
    new = {each.id: each.description or "" for each in version.media_attachments}
    came = "media added" if before is not None else "media"
    facts = [
        f"{came}: {clean_line(words) or 'no description'}" for media_id, words in new.items() if media_id not in old
    ]
    facts += [
        f"media taken out: {clean_line(words) or 'no description'}"
        for media_id, words in old.items()
        if media_id not in new
    ]
    facts += [
        f"described anew: {clean_line(words) or 'no description'}"
        for media_id, words in new.items()
        if media_id in old and old[media_id] != words
    ]
    return facts


def _answers(version: StatusEdit | None) -> list[str]:
    if version is None or version.poll is None:
        return []
    return [clean_line(option.title) for option in version.poll.options]


class SourcePage(ReadingPage):
    """An own post as it was typed; ``y`` copies it.

    Args:
        ask: gets it.
    """

    TITLE_WORDS = "As it was typed"
    LEGEND = "y copies, Esc closes"

    def __init__(self, ask: Callable[[], Awaitable[StatusSource]]) -> None:
        super().__init__()
        self._ask = ask
        self._text = ""

    async def read(self) -> Content:
        """See `ReadingPage.read`."""
        source = await self._ask()
        self._text = source.text
        drawn = self.tootui.look.drawn
        warning = [("CW: ", "bold $warning"), (f"{drawn(source.spoiler_text)}\n\n", "$warning")]
        return Content.assemble(*(warning if source.spoiler_text else []), drawn(source.text) or ("no text", "$muted"))

    def on_key(self, event: events.Key) -> None:
        """Copy, scroll, or close."""
        if key_of(event.key, event.character) == "y" and self._text:
            event.stop()
            event.prevent_default()
            self.tootui.copy_to_clipboard(self._text)
        else:
            super().on_key(event)
