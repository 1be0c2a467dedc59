"""The same questions to every kind of server: nothing is lost, nothing is believed that is not so."""

from __future__ import annotations

import pytest

from tests.api.kinds import KINDS, KindOfServer, fixture
from tootui.api.client import connect
from tootui.api.features import Feature
from tootui.model.base import known
from tootui.model.errors import Missing, Refused
from tootui.text.addresses import same_acct

SOFTWARE = {
    "akkoma": "akkoma",
    "gotosocial": "gotosocial",
    "hollo": "hollo",
    "mastodon-4.2": "mastodon",
    "mastodon-4.6": "mastodon",
    "snac": "snac",
    "takahe": "takahe",
}


def test_there_is_a_set_for_each_kind() -> None:
    assert set(KINDS) == set(SOFTWARE)


@pytest.mark.parametrize("kind", KINDS)
async def test_each_is_known_by_its_software(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url) as client:
        info = await client.instance.get()

    told = fixture(kind, "instance_v2") or fixture(kind, "instance_v1")
    assert (info.software, info.version) == (SOFTWARE[kind], told["version"])
    assert client.capabilities.info == info


@pytest.mark.parametrize("kind", KINDS)
async def test_no_post_and_no_notification_is_lost(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url, "token") as client:
        home = await client.timelines.home()
        notifications = await client.notifications.list()
        everything = [status.id async for status in client.timelines.home()]

    assert (home.problems, notifications.problems) == ([], [])
    assert everything == [status["id"] for status in fixture(kind, "home")]
    assert [one.id for one in notifications.items] == [one["id"] for one in fixture(kind, "notifications")]
    for status in home.items:
        assert status.account.name
        assert status.created_at.tzinfo is not None
        assert "\x1b" not in status.spoiler_text + (status.text or "")


@pytest.mark.parametrize("kind", KINDS)
async def test_ones_own_posts_are_known_as_such(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url, "token") as client:
        me = await client.accounts.verify_credentials()
        mine = (await client.timelines.home()).items[0].account
        domain = (await client.instance.get()).domain

    assert same_acct(mine.acct, f"@{me.username}@{domain}")
    assert not same_acct(f"{me.username}@elsewhere.example", f"@{me.username}@{domain}")
    # The trap: on snac the ids differ.
    assert (mine.id == me.id) == (kind != "snac")


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_missing_is_said_without_markup(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url, "token") as client:
        with pytest.raises(Missing) as missing:
            await client.trends.tags()

    assert "<" not in str(missing.value)
    assert str(missing.value).endswith(".")


@pytest.mark.parametrize(
    ("kind", "characters", "per_url", "description", "options"),
    [
        ("mastodon-4.6", 500, 23, 10_000, 4),
        ("mastodon-4.2", 1000, 23, 1500, 5),
        ("gotosocial", 5000, 25, 1500, 6),
        ("hollo", 10_000, 256, 1500, 10),
        ("takahe", 500, 23, 1500, 4),
        ("akkoma", 5000, 23, 1500, 20),
        ("snac", 100_000, 32, 1500, 4),
    ],
)
async def test_limits_are_the_servers_own(
    kind: str, characters: int, per_url: int, description: int, options: int
) -> None:
    async with KindOfServer(kind) as server, connect(server.url) as client:
        limits = (await client.instance.get()).limits

    assert (limits.max_characters, limits.characters_reserved_per_url) == (characters, per_url)
    assert (limits.description_limit, limits.poll_max_options) == (description, options)


async def test_a_mastodon_of_today_tells_the_rest_too() -> None:
    async with KindOfServer("mastodon-4.6") as server, connect(server.url) as client:
        info = await client.instance.get()

    assert info.streaming == "wss://streaming.mastodon.example"
    assert (info.live_feeds.local, info.hashtag_feeds.remote) == ("disabled", "authenticated")
    assert (info.limits.image_size_limit, info.limits.supported_mime_types[0]) == (16_777_216, "image/jpeg")
    assert info.rules[0].translations["de"].text == "Sei nett."


OFFERED = {
    "mastodon-4.6": {Feature.QUOTES, Feature.GROUPED_NOTIFICATIONS, Feature.PROFILE, Feature.TRANSLATION},
    "mastodon-4.2": {Feature.FILTERS, Feature.EDITING, Feature.SCHEDULING, Feature.CONVERSATIONS},
    "gotosocial": {Feature.FILTERS, Feature.SCHEDULING, Feature.CONVERSATIONS, Feature.STREAMING},
    "hollo": {Feature.QUOTES, Feature.LISTS, Feature.MARKERS, Feature.GROUPED_NOTIFICATIONS},
    "takahe": {Feature.BOOKMARKS, Feature.EDITING, Feature.FOLLOWED_TAGS},
    "akkoma": {Feature.LEGACY_FILTERS, Feature.BOOKMARKS, Feature.LISTS, Feature.STREAMING},
    "snac": {Feature.BOOKMARKS, Feature.LISTS},
}
NOT_OFFERED = {
    "mastodon-4.6": set[Feature](),
    "mastodon-4.2": {Feature.QUOTES, Feature.GROUPED_NOTIFICATIONS, Feature.PROFILE, Feature.TRANSLATION},
    "gotosocial": {Feature.GROUPED_NOTIFICATIONS, Feature.DIRECTORY, Feature.QUOTES},
    "hollo": {Feature.CONVERSATIONS, Feature.FILTERS, Feature.SCHEDULING, Feature.STREAMING, Feature.EDIT_HISTORY},
    "takahe": {Feature.LISTS, Feature.MARKERS, Feature.SCHEDULING, Feature.STREAMING, Feature.QUOTES},
    "akkoma": {Feature.FILTERS, Feature.GROUPED_NOTIFICATIONS, Feature.ENDORSEMENTS},
    "snac": {Feature.EDITING, Feature.POLLS, Feature.SCHEDULING, Feature.STREAMING, Feature.TRENDS},
}


@pytest.mark.parametrize("kind", KINDS)
async def test_only_what_a_server_can_do_is_offered(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url) as client:
        await client.instance.get()
        offered = {feature for feature in Feature if client.capabilities.offers(feature)}

    assert offered >= OFFERED[kind]
    assert not offered & NOT_OFFERED[kind]


@pytest.mark.parametrize("kind", KINDS)
async def test_scheduling_takes_both_a_known_software_and_a_list(kind: str) -> None:
    async with KindOfServer(kind) as server, connect(server.url, "token") as client:
        before = await client.scheduled_statuses.offered()
        await client.instance.get()
        offered = await client.scheduled_statuses.offered()

    assert before is False
    assert offered == (kind in ("mastodon-4.6", "mastodon-4.2", "gotosocial", "akkoma"))


async def test_details_that_only_one_kind_sends_arrive() -> None:
    async with KindOfServer("mastodon-4.6") as server, connect(server.url, "token") as client:
        me = await client.accounts.verify_credentials()
        notifications = (await client.notifications.list()).items
        posts = (await client.timelines.home()).items
    assert me.source is not None
    assert (me.source.follow_requests_count, me.source.quote_policy) == (2, "public")
    assert me.role is not None
    assert me.role.permissions == "65536"
    assert notifications[1].event is not None
    assert notifications[1].event.target_name == "bad.example"
    assert notifications[2].moderation_warning is not None
    assert notifications[2].moderation_warning.text == "Mind the\nrules."
    assert notifications[3].fallback is not None
    sound, picture = posts[3].media_attachments
    assert sound.meta is not None
    assert sound.meta.original is not None
    assert (sound.meta.original.duration, sound.meta.original.width) == (3.5, None)
    assert (picture.url, picture.description) == (None, "A card.\nTwo lines.")

    async with KindOfServer("akkoma") as server, connect(server.url, "token") as client:
        reaction = (await client.notifications.list()).items[0]
        post = (await client.timelines.home()).items[0]
    assert (reaction.type, reaction.emoji) == ("pleroma:emoji_reaction", "🍰")
    assert post.visibility == "local"

    async with KindOfServer("snac") as server, connect(server.url, "token") as client:
        post = (await client.timelines.home()).items[0]
    assert known(post.account.followers_count, -1) == -1


async def test_ids_of_hollo_survive_every_way() -> None:
    async with KindOfServer("hollo") as server, connect(server.url, "token") as client:
        notification = (await client.notifications.list()).items[0]
        with pytest.raises(Refused):
            await client.notifications.dismiss(notification.id)
        await client.notifications.list(max_id=notification.id)

    dismissal, below = server.asked[-2:]
    assert dismissal.path == (
        "/api/v1/notifications/2026-11-21T00%3A39%3A12.633Z%2Fmention%2F01a1fb8a-3a3b-4b5e-8f3e-0a8f0c2f8d11/dismiss"
    )
    assert below.query == [("max_id", notification.id)]
