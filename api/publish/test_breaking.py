"""Fifty changes of the spec made by hand, and what each means to clients. Run by scripts/check."""

import copy
import pathlib
import sys
import unittest

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from breaking import compared  # noqa: E402

SPEC = yaml.load(pathlib.Path(__file__).parents[1].joinpath("openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
BREAKING, ADDED, CHANGED, DEPRECATED = "breaking", "added", "changed", "deprecated"


def operation(spec, method="get", path="/v1/clients"):
    return spec["paths"][path][method]


def schema(spec, name):
    return spec["components"]["schemas"][name]


def field(spec, name, of):
    return schema(spec, of)["properties"][name]


def put(node, **keys):
    node.update({key.replace("_", "-") if key.startswith("x_") else key: value for key, value in keys.items()})


def drop(node, key):
    del node[key]


# What is changed, the verdict, and how it is changed.
CHANGES = [
    ("an operation is gone", BREAKING, lambda s: drop(s["paths"], "/v1/tags")),
    ("an operation is new", ADDED, lambda s: put(s["paths"]["/v1/tags"], delete=copy.deepcopy(operation(s, "get", "/v1/tags")))),
    ("an operation moves", BREAKING, lambda s: s["paths"].update({"/v2/tags": s["paths"].pop("/v1/tags")})),
    ("an operation is renamed", BREAKING, lambda s: put(operation(s), operationId="readClients")),
    ("an operation is deprecated", DEPRECATED, lambda s: put(operation(s), deprecated=True, x_sunset="2027-06-30")),
    ("a summary is reworded", None, lambda s: put(operation(s), summary="List them")),
    ("a role may not call any more", BREAKING, lambda s: put(operation(s), x_access=["super_admin"])),
    ("another role may call", CHANGED, lambda s: put(operation(s), x_access=["tenant_admin", "admin", "super_admin"])),
    ("another scope is needed", BREAKING, lambda s: put(operation(s), security=[{"oauth": ["read_write"]}])),
    ("who has no token may not call any more", BREAKING, lambda s: operation(s, "get", "/v1/users/{user_id}")["security"].remove({})),
    ("who has no token may call, too", None, lambda s: operation(s)["security"].append({})),
    ("another kind of credentials is needed", BREAKING, lambda s: put(operation(s), security=[{"client": []}])),
    ("no credentials are needed any more", None, lambda s: put(operation(s), security=[])),
    ("credentials are needed", BREAKING, lambda s: put(operation(s, "get", "/v1/countries"), security=[{"oauth": ["read"]}])),
    ("a rate limit lets fewer come at once", BREAKING, lambda s: put(operation(s, "post", "/v1/users")["x-rate-limits"][0], times=2, seconds=limit(s)["seconds"] * 2 // limit(s)["times"])),
    ("a rate limit counts what succeeds, too", BREAKING, lambda s: put(failures(s), counts="requests")),
    ("a rate limit counts failures only", CHANGED, lambda s: put(limit(s), counts="failures")),
    ("a rate limit is gone", CHANGED, lambda s: operation(s, "post", "/v1/users")["x-rate-limits"].pop(0)),
    ("a rate limit is new", BREAKING, lambda s: put(operation(s), x_rate_limits=[{"per": "address", "times": 1, "seconds": 1}])),
    ("a rate limit is stricter", BREAKING, lambda s: put(operation(s, "post", "/v1/users")["x-rate-limits"][0], times=2)),
    ("a rate limit is looser", CHANGED, lambda s: put(operation(s, "post", "/v1/users")["x-rate-limits"][0], times=2000)),
    ("a query parameter is gone", BREAKING, lambda s: operation(s, "get", "/v1/users")["parameters"].pop(0)),
    ("a query parameter is new", ADDED, lambda s: operation(s)["parameters"].append({"name": "q", "in": "query", "schema": {"type": "string"}})),
    ("a required parameter is new", BREAKING, lambda s: operation(s)["parameters"].append({"name": "q", "in": "query", "required": True, "schema": {"type": "string"}})),
    ("a parameter is required", BREAKING, lambda s: put(operation(s, "get", "/v1/users")["parameters"][0], required=True)),
    ("a parameter is deprecated", DEPRECATED, lambda s: put(operation(s, "get", "/v1/users")["parameters"][0], deprecated=True)),
    ("a parameter takes less", BREAKING, lambda s: put(operation(s, "get", "/v1/users")["parameters"][1]["schema"], maxLength=20)),
    ("a parameter takes more", CHANGED, lambda s: put(operation(s, "get", "/v1/users")["parameters"][1]["schema"], maxLength=2000)),
    ("a request takes another media type", BREAKING, lambda s: rename_media_type(operation(s, "post", "/v1/users")["requestBody"]["content"])),
    ("a request needs another field", BREAKING, lambda s: schema(s, "TenantCreate")["properties"].update(motto={"type": "string"}) or schema(s, "TenantCreate")["required"].append("motto")),
    ("a request may have another field", ADDED, lambda s: schema(s, "TenantCreate")["properties"].update(motto={"type": "string"})),
    ("a request may not have a field any more", BREAKING, lambda s: drop(schema(s, "UserCreate")["properties"], "first_name")),
    ("a field of a request is required", BREAKING, lambda s: schema(s, "UserCreate")["required"].append("country")),
    ("a field of a request is not required any more", CHANGED, lambda s: schema(s, "UserCreate")["required"].remove("password")),
    ("a field of a request may be shorter", CHANGED, lambda s: put(field(s, "password", "UserCreate"), minLength=1)),
    ("a field of a request must be longer", BREAKING, lambda s: put(field(s, "password", "UserCreate"), minLength=40)),
    ("a field of a request may not be as long", BREAKING, lambda s: put(field(s, "display_name", "UserGroupCreate"), maxLength=60)),
    ("a field of a request has another pattern", BREAKING, lambda s: put(field(s, "display_name", "UserGroupCreate"), pattern="^x$")),
    ("a field of a request may not be null any more", BREAKING, lambda s: put(field(s, "first_name", "UserUpdate"), nullable=False)),
    ("a request may not have fields of the caller's any more", BREAKING, lambda s: put(schema(s, "StripeEvent"), additionalProperties=False)),
    ("a request may have fields of the caller's", CHANGED, lambda s: put(schema(s, "TenantCreate"), additionalProperties=True)),
    ("a list in a request may not have the same twice any more", BREAKING, lambda s: put(field(s, "tags", "UserGroupCreate"), uniqueItems=True)),
    ("a default is another", CHANGED, lambda s: put(field(s, "newsletter_notification", "UserCreate"), default=True)),
    ("a field has another type", BREAKING, lambda s: put(field(s, "name", "TenantCreate"), type="integer")),
    ("an answer lacks a field", BREAKING, lambda s: drop_field(schema(s, "Account"), "username")),
    ("an answer has another field", ADDED, lambda s: schema(s, "Account")["properties"].update(shoe_size={"type": "integer"})),
    ("a field of an answer may be missing", BREAKING, lambda s: schema(s, "Account")["required"].remove("username")),
    ("a field of an answer may be null", BREAKING, lambda s: put(field(s, "username", "Account"), nullable=True)),
    ("an answer may have another value", BREAKING, lambda s: field(s, "source", "PastCountryExport").update(enum=["declared", "confirmed", "guessed"])),
    ("an operation may be refused for another reason", ADDED, lambda s: operation(s)["responses"].update({"409": {"description": "No"}})),
    ("fewer see a field", BREAKING, lambda s: put(field(s, "short_bio", "UserGroup")["x-privacy"], audience="private")),
    ("nobody says any more who sees a field", BREAKING, lambda s: drop(field(s, "short_bio", "UserGroup"), "x-privacy")),
    ("somebody says who sees a field", BREAKING, lambda s: put(field(s, "name", "Tenant"), x_privacy={"audience": "private", "choosable": False})),
    ("more see a field", BREAKING, lambda s: put(first_private(s), audience="public")),
    ("people choose who sees a field", ADDED, lambda s: put(field(s, "short_bio", "UserGroup")["x-privacy"], choosable=True)),
    ("people cannot choose any more", BREAKING, lambda s: put(field(s, "first_name", "User")["x-privacy"], choosable=False)),
    ("an answer has no ETag any more", BREAKING, lambda s: drop(operation(s, "post", "/v1/users")["responses"]["201"]["headers"], "ETag")),
]


def limit(spec):
    return operation(spec, "post", "/v1/users")["x-rate-limits"][0]


def failures(spec):
    for shared in spec["paths"].values():
        for node in shared.values():
            for one in node.get("x-rate-limits", []) if isinstance(node, dict) else []:
                if one.get("counts") == "failures":
                    return one
    raise LookupError("no limit counts failures")


def rename_media_type(content):
    content["text/plain"] = content.pop("application/json")


def drop_field(shape, name):
    del shape["properties"][name]
    shape["required"].remove(name)


def first_private(spec):
    for shape in spec["components"]["schemas"].values():
        for node in shape.get("properties", {}).values():
            if node.get("x-privacy", {}).get("audience") == "private":
                return node["x-privacy"]
    raise LookupError("nothing is private")


class Verdicts(unittest.TestCase):
    def test_nothing_is_said_of_nothing(self):
        self.assertEqual(compared(SPEC, copy.deepcopy(SPEC)), [])

    def test_each_of_fifty_changes_is_what_it_is(self):
        self.assertGreaterEqual(len(CHANGES), 50)
        for what, wanted, change in CHANGES:
            with self.subTest(what):
                new = copy.deepcopy(SPEC)
                change(new)
                self.assertNotEqual(new, SPEC, "the change changed nothing")
                found = {verdict for verdict, _ in compared(SPEC, new)}
                # What breaks may also add: an operation that moves is gone and new.
                self.assertEqual(found - {ADDED} if wanted == BREAKING else found, {wanted} if wanted else set(), compared(SPEC, new)[:5])


if __name__ == "__main__":
    unittest.main()
