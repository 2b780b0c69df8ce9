"""The spec as the rules see it: its data, the line of each place, and ways to walk over it. No rule lives here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

METHODS = ("get", "post", "put", "patch", "delete")

# Where something is: the names and numbers on the way to it, such as ("paths", "/v1/me", "get", "tags", 0).
Place = tuple[str | int, ...]
Node = dict[str, Any]


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2, as the server reads it: only true and false are booleans (not `no`), and a date is a string."""

    yaml_implicit_resolvers: dict = {}


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+(e[-+]?[0-9]+)?$"), list("-0123456789"))


@dataclass(frozen=True)
class Operation:
    """An operation of the spec."""

    spec: "Spec"
    path: str
    method: str
    place: Place
    node: Node

    @property
    def id(self) -> str:
        return str(self.node.get("operationId", f"{self.method.upper()} {self.path}"))

    @property
    def tag(self) -> str | None:
        return next(iter(self.node.get("tags", [])), None)

    @property
    def is_oauth(self) -> bool:
        """Whether it follows standards of its own, which decide its names, errors and statuses."""
        return self.tag == "oauth"

    @property
    def is_page(self) -> bool:
        """Whether a person sees its answers in their browser, so that refusals are pages too."""
        return self.tag == "pages"

    @property
    def takes_token(self) -> bool:
        """Whether a caller shows a token or a secret; a browser's cookie is ours, and a wrong one counts as none."""
        return any(set(need) - {"browser"} for need in self.node.get("security", []))

    def parameters(self) -> Iterator[tuple[Place, Node]]:
        """Those of its path first."""
        for place in (self.place[:-1], self.place):
            yield from self.spec.resolved_items((*place, "parameters"))

    def has_parameter(self, name: str) -> bool:
        return any(parameter.get("name") == name for _, parameter in self.parameters())

    def responses(self) -> Iterator[tuple[str, Place, Node]]:
        for status, node in self.node.get("responses", {}).items():
            yield str(status), *self.spec.resolve((*self.place, "responses", status), node)

    @property
    def statuses(self) -> set[str]:
        return {status for status, _, _ in self.responses()}

    def successes(self) -> Iterator[tuple[str, Place, Node]]:
        return (response for response in self.responses() if response[0].startswith("2"))

    def answers(self) -> Iterator[tuple[Place, Node]]:
        """The JSON schemas of its successes."""
        for _, place, response in self.successes():
            for media_type, media in response.get("content", {}).items():
                if media_type == "application/json" and "schema" in media:
                    yield self.spec.resolve((*place, "content", media_type, "schema"), media["schema"])

    @property
    def answers_list(self) -> bool:
        return any("items" in schema.get("properties", {}) for _, schema in self.answers())

    @property
    def answers_one_thing(self) -> bool:
        """Whether it reads a single resource. Whether a service is healthy, a standard's document, or an export made on the spot, is none."""
        is_made_for_it = self.node.get("operationId", "").startswith("export")
        return self.method == "get" and self.path.startswith("/v1/") and not (self.is_oauth or self.answers_list or is_made_for_it)

    def taken_media(self) -> Iterator[tuple[Place, str, Node]]:
        """Each body that it takes, by media type."""
        if "requestBody" in self.node:
            yield from media(*self.spec.resolve((*self.place, "requestBody"), self.node["requestBody"]))

    def answered_media(self) -> Iterator[tuple[Place, str, Node]]:
        """Each body that it answers, by status and media type."""
        for _, place, response in self.responses():
            yield from media(place, response)


@dataclass
class Spec:
    """The whole spec."""

    data: Node
    lines: dict[Place, int] = field(default_factory=dict)
    # The places whose value is an alias (*name) of what is written elsewhere.
    aliases: set[Place] = field(default_factory=set)

    @classmethod
    def load(cls, text: str) -> "Spec":
        spec = cls(yaml.load(text, Loader))
        spec._note_lines(yaml.compose(text, Loader), (), set())
        return spec

    def _note_lines(self, node: yaml.Node, place: Place, seen: set[int]) -> None:
        if id(node) in seen:
            self.aliases.add(place)
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self.lines[(*place, key.value)] = key.start_mark.line + 1
                self._note_lines(value, (*place, key.value), seen)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.lines[(*place, number)] = item.start_mark.line + 1
                self._note_lines(item, (*place, number), seen)

    def line(self, place: Place) -> int:
        """Of the place, or of the nearest one around it that is written down."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, place: Place) -> Any:
        node: Any = self.data
        for step in place:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def members(self, *place: str) -> dict[str, Any]:
        return self.at(place) or {}

    def resolve(self, place: Place, node: Node) -> tuple[Place, Node]:
        """Follows $ref to what is meant. Redocly says when there is nothing."""
        while isinstance(node, dict) and "$ref" in node:
            place = tuple(str(node["$ref"]).removeprefix("#/").split("/"))
            node = self.at(place) or {}
        return place, node

    def resolved_items(self, place: Place) -> Iterator[tuple[Place, Node]]:
        for number, item in enumerate(self.at(place) or []):
            yield self.resolve((*place, number), item)

    def operations(self) -> Iterator[Operation]:
        for path, item in self.members("paths").items():
            for method in item:
                if method in METHODS:
                    yield Operation(self, path, method, ("paths", path, method), item[method])

    def schemas(self) -> Iterator[tuple[Place, Node]]:
        """Every schema that is written anywhere, with those inside it."""
        for name, schema in self.members("components", "schemas").items():
            yield from inner_schemas(("components", "schemas", name), schema)
        for section in ("paths", "components"):
            yield from self._written_in((section,), self.members(section))

    def _written_in(self, place: Place, node: Any) -> Iterator[tuple[Place, Node]]:
        if isinstance(node, list):
            node = dict(enumerate(node))
        if not isinstance(node, dict) or place in (("components", "schemas"), ("components", "examples")):
            return
        for key, value in node.items():
            if key == "schema":
                yield from inner_schemas((*place, key), value)
            else:
                yield from self._written_in((*place, key), value)

    def used_by(self, holders: list[Place]) -> dict[Place, Node]:
        """The schemas of these parameters and media types, with all that they consist of, through every $ref."""
        roots = [((*place, "schema"), self.at((*place, "schema"))) for place in holders]
        used: dict[Place, Node] = {}
        while roots:
            for place, schema in inner_schemas(*roots.pop()):
                place, schema = self.resolve(place, schema)
                if place not in used:
                    used[place] = schema
                    roots.append((place, schema))
        return used

    def taken(self, oauth: bool | None = None) -> dict[Place, Node]:
        """The schemas of what callers send; with `oauth`, only to operations that are (or are not) of the tag oauth."""
        operations = [operation for operation in self.operations() if oauth in (None, operation.is_oauth)]
        bodies = [place for operation in operations for place, _, _ in operation.taken_media()]
        return self.used_by(bodies + [place for operation in operations for place, _ in operation.parameters()])

    def answered(self, oauth: bool | None = None) -> dict[Place, Node]:
        """The schemas of the bodies that the server answers, likewise."""
        operations = [operation for operation in self.operations() if oauth in (None, operation.is_oauth)]
        return self.used_by([place for operation in operations for place, _, _ in operation.answered_media()])


def media(place: Place, body: Node) -> Iterator[tuple[Place, str, Node]]:
    for media_type, node in body.get("content", {}).items():
        yield (*place, "content", media_type), media_type, node


def inner_schemas(place: Place, schema: Node) -> Iterator[tuple[Place, Node]]:
    """The schema and those written inside it; $ref is not followed."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for name, inner in schema.get("properties", {}).items():
        yield from inner_schemas((*place, "properties", name), inner)
    for key in ("items", "additionalProperties", "not"):
        yield from inner_schemas((*place, key), schema.get(key))
    for key in ("allOf", "anyOf", "oneOf"):
        for number, inner in enumerate(schema.get(key, [])):
            yield from inner_schemas((*place, key, number), inner)
