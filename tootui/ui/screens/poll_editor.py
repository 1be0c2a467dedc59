"""Making the poll of a post."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tootui.cache.drafts import DraftPoll
from tootui.model.instance import Limits
from tootui.service.polls import FEWEST, durations, option_length, why_not_poll
from tootui.text.times import span_words
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import Prompting, PromptLine

_STEPS = {"enter": 1, "down": 1, "tab": 1, "up": -1, "shift+tab": -1}


class PollEditor(Dialog[bool], Prompting[bool]):
    """Changes a poll while it is written: nothing typed waits for the end. Answers True when the poll shall go.

    Args:
        poll: as it is.
        limits: what the server takes.
        changed: called with the poll after each change.
        warning: what is to be known before it is changed.
    """

    def __init__(
        self, poll: DraftPoll, limits: Limits, changed: Callable[[DraftPoll], None], *, warning: str = ""
    ) -> None:
        super().__init__()
        self._poll = poll
        self._limits = limits
        self._changed = changed
        self._warning = warning

    def compose(self) -> ComposeResult:
        """Lines for the answers, then what else can be chosen."""
        options = [*self._poll.options]
        options += [""] * (FEWEST - len(options))
        if len(options) < self._limits.poll_max_options and options[-1]:
            options.append("")
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Poll")
            frame.border_subtitle = Content("Tab moves, Enter changes, Esc closes")
            with VerticalScroll(id="answers", can_focus=False):
                for number, option in enumerate(options, 1):
                    yield self._line(number, option)
            yield OptionList(*self._choices(), markup=False)
            yield Static(classes="problem", markup=False)
            yield Static(self._warning, classes="detail", markup=False)

    def on_mount(self) -> None:
        """Begin at the first answer that is not there yet."""
        lines = list(self.query(Input))
        next((line for line in lines if not line.value), lines[-1]).focus()
        self.query_one(".detail").display = bool(self._warning)
        self._tell()

    @staticmethod
    def _line(number: int, option: str) -> PromptLine:
        return PromptLine(option, placeholder=f"answer {number}", gives_way=False, compact=True)

    def _choices(self) -> list[Option]:
        poll = self._poll
        length = "until it ends as before" if poll.closes_at is not None else f"for {span_words(poll.expires_in)}"
        return [
            Option(Content.assemble("open ", (length, "bold"))),
            Option(Content.assemble("choose ", ("several answers" if poll.multiple else "one answer", "bold"))),
            Option(Content.assemble("results ", ("hidden until the end" if poll.hide_totals else "shown", "bold"))),
            Option(Content("remove the poll")),
        ]

    def _tell(self) -> None:
        reason = why_not_poll(self._poll, self._limits)
        longest = max((option_length(option) for option in self._poll.options), default=0)
        left = self._limits.poll_max_characters_per_option - longest
        problem = self.query_one(".problem", Static)
        problem.update(Content(reason or f"The longest answer has {left} characters left."))
        problem.set_class(reason is None, "-fine")

    @on(Input.Changed)
    def _catch_up(self) -> None:
        """Take what stands in the lines by now; a line for one more answer comes with the first letter of the last."""
        lines = list(self.query(Input))
        values = [line.value for line in lines]
        while values and not values[-1].strip():
            values.pop()
        self._take(replace(self._poll, options=tuple(values)))
        if lines[-1].value.strip() and len(lines) < self._limits.poll_max_options:
            self.query_one("#answers").mount(self._line(len(lines) + 1, ""))

    @property
    def early_line(self) -> None:
        """None: which of the lines has the focus is known from the start."""
        return

    def takes_from_line(self, key: str, text: str) -> bool:
        """Enter and the arrows lead to the lines beside it, the latest among them."""
        if key not in _STEPS:
            return False
        self._catch_up()
        # In their order: Textual's own goes by where they are on the screen, where the latest is not yet.
        fields = [*self.query(Input), self.query_one(OptionList)]
        at = fields.index(self.focused) if self.focused in fields else 0
        self.set_focus(fields[(at + _STEPS[key]) % len(fields)])
        return True

    def _take(self, poll: DraftPoll) -> None:
        if poll != self._poll:
            self._poll = poll
            self._changed(poll)
        self._tell()

    @on(OptionList.OptionSelected)
    def _on_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        poll = self._poll
        match event.option_index:
            case 0:
                self._choose_length()
            case 1:
                self._choose(replace(poll, multiple=not poll.multiple))
            case 2:
                self._choose(replace(poll, hide_totals=not poll.hide_totals))
            case _:
                self.dismiss(True)

    def _choose(self, poll: DraftPoll) -> None:
        self._take(poll)
        choices = self.query_one(OptionList)
        highlighted = choices.highlighted
        choices.clear_options()
        choices.add_options(self._choices())
        choices.highlighted = highlighted

    def _choose_length(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem, letter

        offered = durations(self._limits)
        items = [PickerItem(letter(number), span_words(one)) for number, one in enumerate(offered)]
        selected = offered.index(self._poll.expires_in) if self._poll.expires_in in offered else 0

        def picked(index: int | None) -> None:
            if index is not None:
                self._choose(replace(self._poll, expires_in=offered[index], closes_at=None))

        self.app.push_screen(Picker("Open for", items, selected=selected), picked)

    def on_key(self, event: events.Key) -> None:
        """From the first of the choices back to the lines."""
        if event.key == "up" and isinstance(self.focused, OptionList) and not self.focused.highlighted:
            event.stop()
            event.prevent_default()
            self.focus_previous()
        else:
            super().on_key(event)
