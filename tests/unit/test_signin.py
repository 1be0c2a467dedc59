"""Signing in and out at real servers: every way in, and every way it may not work out. Nothing is half stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.api.samples import account_json
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.support.authorizing import decide, shown_code
from tootui.api.client import connect
from tootui.config.credentials import CredentialStore
from tootui.demo.thread import DemoThread
from tootui.model.errors import InvalidServer, NotMastodon, SignInError, Unauthorized, Unavailable, Unreachable
from tootui.service.signin import SignIn, SignInOffer, forget, revoke, sign_in_with_token


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    with DemoThread() as demo:
        yield demo


@pytest.fixture
def credentials(tmp_path: Path) -> CredentialStore:
    return CredentialStore(tmp_path)


@asynccontextmanager
async def begun(
    server: str, credentials: CredentialStore, *, listen: bool = True
) -> AsyncIterator[tuple[SignIn, SignInOffer]]:
    sign_in = SignIn(server, credentials=credentials)
    try:
        yield sign_in, await sign_in.begin(listen=listen)
    finally:
        await sign_in.close()


async def visit(url: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        return await browser.get(url)


async def test_the_browser_brings_the_code_back(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        address = await asyncio.to_thread(decide, offer.url)
        waiting = asyncio.ensure_future(sign_in.wait_for_code())
        page = await visit(address)
        stored = await sign_in.finish(await waiting)

    query = parse_qs(urlsplit(offer.url).query)
    assert offer.listener
    assert query["code_challenge_method"] == ["S256"]
    assert query["scope"] == ["read write"]
    assert page.status_code == 200 and "Back to your terminal" in page.text
    assert "code=" not in page.text
    host = demo.url.removeprefix("http://")
    assert (stored.name, stored.acct, stored.server) == (f"you@{host}", "you", demo.url)
    assert credentials.last_used() == stored
    async with connect(demo.url, credentials.token_of(stored.name)) as client:
        assert (await client.accounts.verify_credentials()).id == stored.account_id


async def test_a_copied_code_will_do(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials, listen=False) as (sign_in, offer):
        page = await asyncio.to_thread(decide, offer.url)
        code = await asyncio.to_thread(shown_code, page)
        with pytest.raises(SignInError, match="paste the code"):
            await sign_in.wait_for_code()
        await sign_in.finish(f"  {code}\n")

    assert not offer.listener
    assert len(credentials.accounts()) == 1


@pytest.mark.parametrize("pasted", ["{address}", " {address}#x\n", "{query}", "{code}"])
async def test_the_address_the_browser_ended_on_will_do(
    demo: DemoThread, credentials: CredentialStore, pasted: str
) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        address = await asyncio.to_thread(decide, offer.url)
        query = urlsplit(address).query
        await sign_in.finish(pasted.format(address=address, query=query, code=parse_qs(query)["code"][0]))

    assert len(credentials.accounts()) == 1


async def test_the_application_is_registered_once(demo: DemoThread, credentials: CredentialStore) -> None:
    demo.clear_log()
    for account in ("you", "ada"):
        async with begun(demo.url, credentials) as (sign_in, offer):
            await sign_in.finish(await asyncio.to_thread(decide, offer.url, "allow", account))

    paths = [request["path"] for request in demo.log()]
    assert paths.count("/api/v1/apps") == 1
    assert "force_login=true" in offer.url
    host = demo.url.removeprefix("http://")
    assert {account.name for account in credentials.accounts()} == {f"you@{host}", f"ada@{host}"}


async def test_a_forgotten_application_is_registered_again(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials):
        known = credentials.app_for(demo.url)
    assert known is not None
    with DemoThread() as other:
        credentials.save_app(other.url, known)
        async with begun(other.url, credentials) as (sign_in, offer):
            await sign_in.finish(await asyncio.to_thread(decide, offer.url))
            fresh = credentials.app_for(other.url)

    assert fresh is not None and fresh.client_id != known.client_id


async def test_where_the_registered_port_is_taken_the_page_shows_a_code(
    demo: DemoThread, credentials: CredentialStore
) -> None:
    async with begun(demo.url, credentials) as (_, first):
        assert first.listener
        async with begun(demo.url, credentials) as (sign_in, second):
            page = await asyncio.to_thread(decide, second.url)
            await sign_in.finish(await asyncio.to_thread(shown_code, page))

    assert not second.listener


async def test_refusing_is_understood_and_nothing_is_stored(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        address = await asyncio.to_thread(decide, offer.url, "deny")
        waiting = asyncio.ensure_future(sign_in.wait_for_code())
        page = await visit(address)
        with pytest.raises(SignInError, match="did not let tootui in"):
            await waiting

    assert "Not signed in" in page.text
    assert credentials.accounts() == []


async def test_hollos_refusal_without_state_is_one_too(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials) as (sign_in, _):
        with pytest.raises(SignInError, match="did not let tootui in"):
            await sign_in.finish("http://127.0.0.1:1/callback?error=access_denied")
        with pytest.raises(SignInError, match="invalid_scope"):
            await sign_in.finish("http://127.0.0.1:1/callback?error=invalid_scope")


@pytest.mark.parametrize("state", ["", "&state=", "&state=someone-elses", "&state=%ff"])
async def test_another_attempts_answer_is_refused(demo: DemoThread, credentials: CredentialStore, state: str) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        callback = parse_qs(urlsplit(offer.url).query)["redirect_uri"][0]
        forged = f"{callback}?code=stolen{state}"
        with pytest.raises(SignInError, match="does not belong to this sign-in"):
            await sign_in.finish(forged)
        waiting = asyncio.ensure_future(sign_in.wait_for_code())
        await visit(forged)
        with pytest.raises(SignInError, match="does not belong to this sign-in"):
            await waiting

    assert credentials.accounts() == []


@pytest.mark.parametrize("pasted", ["", "  ", "two words", "mastodon\x1b", "https://x.example/?state=1", "cöde"])
async def test_what_is_no_code_is_not_sent(demo: DemoThread, credentials: CredentialStore, pasted: str) -> None:
    async with begun(demo.url, credentials) as (sign_in, _):
        demo.clear_log()
        with pytest.raises(SignInError):
            await sign_in.finish(pasted)

    assert demo.log() == []


async def test_a_wrong_code_and_a_used_one_are_refused(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        with pytest.raises(SignInError, match="wrong, used up or too old"):
            await sign_in.finish("nonsense")
        assert credentials.accounts() == []
        address = await asyncio.to_thread(decide, offer.url)
        await sign_in.finish(address)

    async with begun(demo.url, credentials) as (again, _):
        with pytest.raises(SignInError, match="wrong, used up or too old"):
            await again.finish(parse_qs(urlsplit(address).query)["code"][0])


async def test_signing_in_has_to_begin(credentials: CredentialStore) -> None:
    with pytest.raises(SignInError, match="not begun"):
        await SignIn("mastodon.example", credentials=credentials).finish("code")


async def test_a_server_that_is_none_leaves_no_trace(credentials: CredentialStore, tmp_path: Path) -> None:
    website = Reply(b"<html>", content_type="text/html")
    async with ScriptedServer([website]) as server:
        for typed, failure in [
            ("nonsense", InvalidServer),
            ("http://mastodon.example", InvalidServer),
            ("http://127.0.0.1:1", Unreachable),
            (server.url, NotMastodon),
        ]:
            sign_in = SignIn(typed, credentials=credentials)
            with pytest.raises(failure):
                await sign_in.begin()
            await sign_in.close()
            with pytest.raises(failure):
                await sign_in_with_token(typed, "token", credentials=credentials)

    assert files_in(tmp_path) == []


class FakeMastodon:
    """Answers sign-in requests as some servers do, without an authorize page."""

    def __init__(self, **answers: Reply) -> None:
        self.answers = answers
        self.apps: list[str] = []

    def __call__(self, asked: Asked) -> Reply:
        name = asked.path.rpartition("/")[2].replace("-", "_")
        if name == "apps" and "apps" not in self.answers:
            self.apps.append(asked.form["scopes"])
            return json_reply({"id": 1, "client_id": "c", "client_secret": "s", "vapid_key": None})
        if name in self.answers:
            return self.answers[name]
        return json_reply({"domain": "x.example"}) if name == "instance" else Reply(status=404)


async def test_a_server_without_metadata_is_asked_for_following_too_and_knows_no_pkce(
    credentials: CredentialStore,
) -> None:
    takahe = FakeMastodon(token=json_reply({"access_token": "t"}), verify_credentials=json_reply(account_json(1)))
    async with ScriptedServer(takahe) as server, begun(server.url, credentials) as (sign_in, offer):
        stored = await sign_in.finish("code")

    query = parse_qs(urlsplit(offer.url).query)
    assert query["scope"] == ["read write follow"] == takahe.apps
    assert "code_challenge" not in query
    exchange = next(asked for asked in server.asked if asked.path == "/oauth/token")
    assert exchange.form == {
        "grant_type": "authorization_code",
        "code": "code",
        "client_id": "c",
        "client_secret": "s",
        "redirect_uri": query["redirect_uri"][0],
    }
    registration = next(asked for asked in server.asked if asked.path == "/api/v1/apps")
    assert registration.form["redirect_uris"] == f"{query['redirect_uri'][0]}\nurn:ietf:wg:oauth:2.0:oob"
    # The name comes from the server that was asked, whatever domain it claims for its people.
    assert stored.name == f"ada1@{server.url[7:]}"


async def test_scopes_a_server_does_not_know_are_left_out(credentials: CredentialStore) -> None:
    tried: list[str] = []

    def answer(asked: Asked) -> Reply:
        if asked.path == "/api/v1/apps":
            tried.append(asked.form["scopes"])
            known = tried[-1] == "read write"
            return json_reply(
                {"client_id": "c", "client_secret": "s"} if known else {"error": "scopes"}, 200 if known else 422
            )
        return json_reply({"uri": "x.example"}) if asked.path.endswith("instance") else Reply(status=404)

    async with ScriptedServer(answer) as server, begun(server.url, credentials) as (_, offer):
        assert "scope=read+write&" in offer.url

    assert tried == ["read write follow", "read write"]


async def test_scopes_are_those_the_metadata_names(credentials: CredentialStore) -> None:
    metadata = json_reply({"scopes_supported": ["read", "profile"], "code_challenge_methods_supported": ["plain"]})
    fake = FakeMastodon(oauth_authorization_server=metadata)
    async with ScriptedServer(fake) as server, begun(server.url, credentials) as (_, offer):
        assert "scope=read&" in offer.url and "code_challenge" not in offer.url


async def test_a_server_that_registers_nobody_is_named(credentials: CredentialStore) -> None:
    fake = FakeMastodon(apps=json_reply({"error": "Registrations are closed"}, 403))
    async with ScriptedServer(fake) as server:
        sign_in = SignIn(server.url, credentials=credentials)
        with pytest.raises(Exception, match="Registrations are closed"):
            await sign_in.begin()
        await sign_in.close()


@pytest.mark.parametrize(
    ("verified", "failure"),
    [
        (json_reply({"error": "The access token is invalid"}, 401), SignInError),
        (json_reply({}, 503), Unavailable),
        (json_reply({"id": "1"}), SignInError),
    ],
)
async def test_a_token_that_cannot_be_verified_is_given_back(
    credentials: CredentialStore, verified: Reply, failure: type[Exception]
) -> None:
    fake = FakeMastodon(token=json_reply({"access_token": "t"}), verify_credentials=verified, revoke=json_reply({}))
    async with ScriptedServer(fake) as server, begun(server.url, credentials) as (sign_in, _):
        with pytest.raises(failure):
            await sign_in.finish("code")

    assert server.asked[-1].form == {"client_id": "c", "client_secret": "s", "token": "t"}
    assert credentials.accounts() == []


async def test_a_token_alone_signs_in(demo: DemoThread, credentials: CredentialStore, tmp_path: Path) -> None:
    stored = await sign_in_with_token(f"@you@{demo.url[7:]}", f"{demo.token}\n", credentials=credentials)

    assert credentials.token_of(stored.name) == demo.token
    assert stat_mode(tmp_path / "credentials.json") == 0o600
    assert demo.token not in repr(stored)


@pytest.mark.parametrize("token", ["", " ", "two words", "wrong", "tökën", "a\x00b"])
async def test_a_bad_token_stores_nothing(
    demo: DemoThread, credentials: CredentialStore, tmp_path: Path, token: str
) -> None:
    with pytest.raises(SignInError):
        await sign_in_with_token(demo.url, token, credentials=credentials)

    assert files_in(tmp_path) == []


async def test_a_token_command_keeps_the_token_elsewhere(
    demo: DemoThread, credentials: CredentialStore, tmp_path: Path
) -> None:
    command = f"echo {demo.token}"
    stored = await sign_in_with_token(demo.url, demo.token, credentials=credentials, token_command=command)

    assert stored.keeps == "command"
    assert json.loads((tmp_path / "credentials.json").read_text())["accounts"][stored.name].get("token") is None
    assert credentials.token_of(stored.name) == demo.token


async def test_signing_out_ends_the_token(demo: DemoThread, credentials: CredentialStore) -> None:
    async with begun(demo.url, credentials) as (sign_in, offer):
        stored = await sign_in.finish(await asyncio.to_thread(decide, offer.url))
    token = credentials.token_of(stored.name)

    assert await revoke(stored, await forget(stored, credentials)) is None

    assert credentials.accounts() == []
    async with connect(demo.url, token) as client:
        with pytest.raises(Unauthorized):
            await client.accounts.verify_credentials()


async def test_signing_out_says_when_the_token_stays_good(demo: DemoThread, credentials: CredentialStore) -> None:
    given = await sign_in_with_token(demo.url, demo.token, credentials=credentials)
    left = await revoke(given, await forget(given, credentials))
    assert left is not None and "still good" in left

    with DemoThread() as other:
        unreachable = await sign_in_with_token(other.url, other.token, credentials=credentials)
    left = await revoke(unreachable, await forget(unreachable, credentials))
    assert left is not None and "refuses connections" in left
    assert credentials.accounts() == []


def stat_mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def files_in(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]
