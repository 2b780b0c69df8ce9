"""The spec as one environment has it: its own addresses, and only what is released there."""

import copy
from urllib.parse import urljoin

METHODS = ["get", "put", "post", "delete", "patch"]
FLOW_ADDRESSES = ["authorizationUrl", "tokenUrl", "refreshUrl"]


class Unknown(Exception):
    """No such environment; says which there are."""


def published(spec, name):
    environments = {environment["name"]: environment for environment in spec["x-environments"]}
    if name not in environments:
        raise Unknown(f"There is no environment {name}; x-environments in the spec has {', '.join(environments)}.")
    environment = environments[name]
    spec = copy.deepcopy(spec)
    del spec["x-environments"]
    spec.pop("x-planned", None)
    spec["info"]["version"] = environment.get("release", spec["info"]["version"])
    spec["servers"] = [{"url": environment["url"], "description": environment["what"]}]
    for scheme in spec["components"]["securitySchemes"].values():
        for flow in scheme.get("flows", {}).values():
            flow.update({key: urljoin(environment["url"], flow[key]) for key in FLOW_ADDRESSES if key in flow})
    keep_released(spec, environment.get("release"))
    return spec


def keep_released(spec, release):
    for path, operations in list(spec["paths"].items()):
        for method in [method for method in METHODS if method in operations]:
            if not is_released(operations[method], release):
                del operations[method]
        if not any(method in operations for method in METHODS):
            del spec["paths"][path]
    drop_links(spec)
    tags = {tag for _, operation in operations_of(spec) for tag in operation["tags"]}
    spec["tags"] = [tag for tag in spec["tags"] if tag["name"] in tags]
    while drop_unused(spec):
        pass


def is_released(operation, release):
    """Where no release is named, all is there that anybody may see."""
    since = operation.get("x-since")
    return not operation.get("x-internal") and (release is None or since is None or number(since) <= number(release))


def number(version):
    """1.10.0 is later than 1.9.0."""
    return [int(part) for part in str(version).split(".")]


def operations_of(spec):
    for path, operations in spec["paths"].items():
        for method in METHODS:
            if method in operations:
                yield (path, method), operations[method]


def drop_links(spec):
    """A link leads only to what is there."""
    there = {operation["operationId"] for _, operation in operations_of(spec)}
    for _, operation in operations_of(spec):
        for response in operation["responses"].values():
            links = response.get("links", {})
            for link in [link for link, to in links.items() if to.get("operationId", link) not in there and "operationId" in to]:
                del links[link]
            if not links:
                response.pop("links", None)


def drop_unused(spec):
    """Whether something was dropped that nothing refers to; then there may be more."""
    used = set(references(spec))
    dropped = False
    for kind, parts in list(spec["components"].items()):
        if kind == "securitySchemes":
            continue
        for part in [part for part in parts if f"#/components/{kind}/{part}" not in used]:
            del parts[part]
            dropped = True
        if not parts:
            del spec["components"][kind]
    return dropped


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
