"""The last row: the few keys that matter here, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tootui.ui.commands import Command
from tootui.ui.keymap import Keymap
from tootui.ui.widgets.bar import Bar, Part

HELP = "help.show"
_LAST_TO_GO = (HELP, "draft.keep")
"""The last to give way: what leads to all other keys, and what leads out of writing without a loss."""
STATE_WORDS = {
    "held": "held back",
    "queued": "waiting to be sent",
    "sending": "sending",
    "undecided": "unclear whether sent",
    "failed": "not sent",
}
"""How it stands with a post of one's own, by the state of its draft."""


class Footer(Bar):
    """The last row."""

    def tell(self, commands: Sequence[Command], keymap: Keymap, *, waiting: str = "", new: str = "") -> None:
        """Show keys of commands, then at the right what waits to be sent and what is new.

        Args:
            commands: what can be done here; those with a word for the footer are shown, in their order.
            keymap: the keys as they are set.
            waiting: the outbox in a few words.
            new: the new posts above in a few words.
        """
        left: list[Part] = [Part((" ",))]
        shown = [command for command in commands if command.footer and keymap.label(command.id)]
        for place, command in enumerate(shown, 1):
            key = keymap.label(command.id)
            gives_way = 1 if command.id in _LAST_TO_GO else place + 1
            left.append(Part((f" {key}", ""), "bold $accent", gives_way))
            left.append(Part((f" {command.footer} ", ""), "$muted", gives_way))
        right = [Part((f"{words} ",), style) for words, style in ((waiting, "$warning"), (new, "$accent")) if words]
        self.show(left, right)


def waiting_words(states: Iterable[str]) -> str:
    """Say in a few words what the outbox holds.

    Args:
        states: the states of its posts, see `Draft.state`.
    """
    counts = Counter(STATE_WORDS[state] for state in states if state in STATE_WORDS)
    return ", ".join(word if count == 1 else f"{count} {word}" for word, count in counts.items())
