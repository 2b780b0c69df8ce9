"""What a rule is, and the list of them."""

from collections.abc import Callable, Iterable

from document import Place, Spec

# Where, and one sentence that says what is wrong and what to do.
Finding = tuple[Place, str]
Rule = Callable[[Spec], Iterable[Finding]]

RULES: dict[str, Rule] = {}


def rule(check: Rule) -> Rule:
    """Makes the function a rule, known by its name. Its docstring says what it holds the spec to."""
    RULES[check.__name__.replace("_", "-")] = check
    return check


def a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def listed(words: Iterable[object]) -> str:
    """The words as a sentence has them: a, b and c."""
    *most, last = [str(word) for word in words]
    return f"{', '.join(most)} and {last}" if most else last
