"""Keys and blobs: sealed on disk, useless without the master key, gone with the data key."""

import base64
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition.errors import BrokenSetting, ErrorCode, NotFound
from recognition.store.blobs import Blobs
from recognition.store.keys import KeyRing, case_scope, document_scope
from recognition.store.store import Store
from recognition.store.tables import DataKey
from tests.support.towns import KEY, Office, make_office

WORDS = b"Selam Tesfalidet Weldemariam, Asmara" * 20


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite: keys and blobs know nothing of the kind of database."""
    made = make_office(tmp_path)
    yield made
    made.store.close()


def other_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def ring(office: Office, key: str = KEY) -> KeyRing:
    """The keys as another process has them."""
    return KeyRing(office.store.engine, key)


def test_what_is_sealed_is_unsealed_in_another_process(office: Office) -> None:
    sealed = office.store.keys.seal("office", WORDS)
    assert WORDS[:20] not in sealed
    assert ring(office).unseal("office", sealed) == WORDS


def test_the_same_words_are_never_sealed_alike(office: Office) -> None:
    keys = office.store.keys
    assert keys.seal("office", WORDS) != keys.seal("office", WORDS)


def test_another_master_key_opens_nothing_and_says_so(office: Office) -> None:
    sealed = office.store.keys.seal("office", WORDS)
    secret = office.store.keys.seal_with_master(b"whsec")
    wrong = ring(office, other_key())
    for call in (
        lambda: wrong.unseal("office", sealed),
        lambda: wrong.seal("office", WORDS),
        lambda: wrong.unseal_with_master(secret),
    ):
        with pytest.raises(BrokenSetting) as caught:
            call()
        assert caught.value.code is ErrorCode.KEY_MISSING
        assert caught.value.subject == "RECOGNITION_MASTER_KEY"
        assert caught.value.advice


@pytest.mark.parametrize(
    "key",
    ["", "no base64!", base64.b64encode(b"short").decode(), base64.b64encode(b"x" * 16).decode()],
)
def test_a_master_key_is_32_bytes(office: Office, key: str) -> None:
    with pytest.raises(BrokenSetting) as caught:
        ring(office, key)
    assert "openssl rand -base64 32" in caught.value.advice


def test_a_seal_fits_its_scope_alone_and_notices_a_changed_byte(office: Office) -> None:
    case, other = office.draft(papers=False), office.draft(papers=False)
    keys = office.store.keys
    sealed = keys.seal(case_scope(case), WORDS)
    spoilt = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for scope, what in ((case_scope(other), sealed), (case_scope(case), spoilt)):
        with pytest.raises(BrokenSetting):
            keys.unseal(scope, what)


def test_a_destroyed_key_is_never_made_anew(office: Office) -> None:
    keys, scope = office.store.keys, document_scope(office.applicant)
    sealed = keys.seal(scope, WORDS)
    keys.destroy(scope)
    for use in (keys, ring(office)):
        with pytest.raises(BrokenSetting):
            use.unseal(scope, sealed)
        with pytest.raises(BrokenSetting):
            use.seal(scope, WORDS)
    with office.store.reading() as session:
        assert session.get_one(DataKey, scope).wrapped is None


def test_no_key_is_made_while_a_session_is_open(office: Office) -> None:
    office.store.keys.seal("office", b"x")
    with office.store.writing():
        office.store.keys.seal("office", b"x")
        with pytest.raises(AssertionError):
            office.store.keys.seal("new scope", b"x")


def test_digests_are_keyed_and_know_where_parts_end(office: Office) -> None:
    keys = office.store.keys
    assert keys.digest(b"a", b"bc") == ring(office).digest(b"a", b"bc")
    assert keys.digest(b"a", b"bc") != keys.digest(b"ab", b"c")
    assert keys.digest(b"a") != ring(office, other_key()).digest(b"a")


def test_blobs_lie_sealed_on_the_disk(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "more blobs"
    blobs = Blobs(f"file://{folder}", office.store.keys)
    name = blobs.put("office", "passport of Selam", WORDS)
    assert blobs.get("office", name) == WORDS
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    for path in files:
        assert b"Selam" not in path.read_bytes() and "Selam" not in str(path)
    assert folder.stat().st_mode & 0o077 == 0


def test_a_blob_is_replaced_listed_and_removed(office: Office, tmp_path: Path) -> None:
    blobs = Blobs((tmp_path / "more").as_uri(), office.store.keys)
    name = blobs.put("office", "page 1", b"one")
    assert blobs.put("office", "page 1", b"two") == name == blobs.name_of("office", "page 1")
    assert blobs.get("office", name) == b"two"
    assert blobs.names() == {name}
    blobs.delete(name)
    blobs.delete(name)
    assert blobs.names() == set()
    with pytest.raises(NotFound):
        blobs.get("office", name)


def test_a_folder_with_a_blank_in_its_name_is_that_folder(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "blobs of Selam"
    store = Store.open(str(office.store.engine.url), folder.as_uri(), KEY)
    store.blobs.put("office", "x", b"x")
    store.close()
    assert folder.is_dir()
