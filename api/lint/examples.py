"""Rules about examples: they are there, they are true, and problems agree with themselves."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from document import Node, Place, Spec
from rules import Finding, rule


@rule
def examples_present(spec: Spec) -> Iterator[Finding]:
    """Every body has an example, which is a component."""
    for operation in spec.operations():
        for place, media_type, media in [*operation.taken_media(), *operation.answered_media()]:
            schema = spec.resolve((), media.get("schema", {}))[1]
            if schema.get("format") == "binary":
                continue
            if not media.get("examples"):
                yield (
                    place,
                    f"There is no example of this {media_type} of {operation.id}; write one in components/examples, and refer to it.",
                )
            for name, example in media.get("examples", {}).items():
                if "$ref" not in example:
                    yield (*place, "examples", name), f"The example {name} stands here; write it in components/examples, and refer to it."


@rule
def examples_valid(spec: Spec) -> Iterator[Finding]:
    """Every example and default is what its schema says; not even answers have a field that the schema does not."""
    known: dict[str, Any] = {}
    for place, value, schema in shown(spec):
        key = json.dumps(schema)
        if key not in known:
            known[key] = validator_of(spec, schema)
        for error in known[key].iter_errors(value):
            where = "".join(f"/{step}" for step in error.instance_path)
            yield (
                (*place, *error.instance_path),
                f"The example {place[2] if place[0] == 'components' else ''}{where} is wrong: {error.message}; correct it, or the schema.",
            )


def shown(spec: Spec) -> Iterator[tuple[Place, Any, Node]]:
    """Each value that the spec shows, with the schema that it shows."""
    for operation in spec.operations():
        for place, _, media in [*operation.taken_media(), *operation.answered_media()]:
            for name, example in media.get("examples", {}).items():
                at, example = spec.resolve((*place, "examples", name), example)
                yield (*at, "value"), example.get("value"), media.get("schema", {})
        for place, parameter in operation.parameters():
            if "example" in parameter:
                yield (*place, "example"), parameter["example"], parameter.get("schema", {})
    for place, schema in spec.schemas():
        if "default" in schema:
            yield (*place, "default"), schema["default"], schema


def validator_of(spec: Spec, schema: Node) -> Any:
    """The validator that the server uses. Here it also refuses unknown fields in answers: in an example they are mistakes."""
    components = {"schemas": json_schema(spec.members("components", "schemas"), names=True)}
    whole = {"allOf": [json_schema(schema)], "components": components}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def json_schema(node: Any, names: bool = False) -> Any:
    """A schema of OpenAPI 3.0 in the words of JSON Schema; where `names` is true its keys are names that people chose."""
    if isinstance(node, list):
        return [json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: json_schema(value, key == "properties" and not names) for key, value in node.items() if names or key not in ("example", "nullable")}
    if names:
        return made
    if "properties" in node:
        made.setdefault("additionalProperties", False)
    if node.get("nullable") and "type" in node:
        made["type"] = [node["type"], "null"]
        made |= {"enum": [*node["enum"], None]} if "enum" in node else {}
    return made


@rule
def problems(spec: Spec) -> Iterator[Finding]:
    """A refusal is problem+json (but OAuth's, and pages), and its examples have its status and the type that their name says."""
    for operation in spec.operations():
        for status, place, response in operation.responses():
            types = set(response.get("content", {}))
            form = "text/html" if operation.is_page else "application/problem+json"
            if status >= "4" and not operation.is_oauth and types != {form}:
                yield place, f"{operation.id} answers {status} in another form than {form}; refuse like the others."
            for media in response.get("content", {}).values():
                for example in media.get("examples", {}).values():
                    at, example = spec.resolve((*place, "content"), example)
                    value = example.get("value")
                    if isinstance(value, dict) and "title" in value and str(value.get("status")) != status:
                        yield (
                            (*at, "value", "status"),
                            f"{at[-1]} has the status {value.get('status')} but is an example of {status}; make them agree.",
                        )
    types: dict[str, str] = {}
    for name, example in spec.members("components", "examples").items():
        value = example.get("value")
        if not (isinstance(value, dict) and str(value.get("type", "")).startswith("/problems/")):
            continue
        place = ("components", "examples", name, "value", "type")
        words = "-".join(re.findall(r"[A-Z][a-z0-9]*", name)).lower()
        if value["type"] != f"/problems/{words}":
            yield place, f"The type of {name} is {value['type']}; call it /problems/{words}, or the example otherwise."
        if types.setdefault(value["type"], name) != name:
            yield (
                place,
                f"{types[value['type']]} has the type of {name}; give each problem a type of its own, as the server takes title and status by it.",
            )
