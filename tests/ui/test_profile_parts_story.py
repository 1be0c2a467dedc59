"""The parts of a profile: posts with the pinned ones first, replies, media, pins, who follows it, whom it follows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.support.quiet import calm
from tests.support.session import Desk, account_of, read_json
from tests.ui.acts import click_on
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.acquaintance_list import AcquaintanceList
from tootui.ui.widgets.parts_bar import PartsBar
from tootui.ui.widgets.profile_head import is_head
from tootui.ui.widgets.profile_list import ProfileList


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()


def posts_of(demo: DemoThread, account: dict[str, Any], query: str) -> list[str]:
    found = read_json(demo.url, f"/api/v1/accounts/{account['id']}/statuses?{query}", demo.token)
    return [post["id"] for post in found]


def asked(demo: DemoThread, begin: int = 0) -> Counter[str]:
    """What was asked for, with how often, by the end of its path and what stands in the query."""
    return Counter(
        f"{entry['path'].rpartition('/')[2]}?{entry['query']}".removesuffix("?") for entry in demo.log()[begin:]
    )


def asked_about(demo: DemoThread, begin: int = 0) -> set[str]:
    """Of whom it was asked how the reader relates to them; of each once."""
    queries = [entry["query"] for entry in demo.log()[begin:] if entry["path"].endswith("/relationships")]
    ids = [value for query in queries for name, value in parse_qsl(query) if name == "id[]"]
    assert len(ids) == len(set(ids))
    return set(ids)


def profile(story: Story) -> ProfileList:
    assert isinstance(story.rows, ProfileList)
    return story.rows


def people(story: Story) -> AcquaintanceList:
    assert isinstance(story.rows, AcquaintanceList)
    return story.rows


async def open_profile(story: Story, place: Place) -> ProfileList:
    story.main.go(place)
    opened = profile(story)
    await story.until(lambda: opened.profile.state.loaded_once, "the head is loaded")
    await story.until(lambda: opened.feed.state.loaded_once or opened.profile.is_covered, "its posts are loaded")
    if opened.pins is not None and not opened.profile.is_covered:
        pins = opened.pins
        await story.until(lambda: pins.state.loaded_once or pins.state.closed, "what is pinned is known")
    await story.until(lambda: list(opened.keys) == list(opened.rows()), "all of it is shown")
    return opened


def posts(rows: ProfileList) -> list[str]:
    return [key for key in rows.keys if isinstance(key, str)]


async def turn_to(story: Story, word: str) -> None:
    bar = story.main.query_one(PartsBar)
    await story.until(lambda: word in bar.words, f"{word} among the parts")
    await story.pilot.click(bar, offset=(bar.words.index(word), 0))
    await story.until(lambda: dict(story.rows.parts)[story.rows.place] == word, word)
    await story.pilot.pause()


def answer(demo: DemoThread, path: str, body: object) -> None:
    """Have the server answer something from now on."""
    demo.fault(path, "status", status=200, body=json.dumps(body), count=-1)


# Posts, and what is pinned above them


async def test_what_is_pinned_comes_first_and_only_once(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    [pinned] = posts_of(demo, ada, "pinned=true")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        assert is_head(opened.keys[0])
        assert opened.keys[1] == pinned
        assert "▸ pinned" in opened.lay_out(pinned, 80).plain
        assert list(opened.keys).count(pinned) == 1
        shown = [key for key in opened.keys[2:] if isinstance(key, str)]
        wanted = [one for one in posts_of(demo, ada, "exclude_replies=true&limit=40") if one != pinned]
        assert shown[: len(wanted)] == wanted
        assert "pinned" not in opened.lay_out(shown[0], 80).plain.splitlines()[0]

        await story.press("j")
        assert opened.selected_status is not None
        assert opened.selected_status.id == pinned
        await story.press("escape")
        await story.until(lambda: story.rows is not opened, "it was left")
        assert opened.feed.reading is None, "a pin is no place in the feed"


async def test_own_pins_show_at_once_and_go_back_where_the_server_refuses(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Pin me above the others.", by="you")[0]
    demo.events(post="And I came later.", by="you")
    async with begin(demo, home) as story:
        me = Place.account(story.session.account.account_id)
        opened = await open_profile(story, me)
        before = posts(opened)
        assert before.index(made) > 1
        await story.select("Pin me above")
        await story.press("p")
        await story.until(lambda: opened.keys[1] == made, "it is pinned")
        assert list(opened.keys).count(made) == 1
        await story.until(lambda: posts_of(demo, {"id": me.argument}, "pinned=true")[:1] == [made], "on the server too")
        await story.until(lambda: opened.cursor_key == made, "it is still selected")
        await story.press("p")
        await story.until(lambda: posts(opened) == before, "as before")
        await story.until(lambda: story.listed.count("pinned") == 1, "one is pinned, as before")


async def test_a_server_that_ignores_what_is_pinned_shows_no_post_as_such(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    given = read_json(demo.url, f"/api/v1/accounts/{ada['id']}/statuses?limit=40", demo.token)
    assert any(post["reblog"] for post in given)
    answer(demo, f"/{ada['id']}/statuses", given)
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        assert "▸ pinned" not in "\n".join(opened.lay_out(key, 80).plain for key in opened.keys[1:])
        assert posts(opened)[0] == next(post["id"] for post in given if post["in_reply_to_id"] is None)
        await turn_to(story, "Pinned")
        await story.until_shown("This server does not tell which posts are pinned.")
        await story.press("j")
        assert "has trouble" not in story.shown


@pytest.mark.parametrize(
    ("part", "query", "word"),
    [
        ("replies", "limit=40", "Replies"),
        ("media", "only_media=true", "Media"),
        ("pinned", "pinned=true", "Pinned"),
    ],
)
async def test_each_part_shows_what_is_meant(demo: DemoThread, home: Path, part: str, query: str, word: str) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"], part))
        wanted = posts_of(demo, ada, query)
        assert posts(opened)[: len(wanted)] == wanted
        assert story.rows.place == Place.account(ada["id"], part)
        assert dict(story.rows.parts)[story.rows.place] == word
        assert "@ada" in story.header


async def test_parts_share_the_head_and_ask_only_for_themselves(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        head = opened.profile
        await story.until(lambda: head.featured_tags and head.familiar and head.relationship, "all of the head")
        await calm(story)
        begun = len(demo.log())
        own = {
            "Replies": "statuses?limit=40",
            "Media": "statuses?limit=40&only_media=true",
            "Followers": "followers?limit=80",
            "Following": "following?limit=80",
        }
        for word, request in own.items():
            await turn_to(story, word)
            await story.until_shown("Ada Lovelace")
            await story.until(lambda request=request: asked(demo, begun)[request], word)  # type: ignore[misc]  # bound
        await turn_to(story, "Posts")
        await calm(story)
        new = asked(demo, begun)
        assert not any(word in path for path in new for word in ("featured_tags", "familiar", ada["id"])), new
        assert [new[request] for request in own.values()] == [1] * len(own)


async def test_what_only_the_whole_head_shows_is_asked_for_when_that_is_shown(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        begun = len(demo.log())
        await open_profile(story, Place.account(ada["id"], "media"))
        await turn_to(story, "Followers")
        await story.until(lambda: people(story).people.state.loaded_once, "who follows her")
        await story.until(lambda: people(story).profile.relationship, "how one relates")
        assert not [path for path in asked(demo, begun) if path.startswith(("featured_tags", "familiar"))]
        await turn_to(story, "Posts")
        await story.until_shown("Writes about #computing")
        assert asked(demo, begun)["featured_tags"] == 1


async def test_parts_are_not_mixed_on_disk(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    replies = set(posts_of(demo, ada, "limit=40")) - set(posts_of(demo, ada, "exclude_replies=true&limit=40"))
    assert replies
    async with begin(demo, home) as story:
        await open_profile(story, Place.account(ada["id"], "replies"))
    async with begin(demo, home, loaded=False) as story:
        demo.fault("/statuses", "status", status=503, count=-1)
        story.main.go(Place.account(ada["id"], "replies"))
        assert replies & set(posts(profile(story)))
        story.main.go(Place.account(ada["id"]))
        assert not replies & set(posts(profile(story)))


async def test_a_featured_tag_leads_to_the_posts_with_it(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        await story.until(lambda: opened.profile.featured_tags, "featured tags")
        await story.until_shown("Writes about #computing")
        await click_on(story, "#computing ")
        await story.until(lambda: story.rows.place == Place.account(ada["id"], tag="computing"), "posts with the tag")
        wanted = posts_of(demo, ada, "tagged=computing")
        await story.until(lambda: [key for key in story.rows.keys if isinstance(key, str)] == wanted, "these posts")
        assert "#computing" in story.main.query_one(PartsBar).words
        assert "Posts with #computing" in story.header


# Who follows whom


async def test_the_counts_lead_to_the_people(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        await open_profile(story, Place.account(ada["id"]))
        await click_on(story, "followers")
        await story.until(lambda: story.rows.place == Place.followers(ada["id"]), "who follows her")
        await story.until(lambda: people(story).people.state.loaded_once, "they are loaded")
        expected = read_json(demo.url, f"/api/v1/accounts/{ada['id']}/followers?limit=80", demo.token)
        await story.until(lambda: list(story.rows.keys)[1:4] == [one["id"] for one in expected[:3]], "in their order")

        await story.press("home", "enter")
        await story.until_screen(Picker)
        await story.until_shown("follows ")
        line = next(line for line in story.shown.splitlines() if "follows 316" in line)
        await story.press(line.split()[line.split().index("follows") - 1])
        await story.until(lambda: story.rows.place == Place.following(ada["id"]), "whom she follows")


async def test_how_one_relates_follows_the_readers_acts_at_once(demo: DemoThread, home: Path) -> None:
    tove = account_of(demo, "tove")
    demo.events(crowd=20, by="tove")
    async with begin(demo, home) as story:
        story.main.go(Place.followers(tove["id"]))
        opened = people(story)
        await story.until(lambda: opened.people.ids and opened.people.ids[-1] in opened.keys, "people")
        who = opened.people.ids[-1]
        await story.press("end")
        await story.until(lambda: story.session.store.relationship(who), "how one relates")
        before = opened.lay_out(who, 80).plain
        demo.fault("/follow", "delay", seconds=30)
        story.session.relations.follow(who)
        assert opened.lay_out(who, 80).plain != before
        demo.clear_faults()


async def test_fifty_thousand_followers_come_page_by_page_and_each_page_costs_itself(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bram = account_of(demo, "bram")
    demo.events(crowd=50_000, by="bram")
    async with begin(demo, home, size=(80, 24)) as story:
        begun = len(demo.log())
        story.main.go(Place.followers(bram["id"]))
        opened = people(story)
        await story.until(lambda: opened.people.state.loaded_once, "the first page")
        await story.until(lambda: len(opened.keys) == 81, "it is shown")
        assert asked(demo, begun)["followers?limit=80"] == 1
        await story.until(lambda: story.session.store.relationship(opened.people.ids[0]), "how one relates")

        assert asked_about(demo, begun) < set(opened.people.ids[:40]) | {bram["id"]}
        ids = opened.people.ids

        def never() -> list[str]:
            raise AssertionError("all rows are made anew")

        monkeypatch.setattr(opened, "rows", never)
        monkeypatch.setattr(opened, "set_rows", never)
        for pages in range(2, 6):
            await story.press("end")
            await story.until(lambda pages=pages: len(opened.keys) == 80 * pages + 1, "a page")  # type: ignore[misc]
        assert opened.people.ids is ids
        assert len(opened.keys) == 401
        await story.press("home", *["j"] * 30)
        assert opened.cursor == 30
        assert opened.people.ids is ids
        assert len(asked_about(demo, begun)) < 200, "only those near the screen"


async def test_that_the_list_was_short_is_told_too_late_to_load_a_page_nobody_is_near(
    demo: DemoThread, home: Path
) -> None:
    tove = account_of(demo, "tove")
    demo.events(crowd=200, by="tove")
    async with begin(demo, home, size=(80, 24)) as story:
        story.main.go(Place.followers(tove["id"]))
        opened = people(story)
        await story.until(lambda: opened.people.state.loaded_once and len(opened.keys) == 81, "the first page")
        demo.fault("/followers", "delay", seconds=30)
        opened.post_message(opened.NearEnd().set_sender(opened))
        await story.settle()
        assert opened.people.state.loading is False
        await story.press("end")
        await story.until(lambda: opened.people.state.loading, "that was asked for")
        demo.clear_faults()
        await story.until(lambda: len(opened.keys) == 161, "a page")


async def test_the_people_of_somebody_never_seen_begin_at_the_head(demo: DemoThread, home: Path) -> None:
    zara = account_of(demo, "zara@glitch.example")
    async with begin(demo, home) as story:
        assert story.session.store.account(zara["id"]) is None
        demo.fault(f"/accounts/{zara['id']}$", "delay", seconds=30)
        story.main.go(Place.followers(zara["id"]))
        opened = people(story)
        assert "Loading the profile" in story.rows.lay_out(story.rows.keys[0], 60).plain
        demo.clear_faults()
        await story.until(lambda: opened.people.ids and is_head(opened.keys[0]), "head and people")
        assert is_head(opened.cursor_key)
        assert opened.is_at_top


async def test_hidden_followers_are_said(demo: DemoThread, home: Path) -> None:
    shy = account_of(demo, "shy@burrow.example")
    async with begin(demo, home, size=(60, 16)) as story:
        story.main.go(Place.followers(shy["id"]))
        await story.until_shown("keeps to themselves who follows them")


async def test_a_server_without_lists_of_followers_is_asked_once(demo: DemoThread, home: Path) -> None:
    ada, grace = account_of(demo, "ada"), account_of(demo, "grace")
    demo.fault("/followers", "status", status=404, body='{"error": "Record not found"}', count=-1)
    async with begin(demo, home) as story:
        begun = len(demo.log())
        await open_profile(story, Place.account(ada["id"]))
        await turn_to(story, "Followers")
        await story.until_shown("Your server does not show who follows somebody")
        assert "tries again" not in story.shown
        await turn_to(story, "Posts")
        await story.until(lambda: "Followers" not in story.main.query_one(PartsBar).words, "the part is gone")
        assert "Following" in story.main.query_one(PartsBar).words
        story.main.go(Place.account(grace["id"]))
        await story.until_shown("Grace Hopper")
        await story.until(lambda: "Followers" not in story.main.query_one(PartsBar).words, "here too")
        story.main.go(Place.followers(ada["id"]))
        await story.until_shown("Your server does not show who follows somebody")
        assert asked(demo, begun)["followers?limit=80"] == 1

        demo.clear_faults()
        await story.press("ctrl+r")
        await story.until(lambda: people(story).people.ids, "after all")
        await story.until(lambda: "Followers" in story.main.query_one(PartsBar).words, "the part is back")


async def test_the_people_of_another_server_may_be_known_in_part(demo: DemoThread, home: Path) -> None:
    alan = account_of(demo, "alan@bletchley.example")
    assert alan["followers_count"] > 80
    async with begin(demo, home) as story:
        story.main.go(Place.followers(alan["id"]))
        await story.until(lambda: people(story).people.state.at_end, "all that are known")
        await story.until(lambda: list(story.rows.keys) == list(story.rows.rows()), "they are shown")
        await story.press("end")
        await story.until_shown("Your server knows ")


# What moderators keep from view, who moved


async def test_a_limited_profile_is_covered_until_it_is_asked_for(demo: DemoThread, home: Path) -> None:
    limited = account_of(demo, "limelight@loud.example")
    async with begin(demo, home, size=(60, 16)) as story:
        opened = await open_profile(story, Place.account(limited["id"]))
        await story.until_shown("have limited this", "x shows the profile all the same.", "x show")
        assert "Loud." not in story.shown
        assert len(opened.keys) == 1
        await story.press("x")
        await story.until_shown("Loud.")
        assert "x shows the profile" not in story.shown
        await story.press("x")
        await story.until_shown("No post is selected.")

        await story.press("escape")
        begun = len(demo.log())
        await open_profile(story, Place.account(limited["id"], "media"))
        await story.until(lambda: any("only_media" in path for path in asked(demo, begun)), "it stays so")


async def test_nothing_is_asked_for_that_stays_covered(demo: DemoThread, home: Path) -> None:
    limited = account_of(demo, "limelight@loud.example")
    async with begin(demo, home) as story:
        await open_profile(story, Place.account(limited["id"]))
        begun = len(demo.log())
        await turn_to(story, "Followers")
        await turn_to(story, "Media")
        await story.pilot.pause()
        assert not [path for path in asked(demo, begun) if path.startswith(("statuses", "followers"))]
        await turn_to(story, "Followers")
        await story.press("enter")
        await story.until(lambda: people(story).people.state.loaded_once, "who follows them")


async def test_whom_one_follows_is_never_covered(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    answer(demo, f"/api/v1/accounts/{ada['id']}$", {**ada, "limited": True})
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        await story.until(lambda: opened.profile.relationship is not None, "how one relates")
        await story.until_shown("have limited this account", "Poetical science")


async def test_enter_goes_where_somebody_has_moved(demo: DemoThread, home: Path) -> None:
    old = account_of(demo, "alan@sherborne.example")
    async with begin(demo, home) as story:
        await open_profile(story, Place.account(old["id"]))
        await story.until_shown("This person has moved to @alan@bletchley.example", "Enter open")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.account(old["moved"]["id"]), "the new profile")


async def test_a_tall_head_stays_where_it_is_read_when_news_of_it_come(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home, size=(60, 16)) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        await story.until_shown("Ada Lovelace")
        await story.press("j")
        assert is_head(opened.cursor_key)
        first = story.shown.splitlines()[2]
        assert "Ada Lovelace" not in first
        await opened.profile.refresh()
        await story.pilot.pause()
        assert story.shown.splitlines()[2] == first


async def test_old_servers_show_profiles_without_what_they_lack(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    for path in ("/featured_tags", "/familiar_followers", "/relationships"):
        demo.fault(path, "status", status=404, count=-1)
    async with begin(demo, home) as story:
        await open_profile(story, Place.account(ada["id"]))
        await story.until_shown("2.4k posts", "joined")
        await story.until(lambda: any("featured_tags" in path for path in asked(demo)), "they were asked for")
        assert "Writes about" not in story.shown
        assert not story.session.notices.undoable()


async def test_offline_what_is_known_stays_and_people_come_with_the_server(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await open_profile(story, Place.account(ada["id"]))
        demo.fault("/", "drop_before", count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: "offline" in story.header, "offline")
        await story.until_shown("Ada Lovelace", "▸ pinned")
        assert "tries again" not in story.shown
        await turn_to(story, "Followers")
        await story.until_shown("Ada Lovelace", "Offline, and nothing of this place is kept here.")
        demo.clear_faults()

        def is_shown() -> bool:
            desk.clock.advance(1)
            return bool(people(story).people.ids)

        await story.until(is_shown, "her followers")


async def test_a_tag_they_show_may_be_picked(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        await story.until(lambda: opened.profile.featured_tags, "featured tags")
        await story.press("enter")
        await story.until_screen(Picker)
        await story.until_shown("#computing by them")
        words = next(line for line in story.shown.splitlines() if "#computing by them" in line).split()
        await story.press(words[words.index("#computing") - 1])
        await story.until(lambda: story.rows.place == Place.account(ada["id"], tag="computing"), "posts with the tag")


@pytest.mark.parametrize("software", ["takahe", "hollo", "snac", "gotosocial"])
async def test_profiles_on_other_software(demo: DemoThread, home: Path, software: str) -> None:
    grace = account_of(demo, "grace")
    demo.switch(like=software)
    try:
        async with begin(demo, home) as story:
            said: list[str] = []
            story.session.notices.observe(lambda notice: said.append(notice.text))
            await open_profile(story, Place.account(grace["id"]))
            await story.until_shown("Grace Hopper")
            for word in [word for _place, word in story.rows.parts][1:]:
                await turn_to(story, word)
                await story.until(
                    lambda: not any("oading" in getattr(key, "text", "") for key in story.rows.keys), f"{word} is there"
                )
                assert "tries again" not in story.shown
            assert said == []
    finally:
        demo.switch(like="")


async def test_a_find_looks_through_what_people_say_of_themselves(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        opened = await open_profile(story, Place.account(ada["id"]))
        await story.press("j", "j")
        opened.start_find("poetical science")
        await story.until(lambda: is_head(opened.cursor_key), "the head")
        story.main.go(Place.followers(ada["id"]))
        listed = people(story)
        await story.until(lambda: listed.people.ids and listed.people.ids[4] in listed.keys, "people")
        who = story.session.store.account(listed.people.ids[4])
        assert who is not None
        listed.start_find(who.display_name)
        await story.until(lambda: listed.cursor_key == who.id, "a person")


async def test_the_own_profile_leads_to_whom_one_shuts_out_and_keys_turn_its_parts(
    demo: DemoThread, home: Path
) -> None:
    async with begin(demo, home) as story:
        me = story.session.account.account_id
        await story.press("g", "p")
        await story.until_shown("This is you.")
        await story.press("}")
        await story.until(lambda: story.rows.place == Place.account(me, "replies"), "the next part")
        await story.press("{", "{")
        await story.until(lambda: story.rows.place == Place.following(me), "around the end")
        await story.until_shown("This is you.")
        await story.press("enter")
        await story.until_screen(Picker)
        await story.until_shown("Muted people")
        words = next(line for line in story.shown.splitlines() if "Muted people" in line).split()
        await story.press(words[words.index("Muted") - 1])
        await story.until(lambda: story.rows.place == Place.MUTES, "whom one muted")
