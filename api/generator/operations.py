"""Prints the contents page of the spec, api/OPERATIONS.txt: YAML in, a table for each tag out."""

import sys

import yaml

COLUMNS = ("operation", "method", "path", "who may call", "token", "what it does")


def row(path, method, operation):
    return operation["operationId"], method.upper(), path, ", ".join(operation["x-access"]), token(operation["security"]), operation["summary"]


def token(needs):
    """What the caller must present: nothing, a client's secret, or an access token with a scope."""
    words = [" ".join(scopes) or "client secret" for need in needs for scopes in need.values()]
    if not words or {} in needs:
        words.insert(0, "none")
    return " or ".join(words)


def line(cells, widths):
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip()


spec = yaml.safe_load(sys.stdin)
tables = {tag["name"]: [] for tag in spec["tags"]}
for path, item in spec["paths"].items():
    for method, operation in item.items():
        if method != "parameters":
            tables[operation["tags"][0]].append(row(path, method, operation))
rows = [row for table in tables.values() for row in table]
widths = [max(map(len, column)) for column in zip(COLUMNS, *rows)]

print(f"The {len(rows)} operations of the {spec['info']['title']}, made from api/openapi.yaml by scripts/generate.")
print("Who may call and which token are explained at the top of that file.\n")
print(line(COLUMNS, widths))
for tag in spec["tags"]:
    print(f"\n{tag['name']}: {tag['description']}")
    for cells in tables[tag["name"]]:
        print(line(cells, widths))
