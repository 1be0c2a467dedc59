"""What was read once is found again, in any script and whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cache.values import EPOCH, account, boost, post, quoting
from tootui.cache.batch import CacheBatch, TimelineImage
from tootui.cache.fulltext import has_full_text
from tootui.cache.posts import PostCache
from tootui.model.status import MediaAttachment, Poll, PollOption, Status, StatusTag

pytestmark = pytest.mark.skipif(not has_full_text(), reason="this SQLite has no FTS5")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[PostCache]:
    cache = PostCache.open(tmp_path / "cache.db")
    yield cache
    cache.close()


def keep(cache: PostCache, *texts: str) -> None:
    """Save posts s1, s2, … with these texts."""
    cache.save(CacheBatch(statuses=[post(n, content=f"<p>{text}</p>") for n, text in enumerate(texts, 1)]))


def test_all_words_must_be_there_and_the_last_may_be_begun(cache: PostCache) -> None:
    keep(cache, "The mechanical engine", "An engine driver", "Mechanical minds")

    assert cache.search("engine") == ["s2", "s1"]
    assert cache.search("ENGINE mechanical") == ["s1"]
    assert cache.search("mechan") == ["s3", "s1"]
    assert cache.search("mechan engine") == []
    assert cache.search("engine dri") == ["s2"]


def test_words_in_quotes_stand_side_by_side_and_are_whole(cache: PostCache) -> None:
    keep(cache, "to be or not", "not to go where to be", "be to")

    assert cache.search('"to be"') == ["s2", "s1"]
    assert cache.search('"to b"') == []
    assert cache.search('"to be" whe') == ["s2"]


def test_everything_that_can_be_read_is_searched(cache: PostCache) -> None:
    found = post(
        1,
        account=account(7, display_name="Émilie du Châtelet"),
        content="<p>Lettres &amp; <b>newtonian</b>isme</p>",
        spoiler_text="physique",
        media_attachments=[MediaAttachment(id="m", description="Une pomme qui tombe")],
        tags=[StatusTag(name="gravité")],
        poll=Poll(id="p", options=[PollOption(title="chute libre")]),
    )
    cache.save(CacheBatch(statuses=[found, post(2)]))

    for words in ("emilie", "chatelet", "@ada7@analytical.example", "lettres newtonianisme", "physique", "pomme"):
        assert cache.search(words) == ["s1"], words
    for words in ("#gravité", "gravite", "libre"):
        assert cache.search(words) == ["s1"], words
    assert cache.search("amp") == []


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("東京都に住んでいます", ["東京", "京都", "都に", "住んで", "東", "す", "東京都"], ["東都", "京住", "京東"]),
        ("我喜欢读书。天气很好", ["喜欢", "读书", "天气", "好"], ["书天", "欢喜"]),
        ("서울에서 만나요", ["서울", "만나", "에서 만나"], ["서에", "서만"]),
        ("วันนี้อากาศดีมาก", ["อากาศ", "วันนี้", "ดีมาก"], ["มากดี"]),
        ("Pythonで書くrust入門", ["python", "書く", "python 入門", "pythonで書", "rust入"], ["書rust"]),
        ("xxxxxทxx", ["ท", "xxxxxท", "ทxx", "xxxxx"], ["ทx", "xท"]),  # a Latin word may be begun by two letters or more
        ("ＡＢＣ ｶﾞｷﾞ", ["abc", "ガギ"], ["ギガ"]),
    ],
)
def test_scripts_without_blanks_are_found_by_parts(
    cache: PostCache, text: str, found: list[str], not_found: list[str]
) -> None:
    keep(cache, text)

    assert {part: cache.search(part) for part in found} == {part: ["s1"] for part in found}
    assert {part: cache.search(part) for part in not_found} == {part: [] for part in not_found}


def test_newest_first_is_by_the_time_of_writing_and_goes_on_in_pages(cache: PostCache) -> None:
    written = [post(n, created_at=EPOCH + timedelta(seconds=n * 37 % 101)) for n in range(1, 101)]
    cache.save(CacheBatch(statuses=written))
    expected = [status.id for status in sorted(written, key=lambda status: status.created_at, reverse=True)]

    assert cache.search("post", limit=200) == expected
    assert cache.search("post", limit=30) + cache.search("post", limit=70, offset=30) == expected


def test_the_posts_of_one_second_do_not_displace_one_another(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[post(n, created_at=EPOCH) for n in range(600)]))

    assert len(cache.search("post", limit=1000)) == 600


def test_by_relevance_what_is_said_often_or_by_name_comes_first(cache: PostCache) -> None:
    keep(cache, "tea tea and more tea", "a long post in which among many other things there is tea", "coffee")

    assert cache.search("tea", order="relevance") == ["s1", "s2"]
    assert cache.search("tea", order="newest") == ["s2", "s1"]


def test_a_boost_and_a_quote_lead_to_the_post_that_says_it(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[boost(1, post(5, content="boosted words")), quoting(2, post(6, content="quoted"))]))

    assert cache.search("boosted") == ["s5"]
    assert cache.search("quoted") == ["s6"]


def test_an_edited_post_is_found_by_what_it_says_now(cache: PostCache) -> None:
    keep(cache, "first version")
    keep(cache, "second version")

    assert cache.search("first") == []
    assert cache.search("version") == ["s1"]


def test_what_is_gone_is_not_found(cache: PostCache) -> None:
    keep(cache, "one thing", "another thing")
    cache.save(CacheBatch(deleted=["s1"]))
    assert cache.search("thing") == ["s2"]

    cache.clear()
    assert cache.search("thing") == []
    keep(cache, "one thing")
    assert cache.search("thing") == ["s1"]


def test_nothing_is_found_where_nothing_was_saved_or_nothing_is_asked(cache: PostCache) -> None:
    assert cache.search("thing") == []
    keep(cache, "thing")
    assert [cache.search(text) for text in ("", "  ", "!!!", '"', '""', "・", "\0", "\ud800")] == [[]] * 8


TYPED = st.text(st.one_of(st.characters(), st.sampled_from("\"*^():{}+- \0'東京ที่ANDORNEARnot")), max_size=30)


@given(TYPED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_is_no_error(cache: PostCache, typed: str) -> None:
    keep(cache, "something")

    cache.search(typed)
    cache.search(typed, order="relevance")

    assert (cache.notice, cache.search("something")) == ("", ["s1"])


@pytest.mark.parametrize("typed", ["a " * 5000, '"' * 999, "東" * 5000, "a AND " * 300, "(" * 400, "NEAR(" * 99])
def test_what_is_pasted_by_mistake_is_no_error(cache: PostCache, typed: str) -> None:
    keep(cache, "something")

    assert cache.search(typed) == []
    assert cache.search("something") == ["s1"]


LETTERS = "東京都大阪ไทย가나xy "


@given(st.text(LETTERS, min_size=2, max_size=12), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_part_of_a_text_finds_it(cache: PostCache, text: str, data: st.DataObject) -> None:
    keep(cache, text)
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start:].split(" ", maxsplit=1)[0]  # from anywhere in a run; Latin words from their beginning
    if not words or (start and text[start].isascii() and text[start - 1].isascii() and text[start - 1] != " "):
        return
    part = words[: data.draw(st.integers(1, len(words)))]
    if re.search("(?<![xy])[xy]$", part) and not re.fullmatch("[xy]", words[len(part) - 1 :][:2]):
        return  # one Latin letter begins too many words to be looked up as more than a word of its own

    assert cache.search(part) == ["s1"]


def test_without_full_text_search_everything_else_works(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    poor = PostCache(path, full_text=lambda: False)
    poor.save(CacheBatch(statuses=[post(1)], timelines={"home": TimelineImage(rows=["s1"])}))
    poor.save(CacheBatch(deleted=["s0"]))
    assert (poor.can_search, poor.search("post"), poor.tidy(1 << 30)) == (False, [], False)
    assert poor.read_timeline("home").statuses == [post(1)]
    poor.close()

    rich = PostCache.open(path)
    assert rich.search("post") == []
    while rich.tidy(1 << 30):
        pass
    assert rich.search("post") == ["s1"]
    rich.close()


def test_an_index_that_was_made_serves_while_full_text_search_is_away(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    rich = PostCache.open(path)
    keep(rich, "before")
    rich.close()

    poor = PostCache(path, full_text=lambda: False)
    poor.save(CacheBatch(statuses=[post(1, content="edited"), Status(id="s2", account=account(), created_at=EPOCH)]))
    assert [status.content for status in poor.read_statuses(["s1", "s2"])] == ["edited", ""]
    poor.close()
