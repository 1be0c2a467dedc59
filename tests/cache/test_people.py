"""Whom one might want to name, out of what was read."""

from __future__ import annotations

from pathlib import Path

from tootui.cache.batch import CacheBatch
from tootui.cache.posts import PostCache
from tootui.model.account import Account, Relationship


def test_people_come_with_whether_one_follows_them_and_the_latest_first(tmp_path: Path) -> None:
    cache = PostCache.open(tmp_path / "cache.db")
    accounts = [Account(id=str(number), acct=f"name{number}", display_name=f"Name {number}") for number in range(5)]
    follows = [Relationship(id="1", following=True), Relationship(id="2", following=False)]
    cache.save(CacheBatch(accounts=accounts[:3], relationships=follows))
    cache.save(CacheBatch(accounts=accounts[3:]))

    people = cache.read_people(4)

    assert [person.acct for person in people] == ["name4", "name3", "name2", "name1"]
    assert [person.acct for person in people if person.is_followed] == ["name1"]
    assert people[0].display_name == "Name 4"
    cache.close()
