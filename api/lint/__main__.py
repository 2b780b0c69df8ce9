"""Holds the spec to the house rules that Redocly does not know:  python3 api/lint api/openapi.yaml [--self-test]

Each finding is a line: where it is, what is wrong, what to do, and in brackets the name of the rule. With --self-test it
breaks every rule in a copy of the spec, and says which of them would not have noticed.
"""

import sys
from importlib import import_module
from pathlib import Path

import yaml
from document import Spec
from rules import RULES

# Each adds its own to RULES.
for module in ("layout", "operations", "schemas", "privacy", "examples"):
    import_module(module)


def main(arguments: list[str]) -> str | None:
    match arguments:
        case [path]:
            return lint(path)
        case [path, "--self-test"]:
            import mutations

            return mutations.test(Spec.load(Path(path).read_text()))
    return __doc__


def lint(path: str) -> str | None:
    try:
        spec = Spec.load(Path(path).read_text())
    except yaml.MarkedYAMLError as error:
        return f"{path}:{error.problem_mark.line + 1}: This is not YAML, since {error.problem}; mend it first."
    found = set()
    for name, check in RULES.items():
        try:
            found |= {(spec.line(place), sentence, name) for place, sentence in check(spec)}
        except Exception as error:  # A spec that is not even OpenAPI can break a rule in any way.
            found.add((1, f"This rule cannot read the spec, by {error!r}; mend what Redocly and the other rules say first.", name))
    for line, sentence, name in sorted(found):
        print(f"{path}:{line}: {sentence} ({name})")
    return f"Faults found by api/lint: {len(found)}" if found else None


sys.exit(main(sys.argv[1:]))
