"""From a key to a command: chords, remapped keys, Esc glued to a letter, and a reason where nothing can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from tootui.ui.commands import Command, commands_in
from tootui.ui.keymap import Keymap, key_label


def always() -> str | None:
    """Answer "why not?" of a command that can always run: no reason."""
    return None


class Handler(Struct, frozen=True):
    """What a command does on one screen, and why it cannot just now (one line for the person, None when it can)."""

    run: Callable[[], None]
    why_not: Callable[[], str | None] = always


class Dispatcher:
    """Turns the keys of one screen into commands.

    Args:
        keymap: which keys run what.
        handlers: what the commands do here; a command without a handler does not exist on this screen.
        contexts: gives the screen's contexts at the moment, the closest first.
        say: tells the person why a key did nothing.
        chord: told the keys that may follow while a chord is open, and an empty list when it is over.
        resend: has a letter, or ctrl and one, arrive as a key of its own, at what is on top after this key; None where
            ``alt+letter`` is never an Esc and a letter.
    """

    def __init__(
        self,
        keymap: Keymap,
        handlers: Mapping[str, Handler],
        contexts: Callable[[], Sequence[str]],
        say: Callable[[str], None],
        chord: Callable[[str, list[tuple[str, Command]]], None] = lambda _prefix, _rest: None,
        resend: Callable[[str], object] | None = None,
    ) -> None:
        self.keymap = keymap
        self.handlers = handlers
        self.contexts = contexts
        self._say = say
        self._chord = chord
        self._resend = resend
        self._prefix = ""

    def press(self, key: str) -> bool:
        """Handle one key.

        Args:
            key: as the command list writes it, see `key_of`.

        Returns:
            Whether the key meant something here. If not, it is left to whatever else may want it.
        """
        sequence = f"{self._prefix} {key}" if self._prefix else key
        command = self._known(self.keymap.find(sequence, self.contexts()))
        if command is not None:
            self._close_chord()
            self.run(command.id)
            return True
        following = [pair for pair in self.keymap.continuations(sequence, self.contexts()) if self._known(pair[1])]
        if following:
            self._prefix = sequence
            self._chord(sequence, following)
            return True
        if self._split_alt(key):
            return True
        if self._prefix:
            self._close_chord()
            if key != "escape":
                self._say(f"{key_label(sequence)} means nothing here.")
            return True
        return False

    def _split_alt(self, key: str) -> bool:
        """Read ``alt+letter`` that nothing is bound to as Esc and then the letter, as terminals send both alike."""
        if self._resend is None or not key.startswith("alt+"):
            return False
        letter = key.removeprefix("alt+")
        if letter.startswith("shift+"):
            letter = letter.removeprefix("shift+").upper()
        if len(letter.removeprefix("ctrl+")) != 1:
            return False
        self.press("escape")
        self._resend(letter)
        return True

    def run(self, command_id: str) -> None:
        """Run a command, or say why it cannot run."""
        handler = self.handlers[command_id]
        reason = handler.why_not()
        if reason is None:
            handler.run()
        else:
            self._say(reason)

    def offered(self) -> list[tuple[Command, str | None]]:
        """Give the commands of this screen with the reason of those that cannot run now, in the list's order."""
        return [
            (command, self.handlers[command.id].why_not())
            for command in commands_in(self.contexts())
            if command.id in self.handlers
        ]

    def _known(self, command: Command | None) -> Command | None:
        return command if command is not None and command.id in self.handlers else None

    def _close_chord(self) -> None:
        if self._prefix:
            self._prefix = ""
            self._chord("", [])


_NAMED_CHARACTERS = {" ": "space"}


def key_of(key: str, character: str | None) -> str:
    """Give a terminal's key event as the command list writes it: ``?`` rather than ``question_mark``.

    Args:
        key: the event's key, such as ``ctrl+d`` or ``question_mark``.
        character: the character it types, None where it types none.
    """
    if (
        character is not None
        and len(character) == 1
        and character.isprintable()
        and not key.startswith(("ctrl+", "alt+"))
    ):
        return _NAMED_CHARACTERS.get(character, character)
    return key
