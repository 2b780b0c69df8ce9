"""Rules about who may see what: x-privacy, and what people may choose of it."""

from collections.abc import Iterator

from document import Node, Place, Spec
from rules import Finding, listed, rule
from words import ADDRESSES, AUDIENCES


def with_privacy(spec: Spec) -> Iterator[tuple[str, Node]]:
    """The schemas that have x-privacy anywhere, by name."""
    for name, schema in spec.members("components", "schemas").items():
        if any("x-privacy" in inner for inner in schema.get("properties", {}).values()):
            yield name, schema


def fields(spec: Spec) -> Iterator[tuple[str, str, Place, Node]]:
    """Each property that has x-privacy: its schema, its name, the place of its x-privacy, and that."""
    for name, schema in with_privacy(spec):
        for key, inner in schema["properties"].items():
            if "x-privacy" in inner:
                yield name, key, ("components", "schemas", name, "properties", key, "x-privacy"), inner["x-privacy"]


@rule
def privacy(spec: Spec) -> Iterator[Finding]:
    """A schema that has x-privacy anywhere has it on every property; what not everyone sees is not required."""
    for name, schema in with_privacy(spec):
        for key, inner in schema["properties"].items():
            if "x-privacy" not in inner:
                place = ("components", "schemas", name, "properties", key)
                yield place, f"{key} of {name} has no x-privacy, which the others have; say its audience, and whether that is choosable."
    for name, key, place, said in fields(spec):
        if not is_known(said):
            yield (
                place,
                f"{key} of {name} has an unknown x-privacy; write {{ audience: {' or '.join(AUDIENCES)}, choosable: true or false }}, "
                "and where it is choosable, if not all may be chosen, widest: the first that may.",
            )
        elif key in spec.members("components", "schemas", name).get("required", []) and (said["audience"] != "public" or said["choosable"]):
            yield (
                place,
                f"{key} of {name} is required, but not everyone will see it; remove it from required, or make it public and not choosable.",
            )


def is_known(said: Node) -> bool:
    if not (set(said) - {"widest"} == {"audience", "choosable"} and said["audience"] in AUDIENCES and isinstance(said["choosable"], bool)):
        return False
    # Nobody begins with what they may not choose.
    return "widest" not in said or (said["choosable"] and said["widest"] in AUDIENCES[: AUDIENCES.index(said["audience"]) + 1])


@rule
def addresses_are_not_public(spec: Spec) -> Iterator[Finding]:
    """An e-mail address is never public, neither to begin with nor by choice."""
    for name, key, place, said in fields(spec):
        if key in ADDRESSES or key.endswith("_email"):
            widest = said.get("widest", "public") if said.get("choosable") else said.get("audience")
            if widest == "public":
                yield place, f"{key} of {name} is an e-mail address, which is never public; add widest: community, or make it private."


@rule
def choices(spec: Spec) -> Iterator[Finding]:
    """What people may choose (ThingPrivacyChoice), are told that they chose (ThingPrivacy), and what is choosable of the thing: one list."""
    schemas = spec.members("components", "schemas")
    for name, schema in with_privacy(spec):
        choosable = {key: inner["x-privacy"] for key, inner in schema["properties"].items() if inner.get("x-privacy", {}).get("choosable")}
        for twin in (f"{name}Privacy", f"{name}PrivacyChoice"):
            place = ("components", "schemas", twin)
            if twin not in schemas:
                # Where nothing can be chosen, nobody needs them.
                if choosable:
                    yield ("components", "schemas", name), f"{listed(choosable)} of {name} can be chosen, but there is no schema {twin}; add it."
                continue
            offered = audiences(spec, place)
            if list(offered) != list(choosable):
                yield (
                    place,
                    f"{twin} offers {listed(offered or ['nothing'])}, but choosable in {name} is {listed(choosable or ['nothing'])}; make them agree.",
                )
            elif twin.endswith("Choice"):
                yield from check_choice(name, place, schemas[twin], offered, choosable)


def check_choice(name: str, place: Place, choice: Node, offered: dict[str, list[str]], choosable: Node) -> Iterator[Finding]:
    for key, said in choosable.items():
        wanted = AUDIENCES[AUDIENCES.index(said.get("widest", "public")) :]
        if offered[key] != wanted:
            yield (*place, "properties", key), f"For {key} of {name} one may choose {listed(wanted)} by its x-privacy; let its enum say that."
        if said["audience"] != AUDIENCES[-1] and key not in choice.get("required", []):
            yield (
                (*place, "properties", key),
                f"Who leaves {key} out would open it to more than {AUDIENCES[-1]}, by what {name} begins with; make it required, or {AUDIENCES[-1]} to begin with.",
            )


def audiences(spec: Spec, place: Place) -> dict[str, list[str]]:
    """The properties of a schema that are audiences, with which."""
    found = {}
    for key, inner in spec.members(*map(str, place)).get("properties", {}).items():
        values = spec.resolve((), inner)[1].get("enum", [None])
        if set(values) <= set(AUDIENCES):
            found[key] = values
    return found
