"""The error for words on the command line that make no sense together."""

from __future__ import annotations

from tootui.model.errors import TootuiError


class WrongUse(TootuiError):
    """Options that do not go together, or one that is missing: exit code 2."""
