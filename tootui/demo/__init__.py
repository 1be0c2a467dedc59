"""A small Mastodon with a living world, on loopback only: what `tootui demo` shows and what the tests talk to.

How it is made
    `server.py` runs it (`python -m tootui.demo --port 0`), `thread.py` runs it inside a test. `app.py` puts the
    parts together, `context.py` names them. Each module of `resources/` answers one resource of the client API;
    a new endpoint is a function there plus one `Route`. `state.py` holds the entities, `wire.py` writes them as
    JSON, `world/` makes the people and what they say, `living.py` lets them go on talking.

What holds everywhere
    * It imports nothing else of tootui: the JSON is written from plain dicts after the documented API, so that a
      misspelt field fails on one side only.
    * The same seed and the same frozen instant give the same world, byte for byte.
    * Every address in an entity starts with `origin.ORIGIN`, which the answer replaces by the address it was asked at.

The control surface (`/_demo/...`, no token, see `resources/control.py`)
    `POST freeze`, `POST advance`, `POST events`, `POST fault`, `DELETE fault`, `POST limits`, `POST streams`,
    `GET streams`, `POST switches`, `POST play`, `GET play`, `POST token`, `GET log`, `DELETE log`.

Several servers
    Those that were told of each other (`POST peers`, see `federation.py`) find each other's people and posts, and tell
    each other what concerns them. What travels is written in `parcels.py`, kept by `copies.py`, acted on by `inbox.py`.

Other software
    `guises.py` lets a server pass for Takahe, Hollo, snac or GoToSocial; `switches.py` names what it may lack.
"""
