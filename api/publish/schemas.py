"""Compares schemas as what a client sends, or as what it gets."""

# More is taken where these are higher, or lower.
HIGHER, LOWER = ("maxLength", "maxItems", "maximum"), ("minLength", "minItems", "minimum")


def resolved(spec, node):
    while isinstance(node, dict) and "$ref" in node:
        target = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    if isinstance(node, dict) and "allOf" in node:
        merged = {}
        for part in [*node["allOf"], {key: value for key, value in node.items() if key != "allOf"}]:
            merged.update(resolved(spec, part))
        return merged
    return node


class Schemas:
    """What is compared is noted, so that nothing is compared for ever."""

    def __init__(self, old, new):
        self.old, self.new, self.open = old, new, set()

    def compare(self, place, old, new):
        key = (str(old.get("$ref")), str(new.get("$ref")))
        if "None" not in key:
            if key in self.open:
                return
            self.open.add(key)
        old, new = resolved(self.old, old), resolved(self.new, new)
        if old.get("type") != new.get("type"):
            yield "breaking", f"{place} is of type {new.get('type')}, which was {old.get('type')}"
            return
        if old.get("format") != new.get("format"):
            yield "breaking", f"{place} has the format {new.get('format')}, which was {old.get('format')}"
        if new.get("deprecated") and not old.get("deprecated"):
            yield "deprecated", place
        yield from self.shape(place, old, new)
        yield from self.fields(place, old, new)
        if "items" in old and "items" in new:
            yield from self.compare(f"an item of {place}", old["items"], new["items"])

    def fields(self, place, old, new):
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", [])), set(new.get("required", []))
        for field in before:
            if field not in after:
                yield "breaking", f"{place} has no field {field} any more"
            else:
                yield from self.need(f"{field} in {place}", field in needed, field in needs)
                yield from self.compare(f"{field} in {place}", before[field], after[field])
        for field in [field for field in after if field not in before]:
            yield self.new_field(f"{field} in {place}", field in needs)


class Requests(Schemas):
    """What clients send: broken, where something that was right no longer is."""

    def new_field(self, place, is_needed):
        return ("breaking", f"{place} is new and required") if is_needed else ("added", place)

    def need(self, place, before, after):
        if after and not before:
            yield "breaking", f"{place} is required"
        if before and not after:
            yield "changed", f"{place} is not required any more"

    def shape(self, place, old, new):
        for key in (*HIGHER, *LOWER):
            if old.get(key) != new.get(key):
                yield ("breaking" if is_narrower(key, old.get(key), new.get(key)) else "changed"), f"{place}: {key} is {new.get(key)}, which was {old.get(key)}"
        if old.get("pattern") != new.get("pattern"):
            yield ("breaking" if "pattern" in new else "changed"), f"{place} has another pattern"
        if old.get("nullable") and not new.get("nullable"):
            yield "breaking", f"{place} may not be null any more"
        if new.get("nullable") and not old.get("nullable"):
            yield "changed", f"{place} may be null"
        if is_closed(new) != is_closed(old):
            yield ("breaking", f"{place} may have no other fields any more") if is_closed(new) else ("changed", f"{place} may have other fields")
        if bool(new.get("uniqueItems")) != bool(old.get("uniqueItems")):
            yield ("breaking", f"{place} may not have the same twice any more") if new.get("uniqueItems") else ("changed", f"{place} may have the same twice")
        yield from values(place, old, new, gone="breaking", come="added")
        if old.get("default") != new.get("default"):
            yield "changed", f"{place}: the default is {new.get('default')}, which was {old.get('default')}"


class Answers(Schemas):
    """What clients get: broken, where something may come that could not, or may be missing."""

    def new_field(self, place, is_needed):
        return "added", place

    def need(self, place, before, after):
        if before and not after:
            yield "breaking", f"{place} may be missing"
        if after and not before:
            yield "changed", f"{place} is always there"

    def shape(self, place, old, new):
        if new.get("nullable") and not old.get("nullable"):
            yield "breaking", f"{place} may be null"
        if old.get("nullable") and not new.get("nullable"):
            yield "changed", f"{place} is never null"
        for key in (*HIGHER, *LOWER):
            if old.get(key) != new.get(key):
                yield "changed", f"{place}: {key} is {new.get(key)}, which was {old.get(key)}"
        yield from values(place, old, new, gone="changed", come="breaking")


def is_closed(shape):
    return shape.get("additionalProperties") is False


def is_narrower(key, old, new):
    if new is None:
        return False
    if old is None:
        return True
    return new < old if key in HIGHER else new > old


def values(place, old, new, gone, come):
    if "enum" not in old and "enum" not in new:
        return
    if "enum" not in new or "enum" not in old:
        yield (come if "enum" not in new else gone), f"{place} is {'any value' if 'enum' not in new else 'one of a list'}"
        return
    for value in [value for value in old["enum"] if value not in new["enum"]]:
        yield gone, f"{place} is never {value} any more"
    for value in [value for value in new["enum"] if value not in old["enum"]]:
        yield come, f"{place} may be {value}"
