"""Pictures and sounds, made when asked for; a name always gives the same one."""

import io
import math
import re
import struct
import wave
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.errors import not_found
from tootui.demo.pictures import avatar, landscape

_RATE = 8000


async def picture(request: Request) -> Response:
    kind, name = request.path_params["kind"], request.path_params["name"]
    match kind:
        case "avatars":
            drawn = avatar(name)
        case "emoji":
            drawn = avatar(name, 32)
        case "headers":
            drawn = landscape(name, 750, 250)
        case "original" | "small":
            size = re.search(r"-(\d{1,4})x(\d{1,4})$", name)
            if size is None:
                raise not_found()
            shrink = 2 if kind == "small" else 1
            drawn = landscape(name, min(int(size[1]), 2000) // shrink, min(int(size[2]), 2000) // shrink)
        case _:
            raise not_found()
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "public, max-age=31536000"})


@lru_cache(maxsize=8)
def _tune(name: str) -> bytes:
    """A few notes as a WAV file."""
    notes = [262 * 2 ** (ord(letter) % 13 / 12) for letter in (name + "ada")[:12]]
    samples = [
        int(9000 * math.sin(math.tau * note * tick / _RATE) * (1 - tick / (_RATE // 4)))
        for note in notes
        for tick in range(_RATE // 4)
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


async def sound(request: Request) -> Response:
    return Response(_tune(request.path_params["name"]), media_type="audio/wav")


ROUTES = [
    Route("/media/{kind}/{name}.png", picture),
    Route("/media/sounds/{name}.wav", sound),
]
