"""Forms with files, as `multipart/form-data` carries them."""

from email.message import Message
from email.parser import BytesParser

from starlette.requests import Request

from tootui.demo.errors import ApiError
from tootui.demo.params import Params
from tootui.demo.uploads import File


async def read_form(request: Request) -> tuple[Params, dict[str, File]]:
    """The fields and the files of a request.

    Raises:
        ApiError: 400 for a body that is not the form it claims to be.
    """
    params, files = Params(), dict[str, File]()
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise ApiError(422, "Validation failed: File can't be blank")
    form = BytesParser().parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + await request.body())
    parts = form.get_payload()
    if not form.is_multipart() or not isinstance(parts, list):
        raise ApiError(400, "Bad request")
    for part in parts:
        if isinstance(part, Message):
            _take(part, params, files)
    return params, files


def _take(part: Message, params: Params, files: dict[str, File]) -> None:
    name = str(part.get_param("name", "", header="content-disposition"))
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    if part.get_filename() is None:
        params.add(name, data.decode(errors="replace"))
    else:
        files[name] = File(data, part.get_content_type())
