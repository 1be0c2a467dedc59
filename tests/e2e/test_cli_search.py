"""`tootui search`: posts, people, tags, and what lies behind an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import read_json
from tests.support.shell import sign_in, tootui
from tootui.demo.thread import DemoThread


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    with DemoThread() as demo:
        yield demo


@pytest.fixture
def reader(home: Path, demo: DemoThread) -> Path:
    sign_in(home, demo.url, demo.token)
    return home


def test_posts_come_page_by_page_as_many_as_are_wanted(reader: Path, demo: DemoThread) -> None:
    for number in range(45):
        demo.events(post=f"Loomwork {number}", by="grace")
    found = json.loads(tootui(reader, "search", "--json", "-n", "42", "loomwork").stdout)

    assert len({status["id"] for status in found}) == 42
    assert found[0]["content"] == "<p>Loomwork 44</p>"


def test_people_and_tags(reader: Path) -> None:
    people = tootui(reader, "search", "--people", "hopper")
    tags = tootui(reader, "search", "--tags", "comput")

    assert people.stdout.splitlines()[0] == "Grace Hopper (@grace)"
    assert tags.stdout.startswith("#computing · ")
    assert tootui(reader, "search", "--tags", "--cached", "comput").returncode == 2
    assert tootui(reader, "search", "--tags", "--people", "comput").returncode == 2


def test_an_address_is_looked_up(reader: Path, demo: DemoThread) -> None:
    [made] = demo.events(post="Behind this address", by="grace")
    url = read_json(demo.url, f"/api/v1/statuses/{made}", demo.token)["url"]

    assert "Behind this address" in tootui(reader, "search", url).stdout
    assert (
        tootui(reader, "search", "https://faraway.example/@somebody").stdout == "Somebody (@somebody@faraway.example)\n"
    )
