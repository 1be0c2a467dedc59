"""The writer does everything it was given, in order, and says what went wrong."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tootui.cache.writer import Writer


def test_jobs_run_in_order_in_one_other_thread() -> None:
    writer = Writer()
    seen: list[tuple[int, int]] = []

    def job(number: int) -> int:
        seen.append((number, threading.get_ident()))
        return number

    futures = [writer.submit(lambda number=number: job(number)) for number in range(20)]  # type: ignore[misc] # mypy cannot infer such a lambda
    writer.flush()

    assert [future.result() for future in futures] == list(range(20))
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen} | {threading.get_ident()}) == 2
    writer.close()


def test_what_a_job_raises_reaches_who_waits_and_the_next_job_runs() -> None:
    writer = Writer()

    def fail() -> None:
        raise ValueError("full")

    failed = writer.submit(fail)
    done = writer.submit(lambda: "done")

    with pytest.raises(ValueError, match="full"):
        failed.result()
    assert done.result() == "done"
    writer.close()


def test_closing_does_what_was_submitted_and_ends_the_thread() -> None:
    writer = Writer()
    go_on = threading.Event()
    first = writer.submit(go_on.wait)
    second = writer.submit(lambda: 2)
    thread = writer.submit(threading.current_thread)

    go_on.set()
    writer.close()
    writer.close()

    assert (first.done(), second.result(), thread.result().is_alive()) == (True, 2, False)
    with pytest.raises(RuntimeError):
        writer.submit(lambda: None)


def test_ending_waits_for_nothing_and_the_last_job_is_done_after_all_others() -> None:
    writer = Writer()
    go_on = threading.Event()
    done: list[str] = []
    writer.submit(go_on.wait)
    writer.submit(lambda: done.append("first"))
    last = writer.end(lambda: done.append("last"))

    with pytest.raises(RuntimeError):
        writer.submit(lambda: None)
    assert (done, last.done()) == ([], False)
    go_on.set()
    writer.close()

    assert (done, last.done()) == (["first", "last"], True)


def test_an_unused_writer_has_no_thread() -> None:
    before = set(threading.enumerate())
    writer = Writer()

    writer.flush()
    writer.close()
    writer.flush()
    assert set(threading.enumerate()) <= before


async def test_a_job_is_done_though_who_waited_for_it_is_gone() -> None:
    writer = Writer()
    go_on = threading.Event()
    writer.submit(go_on.wait)
    written: list[str] = []

    async def wait() -> None:
        await asyncio.wrap_future(writer.submit(lambda: written.append("words")))

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    writer.close()

    assert written == ["words"]
