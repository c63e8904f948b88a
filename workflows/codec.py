"""Seals every payload, so that Temporal's database holds nothing that a person could read.

The key is the data key of the case or document that the workflow's id names; destroying it makes
the history unreadable too. Failures are sealed as well.
"""

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Self, cast

from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import (
    ActivitySerializationContext,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)

from recognition.store.keys import OFFICE_SCOPE, KeyRing

_ENCODING = b"binary/sealed"
_SCOPES = {"case": "case", "reading": "document"}
_REMEMBERED = 2048
"""Scopes whose key, and whose converter, are kept ready."""


def scope_of(workflow_id: str) -> str:
    """The key scope that a workflow id names; the office's for those that carry ids only."""
    kind, _, name = workflow_id.partition("/")
    return f"{_SCOPES[kind]}/{name}" if kind in _SCOPES and name else OFFICE_SCOPE


class SealingCodec(PayloadCodec, WithSerializationContext):
    """Seals payloads with the key of the workflow that they belong to."""

    def __init__(
        self, keys: KeyRing, scope: str = OFFICE_SCOPE, ready: set[str] | None = None
    ) -> None:
        """Seal for ``scope`` until a context says better; ``ready`` are scopes used before."""
        self._keys = keys
        self._scope = scope
        self._ready = set() if ready is None else ready

    def with_context(self, context: SerializationContext) -> Self:
        """The same codec for the workflow of that context."""
        scope = _scope_in(context)
        return self if scope is None else self.of_scope(scope)

    def of_scope(self, scope: str) -> Self:
        """The same codec for a scope."""
        return type(self)(self._keys, scope, self._ready)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal; the scope stands beside it, so that any process can unseal it."""
        return await self._each(payloads, self._seal, {self._scope})

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Unseal; what was never sealed passes through."""
        sealed = (p for p in payloads if p.metadata.get("encoding") == _ENCODING)
        return await self._each(
            payloads, self._unseal, {payload.metadata["key"].decode() for payload in sealed}
        )

    async def _each(
        self, payloads: Sequence[Payload], work: Callable[[Payload], Payload], scopes: set[str]
    ) -> list[Payload]:
        """In a thread while a key must be fetched; else here, where it takes microseconds."""
        if scopes <= self._ready:
            return [work(payload) for payload in payloads]
        done = await asyncio.to_thread(lambda: [work(payload) for payload in payloads])
        if len(self._ready) >= _REMEMBERED:
            self._ready.clear()
        self._ready.update(scopes)
        return done

    def _seal(self, payload: Payload) -> Payload:
        sealed = self._keys.seal(self._scope, payload.SerializeToString())
        return Payload(metadata={"encoding": _ENCODING, "key": self._scope.encode()}, data=sealed)

    def _unseal(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != _ENCODING:
            return payload
        scope = payload.metadata["key"].decode()
        plain = Payload()
        plain.ParseFromString(self._keys.unseal(scope, payload.data))
        return plain


def _scope_in(context: SerializationContext) -> str | None:
    """The scope that a context names; ``None`` for contexts that name no workflow's kind."""
    if isinstance(context, (WorkflowSerializationContext, ActivitySerializationContext)):
        return scope_of(context.workflow_id or "")
    return None


class _SealingConverter(DataConverter):
    """Keeps the converters of scopes: the SDK asks for one several times for each payload.

    Nothing in them but the codec depends on the context, and in the codec only the scope does.
    """

    def with_context(self, context: SerializationContext) -> Self:
        """The converter of that context's scope."""
        scope = _scope_in(context)
        return self if scope is None else cast(Self, _of_scope(self, scope))


@lru_cache(maxsize=_REMEMBERED)
def _of_scope(converter: _SealingConverter, scope: str) -> _SealingConverter:
    assert isinstance(converter.payload_codec, SealingCodec)
    return dataclasses.replace(converter, payload_codec=converter.payload_codec.of_scope(scope))


def sealing_converter(keys: KeyRing) -> DataConverter:
    """Pydantic models, sealed; error messages and stack traces too."""
    return _SealingConverter(
        payload_converter_class=pydantic_data_converter.payload_converter_class,
        payload_codec=SealingCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
