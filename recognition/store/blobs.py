"""Sealed bytes, in a folder or in an S3 store; names are keyed digests that tell nothing."""

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import obstore
from obstore.store import LocalStore, from_url

from recognition.errors import ErrorCode, NotFound
from recognition.store.engine import assert_no_open_session
from recognition.store.keys import KeyRing


class Blobs:
    """A blob store in which every blob is sealed with the key of its scope."""

    def __init__(self, url: str, keys: KeyRing, options: dict[str, Any] | None = None) -> None:
        """Open ``file:///folder`` (made if missing) or ``s3://bucket``."""
        parsed = urlparse(url)
        self._store: Any
        if parsed.scheme == "file":
            folder = Path(unquote(parsed.path))
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store = LocalStore(folder)
        else:
            self._store = from_url(url, **(options or {}))
        self._keys = keys

    def put(self, scope: str, label: str, data: bytes) -> str:
        """Seal and keep ``data``; scope and label name the blob, an older one is replaced."""
        assert_no_open_session()
        name = self.name_of(scope, label)
        obstore.put(self._store, name, self._keys.seal(scope, data))
        return name

    def name_of(self, scope: str, label: str) -> str:
        """The name under which ``put`` keeps what has that scope and label."""
        digest = self._keys.digest(b"blob", scope.encode(), label.encode())
        return f"{digest[:2]}/{digest}"

    def get(self, scope: str, name: str) -> bytes:
        """Fetch and unseal; ``NotFound`` if there is no such blob."""
        assert_no_open_session()
        try:
            sealed = bytes(obstore.get(self._store, name).bytes())
        except FileNotFoundError as error:
            raise NotFound(ErrorCode.UNKNOWN, "blob") from error
        return self._keys.unseal(scope, sealed)

    def delete(self, name: str) -> None:
        """Remove a blob; none is fine too."""
        assert_no_open_session()
        with suppress(FileNotFoundError):  # S3 says nothing of it, a folder does
            obstore.delete(self._store, name)

    def names(self) -> set[str]:
        """The names of all blobs, for the sweep of orphans."""
        return {item["path"] for batch in obstore.list(self._store) for item in batch}
