"""Holds the spec to the house rules that Redocly does not know:  python3 api/lint api/openapi.yaml [--self-test]

Each finding is a line: where it is, what is wrong, what to do, and in brackets the name of the rule. With --self-test it
breaks every rule in a copy of the spec, and says which of them would not have noticed.
"""

import sys
from pathlib import Path

import data  # noqa: F401
import examples  # noqa: F401
import layout  # noqa: F401
import operations  # noqa: F401
from document import Spec
from rules import RULES


def main(arguments: list[str]) -> str | None:
    match arguments:
        case [path]:
            return lint(path)
        case [path, "--self-test"]:
            import mutations

            return mutations.test(Spec.load(Path(path).read_text()))
    return __doc__


def lint(path: str) -> str | None:
    spec = Spec.load(Path(path).read_text())
    found = {(spec.line(place), sentence, name) for name, check in RULES.items() for place, sentence in check(spec)}
    for line, sentence, name in sorted(found):
        print(f"{path}:{line}: {sentence} ({name})")
    return f"{len(found)} findings." if found else None


sys.exit(main(sys.argv[1:]))
