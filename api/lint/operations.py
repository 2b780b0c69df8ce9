"""Rules about operations: their names, who may call them, and what they answer."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from document import Node, Operation, Place, Spec
from rules import Finding, listed, rule
from words import ACCESS, ACCESS_NEEDS, PROPER_NOUNS, RATE_LIMITS_COUNT, RATE_LIMITS_PER, SERVICE_SCOPES, TOTALS, VERBS

VERBS_FILE = "or add the verb to api/lint/words.py"


@rule
def one_tag(spec: Spec) -> Iterator[Finding]:
    """Each operation has exactly one tag, which is declared at the top; and each that is declared is used."""
    declared = [tag.get("name") for tag in spec.data.get("tags", [])]
    for operation in spec.operations():
        tags = operation.node.get("tags", [])
        if len(tags) != 1:
            yield operation.place, f"{operation.id} has {len(tags) or 'no'} tags; give it exactly one of {listed(declared)}."
        elif tags[0] not in declared:
            yield (
                (*operation.place, "tags"),
                f"{operation.id} has the tag {tags[0]}, which is not declared at the top; use one of {listed(declared)}, or declare it.",
            )
    for number, name in enumerate(declared):
        if not any(name in operation.node.get("tags", []) for operation in spec.operations()):
            yield ("tags", number), f"No operation has the tag {name}; remove it from the top."


@rule
def operation_id(spec: Spec) -> Iterator[Finding]:
    """operationId is a verb and a noun in camelCase, and no two are the same."""
    seen: set[str] = set()
    for operation in spec.operations():
        place, name = (*operation.place, "operationId"), operation.node.get("operationId")
        if name is None:
            yield operation.place, f"{operation.id} has no operationId; give it a verb and a noun, such as listUsers."
            continue
        if name in seen:
            yield place, f"Another operation is called {name} too; find this one a name of its own."
        seen.add(name)
        verb = re.match(r"[a-z]*", name)[0]
        if not re.fullmatch(r"[a-z]+([A-Z][a-z0-9]*)+", name):
            yield place, f"{name} is not a verb and a noun in camelCase, such as listUsers; rename it."
        elif verb not in VERBS:
            yield place, f"{name} does not begin with a verb that we use; rename it, {VERBS_FILE}."


@rule
def summary(spec: Spec) -> Iterator[Finding]:
    """A summary is an order of under 50 characters, in sentence case, without a full stop."""
    for operation in spec.operations():
        place, text = (*operation.place, "summary"), operation.node.get("summary", "")
        words = text.split()
        if not words:
            yield operation.place, f"{operation.id} has no summary; say in a few words what it does, such as Lock a user."
        elif words[0].lower() not in VERBS:
            yield (
                place,
                f'The summary "{text}" does not begin with a verb that we use; write it as an order, such as Lock a user, {VERBS_FILE}.',
            )
        elif not words[0].istitle() or any(word.istitle() for word in words[1:] if word not in PROPER_NOUNS):
            yield place, f'The summary "{text}" is not in sentence case; write only its first letter as a capital.'
        if len(text) >= 50:
            yield place, f'The summary "{text}" has {len(text)} characters; say it in under 50, and the rest in the description.'
        if text.endswith("."):
            yield place, f'The summary "{text}" ends with a full stop; remove it.'


@rule
def access(spec: Spec) -> Iterator[Finding]:
    """x-access is there, with known words in their order, and fits what the path and security say."""
    for operation in spec.operations():
        place, words = (*operation.place, "x-access"), operation.node.get("x-access")
        if not isinstance(words, list) or not words:
            yield operation.place, f"{operation.id} has no x-access; say who may call it, such as x-access: [self, admin, super_admin]."
            continue
        unknown = [word for word in words if word not in ACCESS]
        if unknown:
            yield place, f"{operation.id} has {listed(unknown)} in x-access; the words are {listed(ACCESS)}."
        elif words != [word for word in ACCESS if word in words]:
            yield place, f"{operation.id} has x-access out of order; write [{', '.join(word for word in ACCESS if word in words)}]."
        if "anyone" in words and len(words) > 1:
            yield place, f"{operation.id} has others beside anyone in x-access; anyone may call it already, so write [anyone]."
        for word, name in ACCESS_NEEDS.items():
            if word in words and not any(parameter.get("in") == "path" and parameter.get("name") == name for _, parameter in operation.parameters()):
                yield place, f"{operation.id} has {word} in x-access but no {name} in its path; nobody can be meant, so remove the word."
        yield from check_security(operation, open_to_all="anyone" in words)


def check_security(operation: Operation, open_to_all: bool) -> Iterator[Finding]:
    place, needs = (*operation.place, "security"), operation.node.get("security")
    if needs is None:
        yield operation.place, f"{operation.id} has no security; write security: [] if it takes no token."
        return
    without_token = needs == [] or {} in needs
    if open_to_all != without_token:
        mend = "add {} to it, or leave it empty" if open_to_all else "remove {} from it, and ask for a scope"
        yield place, f"{operation.id} {'may' if open_to_all else 'may not'} be called by anyone, but security says otherwise; {mend}."
    scope = "read" if operation.method == "get" else "read_write"
    usual = [scope] + (SERVICE_SCOPES if operation.node.get("x-access") == ["client"] else [])
    for need in needs:
        if not operation.is_oauth and need.get("oauth", [scope]) not in [[name] for name in usual]:
            yield (
                place,
                f"{operation.id} does not ask for exactly the scope {scope}; what {'reads' if scope == 'read' else 'changes things'} does,"
                f" and only what is for client alone may ask for {listed(SERVICE_SCOPES)} instead.",
            )


@rule
def rate_limits(spec: Spec) -> Iterator[Finding]:
    """x-rate-limits has known words, numbers above 0, no two rules that count the same; what has it answers 429, and nothing else does."""
    buckets: dict[tuple[str, str, int], Node] = {}
    for operation in spec.operations():
        place, limits = (*operation.place, "x-rate-limits"), operation.node.get("x-rate-limits")
        if limits is None:
            if "429" in operation.statuses:
                yield (*operation.place, "responses", "429"), f"{operation.id} lists 429 but has no x-rate-limits; add a rule, or remove the status."
            continue
        if "429" not in operation.statuses:
            yield (*operation.place, "responses"), f"{operation.id} does not list 429, which it can answer since it has x-rate-limits; add it."
        elif not any(status == "429" and "Retry-After" in response.get("headers", {}) for status, _, response in operation.responses()):
            yield (*operation.place, "responses", "429"), f"{operation.id} answers 429 without Retry-After; refer to TooManyRequests."
        if not isinstance(limits, list) or not limits:
            yield place, f"{operation.id} has x-rate-limits without a rule; write one, such as {{ per: address, times: 20, seconds: 600 }}."
            continue
        for number, limit in enumerate(limits):
            yield from check_limit(operation, (*place, number), limit)
            same = (limit.get("bucket", operation.id), limit.get("per"), limit.get("seconds"))
            if buckets.setdefault(same, limit) != limit or limit in limits[:number]:
                yield (*place, number), f"{operation.id} has a rule that counts the same as another one but is not the same; change one of them."


def check_limit(operation: Operation, place: Place, limit: Node) -> Iterator[Finding]:
    for key, words in (("per", RATE_LIMITS_PER), ("counts", RATE_LIMITS_COUNT)):
        if limit.get(key, "requests") not in words:
            yield place, f"{operation.id} has the rate limit {key}: {limit.get(key)}; the words are {listed(words)}."
    for key in ("times", "seconds"):
        if not isinstance(limit.get(key), int) or limit[key] < 1:
            yield place, f"{operation.id} has a rate limit whose {key} is not a number above 0; give it one."
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", limit.get("bucket", "a")):
        yield place, f"{operation.id} has a rate limit whose bucket is not in snake_case; write it in small letters."


@rule
def statuses(spec: Spec) -> Iterator[Finding]:
    """Each operation lists what can happen to it, so that clients can be ready for it."""
    for operation in spec.operations():
        for status, reason in needed_statuses(operation):
            if status not in operation.statuses:
                yield (*operation.place, "responses"), f"{operation.id} does not list {status}, which it can answer since {reason}; add it."
        for status, header, name in (("304", "If-None-Match", "IfNoneMatch"), ("412", "If-Match", "IfMatch")):
            if status in operation.statuses and not operation.has_parameter(header):
                yield (
                    (*operation.place, "responses", status),
                    f"{operation.id} lists {status} but does not take {header}; add the parameter {name}, or remove the status.",
                )


def needed_statuses(operation: Operation) -> Iterator[tuple[str, str]]:
    yield "500", "anything can break"
    if not (operation.is_oauth and operation.method == "get"):
        yield "400", "a request can be wrong" if operation.is_oauth else "it refuses query parameters that it does not know"
    if any(response.get("content") for _, _, response in operation.successes()) and not operation.is_oauth:
        yield "406", "a caller can ask for another media type"
    if operation.takes_token:
        yield "401", "a token can be wrong"
        if not operation.is_oauth:
            yield "403", "a token's scope can be too narrow"
    if "{" in operation.path:
        yield "404", "its path has an id"
    if "requestBody" in operation.node:
        yield "413", "a body can be too large"
        yield "415", "a body can be of another media type"
    if operation.has_parameter("cursor"):
        yield "422", "a cursor can be of another list"
    if operation.has_parameter("If-None-Match"):
        yield "304", "it takes If-None-Match"
    if operation.has_parameter("If-Match"):
        yield "412", "it takes If-Match"


@rule
def successes(spec: Spec) -> Iterator[Finding]:
    """Each operation can succeed: with an answer, or by sending a browser on; and what is new says where it is (but OAuth's)."""
    for operation in spec.operations():
        if not any(status < "400" and status != "304" for status in operation.statuses):
            yield (*operation.place, "responses"), f"{operation.id} lists no success; say what it answers when all is well."
        for status, place, response in operation.successes():
            if status == "201" and not operation.is_oauth and "Location" not in response.get("headers", {}):
                yield place, f"{operation.id} answers 201 without saying where the new thing is; add the header Location."


@rule
def response_id(spec: Spec) -> Iterator[Finding]:
    """x-response-id names each response in code: one word in CamelCase, the same for the same refusal everywhere."""
    answers = [(operation, *response) for operation in spec.operations() for response in operation.responses()]
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    for _, status, _, response in answers:
        usual[status][response.get("x-response-id", "Ok")] += 1
    of_operation: dict[tuple[str, str], str] = {}
    for operation, status, place, response in answers:
        word = response.get("x-response-id")
        [(common, _)] = usual[status].most_common(1)
        if not re.fullmatch(r"([A-Z][a-z]+)+", word or ""):
            yield place, f"The response {status} has no x-response-id in CamelCase; name it, such as {common}."
        elif status >= "4" and word != common:
            yield (*place, "x-response-id"), f"{status} is {word} here and {common} elsewhere; call it {common}."
        earlier = of_operation.setdefault((operation.id, word), status)
        if earlier != status:
            yield place, f"{operation.id} calls both {earlier} and {status} {word}; name them apart."


@rule
def lists(spec: Spec) -> Iterator[Finding]:
    """A list answers {items, next_cursor} and takes limit and cursor, or answers {items} alone and takes neither; a total may stand beside."""
    for operation in spec.operations():
        if operation.is_oauth or operation.method != "get":
            continue
        for place, schema in operation.answers():
            if schema.get("type") != "object":
                yield place, f"{operation.id} answers {schema.get('type', 'any JSON')}; answer an object, so that more can be said later."
        if operation.node.get("operationId", "").startswith("list") and not operation.answers_list:
            yield operation.place, f"{operation.id} does not answer a list; let it answer {{items, next_cursor}}, or call it get."
        pages = [operation.has_parameter(name) for name in ("limit", "cursor")]
        if any(pages) and not all(pages):
            yield operation.place, f"{operation.id} takes only one of limit and cursor; a list takes both or neither."
        for place, schema in operation.answers() if operation.answers_list else ():
            wanted = ["items", "next_cursor"] if all(pages) else ["items"]
            answered = sorted(set(schema["properties"]) - set(TOTALS))
            if answered != wanted or sorted(schema.get("required", [])) != sorted(schema["properties"]):
                fact = "takes limit and cursor" if all(pages) else "takes neither limit nor cursor"
                yield place, f"{operation.id} {fact}, so it answers {listed(wanted)}, always; change {place[-1]} or the parameters."


@rule
def etags(spec: Spec) -> Iterator[Finding]:
    """A single resource has an ETag, its reading takes If-None-Match, and its change takes If-Match."""
    single = {place for operation in spec.operations() if operation.answers_one_thing for place, _ in operation.answers()}
    with_etag = {operation.path for operation in spec.operations() if operation.answers_one_thing}
    for operation in spec.operations():
        one = operation.answers_one_thing
        for status, place, response in operation.successes():
            is_single = one or any(schema in single for schema, _ in operation.answers())
            if is_single and response.get("content") and "ETag" not in response.get("headers", {}):
                yield place, f"{operation.id} answers a single resource in {status} without an ETag; add the header ETag."
        if one and not operation.has_parameter("If-None-Match"):
            yield (
                operation.place,
                f"{operation.id} reads a single resource but does not take If-None-Match; add the parameter IfNoneMatch and the status 304.",
            )
        if operation.path in with_etag and operation.method in ("put", "patch", "delete") and not operation.has_parameter("If-Match"):
            yield (
                operation.place,
                f"{operation.id} changes what has an ETag but does not take If-Match; add the parameter IfMatch and the status 412.",
            )


@rule
def paths(spec: Spec) -> Iterator[Finding]:
    """Paths are in kebab-case, what is in braces in snake_case."""
    for path in spec.members("paths"):
        for segment in path.removeprefix("/").split("/"):
            if not re.fullmatch(r"\.?[a-z0-9]+([-.][a-z0-9]+)*|\{[a-z]+(_[a-z]+)*\}", segment):
                yield (
                    ("paths", path),
                    f"{segment} in {path} is not in kebab-case, or in braces not in snake_case; write it in small letters.",
                )
