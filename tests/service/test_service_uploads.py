"""Files on their way: each post has all of its files or is not sent, and a copy that went stale is sent anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.service.test_service_outbox import acquainted, all_sent, kept_drafts, posts_tried
from tests.support.session import Desk, published, read_json, until, until_after, until_calm, whoami
from tootui.cache.drafts import Draft, DraftMedia
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread
from tootui.model.errors import MediaError
from tootui.model.instance import Limits
from tootui.service.attaching import attached, why_not_described
from tootui.service.session import Session
from tootui.service.uploads import STALE_SECONDS, UploadState


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"picture {number}.png" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(landscape(f"picture-{number}", 60, 40))
    return files


def draft_with(session: Session, text: str, *files: Path, description: str = "") -> Draft:
    media: tuple[DraftMedia, ...] = ()
    for file in files:
        media = (*media, replace(attached(file, media, Limits()), description=description))
    return replace(session.drafts.new(), text=text, media=media)


def uploads_tried(demo: DemoThread) -> int:
    return sum(entry["method"] == "POST" and entry["path"] == "/api/v2/media" for entry in demo.log())


def the_post(demo: DemoThread, text: str) -> Any:
    posts = read_json(demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses", demo.token)
    [found] = [post for post in posts if text in post["content"]]
    return found


async def test_files_go_with_their_descriptions_in_their_order(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "Look!", *pictures[:3])
        media = tuple(replace(one, description=f"Number {n}") for n, one in enumerate(draft.media))
        session.outbox.send(replace(draft, media=(media[2], media[0], media[1])))
        await until(lambda: not session.outbox.items, "it is sent")
    shown = the_post(demo, "Look!")["media_attachments"]
    assert [one["description"] for one in shown] == ["Number 2", "Number 0", "Number 1"]
    assert uploads_tried(demo) == 3
    assert kept_drafts(desk) == []
    with desk.words() as words:
        assert words.uploads() == {}


async def test_what_was_uploaded_while_writing_is_not_sent_again_and_described_late(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "Early", pictures[0])
        uploads = session.uploads
        seen: list[UploadState] = []
        uploads.observe(lambda: seen.append(uploads.state(draft.media[0])))
        assert uploads.state(draft.media[0]).name == "waiting"
        uploads.start(draft.media[0])
        await until(lambda: uploads.state(draft.media[0]).name == "ready", "it is uploaded")
        assert [state.name for state in seen if state.name != "ready"][:1] == ["sending"]
        assert max(state.share for state in seen) == 1.0
        described = (replace(draft.media[0], description="A cat, at last"),)
        session.outbox.send(replace(draft, media=described))
        await until(lambda: not session.outbox.items, "it is sent")
    assert the_post(demo, "Early")["media_attachments"][0]["description"] == "A cat, at last"
    assert uploads_tried(demo) == 1


async def test_the_server_is_waited_for(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    demo.control("switches", media_asks=3)
    async with desk.at_home() as session:
        draft = draft_with(session, "Patience", pictures[0])
        session.outbox.send(draft)
        await until_after(desk.clock, lambda: not session.outbox.items)
        assert posts_tried(demo) == 1
    assert len(the_post(demo, "Patience")["media_attachments"]) == 1


async def test_what_the_server_cannot_use_brings_the_words_back(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    demo.control("switches", media_fails=True)
    async with desk.at_home() as session:
        session.outbox.send(draft_with(session, "Broken", pictures[0], description="A cat"))
        await until_after(desk.clock, lambda: any(said.startswith("Not sent.") for said in desk.said))
        [failed] = session.outbox.items
        assert "picture 0.png" in failed.reason
        assert failed.media[0].description == "A cat"
        assert posts_tried(demo) == 0
        demo.control("switches", media_fails=False)
        session.outbox.retry(failed.id)
        await until_after(desk.clock, lambda: not session.outbox.items)
    assert published(demo, "Broken") == 1


@pytest.mark.parametrize(
    ("fault", "details", "words"),
    [
        ("status", {"status": 413}, "Not sent."),
        ("status", {"status": 422}, "Not sent."),
        ("drop_before", {}, "Not sent."),
        ("ratelimit", {"seconds": 0}, "Your post waits: the server is busy."),
    ],
)
async def test_without_its_files_a_post_is_not_sent(
    desk: Desk, demo: DemoThread, pictures: list[Path], fault: str, details: dict[str, int], words: str
) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v2/media$", fault, method="POST", **details)
        draft = session.outbox.send(draft_with(session, "All or nothing", *pictures[:2]))
        await until(lambda: any(said.startswith(words) for said in desk.said), "why not")
        assert posts_tried(demo) == 0
        [item] = session.outbox.items
        assert item.media == draft.media
        assert item.attempted_at is None
        demo.clear_faults()
        if item.state == "failed":
            session.outbox.retry(item.id)
        if session.connection.until is not None:
            desk.clock.advance(session.connection.until.timestamp() - desk.clock.time())
        await until_after(desk.clock, lambda: not session.outbox.items, step=5)
    assert len(the_post(demo, "All or nothing")["media_attachments"]) == 2


async def test_a_file_that_is_gone_is_said(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "Where is it?", pictures[0])
        pictures[0].unlink()
        session.outbox.send(draft)
        await until(lambda: any(said.startswith("Not sent.") for said in desk.said), "why not")
        assert "picture 0.png cannot be read" in session.outbox.items[0].reason
        assert posts_tried(demo) == 0


async def test_another_file_of_the_same_name_is_sent_anew(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "Changed my mind", pictures[0])
        session.uploads.start(draft.media[0])
        await until(lambda: session.uploads.are_ready(draft), "it is uploaded")
        pictures[0].write_bytes(landscape("another", 90, 90))
        os.utime(pictures[0], (1, 1))
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items, "it is sent")
    assert the_post(demo, "Changed my mind")["media_attachments"][0]["meta"]["original"]["width"] == 90
    assert uploads_tried(demo) == 2


async def test_a_copy_that_is_too_old_is_sent_anew(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "From the attic", pictures[0])
        session.uploads.start(draft.media[0])
        await until(lambda: session.uploads.are_ready(draft), "it is uploaded")
        desk.clock.advance(STALE_SECONDS + 1)
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items, "it is sent")
    assert uploads_tried(demo) == 2


async def test_a_copy_that_the_server_has_forgotten_is_sent_anew(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    async with desk.at_home() as session:
        draft = draft_with(session, "Remember me", pictures[0])
        session.uploads.start(draft.media[0])
        await until(lambda: session.uploads.are_ready(draft), "it is uploaded")
        [upload] = session.uploads.ids(draft).values()
        with desk.words() as words:
            words.save_upload(replace(words.uploads()[draft.media[0].id], media_id="gone"))
        assert upload != "gone"
        desk.clock.advance(600)
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items, "it is sent")
        assert posts_tried(demo) == 2
    assert published(demo, "Remember me") == 1
    assert desk.said[-1] == "Sent."


async def test_no_more_than_two_files_are_sent_at_once(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    demo.fault("/api/v2/media$", "delay", method="POST", seconds=3600, count=-1)
    async with desk.at_home() as session:
        draft = draft_with(session, "In turns", *pictures)
        sending: list[int] = []
        session.uploads.observe(
            lambda: sending.append(sum(session.uploads.state(media).name == "sending" for media in draft.media))
        )
        session.outbox.send(draft)
        await until(lambda: uploads_tried(demo) == 2, "two are on their way")
        await until_calm(demo)
        demo.clear_faults()
        await until(lambda: not session.outbox.items, "it is sent")
    assert max(sending) == 2
    assert len(the_post(demo, "In turns")["media_attachments"]) == 4


async def test_an_upload_can_be_stopped_and_begun_again(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    demo.control("switches", media_asks=100)
    async with desk.at_home() as session:
        draft = draft_with(session, "Stop", pictures[0])
        session.uploads.start(draft.media[0])
        await until(lambda: session.uploads.state(draft.media[0]).name == "processing", "the server works")
        session.uploads.cancel(draft.media[0])
        assert session.uploads.state(draft.media[0]).name == "waiting"
        with desk.words() as words:
            assert words.uploads() == {}
        demo.control("switches", media_asks=0)
        session.uploads.start(draft.media[0])
        await until(lambda: session.uploads.are_ready(draft), "it is uploaded")


async def test_an_upload_can_be_stopped_where_nothing_can_be_noted(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    desk.words_path.parent.mkdir(parents=True)
    desk.words_path.mkdir()
    async with desk.at_home() as session:
        [media] = draft_with(session, "Stop", pictures[0]).media
        session.uploads.start(media)
        session.uploads.cancel(media)
        assert session.uploads.state(media).name == "waiting"


async def test_a_post_that_waits_for_its_files_can_be_taken_back(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    demo.control("switches", media_asks=100)
    async with desk.at_home() as session:
        draft = session.outbox.send(draft_with(session, "Wait, no", pictures[0]))
        await until(lambda: session.uploads.state(draft.media[0]).name == "processing", "the server works")
        assert desk.said == ["Sending the file, then your post"]
        assert session.notices.undo()
        assert session.outbox.items == []
        [kept] = kept_drafts(desk)
        assert (kept.state, kept.media) == ("draft", draft.media)
        asked = len(demo.log())
        await until_after(desk.clock, lambda: len(demo.log()) > asked + 1)
        assert posts_tried(demo) == 0
    assert published(demo, "Wait, no") == 0


async def test_who_shows_a_post_is_told_that_its_files_are_on_their_way(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    demo.control("switches", media_asks=100)
    async with desk.at_home() as session:
        draft = draft_with(session, "On its way", pictures[0])
        told: list[bool] = []
        session.outbox.observe(lambda: told.append(session.outbox.is_preparing(draft.id)))
        session.outbox.send(draft)
        await until(lambda: session.uploads.state(draft.media[0]).name == "processing", "the server works")
        assert told[-1]


async def test_killed_while_uploading_the_next_session_goes_on(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    media = replace(attached(pictures[0], (), Limits()), description="A cat")
    with desk.words() as words:
        words.save_draft(Draft(text="Last words", media=(media,), state="queued"))
    async with desk.at_home() as session:
        await until(lambda: not session.outbox.items, "it is sent")
    assert the_post(demo, "Last words")["media_attachments"][0]["description"] == "A cat"


async def test_a_post_without_an_answer_is_known_by_its_files(
    desk: Desk, demo: DemoThread, pictures: list[Path]
) -> None:
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        session.outbox.send(draft_with(session, "", pictures[0]))
        await until(lambda: session.outbox.items[0].state == "undecided", "nobody knows")
        await all_sent(desk, session)
        assert posts_tried(demo) == 1
    assert desk.said[-1] == "Sent."


async def test_an_edit_may_add_a_file(desk: Desk, demo: DemoThread, pictures: list[Path]) -> None:
    async with desk.at_home() as session:
        session.outbox.send(draft_with(session, "One picture", pictures[0], description="the first"))
        await until(lambda: not session.outbox.items, "it is sent")
        ready: list[Draft] = []
        session.rewriting.edit(the_post(demo, "One picture")["id"], ready.append)
        await until(lambda: ready, "the text")
        [old] = ready[0].media
        new = replace(attached(pictures[1], ready[0].media, Limits()), description="the second")
        session.outbox.send(replace(ready[0], media=(new, replace(old, description="the former first"))))
        await until(lambda: not session.outbox.items, "it is changed")
    shown = the_post(demo, "One picture")["media_attachments"]
    assert [one["description"] for one in shown] == ["the second", "the former first"]


# What can be attached


def test_files_the_server_would_refuse_are_refused_before(tmp_path: Path, pictures: list[Path]) -> None:
    def refused(file: Path, *others: DraftMedia, limits: Limits | None = None) -> str:
        with pytest.raises(MediaError) as caught:
            attached(file, others, limits or Limits())
        return str(caught.value)

    film, text, nothing = tmp_path / "film.mp4", tmp_path / "notes.txt", tmp_path / "nothing.png"
    film.write_bytes(b"film")
    text.write_text("words")
    nothing.touch()
    cat = attached(pictures[0], (), Limits())
    assert (cat.kind, attached(film, (), Limits()).kind) == ("image", "video")
    assert "of a kind" in refused(text)
    assert "is empty" in refused(nothing)
    assert "cannot be read" in refused(tmp_path / "none.png")
    assert "is no file" in refused(tmp_path)
    assert "at the most" in refused(pictures[0], limits=Limits(image_size_limit=10))
    assert "of a kind" in refused(pictures[0], limits=Limits(supported_mime_types=["image/jpeg"]))
    assert "1 attachments" in refused(pictures[1], cat, limits=Limits(max_media_attachments=1))
    assert "stands alone" in refused(film, cat)
    assert "stands alone" in refused(pictures[0], attached(film, (), Limits()))
    assert "there already" in refused(pictures[0], cat)


def test_a_description_is_counted_in_code_points() -> None:
    assert why_not_described("é" * 1500, Limits()) is None
    assert why_not_described("👍🏽" * 751, Limits()) == "The description is too long by 2."
