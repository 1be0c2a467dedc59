"""A draft on its way to the disk: the newest words win, and a failure is known."""

from __future__ import annotations

from msgspec import structs

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.ui.keeping import Keeper, Words


class FakeShelf:
    """Keeps what it is given, unless it is full."""

    def __init__(self) -> None:
        self.saved: list[Draft] = []
        self.discarded: list[str] = []
        self.is_full = False

    def save(self, draft: Draft) -> Draft:
        if self.is_full:
            raise StorageError("The disk is full.")
        self.saved.append(structs.replace(draft, updated_at=float(len(self.saved) + 1)))
        return self.saved[-1]

    def discard(self, draft_id: str) -> None:
        self.discarded.append(draft_id)


def test_what_is_saved_is_known_to_be_saved() -> None:
    shelf = FakeShelf()
    keeper = Keeper(shelf, Draft(id="1"), is_saved=False)
    assert not keeper.saved_at

    assert keeper.save(keeper.order(Words("hello", "", "public")))

    assert keeper.saved_at == 1.0
    assert shelf.saved[0].text == "hello"


def test_what_comes_late_to_the_disk_does_not_undo_what_is_newer() -> None:
    shelf = FakeShelf()
    keeper = Keeper(shelf, Draft(id="1"), is_saved=False)
    early = keeper.order(Words("hel", "", "public"))
    late = keeper.order(Words("hello", "", "public"))

    assert keeper.save(late)
    assert keeper.save(early)

    assert [draft.text for draft in shelf.saved] == ["hello"]


def test_the_same_words_are_not_written_again() -> None:
    shelf = FakeShelf()
    keeper = Keeper(shelf, Draft(id="1", text="hello"), is_saved=True)

    assert keeper.save(keeper.order(Words("hello", "", "public")))

    assert shelf.saved == []


def test_a_full_disk_is_said_until_it_is_not() -> None:
    shelf = FakeShelf()
    keeper = Keeper(shelf, Draft(id="1"), is_saved=False)
    shelf.is_full = True

    assert not keeper.save(keeper.order(Words("hello", "", "public")))
    assert keeper.problem == "The disk is full."
    assert not keeper.saved_at

    shelf.is_full = False
    assert keeper.save(keeper.order(Words("hello", "", "public")))
    assert keeper.problem == ""


def test_what_was_never_saved_needs_no_deleting() -> None:
    shelf = FakeShelf()
    Keeper(shelf, Draft(id="1"), is_saved=False).discard()
    assert shelf.discarded == []


def test_a_discarded_draft_does_not_come_back_by_a_late_save() -> None:
    shelf = FakeShelf()
    keeper = Keeper(shelf, Draft(id="1", text="hello"), is_saved=True)
    on_its_way = keeper.order(Words("hello there", "", "public"))

    keeper.discard()
    keeper.save(on_its_way)

    assert shelf.discarded == ["1"]
    assert shelf.saved == []
