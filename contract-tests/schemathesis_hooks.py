"""What schemathesis is told beside the spec, so that its checks see more. Loaded by scripts/contract-test.

Schemathesis knows nothing of passwords, countries or accounts, and of security only what OpenAPI's simpler schemes say.
Nothing here switches a check off or keeps a request away from one.
"""

import hashlib
import hmac
import itertools
import json
import os
import re
import subprocess
import time

import requests
import schemathesis
from hypothesis import strategies
from schemathesis.wfc.escalation import EscalatingAuthProvider

URL = os.environ["CONTRACT_TEST_URL"]
SERVER = os.environ["CONTRACT_TEST_SERVER"]
# The demo account that calls; nobody, if it is empty.
CALLER = os.environ["CONTRACT_TEST_CALLER"]
# The one who must not see what is the caller's.
OTHER = "artist"

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# An access token is good for ten minutes.
RENEW_AFTER = 300

# How long the server may take to see that an application has changed.
CLIENTS_ARE_REMEMBERED = 0.6

# Values that get past what no schema can say. The coverage phase makes up one value for each field and then varies one
# field at a time, so without these nearly all its requests would be refused for the same reason.
EXAMPLES = {
    "UserCreate": {"password": "three ferries before dawn", "country": "DE"},
    "UserUpdate": {"country": "DE"},
    "UserGroupCreate": {"country": "DE"},
    "UserGroupUpdate": {"country": "DE"},
    "TokenRequest": {
        "grant_type": "password",
        "username": "label@demo.example",
        "password": "demo-only-passphrase",
        "scope": "read",
        "client_id": "demo-first-party",
        "client_secret": "demo-first-party-secret",
    },
}


@schemathesis.hook
def before_load_schema(context, spec):
    rename_people(spec)
    # ignored_auth tries an operation without a token and with a wrong one, but not where the scheme is oauth2.
    spec["components"]["securitySchemes"]["oauth"].update(type="http", scheme="bearer")
    for parameter in spec["components"]["parameters"].values():
        teach_header(parameter)
    # Any version of the thing: the one in the spec's example is soon not the newest.
    spec["components"]["parameters"]["IfMatch"]["example"] = "*"
    for name, examples in EXAMPLES.items():
        for field, example in examples.items():
            spec["components"]["schemas"][name]["properties"][field]["example"] = example
    for schema in spec["components"]["schemas"].values():
        tell_community(schema)
    complete_links(spec)


def rename_people(spec):
    """A user_id is thought to name a User, and is taken from answers that have one. Here those have an Account, of which
    a User is the public side."""
    text = json.dumps(spec)
    for old, new in (("User", "Profile"), ("Account", "User")):
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    spec.update(json.loads(text))
    schemas = spec["components"]["schemas"]
    schemas["Profile"], schemas["User"] = schemas["User"], schemas.pop("Account")


def teach_header(parameter):
    """The coverage phase puts only letters and digits into a header, unless it knows the format; no ETag is of these alone."""
    name, schema = parameter["name"].lower(), parameter["schema"]
    if parameter["in"] == "header" and "pattern" in schema:
        schemathesis.openapi.format(name, strategies.from_regex(schema["pattern"], fullmatch=True))
        schema["format"] = name


def tell_community(schema):
    """object_level_authorization holds every property that a stranger does not get for its owner's secret. What everybody
    who is signed in may see is none, nor is what its owner may open to others, so it becomes a pattern, against which
    answers are checked all the same."""
    properties = schema.get("properties", {})
    for name in list(properties):
        privacy = properties[name].get("x-privacy", {})
        if privacy.get("audience") == "community" or privacy.get("choosable"):
            schema.setdefault("patternProperties", {})[f"^{name}$"] = properties.pop(name)


def complete_links(node):
    """ensure_resource_availability looks at what was just made only where the link gives every parameter, so the links to
    reads give If-None-Match too: an ETag that nothing has."""
    if isinstance(node, list):
        for item in node:
            complete_links(item)
    elif isinstance(node, dict):
        if node.get("operationId") in ("getUser", "getAccount", "getUserGroup") and isinstance(node.get("parameters"), dict):
            node["parameters"]["If-None-Match"] = '"none"'
        for value in node.values():
            complete_links(value)


numbers = itertools.count(1)


@schemathesis.hook
def map_body(context, body):
    """Whoever signs up is somebody new. That an address is taken would hide all else that may be wrong, and a sequence of
    requests that cannot be repeated ends the stateful phase. The examples and coverage phases sign up twice."""
    definition = context.operation.definition.raw
    username = body.get("username") if isinstance(body, dict) else None
    if definition["operationId"] == "signUp" and isinstance(username, str) and len(username) < 50:
        schema = context.operation.schema.raw_schema["components"]["schemas"]["UserCreate"]
        # A wrong address stays as wrong as it is.
        if re.fullmatch(schema["properties"]["username"]["pattern"], username):
            return {**body, "username": username.replace("@", f".{next(numbers)}@")}
    return body


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """In a quarter of the requests that are about somebody, that is the caller: so a listener gets past 403."""
    user_id = str((path_parameters or {}).get("user_id"))
    if CALLER and Person.everybody[0].id and UUID.fullmatch(user_id) and user_id[-1] in "0123":
        return {**path_parameters, "user_id": Person.everybody[0].id}
    return path_parameters


@schemathesis.hook
def before_call(context, case, kwargs):
    """What an admin has learnt of OTHER is not the admin's own: object_level_authorization would hold it for a fault that
    OTHER can read it as well. So a request about OTHER becomes one about the caller."""
    user_id = (case.path_parameters or {}).get("user_id")
    if CALLER and user_id is not None:
        for person in Person.everybody:
            # An account that was deleted and seeded again has another id.
            person.get(None, None)
        caller, other = Person.everybody
        if user_id == other.id:
            case.path_parameters["user_id"] = caller.id


class Person:
    """Signs in as a demo account. An account that was deleted, perhaps by its own hand, is seeded again."""

    everybody = []

    def __init__(self, name):
        self.name, self.token, self.renew_at, self.id = name, None, 0, None
        self.everybody.append(self)

    def get(self, case, context):
        if self.token is None or time.monotonic() > self.renew_at:
            self.token, self.renew_at = self.sign_in(), time.monotonic() + RENEW_AFTER
        return self.token

    def set(self, case, token, context):
        case.headers["Authorization"] = f"Bearer {token}"

    def sign_in(self):
        answer = self.ask_for_token()
        if answer.status_code in (400, 401):
            # An admin may have removed or suspended the account, or the application.
            subprocess.run([SERVER, "seed-demo"], check=True, stdout=subprocess.DEVNULL)
            time.sleep(CLIENTS_ARE_REMEMBERED)
            answer = self.ask_for_token()
        answer.raise_for_status()
        token = answer.json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        self.id = requests.get(f"{URL}/v1/me", headers=headers, timeout=20).json()["id"]
        return token

    def ask_for_token(self):
        form = {
            "grant_type": "password",
            "username": f"{self.name}@demo.example",
            "password": "demo-only-passphrase",
            "scope": "read_write",
        }
        client = ("demo-first-party", "demo-first-party-secret")
        return requests.post(f"{URL}/oauth/token", form, auth=client, timeout=20)


@schemathesis.hook
def after_load_schema(context, schema):
    if CALLER:
        names = (CALLER, OTHER)
        people = [Person(name) for name in names]
        schema.auth.providers.append(EscalatingAuthProvider(people, list(names), peers=names, pinned=CALLER))


@schemathesis.hook
def before_call(context, case, kwargs):
    """An event of Stripe is signed over its very bytes. What is wrong on purpose stays so.

    The server takes a NUL character in no body, which the schema of a document that may have anything cannot say."""
    is_event = case.operation.definition.raw.get("operationId") == "receiveStripeEvent"
    if is_event and case.meta and case.meta.generation.mode.is_positive:
        case.body = without_nul(case.body)
        body = requests.Request(**case.as_transport_kwargs(base_url=URL)).prepare().body or b""
        signed = f"{int(time.time())}.".encode() + (body.encode() if isinstance(body, str) else body)
        signature = hmac.new(os.environ["USER_API_STRIPE_WEBHOOK_SECRET"].encode(), signed, hashlib.sha256).hexdigest()
        case.headers["Stripe-Signature"] = f"t={signed.split(b'.')[0].decode()},v1={signature}"


def without_nul(value):
    match value:
        case str():
            return value.replace("\0", "")
        case list():
            return [without_nul(item) for item in value]
        case dict():
            return {without_nul(name): without_nul(item) for name, item in value.items()}
    return value


@schemathesis.hook
def after_call(context, case, response):
    """Who was deleted, suspended or signed out has no token any more."""
    if case.method in ("DELETE", "PUT") and response.status_code == 204:
        for person in Person.everybody:
            person.token = None
    if case.method == "DELETE" and lists_what_it_deletes(case):
        tell_collection(case)


def lists_what_it_deletes(case):
    path = case.operation.schema.raw_schema["paths"][case.operation.path]
    return path.get("get", {}).get("operationId", "").startswith("list")


def tell_collection(case):
    """use_after_free knows that a list can be read after all in it was deleted, but only a list whose path has no
    parameters. That of a person's sessions has one, so it is told the path as it was sent."""
    case.path, case.path_parameters = case.formatted_path, {}
