"""Writes the spec as one environment has it, and what differs from what was published there before. Run by
scripts/publish-spec; `python3 api/publish ENVIRONMENT SPEC FOLDER`."""

import pathlib
import sys

import yaml
from changes import told
from environment import Unknown, published


class Indented(yaml.SafeDumper):
    """Lists stand within what they belong to, nothing is an alias, and texts keep their lines."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data):
        return True


def as_text(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Indented.add_representer(str, as_text)


def written(spec):
    return yaml.dump(spec, Dumper=Indented, sort_keys=False, allow_unicode=True, width=120)


def main(environment, path, folder):
    try:
        spec = published(read(path), environment)
    except Unknown as unknown:
        sys.exit(str(unknown))
    target = pathlib.Path(folder, environment, "openapi.yaml")
    changelog = target.with_name("CHANGELOG.md")
    before = read(target) if target.exists() else None
    if before == spec:
        print(f"{target} is as it was published before; nothing to do.")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written(spec))
    note(changelog, spec["info"]["version"], told(before, spec))
    print(f"{target} is {spec['info']['title']} {spec['info']['version']} for {environment}; what differs is in {changelog}.")


def read(path):
    return yaml.load(pathlib.Path(path).read_text(), Loader=yaml.CSafeLoader)


def note(changelog, version, sentences):
    """The newest first."""
    heading, entries = "# What changed, as published\n", ""
    if changelog.exists():
        entries = changelog.read_text().removeprefix(heading)
    lines = "".join(f"- {sentence}\n" for sentence in sentences)
    changelog.write_text(f"{heading}\n## {version}\n\n{lines}{entries}")


if __name__ == "__main__":
    main(*sys.argv[1:])
