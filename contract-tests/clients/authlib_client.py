"""Authlib, in a Flask application as its documentation shows it, signs a person in on the server's own pages.

    SERVER=http://127.0.0.1:8080 python3 -m pytest authlib_client.py

clients.sql has the clients.
"""

import os
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, request, url_for

SERVER = os.environ["SERVER"]
USERNAME = "listener@demo.example"
PASSWORD = "demo-only-passphrase"
SCOPE = "openid profile email offline_access read_write"
METADATA = f"{SERVER}/.well-known/openid-configuration"

WEB = {"client_id": "test-web", "client_secret": "test-web-secret"}
CLIENTS = {
    "secret in the header": WEB,
    "secret in the form": {**WEB, "client_kwargs": {"token_endpoint_auth_method": "client_secret_post"}},
    "no secret": {"client_id": "demo-spa", "client_kwargs": {"token_endpoint_auth_method": "none"}},
    "ES256": {"client_id": "test-es256", "client_secret": "test-es256-secret"},
    "EdDSA": {"client_id": "test-eddsa", "client_secret": "test-eddsa-secret"},
}


class Form(HTMLParser):
    """The form of a page: its fields, its buttons, and where it goes."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self.buttons = None, {}, set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.action = attrs["action"]
        elif tag == "input":
            self.fields[attrs["name"]] = attrs["value"] if "value" in attrs else ""
        elif tag == "button" and "name" in attrs:
            self.buttons.add((attrs["name"], attrs["value"]))


class Person:
    """Somebody at a browser without scripts, who keeps cookies, follows redirects and fills in the server's forms."""

    def __init__(self, decision="allow"):
        self.browser = requests.Session()
        self.answers = {"username": USERNAME, "password": PASSWORD}
        self.decision = ("decision", decision)
        self.pages = 0

    def open(self, url):
        """From page to page, until the server sends them elsewhere: there."""
        answer = self.browser.get(url, allow_redirects=False)
        while True:
            if "location" in answer.headers:
                url = urljoin(url, answer.headers["location"])
                if not url.startswith(f"{SERVER}/"):
                    return url
                answer = self.browser.get(url, allow_redirects=False)
                continue
            answer.raise_for_status()
            self.pages += 1
            form = Form(answer.text)
            assert form.action and self.pages < 12, f"There is no way on:\n{answer.text}"
            sent = {name: self.answers.get(name, value) for name, value in form.fields.items()}
            if form.buttons:
                assert self.decision in form.buttons
                sent.update([self.decision])
            url = urljoin(url, form.action)
            answer = self.browser.post(url, sent, headers={"Origin": SERVER}, allow_redirects=False)


class Application:
    """A Flask application with a page to sign in, one to come back to, and one to sign out."""

    def __init__(self, client, person=None):
        flask = Flask("application")
        flask.secret_key = "a key for the session's cookie"
        client_kwargs = {"scope": SCOPE, "code_challenge_method": "S256", **client.get("client_kwargs", {})}
        home = "127.0.0.1:8081" if client["client_id"] == "demo-spa" else "127.0.0.1:8082"
        flask.config["SERVER_NAME"] = home
        self.library = OAuth(flask).register(
            "server", server_metadata_url=METADATA, **{**client, "client_kwargs": client_kwargs}
        )
        flask.add_url_rule("/sign-in", view_func=self.sign_in, endpoint="sign_in")
        flask.add_url_rule("/callback", view_func=self.callback, endpoint="callback")
        flask.add_url_rule("/sign-out", view_func=self.sign_out, endpoint="sign_out")
        flask.add_url_rule("/signed-out", view_func=self.signed_out, endpoint="signed_out")
        self.browser = flask.test_client()
        self.person = person or Person()
        self.token = None

    def sign_in(self):
        more = request.args.to_dict()
        return self.library.authorize_redirect(more.pop("redirect_uri", url_for("callback", _external=True)), **more)

    def callback(self):
        self.token = self.library.authorize_access_token()
        return {}

    def sign_out(self):
        home = url_for("signed_out", _external=True)
        return self.library.logout_redirect(post_logout_redirect_uri=home, id_token_hint=self.token["id_token"])

    def signed_out(self):
        return self.library.validate_logout_response()

    def visit(self, path, **query):
        """Opens a page of the application, and comes back from the server: where that was."""
        with self.browser:
            return self.person.open(self.browser.get(path, query_string=query).location)

    def come_back(self, url):
        """Opens the page that the server sent the person back to. What the library refuses is raised."""
        self.browser.application.testing = True
        return self.browser.get(url)

    def enter(self, **query):
        back = self.visit("/sign-in", **query)
        # The library leaves the issuer of an answer (RFC 9207) to the application.
        assert parse_qs(urlsplit(back).query)["iss"] == [SERVER]
        self.come_back(back)
        return self.token

    def session(self):
        """The library without Flask, for what happens behind the scenes."""
        metadata = self.library.load_server_metadata()
        kwargs = {"token_endpoint_auth_method": "client_secret_basic", **self.library.client_kwargs}
        kwargs.pop("code_challenge_method")
        return metadata, OAuth2Session(self.library.client_id, self.library.client_secret, token=self.token, **kwargs)


def get_me(token):
    return requests.get(f"{SERVER}/v1/me", headers={"Authorization": f"Bearer {token['access_token']}"})


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_a_person_signs_in_and_the_library_believes_the_id_token(client):
    application = Application(client)
    token = application.enter()
    assert token["token_type"] == "Bearer"
    me = get_me(token)
    assert me.status_code == 200
    assert token["userinfo"]["sub"] == me.json()["id"]
    assert application.library.userinfo(token=token)["email"] == USERNAME


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_tokens_are_refreshed_and_the_refresh_token_changes(client):
    application = Application(client)
    before = application.enter()
    metadata, session = application.session()
    after = session.refresh_token(metadata["token_endpoint"])
    assert after["refresh_token"] != before["refresh_token"]
    assert get_me(after).status_code == 200


@pytest.mark.parametrize("client", list(CLIENTS.values())[:2], ids=list(CLIENTS)[:2])
def test_introspection_tells_what_tokens_are_good_for(client):
    application = Application(client)
    token = application.enter()
    metadata, session = application.session()
    found = session.introspect_token(metadata["introspection_endpoint"], token["access_token"]).json()
    assert (found["active"], found["username"], found["client_id"]) == (True, USERNAME, "test-web")
    found = session.introspect_token(metadata["introspection_endpoint"], token["refresh_token"], "refresh_token").json()
    assert found["active"] is True
    assert session.introspect_token(metadata["introspection_endpoint"], "nonsense").json() == {"active": False}


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_revoked_tokens_are_refused(client):
    application = Application(client)
    token = application.enter()
    metadata, session = application.session()
    assert session.revoke_token(metadata["revocation_endpoint"], token["access_token"], "access_token").status_code == 200
    assert get_me(token).status_code == 401
    session.revoke_token(metadata["revocation_endpoint"], token["refresh_token"], "refresh_token")
    with pytest.raises(OAuthError, match="invalid_grant"):
        session.refresh_token(metadata["token_endpoint"], token["refresh_token"])


def test_a_client_acts_for_itself():
    metadata, session = Application(WEB).session()
    token = session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials", scope="read")
    assert session.introspect_token(metadata["introspection_endpoint"], token["access_token"]).json()["sub"] == "test-web"


def test_signing_out_comes_back_and_ends_the_tokens():
    application = Application(WEB)
    token = application.enter()
    back = application.visit("/sign-out")
    assert re.fullmatch(r"http://127\.0\.0\.1:8082/signed-out\?state=\S+", back)
    assert application.come_back(back).json["post_logout_redirect_uri"] == "http://127.0.0.1:8082/signed-out"
    assert get_me(token).status_code == 401
    with pytest.raises(OAuthError, match="login_required"):
        application.enter(prompt="none")


def test_the_second_time_no_page_is_shown():
    application = Application(WEB)
    application.enter()
    seen = application.person.pages
    application.enter()
    application.enter(prompt="none")
    assert application.person.pages == seen


def test_who_declines_is_sent_back_with_access_denied():
    with pytest.raises(OAuthError, match="access_denied"):
        Application(WEB, Person("deny")).enter(prompt="consent")


def test_with_nobody_signed_in_prompt_none_is_login_required():
    with pytest.raises(OAuthError, match="login_required"):
        Application(WEB).enter(prompt="none")


def test_nobody_is_sent_to_an_address_that_is_not_registered():
    with pytest.raises(requests.HTTPError, match="400"):
        Application(WEB).visit("/sign-in", redirect_uri="http://127.0.0.1:8082/elsewhere")


def test_an_answer_with_another_state_or_in_another_browser_is_not_believed():
    application = Application(WEB)
    back = application.visit("/sign-in")
    with pytest.raises(OAuthError, match="mismatching_state"):
        Application(WEB).come_back(back)
    with pytest.raises(OAuthError, match="mismatching_state"):
        application.come_back(re.sub("state=[^&]+", "state=another", back))
    application.come_back(back)


def test_a_wrong_secret_is_invalid_client():
    metadata, session = Application({**WEB, "client_secret": "wrong"}).session()
    with pytest.raises(OAuthError, match="invalid_client"):
        session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")
