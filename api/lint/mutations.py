"""The self-test: ways to break the spec, each of which its rule must notice."""

import pickle
from collections.abc import Callable

from document import Spec
from rules import RULES
from targets import (
    answered_object,
    choosable,
    example_of,
    first,
    first_last,
    is_limited,
    limit,
    lists,
    operation,
    page,
    path_names,
    private,
    problem,
    reads_one,
    rename,
    schema,
    success,
    taken,
    taken_object,
    taken_property,
    taken_reference,
    takes_body,
    total,
    twin,
    without,
    without_parameter,
    without_status,
)
from words import TOTALS

Break = Callable[[Spec], object]

MUTATIONS: dict[str, dict[str, Break]] = {
    "key-order": {
        "sections out of order": lambda spec: first_last(spec.data),
        "methods of a path out of order": lambda spec: first_last(next(item for item in spec.members("paths").values() if len(item) > 2)),
        "keys of an operation out of order": lambda spec: first_last(operation(spec)),
        "keys of a rate limit out of order": lambda spec: first_last(limit(spec)),
        "keys of a schema out of order": lambda spec: first_last(taken(spec, "maxLength")),
        "a mistyped x- field": lambda spec: rename(operation(spec), "x-access", "x-acces"),
    },
    "path-order": {"a path after those of a later tag": lambda spec: first_last(spec.members("paths"))},
    "status-order": {
        "the status default": lambda spec: rename(operation(spec)["responses"], "400", "default"),
        "the status 4XX": lambda spec: rename(operation(spec)["responses"], "400", "4XX"),
        "statuses out of order": lambda spec: first_last(operation(spec)["responses"]),
    },
    "written-once": {"a pattern in two places": lambda spec: spec.aliases.clear()},
    "components-differ": {
        f"two equal {section}": lambda spec, section=section: twin(spec, section) for section in ("schemas", "responses", "examples")
    },
    "components-used": {
        "an unused schema": lambda spec: spec.members("components", "schemas").update(Unused={"type": "boolean", "description": "Unused"}),
        "an unused example": lambda spec: spec.members("components", "examples").update(Unused={"summary": "Unused", "value": 1}),
    },
    "one-tag": {
        "no tag": lambda spec: without(operation(spec), "tags"),
        "two tags": lambda spec: operation(spec).update(tags=[tag["name"] for tag in spec.data["tags"][:2]]),
        "an undeclared tag": lambda spec: operation(spec).update(tags=["stray"]),
        "an unused tag": lambda spec: spec.data["tags"].append({"name": "stray"}),
    },
    "operation-id": {
        "no operationId": lambda spec: without(operation(spec), "operationId"),
        "snake_case": lambda spec: operation(spec).update(operationId="list_users"),
        "a noun first": lambda spec: operation(spec).update(operationId="userList"),
        "a second one of the same name": lambda spec: spec.members("paths").update({"/v1/twins": {"get": operation(spec)}}),
    },
    "summary": {
        "no summary": lambda spec: without(operation(spec), "summary"),
        "a question": lambda spec: operation(spec).update(summary="Is it there"),
        "the third person": lambda spec: operation(spec).update(summary="Lists users"),
        "capitals": lambda spec: operation(spec).update(summary="List Users"),
        "no capital": lambda spec: operation(spec).update(summary="list users"),
        "50 characters": lambda spec: operation(spec).update(summary="List " + 45 * "a"),
        "a full stop": lambda spec: operation(spec).update(summary="List users."),
    },
    "access": {
        "no x-access": lambda spec: without(operation(spec), "x-access"),
        "an unknown word": lambda spec: operation(spec).update({"x-access": ["everyone"]}),
        "words out of order": lambda spec: operation(spec).update({"x-access": ["super_admin", "admin"]}),
        "anyone and others": lambda spec: operation(spec, lambda operation: operation.node["x-access"] == ["anyone"])["x-access"].append("admin"),
        "self where there is no user_id": lambda spec: operation(spec, lists).update({"x-access": ["self"]}),
        "anyone where a token is needed": lambda spec: operation(
            spec, lambda operation: operation.takes_token and {} not in operation.node["security"]
        ).update({"x-access": ["anyone"]}),
        "no security": lambda spec: without(operation(spec), "security"),
        "reading with read_write": lambda spec: operation(spec, lists).update(security=[{"oauth": ["read_write"]}]),
        "people with a scope of services": lambda spec: operation(spec, takes_body).update(
            {"x-access": ["signed_in"], "security": [{"oauth": ["credits"]}]}
        ),
    },
    "rate-limits": {
        "no 429": lambda spec: without(operation(spec, is_limited)["responses"], "429"),
        "429 without a rule": lambda spec: without(operation(spec, is_limited), "x-rate-limits"),
        "no rule": lambda spec: operation(spec, is_limited).update({"x-rate-limits": []}),
        "no Retry-After": lambda spec: without(spec.members("components", "responses", "TooManyRequests"), "headers"),
        "an unknown subject": lambda spec: limit(spec).update(per="planet"),
        "an unknown count": lambda spec: limit(spec).update(counts="sheep"),
        "zero times": lambda spec: limit(spec).update(times=0),
        "no seconds": lambda spec: without(limit(spec), "seconds"),
        "a bucket in capitals": lambda spec: limit(spec).update(bucket="Sign-In"),
        "the same rule twice": lambda spec: operation(spec, is_limited)["x-rate-limits"].append(dict(limit(spec))),
        "a rule of the same count": lambda spec: operation(spec, is_limited)["x-rate-limits"].append({**limit(spec), "times": 4321}),
    },
    "statuses": {
        f"no {status}": lambda spec, status=status: without_status(spec, status) for status in "304 400 401 403 404 406 412 413 415 422 500".split()
    }
    | {f"no {name}": lambda spec, name=name: without_parameter(spec, name) for name in ("IfMatch", "IfNoneMatch")},
    "successes": {
        "refusals alone": lambda spec: without(operation(spec, lists)["responses"], "200"),
        "a 201 without Location": lambda spec: without(
            operation(spec, lambda operation: "201" in operation.statuses)["responses"]["201"], "headers"
        ),
    },
    "response-id": {
        "no x-response-id": lambda spec: without(first(spec.members("components", "responses")), "x-response-id"),
        "small letters": lambda spec: first(spec.members("components", "responses")).update({"x-response-id": "ok"}),
        "two words for a status": lambda spec: operation(spec)["responses"].update({"500": {"x-response-id": "Broken"}}),
        "one word for two statuses": lambda spec: operation(spec)["responses"].update({"500": {"x-response-id": "Ok"}}),
    },
    "lists": {
        "limit without cursor": lambda spec: without_parameter(spec, "Cursor"),
        "pages without parameters": lambda spec: (without_parameter(spec, "Cursor"), without_parameter(spec, "Limit")),
        "no next_cursor": lambda spec: without(page(spec)["properties"], "next_cursor"),
        "a total at will": lambda spec: total(spec)["required"].remove(TOTALS[0]),
        "more than items and a total": lambda spec: total(spec)["properties"].update(weather={"type": "boolean", "description": "Sunny"}),
        "next_cursor at will": lambda spec: page(spec)["required"].remove("next_cursor"),
        "a bare array": lambda spec: page(spec).update(type="array"),
        "list for what is none": lambda spec: operation(spec, reads_one).update(operationId="listOne"),
    },
    "etags": {
        "no ETag": lambda spec: without(success(spec, reads_one), "headers"),
        "no If-None-Match": lambda spec: without_parameter(spec, "IfNoneMatch"),
        "no If-Match": lambda spec: without_parameter(spec, "IfMatch"),
    },
    "paths": {
        "snake_case": lambda spec: rename(spec.members("paths"), path_names(spec)[0], "/v1/user_groups"),
        "camelCase in braces": lambda spec: rename(spec.members("paths"), path_names(spec)[0], "/v1/{userId}"),
    },
    "limits": {
        "a string without": lambda spec: without(taken(spec, "maxLength"), "maxLength"),
        "an answered string without": lambda spec: without(schema(spec, lambda node: "maxLength" in node, spec.answered()), "maxLength"),
        "an array without": lambda spec: without(schema(spec, lambda node: "maxItems" in node), "maxItems"),
        "a number without": lambda spec: without(taken(spec, "maximum"), "maximum"),
        "a number without format": lambda spec: without(taken(spec, "maximum"), "format"),
    },
    "limits-agree": {
        "a change that may be longer": lambda spec: taken_property(spec, "Update").update(maxLength=4321),
        "an answer that may not be as long": lambda spec: taken_property(spec, "Create").update(maxLength=4321),
    },
    "no-controls": {
        "a string without a pattern": lambda spec: without(taken(spec, "pattern"), "pattern"),
        "a pattern that lets all in": lambda spec: taken(spec, "pattern").update(pattern="^.*$"),
        "a pattern without its end": lambda spec: taken(spec, "pattern").update(pattern="^[a-z]"),
    },
    "hints": {
        "a pattern without": lambda spec: without(taken(spec, "x-hint"), "x-hint"),
        "a hint without a pattern": lambda spec: without(taken(spec, "x-hint"), "pattern"),
        "two hints for a pattern": lambda spec: spec.members("components", "schemas").update(Other={**taken(spec, "x-hint"), "x-hint": "else"}),
        "a full stop": lambda spec: taken(spec, "x-hint").update({"x-hint": "letters."}),
    },
    "open-and-closed": {
        "an open request": lambda spec: without(taken_object(spec), "additionalProperties"),
        "a closed answer": lambda spec: answered_object(spec).update(additionalProperties=False),
        "one schema for both": lambda spec: success(spec, takes_body)["content"]["application/json"].update(schema=taken_reference(spec)),
    },
    "no-inline-objects": {
        "an object inside another": lambda spec: answered_object(spec)["properties"].update(more={"type": "object", "properties": {}})
    },
    "one-reference": {"two schemas in one": lambda spec: answered_object(spec).update(allOf=[{"$ref": "#"}, {"$ref": "#"}])},
    "names": {
        "camelCase": lambda spec: answered_object(spec)["properties"].update(fullName={"type": "boolean"}),
        "a time that does not end in _at": lambda spec: answered_object(spec)["properties"].update(created={"type": "string", "format": "date-time"}),
        "an id that is no UUID": lambda spec: answered_object(spec)["properties"].update(other_id={"type": "string", "maxLength": 9}),
        "a parameter in kebab-case": lambda spec: spec.members("components", "parameters", "Limit").update(name="page-size"),
    },
    "privacy": {
        "a property without": lambda spec: without(first(private(spec)["properties"]), "x-privacy"),
        "an unknown audience": lambda spec: first(private(spec)["properties"])["x-privacy"].update(audience="everyone"),
        "a choosable that is no boolean": lambda spec: first(private(spec)["properties"])["x-privacy"].update(choosable="yes"),
        "what is required and hidden": lambda spec: private(spec).update(required=list(private(spec)["properties"])),
        "a widest that is unknown": lambda spec: choosable(spec).update(widest="everyone"),
        "a widest that nobody may choose": lambda spec: choosable(spec).update(choosable=False, widest="community"),
        "a widest that is narrower than what one begins with": lambda spec: choosable(spec).update(audience="community", widest="private"),
    },
    "addresses-are-not-public": {
        "one that is": lambda spec: private(spec)["properties"].update(
            username={"type": "string", "x-privacy": {"audience": "public", "choosable": False}}
        ),
        "one that may be made so": lambda spec: private(spec)["properties"].update(
            home_email={"type": "string", "x-privacy": {"audience": "private", "choosable": True}}
        ),
    },
    "choices": {
        "what one may choose, but is not offered": lambda spec: first(private(spec)["properties"])["x-privacy"].update(choosable=True),
        "what one is offered, but may not choose": lambda spec: choosable(spec).update(choosable=False),
        "no way to choose": lambda spec: [
            without(spec.members("components", "schemas"), name) for name in list(spec.members("components", "schemas")) if name.endswith("PrivacyChoice")
        ],
        "more than may be chosen": lambda spec: choosable(spec).update(widest="community"),
        "what opens when it is left out": lambda spec: choosable(spec).update(audience="community"),
    },
    "descriptions": {
        "a property without": lambda spec: without(first(private(spec)["properties"]), "description"),
        "a small letter": lambda spec: operation(spec).update(description="newest first."),
        "sentences without a full stop": lambda spec: operation(spec).update(description="Newest first. All of them"),
        "a phrase with a full stop": lambda spec: first(spec.members("components", "schemas")).update(description="A phrase."),
    },
    "examples-present": {
        "none": lambda spec: without(first(operation(spec, takes_body)["requestBody"]["content"]), "examples"),
        "one that is no component": lambda spec: first(operation(spec, takes_body)["requestBody"]["content"]).update(examples={"one": {"value": {}}}),
    },
    "examples-valid": {
        "an unknown field in an answer": lambda spec: example_of(spec, "application/json")["value"].update(stray=1),
        "another type": lambda spec: example_of(spec, "application/json").update(value=1),
        "a wrong default": lambda spec: taken(spec, "default").update(default=[]),
        "an id that is no UUID": lambda spec: spec.members("components", "parameters", "UserId").update(example="bo"),
    },
    "problems": {
        "a refusal in plain JSON": lambda spec: rename(
            spec.members("components", "responses", "NotFound", "content"), "application/problem+json", "application/json"
        ),
        "another status": lambda spec: spec.members("components", "examples", "NotFound", "value").update(status=410),
        "another type": lambda spec: problem(spec).update(type="/problems/stray"),
        "one type for two": lambda spec: spec.members("components", "examples").update(Stray={"value": problem(spec)}),
    },
}


def test(spec: Spec) -> str | None:
    """Breaks copies of the spec; answers what went unnoticed."""
    frozen = pickle.dumps((spec.data, spec.aliases))
    before = {name: set(check(spec)) for name, check in RULES.items()}
    missed = [f"No mutation breaks the rule {name}; add one to api/lint/mutations.py." for name in RULES if name not in MUTATIONS]
    count = 0
    for name, mutations in MUTATIONS.items():
        for what, mutate in mutations.items():
            count += 1
            data, aliases = pickle.loads(frozen)
            broken = Spec(data, spec.lines, aliases)
            try:
                mutate(broken)
            except (LookupError, StopIteration, AttributeError):
                missed.append(f"The spec has nothing in which to put {what} for the rule {name}; mend the mutation.")
                continue
            if not set(RULES[name](broken)) - before[name]:
                missed.append(f"The rule {name} does not notice {what}.")
    print("\n".join(missed) or f"Each of {len(RULES)} rules notices what breaks it, in {count} ways.")
    return "The linter needs mending: api/lint." if missed else None
