"""Where tokens are kept."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tootui import paths
from tootui.config.atomic import write_private
from tootui.config.credentials import CredentialStore, StoredAccount, account_name
from tootui.model.errors import CredentialsError
from tootui.model.oauth import AppRegistration

TOKEN = "t0ken-that-nobody-may-see"
APP = AppRegistration(client_id="id", client_secret="app-s3cret", redirect_uris=["urn:x"], scopes="read write")


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> CredentialStore:
    return CredentialStore(tmp_path / "tootui", clock=FakeClock())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tootui" / "credentials.json"


def account(name: str = "ada@m.example", *, token_command: str = "") -> StoredAccount:
    return StoredAccount(
        name=name,
        server="https://m.example",
        acct="ada",
        account_id="1",
        username="ada",
        app=APP,
        keeps="command" if token_command else "file",
        token_command=token_command,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_names_are_unique_per_account() -> None:
    assert account_name("ada", "https://mastodon.example") == "ada@mastodon.example"
    assert account_name("alice@takahe.example", "https://takahe.example") == "alice@takahe.example"
    assert account_name("you", "http://127.0.0.1:8123") == "you@127.0.0.1:8123"


def test_nobody_is_signed_in_at_first(home: Path) -> None:
    store = CredentialStore()
    assert store.accounts() == []
    assert store.last_used() is None
    assert store.get("ada@m.example") is None
    assert not paths.config_dir().exists()
    with pytest.raises(CredentialsError, match=r"Nobody is signed in as “ada@m.example”"):
        store.token_of("ada@m.example")


def test_a_token_in_the_file(store: CredentialStore, file: Path) -> None:
    saved = store.save(account(), TOKEN, keyring=False)
    assert store.get("ada@m.example") == saved
    assert store.token_of("ada@m.example") == TOKEN
    assert saved.app == APP
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert json.loads(file.read_text())["accounts"]["ada@m.example"]["token"] == TOKEN


def test_no_secret_shows_where_values_are_printed(store: CredentialStore) -> None:
    store.save(account(), TOKEN, keyring=False)
    shown = repr((store, store.accounts(), store.get("ada@m.example"), store._read()))
    assert TOKEN not in shown
    assert APP.client_secret not in shown


def test_the_last_used_account_starts(store: CredentialStore) -> None:
    store.save(account("ada@m.example"), "a", keyring=False)
    store.save(account("bob@m.example"), "b", keyring=False)
    assert [found.name for found in store.accounts()] == ["bob@m.example", "ada@m.example"]
    store.touch("ada@m.example")
    last = store.last_used()
    assert last is not None
    assert last.name == "ada@m.example"
    store.touch("nobody@m.example")
    assert [store.token_of(name) for name in ("ada@m.example", "bob@m.example")] == ["a", "b"]


def test_forgetting_an_account_leaves_the_others_and_the_registration(store: CredentialStore) -> None:
    store.save(account("ada@m.example"), "a", keyring=False)
    store.save(account("bob@m.example"), "b", keyring=False)
    store.remove("ada@m.example")
    store.remove("ada@m.example")
    assert [found.name for found in store.accounts()] == ["bob@m.example"]
    assert store.app_for("https://m.example") == APP


def test_a_registration_is_kept_once_per_server(store: CredentialStore, file: Path) -> None:
    assert store.app_for("https://m.example") is None
    store.save_app("https://m.example", APP)
    store.save(account(), TOKEN, keyring=False)
    assert store.app_for("https://m.example") == APP
    assert file.read_text().count(APP.client_secret) == 1


def test_a_file_open_to_others_is_closed_before_it_is_used(store: CredentialStore, file: Path) -> None:
    store.save(account(), TOKEN, keyring=False)
    file.chmod(0o644)
    store.accounts()
    assert mode(file) == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"accounts": {"x": {"token": "t0ken-that-nobody-may-see"}}}'])
def test_a_damaged_file_is_said_and_left_alone(store: CredentialStore, file: Path, content: str) -> None:
    write_private(file, content.encode())
    with pytest.raises(CredentialsError, match=r"is damaged. Move it away and sign in again") as caught:
        store.accounts()
    assert TOKEN not in str(caught.value)
    assert caught.value.__cause__ is None
    with pytest.raises(CredentialsError):
        store.save(account(), TOKEN, keyring=False)
    assert file.read_text() == content


def test_a_file_of_a_newer_version_is_not_touched(store: CredentialStore, file: Path) -> None:
    write_private(file, b'{"version": 2}')
    with pytest.raises(CredentialsError, match=r"newer tootui"):
        store.touch("ada@m.example")
    assert file.read_bytes() == b'{"version": 2}'


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CredentialsError, match=r"cannot be written"):
        CredentialStore(tmp_path / "file" / "tootui").save(account(), TOKEN, keyring=False)


def test_writing_leaves_the_old_file_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "private" / "file"
    write_private(path, b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match=r"No space left"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_put_in_the_place_of_the_file_is_replaced_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    path = tmp_path / "private" / "file"
    paths.ensure(path.parent)
    path.symlink_to(victim)
    write_private(path, b"secret")
    assert victim.read_bytes() == b"mine"
    assert (path.is_symlink(), mode(path)) == (False, 0o600)


def python(program: str) -> str:
    import shlex

    return shlex.join([sys.executable, "-c", program])


def test_a_token_from_a_command(store: CredentialStore, file: Path) -> None:
    command = python("print('  from-the-command\\n')")
    store.save(account(token_command=command), "", keyring=False)
    assert store.token_of("ada@m.example") == "from-the-command"
    assert "token" not in json.loads(file.read_text())["accounts"]["ada@m.example"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (python(f"import sys; print('{TOKEN}'); sys.exit(3)"), "failed with exit code 3"),
        (python(f"print('{TOKEN} {TOKEN}')"), "printed more than one word"),
        (python("pass"), "printed nothing"),
        ("/nonexistent/tool token", "cannot be run: No such file or directory"),
        ("pass 'unclosed", "cannot be understood"),
        (" ", "is empty"),
    ],
)
def test_a_command_that_fails_says_why_without_its_output(store: CredentialStore, command: str, sentence: str) -> None:
    store.save(account(token_command=command), "", keyring=False)
    with pytest.raises(CredentialsError, match=sentence) as caught:
        store.token_of("ada@m.example")
    assert TOKEN not in str(caught.value)


def test_a_command_runs_without_a_shell(store: CredentialStore, tmp_path: Path) -> None:
    store.save(account(token_command=f"echo $(touch {tmp_path}/made);x"), "", keyring=False)
    with pytest.raises(CredentialsError):
        store.token_of("ada@m.example")
    assert not (tmp_path / "made").exists()


def test_a_command_that_never_ends_is_ended() -> None:
    from tootui.config.token_sources import from_command

    with pytest.raises(CredentialsError, match=r"gave no answer in 0.2 seconds"):
        from_command(python("import time; time.sleep(60)"), seconds=0.2)


class FakeKeyringError(Exception):
    pass


class FakeKeyring(ModuleType):
    """Stands where the optional library would be."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, name: str) -> str | None:
        self._refuse_if_locked()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._refuse_if_locked()
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        self._refuse_if_locked()
        del self.kept[service, name]

    def _refuse_if_locked(self) -> None:
        if self.locked:
            raise FakeKeyringError("locked: " + TOKEN)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    fake = FakeKeyring()
    errors = ModuleType("keyring.errors")
    errors.KeyringError = FakeKeyringError  # type: ignore[attr-defined]  # a module made by hand
    monkeypatch.setitem(sys.modules, "keyring", fake)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return fake


def test_a_token_in_the_keyring(store: CredentialStore, file: Path, keyring: FakeKeyring) -> None:
    saved = store.save(account(), TOKEN, keyring=True)
    assert saved.keeps == "keyring"
    assert keyring.kept == {("tootui", "ada@m.example"): TOKEN}
    assert TOKEN not in file.read_text()
    assert store.token_of("ada@m.example") == TOKEN
    store.remove("ada@m.example")
    assert keyring.kept == {}


def test_a_token_that_moves_from_the_keyring_to_the_file(store: CredentialStore, keyring: FakeKeyring) -> None:
    store.save(account(), "old", keyring=True)
    store.save(account(), TOKEN, keyring=False)
    assert keyring.kept == {}
    assert store.token_of("ada@m.example") == TOKEN


def test_a_token_that_is_gone_from_the_keyring(store: CredentialStore, keyring: FakeKeyring) -> None:
    store.save(account(), TOKEN, keyring=True)
    keyring.kept.clear()
    with pytest.raises(CredentialsError, match=r"is gone. Sign in again"):
        store.token_of("ada@m.example")
    store.remove("ada@m.example")


def test_a_keyring_that_refuses_stores_nothing_by_halves(store: CredentialStore, keyring: FakeKeyring) -> None:
    keyring.locked = True
    with pytest.raises(CredentialsError, match=r"The keyring refused.*--no-keyring") as caught:
        store.save(account(), TOKEN, keyring=True)
    assert TOKEN not in str(caught.value)
    assert store.accounts() == []


def test_without_the_library_the_way_out_is_named(store: CredentialStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(CredentialsError, match=r"install tootui with its extra “keyring”"):
        store.save(account(), TOKEN, keyring=True)


def test_two_processes_do_not_lose_each_others_accounts(store: CredentialStore, file: Path) -> None:
    import subprocess

    program = (
        "import sys; from pathlib import Path; from tootui.config.credentials import CredentialStore, StoredAccount\n"
        "store = CredentialStore(Path(sys.argv[1]))\n"
        "for number in range(10):\n"
        "    name = f'{sys.argv[2]}{number}'\n"
        "    account = StoredAccount(name=name, server='s', acct=name, account_id='1', username=name)\n"
        "    store.save(account, 't', keyring=False)"
    )
    arguments = [[sys.executable, "-c", program, str(file.parent), name] for name in ("a", "b")]
    processes = [subprocess.Popen(argument) for argument in arguments]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(store.accounts()) == 20
