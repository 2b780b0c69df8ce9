"""What the self-test breaks. Any place of a kind will do, so each function takes the first that fits; nothing here names one."""

from collections.abc import Callable
from typing import Any

from document import Node, Operation, Place, Spec
from words import TOTALS


def operation(spec: Spec, fits: Callable[[Operation], object] = lambda operation: True) -> Node:
    return next(operation.node for operation in spec.operations() if fits(operation) and not operation.is_oauth)


def lists(operation: Operation) -> bool:
    return operation.answers_list and operation.has_parameter("cursor")


def reads_one(operation: Operation) -> bool:
    return operation.answers_one_thing and operation.has_parameter("If-None-Match")


def takes_body(operation: Operation) -> bool:
    return "requestBody" in operation.node


def is_limited(operation: Operation) -> bool:
    return "x-rate-limits" in operation.node


def limit(spec: Spec) -> Node:
    """A rate limit."""
    return operation(spec, is_limited)["x-rate-limits"][0]


def schema(spec: Spec, fits: Callable[[Node], object], within: dict[Place, Node] | None = None) -> Node:
    return next(node for _, node in (within.items() if within is not None else spec.schemas()) if fits(node))


def taken(spec: Spec, key: str) -> Node:
    """A schema of a request that has the key."""
    return schema(spec, lambda node: key in node, spec.taken(oauth=False))


def taken_object(spec: Spec) -> Node:
    return schema(spec, lambda node: node.get("additionalProperties") is False, spec.taken(oauth=False))


def answered_object(spec: Spec) -> Node:
    return schema(spec, lambda node: "properties" in node, spec.answered(oauth=False))


def private(spec: Spec) -> Node:
    """A schema with privacy."""
    return schema(spec, lambda node: any("x-privacy" in inner for inner in node.get("properties", {}).values()))


def choosable(spec: Spec) -> Node:
    """The x-privacy of a property whose audience people may choose, as they like."""
    properties = private(spec)["properties"].values()
    return next(inner["x-privacy"] for inner in properties if inner["x-privacy"]["choosable"] and "widest" not in inner["x-privacy"])


def problem(spec: Spec) -> Node:
    return next(example["value"] for example in spec.members("components", "examples").values() if "/problems/" in str(example["value"]))


def first_last(node: Node) -> None:
    """Moves the first key to the end."""
    key = next(iter(node))
    node[key] = node.pop(key)


def rename(node: Node, old: str, new: str) -> None:
    """Renames a key, in its place."""
    items = [(new if key == old else key, value) for key, value in node.items()]
    node.clear()
    node.update(items)


def first(node: Node) -> Any:
    return next(iter(node.values()))


def without(node: Node, *keys: str) -> None:
    for key in keys:
        del node[key]


def without_status(spec: Spec, status: str) -> None:
    del operation(spec, lambda operation: status in operation.statuses)["responses"][status]


def without_parameter(spec: Spec, name: str) -> None:
    node = operation(spec, lambda operation: any(name in str(parameter) for parameter in operation.node.get("parameters", [])))
    node["parameters"] = [parameter for parameter in node["parameters"] if name not in str(parameter)]


def twin(spec: Spec, section: str) -> None:
    members = spec.members("components", section)
    members["Twin"] = first(members)


def example_of(spec: Spec, media_type: str) -> Node:
    """The first example of a body in this media type."""
    for operation in spec.operations():
        for place, found, media in [*operation.taken_media(), *operation.answered_media()]:
            if found == media_type and media.get("examples"):
                return spec.resolve(place, first(media["examples"]))[1]
    raise LookupError(media_type)


def page(spec: Spec) -> Node:
    return next(node for found in spec.operations() if lists(found) for _, node in found.answers())


def total(spec: Spec) -> Node:
    """A page that says what its list adds up to, by the first word for that."""
    return next(node for found in spec.operations() if lists(found) for _, node in found.answers() if TOTALS[0] in node.get("properties", {}))


def path_names(spec: Spec) -> list[str]:
    return list(spec.members("paths"))


def success(spec: Spec, fits: Callable[[Operation], object]) -> Node:
    """A success of an operation that answers JSON."""
    for found in spec.operations():
        for _, _, response in found.successes():
            if fits(found) and not found.is_oauth and "application/json" in response.get("content", {}):
                return response
    raise LookupError("no such operation")


def taken_reference(spec: Spec) -> Node:
    """The $ref of a body."""
    return first(operation(spec, takes_body)["requestBody"]["content"])["schema"]


def taken_property(spec: Spec, suffix: str) -> Node:
    """A text that one may set at creation and later, and that is answered."""
    schemas = spec.members("components", "schemas")
    for name, schema in schemas.items():
        others = [schemas.get(name.removesuffix(suffix) + other, {}).get("properties", {}) for other in ("", "Create", "Update")]
        for key, inner in schema.get("properties", {}).items():
            if name.endswith(suffix) and "maxLength" in inner and all(key in properties for properties in others):
                return inner
    raise LookupError("no such property")
