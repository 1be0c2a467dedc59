"""What a post was written as, what it said before, what it says in another language; and writing it anew."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, guest_or_viewer, viewer_of
from tootui.demo.drafting import revision
from tootui.demo.entities import JsonObject, Status
from tootui.demo.errors import ApiError, not_found
from tootui.demo.formatting import format_text
from tootui.demo.origin import ORIGIN
from tootui.demo.params import read_params
from tootui.demo.targets import own_status, shown_status, target

PROVIDER = "The Reading Room"
LANGUAGES = ("ar", "de", "el", "en", "es", "fr", "he", "hu", "it", "ja", "ko", "pt", "ru", "ta", "zh")
"""Those from which there is a translation."""


async def source(request: Request) -> Response:
    status = own_status(request, viewer_of(request, "read:statuses"))
    return answer(request, {"id": status.id, "text": status.text, "spoiler_text": status.spoiler_text})


async def history(request: Request) -> Response:
    viewer = guest_or_viewer(request)
    return answer(request, demo_of(request).wire.versions(shown_status(request, viewer), viewer))


async def update(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:statuses")
    status = own_status(request, viewer)
    if status.reblog_of_id:
        raise not_found()
    params = await read_params(request)
    demo.publisher.revise(status, revision(demo, viewer, params, status))
    return answer(request, demo.wire.status_bytes(status, viewer))


async def translate(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:statuses")
    status = target(request, viewer)
    wanted = (await read_params(request)).text("lang", "en").partition("-")[0]
    match demo.switches.translation:
        case "off":
            raise not_found()
        case "fails":
            raise ApiError(503, "There was a temporary problem serving your request, please try again")
        case _:
            pass
    spoken = (status.language or "").partition("-")[0]
    if status.visibility not in ("public", "unlisted") or spoken == wanted or spoken not in LANGUAGES:
        raise ApiError(403, "This action is not allowed")
    return answer(request, _translation(demo, status, wanted))


def _translation(demo: Demo, status: Status, wanted: str) -> JsonObject:
    """Translation: by hand where the world knows one, else with the words marked as they would be by a machine."""
    by_hand = status.translations.get(wanted)
    known = format_text(by_hand, demo.publisher.resolve, ORIGIN).content if by_hand else None
    mark = f"[{wanted}] "
    options = [{"title": mark + title} for title in status.poll.options] if status.poll else []
    return {
        "id": status.id,
        "content": known or status.content.replace("<p>", f"<p>{mark}", 1),
        "spoiler_text": mark + status.spoiler_text if status.spoiler_text else "",
        "language": wanted,
        "media_attachments": [
            {"id": one["id"], "description": f"{mark}{one['description']}"}
            for one in status.media
            if one["description"]
        ],
        "poll": {"id": status.poll.id, "options": options} if status.poll else None,
        "detected_source_language": status.language,
        "provider": PROVIDER,
    }


async def translation_languages(request: Request) -> Response:
    if demo_of(request).switches.translation == "off":
        raise not_found()
    return answer(request, {one: [other for other in LANGUAGES if other != one] for one in LANGUAGES})


ROUTES = [
    Route("/api/v1/statuses/{id}/source", source),
    Route("/api/v1/statuses/{id}/history", history),
    Route("/api/v1/statuses/{id}", update, methods=["PUT"]),
    Route("/api/v1/statuses/{id}/translate", translate, methods=["POST"]),
    Route("/api/v1/instance/translation_languages", translation_languages),
]
