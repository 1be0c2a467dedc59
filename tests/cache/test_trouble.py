"""A full disk, a directory that may not be written, a file that somebody keeps: a word, and reading goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cache.values import post
from tootui.cache.batch import CacheBatch, TimelineImage
from tootui.cache.posts import PostCache
from tootui.model.errors import StorageError

FILLING = """
import resource, signal, sys
from pathlib import Path
from tests.cache.values import post
from tootui.cache.batch import CacheBatch
from tootui.cache.posts import PostCache
from tootui.model.errors import StorageError

cache = PostCache.open(Path(sys.argv[1]))
cache.save(CacheBatch(statuses=[post(1)]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    cache.save(CacheBatch(statuses=[post(n, content="<p>filling</p>" * 50) for n in range(2, 4000)]))
except StorageError as error:
    print(error)
print([status.id for status in cache.read_statuses(["s1", "s2"])], cache.notice)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
cache.save(CacheBatch(statuses=[post(2)]))
print([status.id for status in cache.read_statuses(["s1", "s2"])], cache.search("post"))
cache.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits for files there")
def test_where_the_disk_takes_no_more_nothing_is_half_written_and_later_it_goes_on(tmp_path: Path) -> None:
    """A limit for the size of files stands for the full disk: to SQLite both are a write that fails."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", FILLING, str(tmp_path / "cache.db")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)

    said, *rest = done.stdout.splitlines()
    assert said.startswith("The cache was not written."), done.stdout + done.stderr
    assert rest == ["['s1'] ", "['s1', 's2'] ['s2', 's1']"], done.stderr


def test_a_full_database_refuses_the_batch_and_keeps_the_rest(tmp_path: Path) -> None:
    cache = PostCache.open(tmp_path / "cache.db")
    cache.save(CacheBatch(statuses=[post(1)]))
    cache._file._writer().execute("PRAGMA max_page_count = 60")

    with pytest.raises(StorageError, match="The disk is full"):
        cache.save(CacheBatch(statuses=[post(n, content="<p>filling</p>" * 50) for n in range(2, 2000)]))

    cache.save(CacheBatch(statuses=[post(2)]))
    assert (cache.stats().statuses, cache.search("filling"), cache.notice) == (2, [], "")
    cache.close()


def test_a_file_that_another_keeps_locked_costs_a_batch_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.cache.expendable._WRITE_TIMEOUT", 0.01)
    cache = PostCache.open(tmp_path / "cache.db")
    cache.save(CacheBatch(statuses=[post(1)], timelines={"home": TimelineImage(rows=["s1"])}))
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageError, match="keeps the file locked"):
        cache.save(CacheBatch(statuses=[post(2)]))
    with pytest.raises(StorageError, match="keeps the file locked"):
        cache.tidy(0)
    assert cache.read_timeline("home").statuses == [post(1)]
    assert cache.search("post") == ["s1"]

    other.execute("ROLLBACK")
    other.close()
    cache.save(CacheBatch(statuses=[post(2)]))
    assert (cache.search("post"), cache.notice) == (["s2", "s1"], "")
    cache.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for the superuser nothing is read-only")
def test_in_a_directory_that_may_not_be_written_the_cache_lives_in_memory(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        cache = PostCache.open(tmp_path / "cache.db")
        cache.save(CacheBatch(statuses=[post(1)]))
        assert cache.path is None
        assert "not kept" in cache.notice
        assert cache.search("post") == ["s1"]
        cache.close()
    finally:
        tmp_path.chmod(0o700)


def test_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    first = PostCache.open(tmp_path / "cache.db")
    first.save(CacheBatch(statuses=[post(1)], timelines={"home": TimelineImage(rows=["s1"])}))
    first.close()
    cache = PostCache.open(tmp_path / "cache.db")
    cache._file._writer().execute("PRAGMA query_only = 1")

    with pytest.raises(StorageError, match="read-only"):
        cache.save(CacheBatch(statuses=[post(2)]))

    assert cache.read_timeline("home").statuses == [post(1)]
    cache.close()


def test_who_reads_after_the_end_finds_nothing_and_the_file_is_as_good_as_before(tmp_path: Path) -> None:
    cache = PostCache.open(tmp_path / "cache.db")
    cache.save(CacheBatch(statuses=[post(1)], timelines={"home": TimelineImage(rows=["s1"])}))
    cache.close()

    assert cache.read_statuses(["s1"]) == []
    assert cache.read_timeline("home").rows == []

    assert cache.notice == ""
    again = PostCache.open(tmp_path / "cache.db")
    assert (again.read_timeline("home").statuses, again.notice) == ([post(1)], "")
    again.close()


def test_a_reader_whom_the_end_cuts_short_takes_the_file_for_no_worse(tmp_path: Path) -> None:
    cache = PostCache.open(tmp_path / "cache.db")
    cache.save(CacheBatch(statuses=[post(n) for n in (1, 2)]))

    def ids() -> Iterator[str]:
        yield "s1"
        cache.close()  # as the thread that ends does, in the middle of it
        yield "s2"

    cache.read_statuses(ids())

    again = PostCache.open(tmp_path / "cache.db")
    assert (again.read_statuses(["s1", "s2"]), cache.notice) == ([post(1), post(2)], "")
    again.close()
