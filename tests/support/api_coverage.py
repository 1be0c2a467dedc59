"""Writes a page from the tested table: ``python -m tests.support.api_coverage > docs/api-coverage.md``."""

from __future__ import annotations

import sys

from tests.api.endpoints import SECTIONS
from tests.api.endpoints.endpoint import Endpoint

_OPENING = """\
# The API, endpoint by endpoint

What of Mastodon's client API has a method, made from the table that `tests/api/test_api_endpoints.py` holds against a
server. Lists come as `Paged`: await one for its first page, iterate it for all of it. What a server turns out not to
have is not asked for again in a session (`NotOffered`).

```python
async with connect(Access(server="https://mastodon.example", token=token)) as client:
    async for status in client.timelines.home():
        print(status.inner.content)
```
"""
_BEYOND = """\
## Beyond single requests

| method | what it does |
|---|---|
| `client.media.create` | POST /api/v2/media, read from disk while it is sent |
| `client.media.upload` | that, and asking until the server is done with the file |
| `client.media.ready` | the asking alone |
| `client.statuses.schedule` | POST /api/v1/statuses with `scheduled_at`, where the server is known to keep it |
| `client.scheduled_statuses.offered` | whether it is |
| `client.grouped_notifications.pages` | page after page of GET /api/v2/notifications |
| `client.grouped_notifications.older` | the page below one |
| `client.streaming.open` | /api/v1/streaming over WebSocket |
| `oauth.authorize_url` | the address of GET /oauth/authorize, for a browser |

## Left out

| endpoint | why |
|---|---|
| POST /api/v1/accounts, POST /api/v1/emails/confirmations | signing up is left to browsers |
| /api/v1/push/subscription | of no use in a terminal |
| GET /api/oembed | for websites |
| GET /api/v1/streaming/health | trying to listen tells the same |
| /api/v1/collections, /api/v1/annual_reports | not yet |
| POST /api/v1/media | v2 does the same without keeping one waiting |
| GET /api/v1/accounts/:id/identity_proofs, GET /api/v1/statuses/:id/card | gone since Mastodon 3.5 and 3.0 |
"""


def render() -> str:
    """The whole document."""
    parts = [_OPENING]
    for title, endpoints in SECTIONS.items():
        rows = "\n".join(_row(endpoint) for endpoint in endpoints)
        parts.append(f"## {title}\n\n| endpoint | method |\n|---|---|\n{rows}\n")
    return "\n".join((*parts, _BEYOND))


def _row(endpoint: Endpoint) -> str:
    return f"| {endpoint.method} {endpoint.path} | `client.{endpoint.name}` |"


if __name__ == "__main__":
    sys.stdout.write(render())
