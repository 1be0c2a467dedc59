"""Signing in at the demo the way a client does it, the authorize page driven by plain HTTP."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.demo.clients import client_of
from tootui.demo.thread import DemoThread

VERIFIER = "a-verifier-that-is-long-enough-for-the-specification-of-pkce"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
LOOPBACK = "http://127.0.0.1/callback"
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"

App = dict[str, str]


@pytest.fixture
def browser(demo: DemoThread) -> Iterator[httpx.Client]:
    with client_of(demo, signed_in=False) as client:
        yield client


@pytest.fixture
def app(browser: httpx.Client) -> App:
    wanted = {"client_name": "test", "redirect_uris": [LOOPBACK, OUT_OF_BAND], "scopes": "read write"}
    registered: App = browser.post("/api/v1/apps", json=wanted).json()
    return registered


def wish(app: App, **more: str) -> dict[str, str]:
    """The parameters of an authorize request."""
    usual = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": "http://127.0.0.1:51234/callback",
        "scope": "read write",
        "state": "s t/a+te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return usual | more


def decide(browser: httpx.Client, page: httpx.Response, decision: str, **more: str) -> httpx.Response:
    """Fill in the form of the authorize page and send it."""
    assert page.status_code == 200, page.text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    fields = {name: unescape(value) for name, value in fields.items()}
    return browser.post("/oauth/authorize", data=fields | {"decision": decision} | more)


def answer_of(redirect: httpx.Response) -> dict[str, str]:
    assert redirect.status_code == 302, redirect.text
    return {name: values[0] for name, values in parse_qs(urlsplit(redirect.headers["location"]).query).items()}


def exchange(browser: httpx.Client, app: App, code: str, **more: str) -> httpx.Response:
    usual = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": "http://127.0.0.1:51234/callback",
        "code_verifier": VERIFIER,
    }
    return browser.post("/oauth/token", data=usual | more)


def code_for(browser: httpx.Client, app: App, **more: str) -> str:
    return answer_of(decide(browser, browser.get("/oauth/authorize", params=wish(app)), "allow", **more))["code"]


def test_the_whole_way_in(browser: httpx.Client, app: App) -> None:
    redirect = decide(browser, browser.get("/oauth/authorize", params=wish(app)), "allow")
    answer = answer_of(redirect)
    token = exchange(browser, app, answer["code"]).json()
    me = browser.get(
        "/api/v1/accounts/verify_credentials", headers={"Authorization": f"Bearer {token['access_token']}"}
    ).json()

    assert redirect.headers["location"].startswith("http://127.0.0.1:51234/callback?")
    assert answer["state"] == "s t/a+te"
    assert token["token_type"] == "Bearer"
    assert token["scope"] == "read write"
    assert isinstance(token["created_at"], int)
    assert me["acct"] == "you"
    assert me["source"]["privacy"] == "public"


def test_somebody_else_may_sign_in_too(browser: httpx.Client, app: App) -> None:
    token = exchange(browser, app, code_for(browser, app, account="grace")).json()["access_token"]
    me = browser.get("/api/v1/accounts/verify_credentials", headers={"Authorization": f"Bearer {token}"}).json()

    assert me["acct"] == "grace"


def test_refusing_sends_the_refusal_and_the_state_back(browser: httpx.Client, app: App) -> None:
    answer = answer_of(decide(browser, browser.get("/oauth/authorize", params=wish(app)), "deny"))

    assert answer["error"] == "access_denied"
    assert answer["state"] == "s t/a+te"
    assert "code" not in answer


def test_out_of_band_shows_the_code(browser: httpx.Client, app: App) -> None:
    page = browser.get("/oauth/authorize", params=wish(app, redirect_uri=OUT_OF_BAND))
    shown = browser.get(decide(browser, page, "allow").headers["location"])
    found = re.search(r'id="code"[^>]*value="([^"]+)"', shown.text)

    assert found is not None
    assert exchange(browser, app, found[1], redirect_uri=OUT_OF_BAND).status_code == 200


def test_a_wrong_verifier_is_refused_and_the_code_is_gone(browser: httpx.Client, app: App) -> None:
    code = code_for(browser, app)
    refused = exchange(browser, app, code, code_verifier="wrong")

    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_grant"
    assert exchange(browser, app, code).status_code == 400


def test_a_code_works_once(browser: httpx.Client, app: App) -> None:
    code = code_for(browser, app)

    assert exchange(browser, app, code).status_code == 200
    assert exchange(browser, app, code).json()["error"] == "invalid_grant"


def test_a_code_is_good_for_ten_minutes(demo: DemoThread, browser: httpx.Client, app: App) -> None:
    code = code_for(browser, app)
    demo.advance(601)

    assert exchange(browser, app, code).json()["error"] == "invalid_grant"


def test_a_wrong_secret_is_refused(browser: httpx.Client, app: App) -> None:
    refused = exchange(browser, app, code_for(browser, app), client_secret="wrong")

    assert refused.status_code == 401
    assert refused.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"client_id": "nobody"}, 401),
        ({"redirect_uri": "http://127.0.0.1:5/elsewhere"}, 400),
        ({"redirect_uri": "http://localhost:5/callback"}, 400),
        ({"redirect_uri": "https://evil.example/callback"}, 400),
        ({"scope": "read admin:write"}, 400),
        ({"code_challenge_method": "plain"}, 400),
        ({"response_type": "token"}, 400),
    ],
)
def test_a_wrong_wish_gets_a_page_and_no_redirect(
    browser: httpx.Client, app: App, wrong: dict[str, str], status: int
) -> None:
    answer = browser.get("/oauth/authorize", params=wish(app, **wrong))

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")


def test_registering_checks_scopes_and_names(browser: httpx.Client) -> None:
    unknown = {"client_name": "x", "redirect_uris": OUT_OF_BAND, "scopes": "read dance"}

    assert browser.post("/api/v1/apps", data=unknown).status_code == 422
    assert browser.post("/api/v1/apps", data={"client_name": "x"}).status_code == 422


def test_a_revoked_token_is_worth_nothing(browser: httpx.Client, app: App) -> None:
    token = exchange(browser, app, code_for(browser, app)).json()["access_token"]
    credentials = {"client_id": app["client_id"], "client_secret": app["client_secret"], "token": token}
    header = {"Authorization": f"Bearer {token}"}

    assert browser.get("/api/v1/timelines/home", headers=header).status_code == 200
    address = str(browser.base_url.copy_with(scheme="ws", path="/api/v1/streaming"))
    with connect(address, proxy=None, additional_headers=header) as socket:
        assert browser.post("/oauth/revoke", data=credentials).json() == {}
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
    assert browser.get("/api/v1/timelines/home", headers=header).status_code == 401


def test_the_token_of_an_application_has_no_home(browser: httpx.Client, app: App) -> None:
    wanted = {
        "grant_type": "client_credentials",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "scope": "read",
    }
    token = browser.post("/oauth/token", data=wanted).json()["access_token"]

    assert browser.get("/api/v1/timelines/home", headers={"Authorization": f"Bearer {token}"}).status_code == 422


def test_too_narrow_a_token_is_refused(browser: httpx.Client, app: App) -> None:
    page = browser.get("/oauth/authorize", params=wish(app, scope="read"))
    code = answer_of(decide(browser, page, "allow"))["code"]
    header = {"Authorization": f"Bearer {exchange(browser, app, code).json()['access_token']}"}

    assert browser.get("/api/v1/timelines/home", headers=header).status_code == 200
    assert browser.post("/api/v1/statuses", headers=header, data={"status": "x"}).status_code == 403


def test_metadata_names_the_endpoints(browser: httpx.Client, demo: DemoThread) -> None:
    metadata = browser.get("/.well-known/oauth-authorization-server").json()

    assert metadata["token_endpoint"] == f"{demo.url}/oauth/token"
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert {"read", "write", "read:statuses"} <= set(metadata["scopes_supported"])


def test_no_token_and_a_wrong_token_are_401(browser: httpx.Client) -> None:
    without = browser.get("/api/v1/timelines/home")
    wrong = browser.get("/api/v1/timelines/public", headers={"Authorization": "Bearer wrong"})

    assert without.status_code == wrong.status_code == 401
    assert without.json() == {"error": "The access token is invalid"}
