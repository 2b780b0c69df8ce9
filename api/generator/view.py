"""Prints the generator's view of the spec: YAML in, JSON out, and in it only what has a shape in Rust.

Limits, access, privacy and security are read from the spec by the server itself, which enforces them; generated code has
no part in that, and would not compile with a limit on a nullable property.
"""

import json
import sys

import yaml

UNSEEN = {
    *("minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems", "uniqueItems"),
    *("security", "securitySchemes", "links", "example", "examples", "x-access", "x-effects", "x-rate-limits", "x-privacy", "x-hint"),
}


def view(node, names=False):
    """The node without what is unseen; where `names` is true its keys are names that people chose."""
    if isinstance(node, list):
        return [view(item) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node.get("allOf", [])) == 1:
        # A reference that carries a description or an audience of its own, which a bare one may not.
        return view(node["allOf"][0])
    if "application/yaml" in node:
        # The generator would write JSON. Text can keep its comments.
        return {"application/yaml": {"schema": {"type": "string"}}}
    if node.get("type") == "object" and node.get("additionalProperties") is True:
        return {"description": node.get("description", "Any JSON")}
    if node.get("nullable") and node.get("type") == "integer":
        # The generator loses the null of any smaller integer.
        node = node | {"format": "int64"}
    return {key: view(value, key in ("properties", "headers")) for key, value in node.items() if names or key not in UNSEEN}


def mark_pages(spec):
    """x-page on each operation that answers a person: the template of pages is for these."""
    for item in spec["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and any("text/html" in resolved(spec, response).get("content", {}) for response in operation["responses"].values()):
                operation["x-page"] = True


def resolved(spec, response):
    return spec["components"]["responses"][response["$ref"].rsplit("/", 1)[1]] if "$ref" in response else response


spec = yaml.safe_load(sys.stdin)
mark_pages(spec)
# The front page is for people; here it would only fill the description of a crate.
spec["info"]["description"] = spec["info"]["title"]
json.dump(view(spec), sys.stdout, indent=1)
