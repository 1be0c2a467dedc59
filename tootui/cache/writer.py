"""The thread in which databases are written, so that no frame waits for a disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

_NAME = "tootui-writer"


def writing_threads() -> list[threading.Thread]:
    """The threads of all writers that have not come to their end."""
    return [thread for thread in threading.enumerate() if thread.name == _NAME]


class Writer:
    """Runs jobs one after the other, in the order in which they came. Its thread starts with the first.

    The thread is no daemon: what was submitted is done even if the program is leaving. So it must be ended.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Have a job done; what it raises comes out of the future.

        It cannot be called off: who waits for the future and is cancelled does not take the job along, for what it
        writes may stand nowhere else any more.

        Raises:
            RuntimeError: the writer is closed.
        """
        with self._lock:
            return self._put(job)

    def _put(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001 - the edge of the thread: it belongs to who waits
                future.set_exception(error)
            else:
                future.set_result(result)

        if self._closed:
            raise RuntimeError("the writer is closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=_NAME, daemon=False)
            self._thread.start()
        self._jobs.put(run)
        return future

    def flush(self) -> None:
        """Wait until everything submitted so far is done."""
        with self._lock:
            idle = self._thread is None or self._closed
        if not idle:
            self.submit(lambda: None).result()

    def end(self, last: Callable[[], T]) -> Future[T]:
        """Take nothing more; ``last`` is done after what was submitted, and the thread ends. Nobody need wait for it.

        Raises:
            RuntimeError: the writer is closed.
        """
        with self._lock:
            future = self._put(last)
            self._leave()
        return future

    def close(self) -> None:
        """Do what was submitted, then end the thread. May be called again."""
        with self._lock:
            self._leave()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _leave(self) -> None:
        if not self._closed:
            self._closed = True
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
