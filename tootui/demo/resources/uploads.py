"""Sending files, waiting for them, describing them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of, viewer_of
from tootui.demo.entities import Upload
from tootui.demo.errors import ApiError, not_found
from tootui.demo.multipart import read_form
from tootui.demo.params import Params, read_params
from tootui.demo.uploads import File, written


async def _taken(request: Request) -> Upload:
    """The file of a request, taken in."""
    demo, viewer = demo_of(request), viewer_of(request, "write:media")
    params, files = await read_form(request)
    if "file" not in files:
        raise ApiError(422, "Validation failed: File can't be blank")
    return demo.uploads.add(viewer, files["file"], params.optional("description"), params.text("focus"))


async def create(request: Request) -> Response:
    upload = await _taken(request)
    return answer(request, written(upload), status=202 if upload.asks or upload.fails else 200)


async def create_at_once(request: Request) -> Response:
    """The old way, which answers only when all is done."""
    upload = await _taken(request)
    upload.asks = 0
    if upload.fails:
        raise ApiError(422, "Error processing thumbnail for uploaded media")
    return answer(request, written(upload))


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:media")
    upload = demo.uploads.of(request.path_params["id"], viewer)
    if upload.asks:
        upload.asks -= 1
        demo.state.touch()
        return answer(request, {**written(upload), "url": None}, status=206)
    if upload.fails:
        raise ApiError(422, "Error processing thumbnail for uploaded media")
    return answer(request, written(upload))


async def update(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:media")
    upload = demo.uploads.of(request.path_params["id"], viewer)
    if demo.uploads.is_used(upload):
        raise not_found()
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    params: Params = (await read_form(request))[0] if is_form else await read_params(request)
    description = params.text("description") if "description" in params.names() else None
    demo.uploads.describe(upload, description, params.text("focus"))
    return answer(request, written(upload), status=206 if upload.asks else 200)


async def delete(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:media")
    upload = demo.uploads.of(request.path_params["id"], viewer)
    if demo.uploads.is_used(upload):
        raise ApiError(422, "Media attachment is currently used by a post")
    del demo.state.uploads[upload.id]
    demo.uploads.files.pop(upload.id, None)
    demo.state.touch()
    return answer(request, {})


async def content(request: Request) -> Response:
    """The file itself, as long as this process remembers it."""
    file: File | None = demo_of(request).uploads.files.get(request.path_params["id"])
    if file is None:
        raise not_found()
    return Response(file.data, media_type=file.mime)


ROUTES = [
    Route("/api/v2/media", create, methods=["POST"]),
    Route("/api/v1/media", create_at_once, methods=["POST"]),
    Route("/api/v1/media/{id}", show),
    Route("/api/v1/media/{id}", update, methods=["PUT"]),
    Route("/api/v1/media/{id}", delete, methods=["DELETE"]),
    Route("/media/uploads/{id}", content),
]
