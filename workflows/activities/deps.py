"""What activities work with, made once per worker process."""

from collections.abc import Callable
from dataclasses import dataclass

from recognition.rules import Rules
from recognition.settings import Settings
from recognition.store.store import Store
from workflows.gateway import AsyncGateway


@dataclass(frozen=True, slots=True)
class Deps:
    """The store, the rules in force, the settings, and the way to other workflows."""

    store: Store
    rules: Rules
    settings: Settings
    gateway: AsyncGateway


Activity = Callable[..., object]
