"""Writing a post: nothing typed is lost, and who will see it is always on screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.service.draft_names import heading
from tootui.service.readiness import length_of, why_not_send
from tootui.service.session import Session
from tootui.ui.commands import COMPOSE, EVERYWHERE, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.keeping import Keeper, Words
from tootui.ui.look import Look
from tootui.ui.screens.audience import AudienceChoice
from tootui.ui.screens.base import CommandScreen
from tootui.ui.screens.chain import ChainPosts
from tootui.ui.screens.headings import note_on, parent_words, put_title
from tootui.ui.screens.last_questions import LastQuestions
from tootui.ui.screens.post_aids import PostAids
from tootui.ui.screens.post_options import PostOptions
from tootui.ui.screens.post_parts import PostParts
from tootui.ui.screens.prompt import PromptLine
from tootui.ui.widgets.answered_words import AnsweredWords
from tootui.ui.widgets.completion import CompletionList
from tootui.ui.widgets.footer import Footer
from tootui.ui.widgets.post_area import PostArea
from tootui.ui.widgets.post_facts import PostFacts

SAVE_SECONDS = 0.5
"""How long after a keystroke the draft is saved; with the writing itself it is well below a second."""
_NO_WARNING = "content warning, empty for none"


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
    AUTO_FOCUS = "PostArea"
    CSS_PATH = ["dialog.tcss", "compose.tcss"]
    SPLITS_ALT = False

    def __init__(self, session: Session, look: Look, draft: Draft, *, is_saved: bool) -> None:
        super().__init__()
        self._session = session
        self._look = look
        self._chain = ChainPosts(self, session, lambda: self._draft)
        self._waiting: Timer | None = None
        self._is_over = False
        self._questions = LastQuestions(self, session.acct)
        self._stop_observing: Callable[[], None] | None = None
        # Held here: when what stands in them is saved for the last time, the screen has let go of them already.
        self._area = PostArea(draft.text, id="text", soft_wrap=True, highlight_cursor_line=False)
        self._area.begin_at_end()
        warning = draft.spoiler_text
        self._spoiler = PromptLine(warning, placeholder=_NO_WARNING, gives_way=False, compact=True, id="spoiler")
        self._take(draft, is_saved=is_saved)

    def _take(self, draft: Draft, *, is_saved: bool) -> None:
        """Make a draft the one that is written here."""
        self._begun_as = self._told = Words.of(draft)
        self._chosen = Words.of(draft)
        """What was chosen; text and warning stand in their widgets."""
        self._keeper = Keeper(self._session.drafts, draft, is_saved=is_saved)
        answered_id = draft.in_reply_to_id or draft.quoted_status_id
        answered = self._session.store.status(answered_id) if answered_id else None
        self._answered = answered.inner if answered is not None else None

    def turn_to(self, draft: Draft, *, is_saved: bool) -> None:
        """Write another post of the chain here; the one that stood here is on disk."""
        self._aids.end()
        self._take(draft, is_saved=is_saved)
        self._area.load_text(draft.text)
        self._spoiler.value = draft.spoiler_text
        self._equip()
        self.say(draft.reason)

    # Parts

    def compose(self) -> ComposeResult:
        """From the top: what is answered, the warning, the text, who sees it, keys."""
        with Vertical(classes="frame"):
            yield AnsweredWords("", self._look, id="parent")
            with Horizontal(id="warning"):
                yield Static("CW", markup=False)
                yield self._spoiler
            yield self._area
            yield Static(id="parts", markup=False)
            yield Static(id="note", markup=False)
            yield Static(id="problem", markup=False)
            yield PostFacts(id="facts")
            yield Footer(id="compose-keys")

    def on_mount(self) -> None:
        """Begin behind what is there already."""
        self._stop_observing = self._session.uploads.observe(lambda: self.call_later(self._tell))
        self._equip()
        self.say(self.kept.reason)
        self.query_one("#compose-keys", Footer).tell(commands_in((COMPOSE,)), self.tootui.keymap)

    def _equip(self) -> None:
        """Have at hand what belongs to the post in view, and say what it is."""
        self._area.move_cursor(self._area.document.end)
        self.set_focus(self._area)
        draft = self._keeper.draft
        self._dispatcher = None  # its handlers are those of another post
        self._audience = AudienceChoice(self.tootui, draft, self._answered, self._choose_audience)
        self._options = PostOptions(self.tootui, self._session, draft, self._audience, lambda: self.words, self._choose)
        self._parts = PostParts(self, self._session, draft, lambda: self.words, self._choose)
        self._parts.begin()
        self._aids = PostAids(self, self._session, self._look, self._area, self._answered, lambda: self._draft)
        before = parent_words(self._answered) if self._answered is not None else self._chain.before
        self.query_one(AnsweredWords).tell(before)
        self.query_one(AnsweredWords).display = self._answered is not None or bool(before)
        note = note_on(draft, self._answered, self._session)
        self.query_one("#note", Static).update(Content(note))
        self.query_one("#note").display = bool(note)
        self._tell()
        self._tell_saved()

    def on_resize(self, event: Resize) -> None:
        """Leave more room for the text in small terminals."""
        self.set_class(event.size.height < 20, "-low")

    # What is written

    def on_key(self, event: Key) -> None:
        """What was typed ahead of the dialog belongs into its text."""
        if self.focused not in (None, self._area) or not self.is_active or not self._area.takes_early(event):
            super().on_key(event)

    async def on_paste(self, event: Paste) -> None:
        """What was pasted ahead of it, too."""
        if self.focused is None:
            await self._area._on_message(event)

    @property
    def words(self) -> Words:
        """What stands there now."""
        return self._chosen._replace(text=self._area.text, spoiler_text=self._spoiler.value)

    @property
    def _draft(self) -> Draft:
        """The post with what stands there now."""
        return structs.replace(self._keeper.draft, **self.words._asdict())

    @property
    def kept(self) -> Draft:
        """The post as it is on disk, or as it was begun."""
        return self._keeper.draft

    @property
    def now(self) -> datetime:
        """The present, with the person's zone."""
        return self._parts.now

    @property
    def is_untouched(self) -> bool:
        """Whether there is nothing worth keeping: nothing was written, or all of it was taken back."""
        words, begun_as = self.words, self._begun_as
        is_new = self._keeper.saved_at is None and words.content == begun_as.content
        return is_new or self._draft.is_blank

    @on(TextArea.Changed)
    @on(Input.Changed)
    def look_at_words(self) -> None:
        """Take note of what stands there, if it is something else now, and with it what was said of it before."""
        words = self.words
        if words == self._told:
            return  # the widgets tell of what they began with as well
        self._told = words
        self.say("")
        self._tell()
        if self._waiting is None and not self._is_over:
            self._waiting = self.set_timer(SAVE_SECONDS, self._save_behind)

    def _save_behind(self) -> None:
        self._waiting = None
        if not self._is_over and not self.is_untouched:
            self._save_in_thread(self._keeper, self._keeper.order(self.words))

    @work(thread=True, exit_on_error=False)
    def _save_in_thread(self, keeper: Keeper, order: tuple[int, Words]) -> None:
        keeper.save(order)
        self.post_message(self.Saved())

    def save_now(self) -> bool:
        """Put what stands there on disk; whether it is there now."""
        is_saved = self._keeper.save(self._keeper.order(self.words))
        if self.is_attached:
            self._tell_saved()
        return is_saved

    def on_unmount(self) -> None:
        """However this ends, what was written is kept."""
        if self._stop_observing is not None:
            self._stop_observing()
            self._aids.end()
        if not self._is_over and not self.is_untouched:
            self._keeper.save(self._keeper.order(self.words))

    # What is shown

    def _tell(self) -> None:
        """Say who sees it and how many characters are left."""
        words = self.words
        writer = "" if self._session is self.tootui.session else f"as {self._session.acct}"
        put_title(self.query_one(".frame"), heading(self._draft), self._chain.place, writer)
        limits = self._session.limits
        self._put("#parts", self._look.drawn("\n".join(self._parts.lines())))
        self.query_one(PostFacts).tell(
            words.visibility,
            words.text,
            self._audience.parent,
            limits.max_characters,
            length_of(self._draft, limits),
            [*self._parts.facts(), *self._options.facts()],
        )

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

    def say(self, text: str) -> None:
        """Tell it where the person looks."""
        self._put("#problem", text)

    def _put(self, where: str, text: str) -> None:
        """Show a text, or no line for it; with every key the same one, which must not lay out the screen anew."""
        line = self.query_one(where, Static)
        if line.content != Content(text):
            line.update(Content(text))
        line.display = bool(text)

    # What the keys do

    def handlers(self) -> dict[str, Handler]:
        """Send, keep, choose who sees it."""
        return {
            "draft.send": Handler(self.send),
            "draft.options": Handler(self._options.choose),
            **self._parts.handlers(),
            **self._aids.handlers(),
            **self._chain.handlers(),
            "draft.parent": Handler(self._toggle_parent, self._why_no_parent),
            "draft.keep": Handler(self.keep),
            "draft.discard": Handler(self.discard),
        }

    def send(self) -> None:
        """Save, and hand it over to be sent; or say on screen why not."""
        if not self._chain.is_ready():
            return
        reason = why_not_send(self._draft, self._session.limits, self._parts.now)
        if reason is None and not self.save_now():
            reason = f"Not sent, because it could not be saved first: {self._keeper.problem}"
        if reason is not None:
            self.say(reason)
        elif self._questions.is_answered(self._chain.as_one(), self._answered):
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
            self.say(f"This cannot be saved, so it stays open. {self._keeper.problem}")

    def discard(self) -> None:
        """Throw it away after a yes."""
        from tootui.ui.screens.confirm import Confirm

        question = Confirm("Throw this draft away?", "What you wrote here is gone then.", yes="throw away", no="keep")
        self.app.push_screen(question, lambda agreed: self._throw_away() if agreed else None)

    def _throw_away(self) -> None:
        self._is_over = True
        self.forget()
        self.dismiss(None)

    def forget(self) -> None:
        """Have nothing of this post on disk any more."""
        try:
            self._keeper.discard()
        except StorageError as error:
            self.tootui.say(str(error), "error")

    def _toggle_parent(self) -> None:
        self.query_one("#parent").toggle_class("-whole")

    def _why_no_parent(self) -> str | None:
        has_parent = self.query_one("#parent").display
        return None if has_parent else "This neither answers nor quotes a post that is known here."

    # What is chosen

    @on(PostArea.FilesDropped)
    def _on_files_dropped(self, event: PostArea.FilesDropped) -> None:
        self._parts.attach(event.files)

    @on(CompletionList.Picked)
    def _on_completion_picked(self, event: CompletionList.Picked) -> None:
        self._aids.pick(event.number)

    @on(PostFacts.Clicked)
    def _on_facts_clicked(self) -> None:
        self.dispatcher.run("draft.options")

    def _choose_audience(self, visibility: str) -> None:
        self._choose(self.words._replace(visibility=visibility))

    def _choose(self, words: Words) -> None:
        self._chosen = words
        self.look_at_words()
