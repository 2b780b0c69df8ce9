"""Rules about data: names, limits, and the words that describe it."""

import re
from collections.abc import Iterator

from document import Node, Place, Spec
from rules import Finding, listed, rule
from words import AUDIENCES, BOUNDED_FORMATS, OTHER_IDS, SOMEBODY_ELSES

# What no text that callers send may contain: PostgreSQL cannot store the first, and logs and terminals obey the second.
REFUSED = {"NUL": "\0", "escape": "\x1b"}

LIMITS = ("format", "minLength", "maxLength", "pattern", "enum", "minimum", "maximum", "minItems", "maxItems")


def title(place: Place) -> str:
    """What people call the place: the property username of UserCreate, the schema Role, the parameter Limit."""
    if place[0] == "components":
        section, name = str(place[1]).removesuffix("s"), place[2]
        properties = [place[number + 1] for number, step in enumerate(place[:-1]) if step == "properties"]
        items = "the items of " if place[-1] == "items" and place[-2] != "properties" else ""
        if properties:
            return f"{items}the property {properties[-1]} of {name}"
        return f"{items}the {section} {name}"
    return f"the schema in {place[1]}" if place[0] == "paths" else str(place[-1])


@rule
def limits(spec: Spec) -> Iterator[Finding]:
    """Every string, array and number that is taken has limits; so has every string and array that is answered."""
    taken = spec.taken()
    for place, schema in spec.schemas():
        kind = schema.get("type")
        if kind == "string" and not ({"maxLength", "enum"} & schema.keys() or schema.get("format") in BOUNDED_FORMATS):
            yield (
                place,
                f"There is no limit to {title(place)}; add maxLength, an enum, or one of the formats {listed(sorted(BOUNDED_FORMATS))}.",
            )
        if kind == "array" and "maxItems" not in schema:
            yield place, f"There is no limit to {title(place)}; add maxItems."
        if kind in ("integer", "number"):
            if "format" not in schema:
                yield place, f"There is no format to {title(place)}; add {'int32 or int64' if kind == 'integer' else 'double'}."
            if place in taken and not {"minimum", "maximum"} <= schema.keys():
                yield place, f"There is no limit to {title(place)}; add minimum and maximum."


@rule
def limits_agree(spec: Spec) -> Iterator[Finding]:
    """What one may create, one may change to, and be answered: the limits of a property agree across ThingCreate, ThingUpdate and Thing."""
    schemas = spec.members("components", "schemas")
    for name, schema in schemas.items():
        thing = name.removesuffix("Update")
        create = schemas.get(f"{thing}Create", {}).get("properties", {}) if thing != name else {}
        for key, inner in schema.get("properties", {}).items():
            place = ("components", "schemas", name, "properties", key)
            for limit in LIMITS:
                if key in create and inner.get(limit) != create[key].get(limit):
                    yield place, f"The {limit} of {key} in {name} is not the one in {thing}Create; make them agree."
            most = max(schemas.get(f"{name}{suffix}", {}).get("properties", {}).get(key, {}).get("maxLength", 0) for suffix in ("Create", "Update"))
            if most > inner.get("maxLength", most):
                yield place, f"Requests may set {key} to {most} characters, but {name} answers {inner['maxLength']} at most; raise its maxLength."


@rule
def no_controls(spec: Spec) -> Iterator[Finding]:
    """Every string that is taken has a pattern, format or enum, which refuses control characters."""
    for place, schema in spec.taken().items():
        if schema.get("type") != "string" or "enum" in schema or schema.get("format") in BOUNDED_FORMATS:
            continue
        if "pattern" not in schema:
            yield place, f"Any character may be in {title(place)}; add a pattern, such as *one_line, which refuses control characters."
            continue
        let_in = [name for name, control in REFUSED.items() if accepts(schema["pattern"], control)]
        if let_in:
            yield (
                (*place, "pattern"),
                f"The pattern of {title(place)} lets {listed(let_in)} in; name what is allowed from ^ to $, as *one_line does.",
            )


def accepts(pattern: str, control: str) -> bool:
    """Whether a text with the character gets past the pattern, alone or amid others."""
    texts = [control, f"{control}a", f"a{control}", f"a{control}a", f'"{control}"', f"a@b.c{control}", 20 * "a" + control + 20 * "a"]
    return any(re.search(pattern, text) for text in texts)


@rule
def hints(spec: Spec) -> Iterator[Finding]:
    """Every pattern has an x-hint: what would be right, in words that follow "This must be"."""
    said: dict[str, str] = {}
    for place, schema in spec.schemas():
        hint = schema.get("x-hint")
        if "pattern" in schema and not hint:
            yield (*place, "pattern"), f"The pattern of {title(place)} has no x-hint; say in words what would be right."
        elif hint and "pattern" not in schema:
            yield (*place, "x-hint"), f"The x-hint of {title(place)} belongs to no pattern; remove it."
        elif hint:
            if said.setdefault(schema["pattern"], hint) != hint:
                yield (
                    (*place, "x-hint"),
                    f'The x-hint of {title(place)} is "{said[schema["pattern"]]}" elsewhere for the same pattern; use the same words.',
                )
            if hint.endswith("."):
                yield (
                    (*place, "x-hint"),
                    f"The x-hint of {title(place)} ends with a full stop; remove it, since the server puts it inside a sentence.",
                )


@rule
def open_and_closed(spec: Spec) -> Iterator[Finding]:
    """Schemas of requests refuse what they do not know (but OAuth's); schemas of answers may grow."""
    taken, answered, oauth = spec.taken(), spec.answered(), spec.taken(oauth=True)
    for place, schema in {**taken, **answered}.items():
        if schema.get("type") != "object" or is_any_json(schema) or is_somebody_elses(place):
            continue
        extra = schema.get("additionalProperties")
        if place in taken and place in answered and place not in oauth:
            yield place, f"Requests and answers share {title(place)}, yet only answers may grow; give the request a schema of its own."
        elif place in oauth and extra is False:
            yield place, f"OAuth says that unknown fields are ignored, but {title(place)} refuses them; remove additionalProperties."
        elif place in taken and place not in oauth and extra is not False:
            yield place, f"A mistyped field would be ignored in {title(place)}; add additionalProperties: false."
        elif place in answered and extra is False:
            yield place, f"A new field would break clients, since {title(place)} has additionalProperties: false; remove that."


def is_somebody_elses(place: Place) -> bool:
    """Whether the schema describes what another writes."""
    return place[0] == "components" and place[2] in SOMEBODY_ELSES


def is_any_json(schema: Node) -> bool:
    """Whether the schema says in so many words that it is somebody else's document."""
    return schema.get("additionalProperties") is True and "required" not in schema and "properties" not in schema


@rule
def no_inline_objects(spec: Spec) -> Iterator[Finding]:
    """An object with properties is a component, so that it has a name in code."""
    for place, schema in spec.schemas():
        is_component = place[:2] == ("components", "schemas") and len(place) == 3
        if "properties" in schema and not is_component:
            yield place, f"An object without a name is in {title(place)}; make it a component, and refer to it."


@rule
def one_reference(spec: Spec) -> Iterator[Finding]:
    """allOf only stands where something is said beside a $ref: schemas are not composed, as their names in code would not follow."""
    for place, schema in spec.schemas():
        if "allOf" in schema and [list(inner) for inner in schema["allOf"]] != [["$ref"]]:
            yield (
                (*place, "allOf"),
                f"Several schemas are composed in {title(place)}; let allOf hold one $ref, or write a schema of its own.",
            )


@rule
def names(spec: Spec) -> Iterator[Finding]:
    """snake_case; times end in _at; ids are UUIDs. Names that OAuth chose are OAuth's."""
    ours = {**spec.taken(oauth=False), **spec.answered(oauth=False)}
    for place, schema in ours.items():
        for name, inner in schema.get("properties", {}).items():
            yield from check_name((*place, "properties", name), name, spec.resolve((), inner)[1])
    for operation in spec.operations():
        for place, parameter in operation.parameters():
            if parameter.get("in") in ("query", "path") and not operation.is_oauth:
                yield from check_name(place, parameter["name"], spec.resolve((), parameter.get("schema", {}))[1])


def check_name(place: Place, name: str, schema: Node) -> Iterator[Finding]:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        yield place, f"{name} is not in snake_case; rename it."
    if set(schema.get("enum", [None])) <= set(AUDIENCES):
        return  # It is not the field of this name, but who may see that.
    is_time = schema.get("format") == "date-time"
    if is_time != f"_{name}".endswith("_at"):
        mend = "rename it" if is_time else "make it a date-time, or rename it"
        yield place, f"{name} {'is a time' if is_time else 'is no time'}, and only times end in _at; {mend}."
    is_id = name == "id" or name.endswith("_id")
    if is_id and name not in OTHER_IDS and not is_somebody_elses(place) and schema.get("format") != "uuid":
        yield place, f"{name} is an id but not a UUID; add format: uuid, or say in OTHER_IDS of api/lint/words.py why not."


@rule
def descriptions(spec: Spec) -> Iterator[Finding]:
    """Everything is described: from a capital, with full stops only where there are sentences."""
    for place, what, text, is_operation in described(spec):
        text = (text or "").strip()
        if not text:
            yield place, f"There is no description of {what}; say what it is to somebody who sees it for the first time."
            continue
        place = (*place, "description")
        has_sentences = is_operation or re.search(r"[.!?]\s", text)
        if not (text[0].isupper() or text[0] in "`/"):
            yield place, f"The description of {what} does not begin with a capital; write one, or put code in `backticks`."
        if has_sentences and text[-1] not in ".?:|`":
            yield place, f"The description of {what} consists of sentences, but the last has no full stop; add it."
        if not has_sentences and text.endswith("."):
            yield place, f"The description of {what} is a single phrase; remove its full stop."


def described(spec: Spec) -> Iterator[tuple[Place, str, str | None, bool]]:
    """What has to have a description: where, what it is, its description, and whether it is an operation."""
    for number, tag in enumerate(spec.data.get("tags", [])):
        yield ("tags", number), f"the tag {tag.get('name')}", tag.get("description"), False
    for operation in spec.operations():
        yield operation.place, operation.id, operation.node.get("description"), True
        for place, node in operation.parameters():
            yield place, f"the parameter {node.get('name')}", node.get("description"), False
        for status, place, node in operation.responses():
            yield place, f"the response {status}", node.get("description"), False
    for section in ("schemas", "headers"):
        for name, node in spec.members("components", section).items():
            yield ("components", section, name), title(("components", section, name)), node.get("description"), False
    for place, schema in spec.schemas():
        for name, inner in schema.get("properties", {}).items():
            if "$ref" not in inner:
                at = (*place, "properties", name)
                yield at, title(at), inner.get("description"), False
