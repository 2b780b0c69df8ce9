"""Rules about how the file is laid out: the order of things, and that nothing is written twice or for nothing."""

import json
from collections.abc import Iterator
from itertools import pairwise

from document import METHODS, Node, Place, Spec
from rules import Finding, a, listed, rule
from words import PROBLEMS_OUTSIDE_OPERATIONS

# The keys of each kind of thing, in their order. A key that is not here is not used.
ORDERS = {
    "document": "openapi info servers x-environments tags x-words x-planned paths components",
    "info": "title version contact license description",
    "components": "schemas parameters headers requestBodies responses examples securitySchemes",
    "path": f"parameters {' '.join(METHODS)}",
    "operation": "operationId tags summary description deprecated x-sunset x-since x-internal x-access x-effects x-rate-limits security parameters requestBody responses",
    "rate limit": "per times seconds counts bucket",
    "parameter": "name in required description deprecated style explode schema example examples",
    "header": "description required schema example",
    "body": "description required content",
    "response": "description x-response-id x-max-bytes headers content links",
    "media type": "schema encoding examples",
    "example": "summary description value",
    "schema": "allOf type x-table nullable format minLength maxLength pattern x-hint minimum maximum multipleOf minItems maxItems uniqueItems"
    " enum default description deprecated x-sunset required additionalProperties properties items x-privacy x-column",
}


@rule
def key_order(spec: Spec) -> Iterator[Finding]:
    """The same keys, in the same order, everywhere."""
    for kind, place, node in things(spec):
        order = ORDERS[kind].split()
        for key in node:
            if key not in order:
                yield (
                    (*place, key),
                    f"The key {key} is not one that {a(kind)} has here; remove it, or add it to ORDERS in api/lint/layout.py.",
                )
        for first, second in pairwise(key for key in node if key in order):
            if order.index(first) > order.index(second):
                yield (*place, second), f"{second} stands after {first}; the order in {a(kind)} is {listed(k for k in order if k in node)}."


def things(spec: Spec) -> Iterator[tuple[str, Place, Node]]:
    """Everything whose keys have an order."""
    yield "document", (), spec.data
    yield "info", ("info",), spec.members("info")
    yield "components", ("components",), spec.members("components")
    for path, item in spec.members("paths").items():
        yield "path", ("paths", path), item
        yield from numbered("parameter", ("paths", path, "parameters"), item.get("parameters", []))
    for operation in spec.operations():
        yield "operation", operation.place, operation.node
        yield from numbered("parameter", (*operation.place, "parameters"), operation.node.get("parameters", []))
        yield from numbered("rate limit", (*operation.place, "x-rate-limits"), operation.node.get("x-rate-limits", []))
        if "requestBody" in operation.node:
            yield from body("body", (*operation.place, "requestBody"), operation.node["requestBody"])
        for status, response in operation.node.get("responses", {}).items():
            yield from body("response", (*operation.place, "responses", status), response)
    for section, kind in (("parameters", "parameter"), ("headers", "header"), ("examples", "example")):
        for name, node in spec.members("components", section).items():
            yield kind, ("components", section, name), node
    for section, kind in (("requestBodies", "body"), ("responses", "response")):
        for name, node in spec.members("components", section).items():
            yield from body(kind, ("components", section, name), node)
    for place, schema in spec.schemas():
        if "$ref" not in schema:
            yield "schema", place, schema


def numbered(kind: str, place: Place, nodes: list[Node]) -> Iterator[tuple[str, Place, Node]]:
    for number, node in enumerate(nodes):
        if "$ref" not in node:
            yield kind, (*place, number), node


def body(kind: str, place: Place, node: Node) -> Iterator[tuple[str, Place, Node]]:
    if "$ref" in node:
        return
    yield kind, place, node
    for name, header in node.get("headers", {}).items():
        if "$ref" not in header:
            yield "header", (*place, "headers", name), header
    for media_type, media in node.get("content", {}).items():
        yield "media type", (*place, "content", media_type), media


@rule
def path_order(spec: Spec) -> Iterator[Finding]:
    """Paths follow the order of the tags at the top, so that what belongs together stands together."""
    order = [tag.get("name") for tag in spec.data.get("tags", [])]
    tagged = [operation for operation in spec.operations() if operation.tag in order]
    for first, second in pairwise(tagged):
        if order.index(first.tag) > order.index(second.tag):
            yield (
                second.place[:-1],
                f"{second.path} ({second.tag}) stands after {first.path} ({first.tag}); move it up, as {second.tag} is declared before {first.tag}.",
            )


@rule
def status_order(spec: Spec) -> Iterator[Finding]:
    """Every status is a number, and they ascend."""
    for operation in spec.operations():
        statuses = [str(status) for status in operation.node.get("responses", {})]
        for status in statuses:
            if not (status.isdigit() and 200 <= int(status) <= 599):
                yield (
                    (*operation.place, "responses", status),
                    f"{operation.id} lists the status {status}; list each status by its number, as code can answer nothing else.",
                )
        for first, second in pairwise(status for status in statuses if status.isdigit()):
            if int(first) > int(second):
                yield (*operation.place, "responses", second), f"{operation.id} lists {second} after {first}; let the statuses ascend."


@rule
def written_once(spec: Spec) -> Iterator[Finding]:
    """A pattern, a hint or a list of words that stands in two places is written in one and named (*name) in the other."""
    first: dict[tuple[str, str], Place] = {}
    for place, schema in spec.schemas():
        for key in ("pattern", "x-hint", "enum"):
            if key not in schema or any((*place, key)[:end] in spec.aliases for end in range(len(place) + 2)):
                continue
            earlier = first.setdefault((key, json.dumps(schema[key])), (*place, key))
            if earlier != (*place, key):
                line = spec.line(earlier)
                yield (
                    (*place, key),
                    f"This {key} is the one of line {line} written again; name that one (&name) and write *name here, so that one change does.",
                )


@rule
def components_differ(spec: Spec) -> Iterator[Finding]:
    """No two components say the same."""
    for section, members in spec.members("components").items():
        seen: dict[str, str] = {}
        for name, node in members.items():
            earlier = seen.setdefault(json.dumps(node, sort_keys=True), name)
            if earlier != name:
                yield ("components", section, name), f"{name} says the same as {earlier}; keep one of them and refer to it."


@rule
def components_used(spec: Spec) -> Iterator[Finding]:
    """Every component is referred to."""
    used = set(references(spec.data)) | {
        f"#/components/securitySchemes/{name}" for operation in spec.operations() for need in operation.node.get("security", []) for name in need
    }
    for section, members in spec.members("components").items():
        for name in members:
            if f"#/components/{section}/{name}" not in used and not (section == "examples" and name in PROBLEMS_OUTSIDE_OPERATIONS):
                yield ("components", section, name), f"Nothing refers to {name}; refer to it where it belongs, or remove it."


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)
