"""Whose notifications come through, are held back or are turned away. Each choice counts at once."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.service.policy import Kind, Policy
from tootui.ui.screens.list_dialog import ListDialog

_WORDS = {"accept": "come through", "filter": "held back", "drop": "turned away"}
_KEYS = {"a": "accept", "f": "filter", "d": "drop"}
_STEPS = {"right": 1, "l": 1, "left": -1, "h": -1}
_MEANING = "Held back: kept apart until you look. Turned away: never to be seen."


class PolicyDialog(ListDialog[None]):
    """Shows and changes the policy.

    Args:
        policy: the reader's.
    """

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._policy = policy
        self._kinds: list[Kind] = []
        self._stop: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """The kinds of senders, each with what happens to it."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Whose notifications reach you")
            frame.border_subtitle = Content("Space changes, Esc closes")
            yield OptionList(markup=False)
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Ask the server, and follow what it says."""
        self._stop = self._policy.observe(self._policy_changed)
        self._policy.open()
        self._tell()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        if self._stop is not None:
            self._stop()

    def _policy_changed(self) -> None:
        self.call_later(self._tell)

    def pressed(self, key: str) -> bool:
        """Change the highlighted kind, try again, close."""
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _KEYS:
            self._choose(_KEYS[key])
        elif key in (self.tootui.keymap.label("filtered.policy"), "q"):
            self.close()
        elif key == "enter" and self._policy.state.error is not None:
            self._policy.open()
        else:
            return False
        return True

    def chosen(self, number: int) -> None:
        """Take what comes after what holds for this kind."""
        self._step(1)

    @property
    def _kind(self) -> Kind | None:
        at = self.options.highlighted
        return self._kinds[at] if at is not None and at < len(self._kinds) else None

    def _step(self, by: int) -> None:
        kind = self._kind
        if kind is not None:
            decisions = self._policy.decisions()
            present = self._decision(kind)
            at = decisions.index(present) if present in decisions else -1
            self._choose(decisions[(at + by) % len(decisions)])

    def _choose(self, decision: str) -> None:
        if decision not in self._policy.decisions():
            self.tootui.say("This server can hold notifications back, but turns nobody away.")
        elif (kind := self._kind) is not None:
            self._policy.change(kind.field, decision)
            self._tell()

    def _decision(self, kind: Kind) -> str:
        return str(getattr(self._policy.state.policy, kind.field, ""))

    def _tell(self) -> None:
        """Show how it stands, with the highlight where it was."""
        if not self.is_attached:
            return
        options = self.options
        kinds = list(self._policy.kinds())
        if kinds != self._kinds:
            self._kinds = kinds
            options.set_options(Option(self._line(kind)) for kind in kinds)
            options.highlighted = 0 if kinds else None
        else:
            for number, kind in enumerate(kinds):
                options.replace_option_prompt_at_index(number, self._line(kind))
        options.display = bool(kinds)
        self.query_one(Static).update(Content(self._detail()))

    def _line(self, kind: Kind) -> Content:
        """The kind at the left, its choices at the right; where there is little room only the one that holds."""
        decision = self._decision(kind)
        styles = {"accept": "$success", "filter": "$warning", "drop": "$error"}
        words = _WORDS.get(decision, decision)
        return Content.assemble(f"{kind.words:<38}", (f"{words:<12}", styles.get(decision, "$foreground")))

    def _detail(self) -> str:
        state = self._policy.state
        if state.closed is not None:
            return state.closed
        if state.error is not None:
            return f"{state.error} Enter tries again."
        if state.policy is None:
            return "Asking your server."
        if not self._kinds:
            return "Your server names no kinds of senders."
        keys = "a lets them come through, f holds them back"
        keys += ", d turns them away." if "drop" in self._policy.decisions() else "."
        lines = [keys, _MEANING if "drop" in self._policy.decisions() else ""]
        summary = state.policy.summary
        if summary is not None and summary.pending_requests_count:
            senders, count = summary.pending_requests_count, summary.pending_notifications_count
            lines.append(
                f"Held back now: {count} notification{'s' if count != 1 else ''}"
                f" of {senders} sender{'s' if senders != 1 else ''}."
            )
        return "\n".join(line for line in lines if line)
