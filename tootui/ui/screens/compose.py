"""Writing a post: nothing typed is lost, and who will see it is always on screen."""

from __future__ import annotations

from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.model.status import VISIBILITIES, Status
from tootui.service.replying import is_wider
from tootui.service.session import Session
from tootui.text.html import parse
from tootui.text.length import post_length
from tootui.ui.commands import COMPOSE, EVERYWHERE, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.keeping import Keeper, Words
from tootui.ui.look import Look
from tootui.ui.screens.base import CommandScreen
from tootui.ui.widgets.answered_words import AnsweredWords
from tootui.ui.widgets.footer import Footer
from tootui.ui.widgets.post_facts import AUDIENCES, PostFacts

SAVE_SECONDS = 0.5
"""How long after a keystroke the draft is saved; with the writing itself it is well below a second."""


class ComposeScreen(CommandScreen[Draft], ModalScreen[Draft]):
    """Writes one post. Answers with the draft to be sent, None when it is kept for later or thrown away.

    Args:
        session: whose post.
        look: theme and glyphs.
        draft: what to begin with.
    """

    class Saved(Message):
        """What was written is on disk, or could not be saved; the keeper knows."""

        bubble = False

    CONTEXTS = (COMPOSE, EVERYWHERE)
    CSS_PATH = ["dialog.tcss", "compose.tcss"]
    SPLITS_ALT = False

    def __init__(self, session: Session, look: Look, draft: Draft, *, is_saved: bool) -> None:
        super().__init__()
        self._session = session
        self._look = look
        self._begun_as = Words.of(draft)
        self._visibility = draft.visibility
        self._reason = draft.reason
        self._keeper = Keeper(session.drafts, draft, is_saved=is_saved)
        self._waiting: Timer | None = None
        self._is_over = False
        # Held here: when what stands in them is saved for the last time, the screen has let go of them already.
        self._area = TextArea(
            draft.text, id="text", soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False
        )
        self._spoiler = Input(
            draft.spoiler_text, placeholder="content warning, empty for none", id="spoiler", compact=True
        )
        self._told = self._begun_as
        parent = session.store.status(draft.in_reply_to_id) if draft.in_reply_to_id else None
        self._answered = parent.inner if parent is not None else None

    # Parts

    def compose(self) -> ComposeResult:
        """From the top: what is answered, the warning, the text, who sees it, keys."""
        draft = self._keeper.draft
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"Reply to @{draft.reply_acct}" if draft.reply_acct else "New post")
            if self._answered is not None:
                yield AnsweredWords(self._parent_words(self._answered), self._look, id="parent")
            with Horizontal(id="warning"):
                yield Static("CW", markup=False)
                yield self._spoiler
            yield self._area
            yield Static(Content(self._reason), id="problem", markup=False)
            yield PostFacts(id="facts")
            yield Footer(id="compose-keys")

    @staticmethod
    def _parent_words(answered: Status) -> str:
        return answered.spoiler_text or parse(answered.content, without_quote_inline=answered.quote is not None).text

    def on_mount(self) -> None:
        """Begin behind what is there already."""
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        self.query_one("#problem").display = bool(self._reason)
        self.query_one("#compose-keys", Footer).tell(commands_in((COMPOSE,)), self.tootui.keymap)
        self._tell()
        self._tell_saved()

    def on_resize(self, event: Resize) -> None:
        """Leave more room for the text in small terminals."""
        self.set_class(event.size.height < 20, "-low")

    # What is written

    @property
    def words(self) -> Words:
        """What stands there now."""
        return Words(self._area.text, self._spoiler.value, self._visibility)

    @property
    def is_untouched(self) -> bool:
        """Whether there is nothing worth keeping: nothing was written, or all of it was taken back."""
        words = self.words
        return (words[:2] == self._begun_as[:2] and self._keeper.saved_at is None) or not (
            words.text.strip() or words.spoiler_text.strip()
        )

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _on_written(self) -> None:
        words = self.words
        if words == self._told:
            return  # the widgets tell of what they began with as well
        self._told = words
        self._say_problem("")
        self._tell()
        if self._waiting is None and not self._is_over:
            self._waiting = self.set_timer(SAVE_SECONDS, self._save_behind)

    def _save_behind(self) -> None:
        self._waiting = None
        if not self._is_over and not self.is_untouched:
            self._save_in_thread(self._keeper.order(self.words))

    @work(thread=True, exit_on_error=False)
    def _save_in_thread(self, order: tuple[int, Words]) -> None:
        self._keeper.save(order)
        self.post_message(self.Saved())

    def save_now(self) -> bool:
        """Put what stands there on disk; whether it is there now."""
        is_saved = self._keeper.save(self._keeper.order(self.words))
        if self.is_attached:
            self._tell_saved()
        return is_saved

    def on_unmount(self) -> None:
        """However this ends, what was written is kept."""
        if not self._is_over and not self.is_untouched:
            self._keeper.save(self._keeper.order(self.words))

    # What is shown

    def _tell(self) -> None:
        """Say who sees it and how many characters are left."""
        words = self.words
        limits = self._session.limits
        length = post_length(words.text, words.spoiler_text, url_length=limits.characters_reserved_per_url)
        parent = self._answered.visibility if self._answered is not None else None
        self.query_one(PostFacts).tell(words.visibility, words.text, parent, limits.max_characters, length)

    @on(Saved)
    def _tell_saved(self) -> None:
        if self._is_over or not self.is_attached:
            return
        frame = self.query_one(".frame")
        keeper = self._keeper
        if keeper.problem:
            frame.border_subtitle = Content.styled(f"NOT SAVED: {keeper.problem}", "bold $error")
        elif keeper.saved_at is not None:
            frame.border_subtitle = Content(f"draft saved {datetime.fromtimestamp(keeper.saved_at):%H:%M:%S}")

    def _say_problem(self, reason: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(Content(reason))
        problem.display = bool(reason)

    # What the keys do

    def handlers(self) -> dict[str, Handler]:
        """Send, keep, choose who sees it."""
        return {
            "draft.send": Handler(self.send),
            "draft.visibility": Handler(self.choose_visibility),
            "draft.parent": Handler(self._toggle_parent, self._why_no_parent),
            "draft.keep": Handler(self.keep),
            "draft.discard": Handler(self.discard),
        }

    def why_not_send(self) -> str | None:
        """Why this cannot be sent as it is."""
        words = self.words
        limits = self._session.limits
        if not words.text.strip():
            return "There is nothing to send yet: the text is empty."
        length = post_length(words.text, words.spoiler_text, url_length=limits.characters_reserved_per_url)
        if length > limits.max_characters:
            return (
                f"Too long by {length - limits.max_characters}: this server takes {limits.max_characters} characters."
            )
        return None

    def send(self) -> None:
        """Save, and hand it over to be sent; or say on screen why not."""
        reason = self.why_not_send()
        if reason is None and not self.save_now():
            reason = f"Not sent, because it could not be saved first: {self._keeper.problem}"
        if reason is not None:
            self._say_problem(reason)
            return
        self._is_over = True
        self.dismiss(self._keeper.draft)

    def keep(self) -> None:
        """Close; what was written stays. Where it cannot be saved, stay and say so."""
        if self.is_untouched:
            self._throw_away()
        elif self.save_now():
            self._is_over = True
            self.tootui.say(f"Draft kept. {self.tootui.keymap.label('draft.new')} continues it.")
            self.dismiss(None)
        else:
            self._say_problem(f"This cannot be saved, so it stays open. {self._keeper.problem}")

    def discard(self) -> None:
        """Throw it away after a yes."""
        from tootui.ui.screens.confirm import Confirm

        question = Confirm("Throw this draft away?", "What you wrote here is gone then.", yes="throw away", no="keep")
        self.app.push_screen(question, lambda agreed: self._throw_away() if agreed else None)

    def _throw_away(self) -> None:
        self._is_over = True
        try:
            self._keeper.discard()
        except StorageError as error:
            self.tootui.say(str(error), "error")
        self.dismiss(None)

    def _toggle_parent(self) -> None:
        self.query_one("#parent").toggle_class("-whole")

    def _why_no_parent(self) -> str | None:
        return None if self._answered is not None else "This answers nothing."

    # Who sees it

    @on(PostFacts.AudienceClicked)
    def choose_visibility(self) -> None:
        """Pick who sees it; more people than the answered post had is asked about."""
        from tootui.ui.screens.picker import Picker, PickerItem

        audiences = [AUDIENCES[word] for word in VISIBILITIES]
        items = [PickerItem(audience.name[0], f"{audience.name:10}", audience.meaning) for audience in audiences]
        selected = VISIBILITIES.index(self._visibility) if self._visibility in VISIBILITIES else 0

        def picked(index: int | None) -> None:
            if index is not None:
                self._change_visibility(VISIBILITIES[index])

        self.app.push_screen(Picker("Who sees this post", items, selected=selected), picked)

    def _change_visibility(self, visibility: str) -> None:
        parent = self._answered.visibility if self._answered is not None else None
        asks = self.tootui.settings.compose.confirm_widening
        if parent is None or not asks or not is_wider(visibility, parent):
            self._set_visibility(visibility)
            return
        from tootui.ui.screens.confirm import Confirm

        question = Confirm(
            f"Answer a “{AUDIENCES[parent].name}” post as “{AUDIENCES[visibility].name}”?"
            if parent in AUDIENCES
            else "Answer where more people can read it?",
            "More people will see your answer than saw the post you answer.",
            yes="widen it",
            no="leave it",
        )
        self.app.push_screen(question, lambda agreed: self._set_visibility(visibility) if agreed else None)

    def _set_visibility(self, visibility: str) -> None:
        self._visibility = visibility
        self._on_written()
