"""Every endpoint that the client knows, as a table: what is tested, and what `docs/api-coverage.md` is made from."""

from tests.api.endpoints.people import PEOPLE
from tests.api.endpoints.posts import POSTS
from tests.api.endpoints.reading import READING
from tests.api.endpoints.servers import SERVERS

SECTIONS = {
    "People": PEOPLE,
    "Posts, media and polls": POSTS,
    "Timelines, lists, conversations, notifications": READING,
    "Servers, search, trends, filters": SERVERS,
}

ENDPOINTS = [endpoint for section in SECTIONS.values() for endpoint in section]
