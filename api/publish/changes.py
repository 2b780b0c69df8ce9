"""What differs between two specs, in words a PM reads: operations first, then who may call, then fields and their limits."""

from environment import operations_of

WORDS = {
    "maxLength": "most characters",
    "minLength": "fewest characters",
    "maxItems": "most items",
    "minItems": "fewest items",
    "maximum": "highest value",
    "minimum": "lowest value",
    "pattern": "pattern",
    "format": "format",
    "type": "type",
    "nullable": "whether it may be null",
    "enum": "values",
    "default": "default",
    "description": "description",
    "x-privacy": "audience",
    "$ref": "kind",
}


def told(before, after):
    """A sentence for each difference; one, if there was nothing before."""
    if before is None:
        return [f"Published for the first time, with {count(after)} operations."]
    return [*of_operations(before, after), *of_fields(before, after)] or ["Only words outside operations and fields changed."]


def count(spec):
    return sum(1 for _ in operations_of(spec))


def by_id(spec):
    return {operation["operationId"]: (place, operation) for place, operation in operations_of(spec)}


def of_operations(before, after):
    old, new = by_id(before), by_id(after)
    for name in [name for name in new if name not in old]:
        (path, method), operation = new[name]
        yield f"New: {operation['summary']} (`{name}`, {method.upper()} {path})."
    for name in [name for name in old if name not in new]:
        yield f"Gone: {old[name][1]['summary']} (`{name}`)."
    for name in [name for name in new if name in old]:
        yield from of_operation(name, *old[name], *new[name])


def of_operation(name, old_place, old, place, new):
    if old_place != place:
        yield f"`{name}` moved from {address(old_place)} to {address(place)}."
    if new.get("deprecated") and not old.get("deprecated"):
        yield f"`{name}` is deprecated{', until ' + str(new['x-sunset']) if 'x-sunset' in new else ''}."
    if old["x-access"] != new["x-access"]:
        yield f"`{name}` may be called by {', '.join(new['x-access'])}; before: {', '.join(old['x-access'])}."
    for what in ("summary", "description"):
        if old.get(what) != new.get(what):
            yield f"`{name}` has another {what}."
    statuses, old_statuses = set(new["responses"]), set(old["responses"])
    for status in sorted(statuses - old_statuses):
        yield f"`{name}` may answer {status}."
    for status in sorted(old_statuses - statuses):
        yield f"`{name}` answers {status} no more."
    for what in ("parameters", "requestBody", "security", "x-rate-limits"):
        if old.get(what) != new.get(what):
            yield f"`{name}` has other {what}."


def address(place):
    path, method = place
    return f"{method.upper()} {path}"


def of_fields(before, after):
    old, new = before["components"]["schemas"], after["components"]["schemas"]
    for schema in [name for name in new if name in old]:
        fields, old_fields = new[schema].get("properties", {}), old[schema].get("properties", {})
        for field in [field for field in fields if field not in old_fields]:
            yield f"{schema} has the new field `{field}`."
        for field in [field for field in old_fields if field not in fields]:
            yield f"{schema} has no field `{field}` any more."
        required, was_required = set(new[schema].get("required", [])), set(old[schema].get("required", []))
        for field in sorted(required - was_required):
            yield f"`{field}` of {schema} is required."
        for field in sorted(was_required - required):
            yield f"`{field}` of {schema} is not required any more."
        for field in [field for field in fields if field in old_fields]:
            yield from of_field(f"`{field}` of {schema}", old_fields[field], fields[field])


def of_field(name, old, new):
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield f"{name}: {WORDS.get(key, key)} {change(key, old.get(key), new.get(key))}."


def change(key, old, new):
    if key == "description":
        return "reworded"
    if key == "x-privacy" and old and new:
        return f"{new['audience']}{', by choice' if new['choosable'] else ''}; before: {old['audience']}{', by choice' if old['choosable'] else ''}"
    if old is None:
        return f"is now {new}"
    return f"{new}; before: {old}" if new is not None else f"is no more; before: {old}"
