"""What a change of the spec means to clients that follow the last release: `breaking`, `added`, `changed` or `deprecated`.

A request breaks where less is taken than before, an answer where less is promised. Who may call and who sees a field count,
too: a role or an audience that loses something is broken, and an audience that gains something is a promise broken.
"""

from environment import METHODS
from schemas import Answers, Requests, resolved

WIDTH = {"private": 0, "community": 1, "public": 2}


def compared(old, new):
    """Pairs of a verdict and a sentence, each once."""
    return list(dict.fromkeys([*operations(old, new), *audiences(old, new)]))


def by_place(spec):
    return {
        (path, method): (shared.get("parameters", []), shared[method])
        for path, shared in spec["paths"].items()
        for method in METHODS
        if method in shared
    }


def operations(old, new):
    before, after = by_place(old), by_place(new)
    for place in [place for place in after if place not in before]:
        yield "added", f"{name(place)}: {after[place][1]['summary']}"
    for place in before:
        if place not in after:
            yield "breaking", f"{name(place)} is gone"
        else:
            yield from operation(name(place), old, before[place], new, after[place])


def name(place):
    path, method = place
    return f"{method.upper()} {path}"


def operation(what, old_spec, old_parts, new_spec, new_parts):
    old, new = old_parts[1], new_parts[1]
    if new.get("deprecated") and not old.get("deprecated"):
        yield "deprecated", f"{what}{', until ' + str(new['x-sunset']) if 'x-sunset' in new else ''}"
    if old["operationId"] != new["operationId"]:
        yield "breaking", f"{what} is called {new['operationId']}, which was {old['operationId']}"
    yield from access(what, old, new)
    yield from limits(what, old.get("x-rate-limits", []), new.get("x-rate-limits", []))
    yield from parameters(what, old_spec, old_parts, new_spec, new_parts)
    yield from request(what, old_spec, old, new_spec, new)
    yield from answers(what, old_spec, old["responses"], new_spec, new["responses"])


def access(what, old, new):
    for who in [who for who in old["x-access"] if who not in new["x-access"]]:
        yield "breaking", f"{what} may be called by {who} no more"
    for who in [who for who in new["x-access"] if who not in old["x-access"]]:
        yield "changed", f"{what} may be called by {who}, too"
    # Each is one way to be let in; of one way, all credentials and scopes are needed. No ways are one for everybody.
    ways = new.get("security") or [{}]
    for had in old.get("security") or [{}]:
        if not any(lets_in(way, had) for way in ways):
            scopes = [f"{scheme} {' '.join(scopes)}".strip() for scheme, scopes in had.items()]
            yield "breaking", f"{what} lets nobody in any more by {' and '.join(scopes) or 'nothing'}"


def lets_in(way, had):
    return all(scheme in had and set(scopes) <= set(had[scheme]) for scheme, scopes in way.items())


def limits(what, old, new):
    had, has = ({(limit["per"], limit.get("bucket")): limit for limit in limits} for limits in (old, new))
    for key in [key for key in had if key not in has]:
        yield "changed", f"{what} is not limited per {key[0]} any more"
    for key, limit in has.items():
        before = had.get(key)
        if before is None:
            yield "breaking", f"{what} is limited per {key[0]}"
        elif is_stricter(before, limit):
            yield "breaking", f"{what} may be called less often per {key[0]}"
        elif limit != before:
            yield "changed", f"{what} may be called more often per {key[0]}"


def is_stricter(old, new):
    """So many times may come at once, and so many over a longer time; a limit of failures is none to who makes none."""
    counts_more = old.get("counts") == "failures" and new.get("counts") != "failures"
    return counts_more or new["times"] < old["times"] or new["times"] / new["seconds"] < old["times"] / old["seconds"]


def parameters(what, old_spec, old_parts, new_spec, new_parts):
    old, new = (
        {(parameter["in"], parameter["name"]): parameter for parameter in (resolved(spec, one) for one in [*shared, *own.get("parameters", [])])}
        for spec, (shared, own) in ((old_spec, old_parts), (new_spec, new_parts))
    )
    requests = Requests(old_spec, new_spec)
    for key in [key for key in old if key not in new]:
        yield "breaking", f"{what} takes no {key[0]} parameter {key[1]} any more"
    for key, parameter in new.items():
        place = f"{key[0]} parameter {key[1]} of {what}"
        if key not in old:
            yield ("breaking", f"{place} is new and required") if parameter.get("required") else ("added", place)
            continue
        if parameter.get("required") and not old[key].get("required"):
            yield "breaking", f"{place} is required"
        if parameter.get("deprecated") and not old[key].get("deprecated"):
            yield "deprecated", place
        yield from requests.compare(place, old[key].get("schema", {}), parameter.get("schema", {}))


def request(what, old_spec, old, new_spec, new):
    old_body, new_body = resolved(old_spec, old.get("requestBody")), resolved(new_spec, new.get("requestBody"))
    if old_body and not new_body:
        yield "breaking", f"{what} takes no body any more"
    if new_body and new_body.get("required") and not (old_body or {}).get("required"):
        yield "breaking", f"{what} needs a body"
    if old_body and new_body:
        yield from contents(f"the body of {what}", old_body["content"], new_body["content"], Requests(old_spec, new_spec))


def contents(place, old, new, schemas):
    for kind in [kind for kind in old if kind not in new]:
        yield "breaking", f"{place} is no {kind} any more"
    for kind in [kind for kind in new if kind not in old]:
        yield "added", f"{place} may be {kind}"
    for kind in [kind for kind in new if kind in old]:
        yield from schemas.compare(place, old[kind].get("schema", {}), new[kind].get("schema", {}))


def answers(what, old_spec, old, new_spec, new):
    schemas = Answers(old_spec, new_spec)
    for status in [status for status in old if status not in new]:
        yield ("breaking" if status < "4" else "changed"), f"{what} answers {status} no more"
    for status in [status for status in new if status not in old]:
        yield ("added" if status >= "4" else "breaking"), f"{what} may answer {status}"
    for status in [status for status in new if status in old]:
        before, after = resolved(old_spec, old[status]), resolved(new_spec, new[status])
        for header in [header for header in before.get("headers", {}) if header not in after.get("headers", {})]:
            yield "breaking", f"the answer {status} of {what} has no header {header} any more"
        if status < "4":
            yield from contents(f"the answer {status} of {what}", before.get("content", {}), after.get("content", {}), schemas)


def audiences(old, new):
    for schema, after in new["components"]["schemas"].items():
        before = old["components"]["schemas"].get(schema, {}).get("properties", {})
        for field, shape in after.get("properties", {}).items():
            had, has = (node.get("x-privacy") for node in (before.get(field, {}), shape))
            if had and has:
                yield from audience(f"{field} of {schema}", had, has)
            elif had:
                yield "breaking", f"{field} of {schema} is shown to whoever gets it, where people were promised {had['audience']}"
            elif has and field in before and has["audience"] != "public":
                yield "breaking", f"{field} of {schema} is shown to {has['audience']} only"


def audience(field, old, new):
    if WIDTH[new["audience"]] < WIDTH[old["audience"]]:
        yield "breaking", f"{field} is shown to {new['audience']} only, no more to {old['audience']}"
    if WIDTH[new["audience"]] > WIDTH[old["audience"]]:
        yield "breaking", f"{field} is shown to {new['audience']}, where people were promised {old['audience']}"
    if old["choosable"] and not new["choosable"]:
        yield "breaking", f"people cannot choose any more who sees {field}"
    if new["choosable"] and not old["choosable"]:
        yield "added", f"people choose who sees {field}"
