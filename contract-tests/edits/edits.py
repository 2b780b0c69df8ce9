"""What a PM does: changes one thing of each kind in a copy of api/openapi.yaml, runs scripts/dev there, and sees it in the
running server, in the reference and in the overview. Run by scripts/edit-test.

`edits.py edit COPY` changes the spec of that copy; `edits.py look URL` asks the server that was made of it.
"""

import json
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request

SENTENCE = "List the accounts of everybody within reach"

# Where in the spec, what stands there, and what the PM writes instead.
EDITS = [
    (["    UserGroupCreate:", "        display_name:"], "          maxLength: 100", "          maxLength: 61"),
    (["      operationId: listClients"], "      x-access: [admin, super_admin]", "      x-access: [super_admin]"),
    (["    UserGroup:", "        short_bio:"], "          x-privacy: { audience: public, choosable: false }", "          x-privacy: { audience: community, choosable: false }"),
    (["    UserGroup:", "        tags:"], "          x-privacy: { audience: public, choosable: false }", "          x-privacy: { audience: community, choosable: false }"),
    (["      operationId: listUsers"], "      summary: List accounts", f"      summary: {SENTENCE}"),
]


def edit(copy):
    path = pathlib.Path(copy, "api/openapi.yaml")
    lines = path.read_text().splitlines()
    for places, old, new in EDITS:
        at = 0
        for text in [*places, old]:
            at = lines.index(text, at)
        lines[at] = new
    path.write_text("\n".join(lines) + "\n")


class Server:
    def __init__(self, url):
        self.url = url
        self.reference = json.loads(self.get("/openapi.json")[1])
        self.overview = self.get("/docs/overview")[1]
        self.rows = self.get("/docs/overview.md")[1].splitlines()

    def ask(self, method, path, body=None, token=None, kind="application/json"):
        """Status and text of the answer."""
        request = urllib.request.Request(self.url + path, body and body.encode(), method=method)
        request.add_header("Content-Type", kind)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def get(self, path, token=None):
        return self.ask("GET", path, token=token)

    def sign_in(self, name):
        form = {
            "grant_type": "password",
            "username": f"{name}@demo.example",
            "password": "demo-only-passphrase",
            "scope": "read_write",
            "client_id": "demo-first-party",
            "client_secret": "demo-first-party-secret",
        }
        status, text = self.ask("POST", "/oauth/token", urllib.parse.urlencode(form), kind="application/x-www-form-urlencoded")
        assert status == 200, text
        return json.loads(text)["access_token"]

    def row(self, *parts):
        """Whether some row of the overview says all of this."""
        return any(all(part in row for part in parts) for row in self.rows)


def a_limit_is_held_shown_and_told(server):
    token = server.sign_in("artist")
    me = json.loads(server.get("/v1/me", token)[1])["id"]
    answers = {}
    for letters in (61, 62):
        body = json.dumps({"type": "persona", "display_name": "Bo " + "x" * (letters - 3)})
        answers[letters] = server.ask("POST", f"/v1/users/{me}/user-groups", body, token)
    assert answers[61][0] == 201, answers[61]
    assert answers[62][0] == 400 and "61" in answers[62][1], answers[62]
    schema = server.reference["components"]["schemas"]["UserGroupCreate"]
    assert schema["properties"]["display_name"]["maxLength"] == 61
    assert server.row("`display_name`", "1 to 61 characters") and "1 to 61 characters" in server.overview


def a_role_may_call_no_more_than_it_says(server):
    assert server.get("/v1/clients", server.sign_in("admin"))[0] == 403
    assert server.reference["paths"]["/v1/clients"]["get"]["x-access"] == ["super_admin"]
    roles = cells(next(row for row in server.rows if "| super admin |" in row))
    may = cells(next(row for row in server.rows if row.startswith("| `listClients` |")))
    assert (may[roles.index("admin")], may[roles.index("super admin")]) == ("–", "yes"), (roles, may)


def cells(row):
    return [cell.strip(" `") for cell in row.split("|")]


def an_audience_sees_no_more_than_it_says(server):
    token = server.sign_in("artist")
    me = json.loads(server.get("/v1/me", token)[1])["id"]
    body = json.dumps({"type": "persona", "display_name": "Edited", "short_bio": "One line", "tags": ["zydeco"]})
    status, text = server.ask("POST", f"/v1/users/{me}/user-groups", body, token)
    assert status == 201, text
    path = f"/v1/user-groups/{json.loads(text)['id']}"
    assert "short_bio" not in json.loads(server.get(path)[1])
    # What not everybody sees everywhere is neither completed nor searched by.
    assert json.loads(server.get("/v1/tags?q=zydeco")[1])["items"] == []
    assert json.loads(server.get("/v1/user-groups?tag=zydeco")[1])["items"] == []
    assert json.loads(server.get(path, server.sign_in("listener"))[1])["short_bio"] == "One line"
    assert server.reference["components"]["schemas"]["UserGroup"]["properties"]["short_bio"]["x-privacy"]["audience"] == "community"
    assert server.row("`short_bio`", "UserGroup.short_bio (community)")


def a_sentence_is_read_everywhere(server):
    assert server.reference["paths"]["/v1/users"]["get"]["summary"] == SENTENCE
    assert server.row("`listUsers`", SENTENCE) and SENTENCE in server.overview


def look(url):
    server = Server(url)
    tests = [a_limit_is_held_shown_and_told, a_role_may_call_no_more_than_it_says, an_audience_sees_no_more_than_it_says, a_sentence_is_read_everywhere]
    failed = 0
    for test in tests:
        try:
            test(server)
            print(f"ok      {test.__name__}")
        except AssertionError as wrong:
            failed += 1
            print(f"FAILED  {test.__name__}: {wrong!r} in line {wrong.__traceback__.tb_next.tb_lineno}")
    print(f"\n{len(tests) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    {"edit": edit, "look": look}[sys.argv[1]](sys.argv[2])
