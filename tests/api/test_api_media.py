"""Uploads: read from disk as they are sent, checked before, waited for with growing pauses."""

from __future__ import annotations

import asyncio
import re
import tracemalloc
from pathlib import Path

import pytest

from tests.api.fakes import FakeTime
from tests.api.samples import account_json, media_json
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.api.sinks import Sink
from tootui.api.client import connect
from tootui.model.errors import ConnectionLost, Invalid, MediaError, TimedOut
from tootui.model.instance import InstanceInfo, Limits

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
WORKING = media_json(1, url=None)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "my secret cat.png"
    file.write_bytes(PNG)
    return file


def parts(asked: Asked) -> dict[str, tuple[str, bytes]]:
    """The parts of a multipart body: their names, with their heads and contents."""
    boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
    pieces = asked.body.split(b"--" + boundary)
    assert pieces[0] == b""
    assert pieces[-1] == b"--\r\n"
    found = {}
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        assert name is not None
        found[name[1].decode()] = (head.decode(), content.removesuffix(b"\r\n"))
    return found


async def test_a_picture_goes_with_its_description_in_one_request(picture: Path) -> None:
    sent: list[tuple[int, int]] = []
    async with ScriptedServer([json_reply(media_json(1))]) as server, connect(server.url, "token") as client:
        attachment = await client.media.upload(
            picture,
            thumbnail=picture,
            description="Eine Katze,\n“schlafend”",
            focus=(-0.5, 1),
            progress=lambda done, whole: sent.append((done, whole)),
        )

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/api/v2/media")
    assert "transfer-encoding" not in asked.headers
    found = parts(asked)
    assert {name: content for name, (_, content) in found.items()} == {
        "description": "Eine Katze,\n“schlafend”".encode(),
        "focus": b"-0.50,1.00",
        "file": PNG,
        "thumbnail": PNG,
    }
    assert "Content-Type: image/png" in found["file"][0]
    assert 'filename="upload.png"' in found["file"][0]
    assert b"secret" not in asked.body
    assert attachment.url == media_json(1)["url"]
    assert sent[-1] == (len(asked.body), len(asked.body))
    assert [done for done, _ in sent] == sorted(done for done, _ in sent)


async def test_what_the_server_still_works_on_is_asked_for_ever_more_rarely(picture: Path) -> None:
    time = FakeTime()
    replies = [json_reply(WORKING, 202), *[json_reply(WORKING, 206)] * 12, json_reply(media_json(1))]
    async with ScriptedServer(replies) as server, connect(server.url, "token", sleep=time.sleep) as client:
        attachment = await client.media.upload(picture)

    assert attachment.url is not None
    assert time.slept == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10]
    assert server.paths == ["/api/v2/media", *[f"/api/v1/media/{WORKING['id']}"] * 13]


async def test_waiting_has_an_end(picture: Path) -> None:
    time = FakeTime()
    replies = [json_reply(WORKING, 202), json_reply(WORKING, 206)]
    async with ScriptedServer(replies) as server, connect(server.url, "token", sleep=time.sleep) as client:
        with pytest.raises(TimedOut, match="not done"):
            await client.media.upload(picture)

    assert 600 <= sum(time.slept) < 620


async def test_a_file_of_which_nothing_can_be_made_is_refused_with_the_servers_words(picture: Path) -> None:
    time = FakeTime()
    replies = [json_reply(WORKING, 202), json_reply({"error": "Error processing thumbnail"}, 422)]
    async with ScriptedServer(replies) as server, connect(server.url, "token", sleep=time.sleep) as client:
        with pytest.raises(Invalid, match="Error processing thumbnail"):
            await client.media.upload(picture)


async def test_waiting_can_be_cancelled(picture: Path) -> None:
    waiting = asyncio.Event()

    async def for_ever(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    async with (
        ScriptedServer([json_reply(WORKING, 202)]) as server,
        connect(server.url, "token", sleep=for_ever) as client,
    ):
        upload = asyncio.create_task(client.media.upload(picture))
        await waiting.wait()
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload


async def test_sending_can_be_cancelled_in_the_middle(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(64 * 2**20)
    begun = asyncio.Event()
    async with Sink(limit=2**20) as sink, connect(sink.url, "token") as client:
        upload = asyncio.create_task(client.media.upload(film, progress=lambda done, whole: begun.set()))
        await begun.wait()
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload
        await sink.closed.wait()

    assert sink.received < 64 * 2**20


async def test_a_film_of_a_hundred_megabytes_never_is_in_memory(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(96 * 2**20)
    async with Sink(json_reply(media_json(1))) as sink, connect(sink.url, "token") as client:
        await client.start()
        tracemalloc.start()
        try:
            await client.media.upload(film)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert sink.received > 100_000_000
    assert peak <= 5 * 2**20


async def test_an_upload_is_sent_once(picture: Path) -> None:
    async with ScriptedServer([Reply(drops=True)]) as server, connect(server.url, "token") as client:
        with pytest.raises(ConnectionLost) as lost:
            await client.media.upload(picture)

    assert len(server.asked) == 1
    assert lost.value.sent


@pytest.mark.parametrize(
    ("name", "size", "limits", "words"),
    [
        ("gone.png", None, Limits(), "cannot be read"),
        ("empty.png", 0, Limits(), "is empty"),
        ("large.png", 3 * 2**20, Limits(image_size_limit=2**20), "has 3.0 MB; the server takes 1.0 MB"),
        ("large.mp4", 3 * 2**20, Limits(video_size_limit=2**20), "has 3.0 MB; the server takes 1.0 MB"),
        ("letter.pdf", 10, Limits(), "of a kind"),
        ("noname", 10, Limits(), "of a kind"),
        ("photo.webp", 10, Limits(supported_mime_types=["image/png"]), "of a kind"),
    ],
)
async def test_what_the_server_would_refuse_is_not_sent(
    tmp_path: Path, name: str, size: int | None, limits: Limits, words: str
) -> None:
    file = tmp_path / name
    if size is not None:
        file.write_bytes(bytes(size))
    async with ScriptedServer([json_reply(media_json(1))]) as server, connect(server.url, "token") as client:
        client.capabilities.learn(InstanceInfo(domain="x.example", limits=limits))
        with pytest.raises(MediaError, match=words):
            await client.media.upload(file)

    assert server.asked == []


async def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    folder = tmp_path / "folder.png"
    folder.mkdir()
    async with ScriptedServer([json_reply(media_json(1))]) as server, connect(server.url, "token") as client:
        with pytest.raises(MediaError):
            await client.media.upload(folder)

    assert server.asked == []


async def test_a_file_that_shrinks_on_the_way_is_noticed(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(2**20))

    def shrink(done: int, whole: int) -> None:
        film.write_bytes(b"")

    async with Sink(json_reply(media_json(1))) as sink, connect(sink.url, "token") as client:
        with pytest.raises(MediaError, match="shorter"):
            await client.media.upload(film, progress=shrink)


async def test_a_profile_with_a_new_face_goes_as_a_form(picture: Path) -> None:
    async with ScriptedServer([json_reply(account_json(1))]) as server, connect(server.url, "token") as client:
        await client.accounts.update_credentials(
            avatar=picture,
            locked=False,
            fields_attributes=[{"name": "Home", "value": "x"}, {"name": "Pronouns", "value": "she"}],
            source={"privacy": "private"},
            attribution_domains=["a.example", "b.example"],
        )

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("PATCH", "/api/v1/accounts/update_credentials")
    found = parts(asked)
    assert found.pop("avatar")[1] == PNG
    # Of two with the same name `parts` keeps the latter.
    assert {name: content for name, (_, content) in found.items()} == {
        "locked": b"false",
        "fields_attributes[0][name]": b"Home",
        "fields_attributes[0][value]": b"x",
        "fields_attributes[1][name]": b"Pronouns",
        "fields_attributes[1][value]": b"she",
        "source[privacy]": b"private",
        "attribution_domains[]": b"b.example",
    }
    assert asked.body.count(b'name="attribution_domains[]"') == 2
