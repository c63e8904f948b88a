"""The published schemas as validators; strict, so that an undocumented member is noticed."""

import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from recognition.resources import resource_dir

SCHEMAS = resource_dir("schemas")
WEBHOOKS = SCHEMAS / "webhooks"


def read(path: Path) -> Any:
    """A schema or the OpenAPI document."""
    return yaml.safe_load(path.read_text("utf-8"))


def example(name: str) -> Any:
    """An example by its name."""
    return json.loads((SCHEMAS / "examples" / f"{name}.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The same schema, refusing members that it does not name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {name: closed(part) for name, part in schema.items()}
    if isinstance(schema.get("properties"), dict):
        tight["additionalProperties"] = False
    return tight


def webhook(kind: str) -> Draft202012Validator:
    """The validator of a webhook's body."""
    schema = closed(read(WEBHOOKS / f"{kind}.schema.json"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def answer(name: str) -> Draft202012Validator:
    """The validator of a component schema of the API."""
    document = closed(read(SCHEMAS / "openapi.yaml"))
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("api", resource)
    return Draft202012Validator(
        {"$ref": f"api#/components/schemas/{name}"},
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
