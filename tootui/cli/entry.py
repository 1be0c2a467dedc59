"""From the command line to an exit code: 0 done, 1 failed (one sentence on standard error), 2 wrong use."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tootui.cli.wrong_use import WrongUse
from tootui.model.errors import TootuiError

if TYPE_CHECKING:
    import argparse

_logger = logging.getLogger(__name__)

NOTHING_SAID = SimpleNamespace(command=None, account=None, look_at=None, theme=None, config=None)
"""What the parser gives for no words at all. That is how tootui is mostly started, and then it need not be loaded."""

_FOR_GUESTS = (None, "timeline")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: without the program's name; None takes what the process was given.
    """
    given = _given(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except TootuiError as error:
        return _failed(str(error), 2 if isinstance(error, WrongUse) else 1)
    except KeyboardInterrupt:
        return _failed("stopped.")
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter must not try once more to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception:  # the outermost edge: a trace is for the log, not for the person
        from tootui import logs

        file = logs.setup()
        _logger.exception("The command could not be finished")
        return _failed(f"something went wrong that should not. The log says more: {file}")


def _given(words: Sequence[str]) -> argparse.Namespace | SimpleNamespace:
    if not words:
        return NOTHING_SAID
    from tootui.cli.arguments import parser

    return parser().parse_args(words)


def _run(given: argparse.Namespace | SimpleNamespace) -> int:
    """Each command is a module with `run(given)`; only that module is loaded."""
    if given.look_at is not None and given.command not in _FOR_GUESTS:
        raise WrongUse("--server goes with `tootui` alone and with `tootui timeline`: the rest needs an account.")
    module = importlib.import_module(f"tootui.cli.{given.command or 'screen'}")
    code: int = module.run(given)
    return code


def _failed(sentence: str, code: int = 1) -> int:
    print(f"tootui: {sentence}", file=sys.stderr)
    return code
