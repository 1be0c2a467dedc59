"""Work in the background that failed by a mistake of our own: what servers and disks do is told where it happens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp

log = logging.getLogger(__name__)


def tell_failed_work(app: TootuiApp, event: Worker.StateChanged) -> None:
    """Log it with its trace and say so; Textual keeps it to itself where the program shall go on all the same."""
    if event.state is WorkerState.ERROR:
        log.error("%s failed", event.worker.name or "work", exc_info=event.worker.error)
        app.say("Something went wrong. The log has the details.", "error")
