"""words.db loses nothing that was called saved, whatever happens to the process or to the file."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tootui.cache.database import open_database
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll, Mutation, Upload
from tootui.cache.failures import NewerFile
from tootui.cache.salvage import read_rows
from tootui.cache.unfinished import Unfinished
from tootui.cache.word_tables import MIGRATIONS, TABLES
from tootui.cache.words import Words
from tootui.model.errors import StorageError


class FakeTime:
    """A clock that goes on by a second whenever it is asked, or jumps."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "account" / "words.db"


@pytest.fixture
def words(path: Path) -> Iterator[Words]:
    words = Words.open(path, now=FakeTime())
    yield words
    words.close()


def texts(words: Words) -> set[str]:
    return {draft.text for draft in words.drafts()}


def filled(path: Path, count: int = 60) -> list[Draft]:
    """A closed file with drafts and one waiting wish."""
    words = Words.open(path)
    drafts = [words.save_draft(Draft(text=f"Draft {number} " + "x" * 300)) for number in range(count)]
    words.save_mutation(Mutation(kind="status", id="s1", verb="favourite", wanted=True))
    words.close()
    return drafts


def test_drafts_come_back_the_last_changed_first(words: Words, path: Path) -> None:
    first = words.save_draft(Draft(text="one", reply_acct="grace@navy.example", language="en"))
    second = words.save_draft(Draft(text="two"))
    first = words.save_draft(replace(first, text="one, changed", state="failed", reason="too long"))

    again = Words.open(path)

    assert again.drafts() == [first, second]
    assert (first.created_at, second.created_at, first.updated_at) == (1001.0, 1002.0, 1003.0)
    assert again.draft(second.id) == second
    assert again.draft("nothing") is None
    assert again.notice == ""
    again.close()


def test_every_draft_has_an_id_and_a_key_of_its_own() -> None:
    one, two = Draft(), Draft()

    assert len({one.id, two.id, one.idempotency_key, two.idempotency_key}) == 4


def test_of_several_drafts_all_are_saved_or_none(words: Words, path: Path) -> None:
    first = words.save_draft(Draft(text="as it was"))
    saved = words.save_drafts([replace(first, text="as it is"), Draft(text="another")])
    assert texts(words) == {"as it is", "another"}
    assert saved[0].created_at == first.created_at

    with closing(sqlite3.connect(path)) as other, other:
        condition = "WHEN new.data LIKE '%refused%' BEGIN SELECT RAISE(ABORT, 'no'); END"
        other.execute(f"CREATE TRIGGER no BEFORE INSERT ON drafts {condition}")
    with pytest.raises(StorageError):
        words.save_drafts([replace(first, text="changed"), Draft(text="refused")])
    assert texts(words) == {"as it is", "another"}


def test_a_discarded_draft_is_gone(words: Words) -> None:
    draft = words.save_draft(Draft(text="one"))

    words.delete_draft(draft.id)
    words.delete_draft(draft.id)

    assert words.drafts() == []


def test_of_two_wishes_about_one_post_the_last_waits(words: Words) -> None:
    favourite = Mutation(kind="status", id="s1", verb="favourite", wanted=True, created_at=1.0)
    words.save_mutation(Mutation(kind="status", id="s2", verb="reblog", wanted=True, created_at=2.0))
    words.save_mutation(favourite)
    words.save_mutation(replace(favourite, wanted=False, created_at=3.0, attempts=2))

    assert [(m.id, m.verb, m.wanted, m.attempts) for m in words.mutations()] == [
        ("s2", "reblog", True, 0),
        ("s1", "favourite", False, 2),
    ]

    words.delete_mutation("status", "s2", "reblog", False)
    assert len(words.mutations()) == 2, "it was changed in between"
    words.delete_mutation("status", "s2", "reblog", True)
    assert [m.id for m in words.mutations()] == ["s1"]


def test_a_wish_keeps_how_it_is_meant(words: Words) -> None:
    words.save_mutation(Mutation(kind="relationship", id="7", verb="mute", wanted=True, terms='{"seconds":3600}'))
    assert [wish.terms for wish in words.mutations()] == ['{"seconds":3600}']
    words.delete_mutation("relationship", "7", "mute", True, '{"seconds":300}')
    assert len(words.mutations()) == 1, "another hour was asked for in between"
    words.delete_mutation("relationship", "7", "mute", True, '{"seconds":3600}')
    assert words.mutations() == []


def test_what_was_typed_about_somebody_stays_until_it_is_taken(words: Words) -> None:
    notes, reports = Unfinished(words, "note"), Unfinished(words, "report")
    notes.save("7", "met at the loom", 1.0)
    notes.save("7", "met at the loom fair", 2.0)
    reports.save("7", "{}", 3.0)
    assert (notes.read("7"), reports.read("7"), notes.read("8")) == ("met at the loom fair", "{}", None)
    notes.delete("7")
    assert (notes.read("7"), reports.read("7")) == (None, "{}")


def test_one_process_at_a_time_may_send(path: Path) -> None:
    clock = FakeTime()
    one, two = Words.open(path, now=clock), Words.open(path, now=clock)

    assert one.lease("one", 30)
    assert not two.lease("two", 30)
    assert one.lease("one", 30)

    clock.seconds += 40
    assert two.lease("two", 30)
    assert not one.lease("one", 30)

    one.release("one")
    assert not one.lease("one", 30)
    two.release("two")
    assert one.lease("one", 30)
    one.close()
    two.close()


def test_a_lease_taken_by_a_clock_that_ran_ahead_is_none(path: Path) -> None:
    clock = FakeTime()
    words = Words.open(path, now=clock)
    clock.seconds += 86_400
    assert words.lease("one", 30)

    clock.seconds -= 86_400
    assert words.lease("two", 30)
    words.close()


def test_what_was_called_saved_outlives_a_kill(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tootui.cache.words import Words, Draft\n"
        "words = Words.open(Path(sys.argv[1]))\n"
        "for number in range(100_000):\n"
        "    print(words.save_draft(Draft(text=str(number))).text, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    confirmed = {child.stdout.readline().strip() for _ in range(25)}
    os.kill(child.pid, signal.SIGKILL)
    confirmed |= {line.strip() for line in child.stdout if line.endswith("\n")}
    child.stdout.close()
    child.wait(timeout=10)

    words = Words.open(path)

    assert (words.notice, len(confirmed) >= 25) == ("", True)
    assert confirmed <= texts(words)
    words.close()


def test_two_processes_write_without_losing_anything(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tootui.cache.words import Words, Draft\n"
        "words = Words.open(Path(sys.argv[1]))\n"
        "assert not words.notice, words.notice\n"
        "for number in range(20): words.save_draft(Draft(text=sys.argv[2] + str(number)))\n"
        "words.close()\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("a", "b", "c")]
    assert [child.wait(timeout=30) for child in children] == [0, 0, 0]

    words = Words.open(path)
    assert texts(words) == {f"{name}{number}" for name in "abc" for number in range(20)}
    words.close()


def no_first_page(data: bytearray) -> bytes:
    return bytes(4096) + bytes(data[4096:])


def one_page_of_noise(data: bytearray) -> bytes:
    at = len(data) // 2 // 4096 * 4096
    return bytes(data[:at]) + random.Random(1).randbytes(4096) + bytes(data[at + 4096 :])


def cut_off(data: bytearray) -> bytes:
    return bytes(data[: len(data) * 3 // 4])


@pytest.mark.parametrize(("damage", "at_least"), [(no_first_page, 60), (one_page_of_noise, 40), (cut_off, 20)])
def test_from_a_damaged_file_is_recovered_what_can_be_read(path: Path, damage: Any, at_least: int) -> None:
    written = {draft.text for draft in filled(path)}
    damaged = damage(bytearray(path.read_bytes()))
    path.write_bytes(damaged)

    words = Words.open(path)

    recovered = texts(words)
    assert recovered <= written
    assert len(recovered) >= at_least
    assert [mutation.verb for mutation in words.mutations()] == ["favourite"]
    kept = path.with_name("words.db.damaged-1")
    assert kept.read_bytes() == damaged
    assert str(kept) in words.notice
    assert f"{len(recovered)} drafts were recovered" in words.notice
    words.save_draft(Draft(text="new"))
    words.close()
    again = Words.open(path)
    assert (again.notice, texts(again)) == ("", recovered | {"new"})
    again.close()


def test_a_file_of_noise_is_kept_too_each_time(path: Path) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        noise = random.Random(number).randbytes(9000)
        path.write_bytes(noise)
        words = Words.open(path)
        assert words.drafts() == []
        assert "0 drafts were recovered" in words.notice
        assert path.with_name(f"words.db.damaged-{number}").read_bytes() == noise
        words.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "words.db",
        "words.db.damaged-1",
        "words.db.damaged-2",
    ]


def test_a_draft_that_makes_no_sense_is_damage(path: Path) -> None:
    filled(path, 3)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE drafts SET data = '{\"text' WHERE rowid = 2")
    connection.commit()
    connection.close()

    words = Words.open(path)

    assert len(words.drafts()) == 2
    assert path.with_name("words.db.damaged-1").exists()
    words.close()


def test_a_recovered_post_that_may_have_been_sent_is_undecided(path: Path) -> None:
    words = Words.open(path, now=FakeTime())
    sending = words.save_draft(Draft(text="sending", state="sending", attempted_at=7.0))
    queued = words.save_draft(Draft(text="queued", state="queued"))
    words.save_draft(Draft(text="draft"))
    words.close()
    path.write_bytes(no_first_page(bytearray(path.read_bytes())))

    words = Words.open(path)

    assert {draft.text: (draft.state, draft.attempted_at) for draft in words.drafts()} == {
        "sending": ("undecided", sending.attempted_at),
        "queued": ("undecided", queued.updated_at),
        "draft": ("draft", None),
    }
    words.close()


def test_damage_met_later_costs_nothing_that_is_saved_then(path: Path) -> None:
    filled(path, 3)
    words = Words.open(path)
    other = sqlite3.connect(path)
    other.execute("DROP TABLE mutations")
    other.commit()
    other.close()

    words.save_mutation(Mutation(kind="status", id="s2", verb="reblog", wanted=True))

    assert "damaged" in words.notice
    assert [mutation.id for mutation in words.mutations()] == ["s2"]
    assert len(words.drafts()) == 3
    words.close()


def test_a_file_of_a_newer_tootui_is_kept_and_its_drafts_are_taken_over(path: Path) -> None:
    written = filled(path, 3)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    words = Words.open(path)

    assert texts(words) == {draft.text for draft in written}
    assert "newer" in words.notice
    assert path.with_name("words.db.newer-1").exists()
    words.close()


FILES_OF_EARLIER_VERSIONS = {
    1: (
        "CREATE TABLE drafts (id TEXT PRIMARY KEY, updated_at REAL NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE mutations (kind TEXT NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, wanted INTEGER NOT NULL,"
        " created_at REAL NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (kind, id, verb))",
        "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, taken_at REAL NOT NULL,"
        " until REAL NOT NULL)",
        """INSERT INTO drafts VALUES ('d1', 5.0, '{"id": "d1", "text": "kept", "updated_at": 5.0}')""",
        "INSERT INTO mutations VALUES ('status', 's1', 'pin', 1, 6.0, 2)",
        "INSERT INTO lease VALUES (1, 'somebody', 1.0, 2.0)",
    ),
    2: (
        "CREATE TABLE drafts (id TEXT PRIMARY KEY, updated_at REAL NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE mutations (kind TEXT NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, wanted INTEGER NOT NULL,"
        " created_at REAL NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (kind, id, verb))",
        "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, taken_at REAL NOT NULL,"
        " until REAL NOT NULL)",
        "CREATE TABLE uploads (id TEXT PRIMARY KEY, data TEXT NOT NULL)",
        """INSERT INTO drafts VALUES ('d1', 5.0, '{"id": "d1", "text": "kept", "updated_at": 5.0}')""",
        "INSERT INTO mutations VALUES ('status', 's1', 'pin', 1, 6.0, 2)",
        "INSERT INTO lease VALUES (1, 'somebody', 1.0, 2.0)",
    ),
    3: (
        "CREATE TABLE drafts (id TEXT PRIMARY KEY, updated_at REAL NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE mutations (kind TEXT NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, wanted INTEGER NOT NULL,"
        " created_at REAL NOT NULL, attempts INTEGER NOT NULL, terms TEXT NOT NULL DEFAULT '',"
        " PRIMARY KEY (kind, id, verb))",
        "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, taken_at REAL NOT NULL,"
        " until REAL NOT NULL)",
        "CREATE TABLE uploads (id TEXT PRIMARY KEY, data TEXT NOT NULL)",
        "CREATE TABLE unfinished (kind TEXT NOT NULL, id TEXT NOT NULL, updated_at REAL NOT NULL, data TEXT NOT NULL,"
        " PRIMARY KEY (kind, id))",
        """INSERT INTO drafts VALUES ('d1', 5.0, '{"id": "d1", "text": "kept", "updated_at": 5.0}')""",
        "INSERT INTO mutations VALUES ('status', 's1', 'pin', 1, 6.0, 2, '')",
        "INSERT INTO lease VALUES (1, 'somebody', 1.0, 2.0)",
    ),
    4: (
        "CREATE TABLE drafts (id TEXT PRIMARY KEY, updated_at REAL NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE mutations (kind TEXT NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, wanted INTEGER NOT NULL,"
        " created_at REAL NOT NULL, attempts INTEGER NOT NULL, terms TEXT NOT NULL DEFAULT '',"
        " PRIMARY KEY (kind, id, verb))",
        "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, taken_at REAL NOT NULL,"
        " until REAL NOT NULL)",
        "CREATE TABLE uploads (id TEXT PRIMARY KEY, data TEXT NOT NULL)",
        "CREATE TABLE unfinished (kind TEXT NOT NULL, id TEXT NOT NULL, updated_at REAL NOT NULL, data TEXT NOT NULL,"
        " PRIMARY KEY (kind, id))",
        "CREATE TABLE searches (words TEXT PRIMARY KEY, searched_at REAL NOT NULL)",
        """INSERT INTO drafts VALUES ('d1', 5.0, '{"id": "d1", "text": "kept", "updated_at": 5.0}')""",
        "INSERT INTO mutations VALUES ('status', 's1', 'pin', 1, 6.0, 2, '')",
        "INSERT INTO searches VALUES ('looms', 7.0)",
        "INSERT INTO lease VALUES (1, 'somebody', 1.0, 2.0)",
    ),
}
"""As they are on disks, written out here: whatever becomes of the program's own statements, these must be read."""


@pytest.mark.parametrize("version", FILES_OF_EARLIER_VERSIONS)
def test_a_file_of_every_version_is_taken_over(path: Path, version: int) -> None:
    path.parent.mkdir()
    old = sqlite3.connect(path, isolation_level=None)
    for statement in FILES_OF_EARLIER_VERSIONS[version]:
        old.execute(statement)
    old.execute(f"PRAGMA user_version = {version}")
    old.close()

    words = Words.open(path)

    assert (words.notice, texts(words)) == ("", {"kept"})
    assert [(wish.id, wish.verb, wish.wanted) for wish in words.mutations()] == [("s1", "pin", True)]
    assert words.lease("one", 30)
    words.save_draft(Draft(text="new"))
    words.close()
    again = Words.open(path)
    assert (again.notice, texts(again)) == ("", {"kept", "new"})
    again.close()


def test_what_was_uploaded_goes_with_its_draft(words: Words) -> None:
    cat, dog = DraftMedia(id="cat", path="/cat.png"), DraftMedia(id="dog", path="/dog.png")
    first = words.save_draft(Draft(text="one", media=(cat,)))
    words.save_draft(Draft(text="two", media=(dog,)))
    uploads = [Upload(id=name, media_id=f"m-{name}", uploaded_at=1.0, focus=(0.0, 1.0)) for name in ("cat", "dog")]
    for upload in uploads:
        words.save_upload(upload)
    assert words.uploads() == {"cat": uploads[0], "dog": uploads[1]}

    words.delete_draft(first.id)
    assert words.uploads() == {"dog": uploads[1]}
    words.delete_upload("dog")
    assert words.uploads() == {}


def test_what_was_uploaded_is_recovered_too(words: Words, path: Path) -> None:
    words.save_upload(Upload(id="cat", media_id="7", uploaded_at=1.0))
    words.close()
    path.write_bytes(no_first_page(bytearray(path.read_bytes())))

    again = Words.open(path)

    assert [upload.media_id for upload in again.uploads().values()] == ["7"]
    again.close()


DRAFTS_OF_VERSION_1 = (
    (
        '{"id":"d1","text":"@alan Yes.","spoiler_text":"cw","visibility":"private","language":"de",'
        '"in_reply_to_id":"7","reply_acct":"alan","sensitive":true,"idempotency_key":"k1","created_at":1.0,'
        '"updated_at":5.0,"state":"draft","reason":"","sent_id":null,"attempted_at":null,"supersedes":null}'
    ),
    (
        '{"id":"d2","text":"sent?","spoiler_text":"","visibility":"public","language":null,"in_reply_to_id":null,'
        '"reply_acct":null,"sensitive":false,"idempotency_key":"k2","created_at":2.0,"updated_at":4.0,'
        '"state":"undecided","reason":"nobody knows","sent_id":null,"attempted_at":3.0,"supersedes":"d0"}'
    ),
)
"""Each with all that version 1 wrote."""


@pytest.fixture
def file_of_version_1(path: Path) -> Path:
    path.parent.mkdir()
    old = sqlite3.connect(path, isolation_level=None)
    for statement in FILES_OF_EARLIER_VERSIONS[1][:3]:
        old.execute(statement)
    for number, data in enumerate(DRAFTS_OF_VERSION_1, 1):
        old.execute("INSERT INTO drafts VALUES (?, ?, ?)", (f"d{number}", 6.0 - number, data))
    old.execute("PRAGMA user_version = 1")
    old.close()
    return path


def test_all_of_an_old_draft_is_there_after_the_migration(file_of_version_1: Path) -> None:
    words = Words.open(file_of_version_1)

    reply, undecided = words.drafts()

    assert words.notice == ""
    assert reply == Draft(
        id="d1",
        text="@alan Yes.",
        spoiler_text="cw",
        visibility="private",
        language="de",
        in_reply_to_id="7",
        reply_acct="alan",
        sensitive=True,
        idempotency_key="k1",
        created_at=1.0,
        updated_at=5.0,
    )
    assert (reply.kind, undecided.kind) == ("reply", "new")
    assert (undecided.state, undecided.attempted_at, undecided.supersedes) == ("undecided", 3.0, "d0")
    words.close()


def test_a_damaged_old_file_is_recovered_into_the_new_form(file_of_version_1: Path) -> None:
    file_of_version_1.write_bytes(no_first_page(bytearray(file_of_version_1.read_bytes())))

    words = Words.open(file_of_version_1)

    assert texts(words) == {"@alan Yes.", "sent?"}
    words.close()


def test_wishes_are_read_out_of_an_old_file_that_cannot_be_migrated(file_of_version_1: Path) -> None:
    old = sqlite3.connect(file_of_version_1, isolation_level=None)
    old.execute("INSERT INTO mutations VALUES ('status', 's1', 'pin', 1, 6.0, 2)")
    old.close()

    rows = read_rows(file_of_version_1, TABLES, MIGRATIONS)

    assert rows["mutations"] == [("status", "s1", "pin", 1, 6.0, 2, "")]
    assert (len(rows["drafts"]), rows["unfinished"]) == (2, [])


def test_an_older_program_takes_the_file_for_a_newer_one(path: Path) -> None:
    """Or it would send an edit as a post."""
    words = Words.open(path)
    words.save_draft(Draft(text="changed", edit_of="7"))
    words.close()

    with pytest.raises(NewerFile):
        open_database(path, MIGRATIONS[:1], timeout=1)


def test_everything_a_post_can_be_comes_back(words: Words, path: Path) -> None:
    written = words.save_draft(
        Draft(
            text="look",
            quoted_status_id="9",
            quote_acct="grace",
            redraft_of="8",
            is_original_gone=True,
            media=(
                DraftMedia(path="/pictures/cat.png", description="A cat.", focus=(0.5, -0.25)),
                DraftMedia(media_id="77", kind="image", description="A dog.", described="A dog"),
            ),
            poll=DraftPoll(options=("yes", "no"), expires_in=300, multiple=True, hide_totals=True),
            quote_policy="followers",
            scheduled_at=99.0,
            chain="c1",
            position=2,
        )
    )

    again = Words.open(path)

    assert again.drafts() == [written]
    assert written.kind == "redraft"
    again.close()


def test_no_version_is_forgotten() -> None:
    assert list(FILES_OF_EARLIER_VERSIONS) == list(range(1, len(MIGRATIONS) + 1))


def test_a_draft_is_never_called_saved_when_it_is_only_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = Words.open(tmp_path / "file" / "words.db")
    assert "not kept on disk" in words.notice

    with pytest.raises(StorageError, match="The draft was not saved"):
        words.save_draft(Draft(text="in memory"))

    assert texts(words) == {"in memory"}
    assert words.lease("one", 30)
    words.close()


def test_a_full_disk_is_said_plainly_and_the_old_text_stays(words: Words, path: Path) -> None:
    draft = words.save_draft(Draft(text="short"))
    pages = words._connection.execute("PRAGMA page_count").fetchone()[0]
    words._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(
        StorageError, match=r"^The draft was not saved\. The disk is full\. Make room, then try again\.$"
    ):
        words.save_draft(replace(draft, text="long " * 10_000))

    assert texts(words) == {"short"}


def test_nothing_is_written_into_a_file_that_was_removed(words: Words, path: Path) -> None:
    words.save_draft(Draft(text="before"))
    for file in list(path.parent.iterdir()):
        file.unlink()

    words.save_draft(Draft(text="after"))

    again = Words.open(path)
    assert texts(again) == {"after"}
    again.close()


def test_a_log_left_without_its_file_is_not_played_into_a_new_one(path: Path) -> None:
    words = Words.open(path)
    words.save_draft(Draft(text="before"))
    path.unlink()

    fresh = Words.open(path)
    fresh.save_draft(Draft(text="after"))

    assert texts(fresh) == {"after"}
    assert path.with_name("words.db-wal.orphaned").exists()
    fresh.close()
    words.close()


def test_a_locked_file_is_no_reason_to_lose_it(path: Path) -> None:
    filled(path, 3)
    words = Words.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageError, match="Another program keeps the file locked"):
        words.save_draft(Draft(text="waits"))
    other.execute("ROLLBACK")
    other.close()

    words.save_draft(Draft(text="now"))
    assert len(words.drafts()) == 4
    words.close()


def test_what_comes_after_the_end_is_written_all_the_same_and_is_no_damage(path: Path) -> None:
    words = Words.open(path)
    draft = words.save_draft(Draft(text="Sent in the last moment.", state="sending"))
    words.close()

    words.save_draft(replace(draft, state="sent", sent_id="109"))

    again = Words.open(path)
    assert [(one.state, one.sent_id) for one in again.drafts()] == [("sent", "109")]
    assert (words.notice, again.notice) == ("", "")
    assert not list(path.parent.glob("*.damaged"))
    again.close()


def test_what_was_thrown_away_is_not_begun_anew_by_who_comes_late(path: Path) -> None:
    words = Words.open(path)
    words.close()
    shutil.rmtree(path.parent)

    with pytest.raises(StorageError, match="was not saved"):
        words.save_draft(Draft(text="Too late."))

    assert not path.parent.exists()
