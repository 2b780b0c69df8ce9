"""Compares the spec with the last release's, and says what that means to clients. Run by scripts/compare-spec;
`python3 api/publish/compare.py [release]`."""

import pathlib
import shutil
import sys

import yaml
from breaking import compared
from environment import number

API = pathlib.Path(__file__).parents[1]
SPEC, RELEASED, CHANGELOG = API / "openapi.yaml", API / "released" / "openapi.yaml", API / "CHANGELOG.md"
ORDER = {"breaking": "Breaking", "deprecated": "Deprecated", "added": "Added", "changed": "Changed"}


def main(*arguments):
    old, new = read(RELEASED), read(SPEC)
    found = compared(old, new)
    if arguments == ("release",):
        release(old["info"]["version"], new["info"]["version"], found)
        return
    print(listed(found) or f"Nothing changed for clients since {old['info']['version']}.")
    broken = sum(verdict == "breaking" for verdict, _ in found)
    if broken and number(new["info"]["version"])[0] == number(old["info"]["version"])[0]:
        sys.exit(f"{broken} of these break clients of {old['info']['version']}. Take them back, or raise the first number of info.version.")


def release(old, new, found):
    if number(new) <= number(old):
        sys.exit(f"{old} is released already. Raise info.version first, which is {new}.")
    heading, _, rest = CHANGELOG.read_text().partition("\n## ")
    CHANGELOG.write_text(f"{heading.rstrip()}\n\n## {new}\n\n{listed(found)}\n\n## {rest}")
    shutil.copy(SPEC, RELEASED)
    print(f"{new} is what clients hold us to now; the list is in {CHANGELOG.name}. Next: commit both.")


def listed(found):
    parts = []
    for verdict, title in ORDER.items():
        lines = [f"- {sentence}" for kind, sentence in found if kind == verdict]
        if lines:
            parts.append("\n".join([f"**{title}**", "", *lines]))
    return "\n\n".join(parts)


def read(path):
    return yaml.load(path.read_text(), Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main(*sys.argv[1:])
