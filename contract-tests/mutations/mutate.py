"""Breaks a copy of this clone in the ways of mutations.py, one after the other, and sees which contract tests notice.

`mutate.py check ROOT` sees that each of them still fits the files, which scripts/check does; `mutate.py run COPY [WORD...]`
tries them. Run by scripts/mutate-contract.
"""

import pathlib
import re
import subprocess
import sys
import time

from mutations import MUTATIONS

FAILED = re.compile(r"^test (\S+) \.\.\. FAILED$", re.MULTILINE)
RAN = re.compile(r"^running (\d+) tests?$", re.MULTILINE)


class Broken(Exception):
    """The mutation itself is wrong."""


def read(root, mutation):
    path = pathlib.Path(root, mutation.file)
    text = path.read_text() if path.exists() else ""
    if (count := text.count(mutation.before)) != 1:
        raise Broken(f"{mutation.name}: what it changes stands {count} times in {mutation.file}, not once; mend it in contract-tests/mutations/mutations.py.")
    return path, text


def check(root):
    wrong = []
    for mutation in MUTATIONS:
        try:
            read(root, mutation)
        except Broken as error:
            wrong.append(str(error))
    names = [mutation.name for mutation in MUTATIONS]
    wrong += [f"{name}: there are two of this name." for name in sorted(set(names)) if names.count(name) > 1]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(MUTATIONS)} mutations fit the files.", file=sys.stderr)


def attempt(copy, mutation):
    """The tests that notice it."""
    path, text = read(copy, mutation)
    path.write_text(text.replace(mutation.before, mutation.after))
    command = ["cargo", "test", "--package", "contract-tests", "--test", "it", "--", *mutation.tests]
    try:
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, errors="replace")
    finally:
        path.write_text(text)
    ran = RAN.search(run.stdout)
    if not ran:
        said = re.findall(r"^error.*(?:\n +-->.*)?", run.stderr, re.MULTILINE)
        raise Broken(f"{mutation.name}: it does not build. {said[0] if said else run.stderr[-500:]}")
    if ran[1] == "0":
        raise Broken(f"{mutation.name}: no test has a name with {' or '.join(mutation.tests)}.")
    return FAILED.findall(run.stdout) if run.returncode else []


def run(copy, words):
    chosen = [mutation for mutation in MUTATIONS if not words or any(word in mutation.name for word in words)]
    if not chosen:
        sys.exit(f"No mutation has {' or '.join(words)} in its name. contract-tests/mutations/mutations.py has them.")
    missed, broken = [], []
    for number, mutation in enumerate(chosen, 1):
        began = time.monotonic()
        try:
            noticed = attempt(copy, mutation)
        except Broken as error:
            broken.append(mutation.name)
            said = f"BROKEN: {error}"
        else:
            said = f"noticed by {noticed[0]}" + (f" and {len(noticed) - 1} more" if noticed[1:] else "") if noticed else "MISSED"
            if not noticed:
                missed.append(mutation.name)
        print(f"{number:3}/{len(chosen)} {time.monotonic() - began:4.0f} s  {mutation.name}: {said}", flush=True)
    print(f"{len(chosen) - len(missed) - len(broken)} of {len(chosen)} mutations were noticed.")
    if missed:
        print("Write a test that fails for each of these, then try again by a word of its name:\n  " + "\n  ".join(missed))
    if missed or broken:
        sys.exit(1)


match sys.argv[1:]:
    case ["check", root]:
        check(root)
    case ["run", copy, *words]:
        run(copy, words)
    case _:
        sys.exit(__doc__)
