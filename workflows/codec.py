"""Seals every payload, so that Temporal's database holds nothing that a person could read.

The key is the data key of the case or document that the workflow's id names; destroying it makes
the history unreadable too. Failures are sealed as well.
"""

import asyncio
import dataclasses
from collections.abc import Sequence
from typing import Self

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


def scope_of(workflow_id: str) -> str:
    """The key scope that a workflow id names; the office's for those that carry ids only."""
    kind, _, name = workflow_id.partition("/")
    return f"{_SCOPES[kind]}/{name}" if kind in _SCOPES and name else OFFICE_SCOPE


class SealingCodec(PayloadCodec, WithSerializationContext):
    """Seals payloads with the key of the workflow that they belong to."""

    def __init__(self, keys: KeyRing, scope: str = OFFICE_SCOPE) -> None:
        """Seal for ``scope`` until a context says better."""
        self._keys = keys
        self._scope = scope

    def with_context(self, context: SerializationContext) -> Self:
        """The same codec for the workflow of that context."""
        if isinstance(context, (WorkflowSerializationContext, ActivitySerializationContext)):
            return type(self)(self._keys, scope_of(context.workflow_id or ""))
        return self

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal; the scope stands beside it, so that any process can unseal it."""
        return await asyncio.to_thread(lambda: [self._seal(payload) for payload in payloads])

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Unseal; what was never sealed passes through."""
        return await asyncio.to_thread(lambda: [self._unseal(payload) for payload in payloads])

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


def sealing_converter(keys: KeyRing) -> DataConverter:
    """Pydantic models, sealed; error messages and stack traces too."""
    return dataclasses.replace(
        pydantic_data_converter,
        payload_codec=SealingCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
