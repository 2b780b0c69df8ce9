// openid-client, the OpenID-certified library for Node, signs a person in on the server's own pages, and checks all that it can.
//
//   SERVER=http://127.0.0.1:8080 node --test openid-client.mjs
//
// clients.sql has the clients. NODE_PATH says where the npm packages are.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { find } from "../browser/browser.mjs";
import { DeadEnd, Person, USERNAME } from "./person.mjs";

const oidc = await import(find("openid-client"));

const SERVER = process.env.SERVER;
const CALLBACK = "http://127.0.0.1:8082/callback";
const SIGNED_OUT = "http://127.0.0.1:8082/signed-out";
const SCOPE = "openid profile email offline_access read_write";
const SECRET = "test-web-secret";

const WEB = { id: "test-web", how: oidc.ClientSecretBasic(SECRET), callback: CALLBACK };
const POST = { ...WEB, how: oidc.ClientSecretPost(SECRET) };
const ODD = { ...WEB, id: "test-odd", how: oidc.ClientSecretBasic('A secret: 100 % + "ü" & /=?') };
const SPA = { id: "demo-spa", how: oidc.None(), callback: "http://127.0.0.1:8081/callback" };
const ES256 = { ...WEB, id: "test-es256", how: oidc.ClientSecretBasic("test-es256-secret"), algorithm: "ES256" };
const EDDSA = { ...WEB, id: "test-eddsa", how: oidc.ClientSecretBasic("test-eddsa-secret"), algorithm: "EdDSA" };

// As the library is set up from the server's address, the client's id and how it shows who it is. It reads the rest from
// the server, and checks signatures even where TLS would do.
const discover = ({ id, how, algorithm = "RS256" }) =>
  oidc.discovery(new URL(SERVER), id, { id_token_signed_response_alg: algorithm }, how, {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });

const people = [];
after(() => Promise.all(people.map((person) => person.leave())));

const somebody = async (answers) => {
  const person = await Person.sitDown(SERVER, answers);
  people.push(person);
  return person;
};

// An authorization request, and what the answer to it has to fit.
const begin = async (client, more = {}) => {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(), idTokenExpected: true };
  const parameters = {
    redirect_uri: client.callback,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  };
  return { checks, parameters };
};

const signIn = async (client, { more, person, options } = {}) => {
  const config = await discover(client);
  const { checks, parameters } = await begin(client, more);
  const who = person ?? (await somebody());
  const back = await who.open(oidc.buildAuthorizationUrl(config, parameters));
  const tokens = await oidc.authorizationCodeGrant(config, back, checks, undefined, options);
  return { config, person: who, tokens };
};

const getMe = (config, token, options) =>
  oidc.fetchProtectedResource(config, token, new URL("/v1/me", SERVER), "GET", undefined, undefined, options);

const refuses = (code) => (error) => {
  assert.equal(error.error ?? error.code, code, error.stack);
  return true;
};

// What the server did with a token that is no good: the library shows the challenge.
const challenges = (error) => (thrown) => {
  assert.equal(thrown.cause?.[0]?.parameters?.error, error, thrown.stack);
  return true;
};

for (const [name, client] of Object.entries({
  "a secret in the header": WEB,
  "a secret in the form": POST,
  "an odd secret in the header": ODD,
  "no secret": SPA,
  "ID tokens signed with ES256": ES256,
  "ID tokens signed with EdDSA": EDDSA,
})) {
  test(`a client with ${name} signs a person in, refreshes and reads who it is`, async () => {
    const { config, tokens, person } = await signIn(client);
    assert.equal(person.seen[0].startsWith("Sign in"), true, person.seen.join(", "));
    const { sub } = tokens.claims();
    assert.equal(tokens.expiresIn() > 0, true);
    assert.equal((await oidc.fetchUserInfo(config, tokens.access_token, sub)).email, USERNAME);
    const next = await oidc.refreshTokenGrant(config, tokens.refresh_token);
    assert.notEqual(next.refresh_token, tokens.refresh_token);
    assert.equal(next.claims().sub, sub);
    assert.equal((await (await getMe(config, next.access_token)).json()).id, sub);
  });
}

test("both places of the server's metadata serve the library", async () => {
  const openid = await discover(WEB);
  const oauth = await oidc.discovery(new URL(SERVER), WEB.id, undefined, WEB.how, { algorithm: "oauth2", execute: [oidc.allowInsecureRequests] });
  assert.deepEqual(oauth.serverMetadata(), openid.serverMetadata());
});

test("a person who is signed in and has agreed sees no page the second time", async () => {
  const { person } = await signIn(WEB);
  const pages = person.seen.length;
  await signIn(WEB, { person });
  await signIn(WEB, { person, more: { prompt: "none" } });
  assert.equal(person.seen.length, pages);
});

test("max_age and prompt=login ask for the password again, and auth_time shows it", async () => {
  const { person, tokens } = await signIn(WEB);
  const first = tokens.claims().auth_time;
  await new Promise((later) => setTimeout(later, 1100));
  for (const more of [{ prompt: "login" }, { max_age: "0" }]) {
    person.seen = [];
    const again = await signIn(WEB, { person, more });
    assert.match(person.seen[0], /^Sign in/);
    assert.equal(again.tokens.claims().auth_time > first, true);
  }
});

test("the library wants the issuer in the answer, and finds it", async () => {
  const config = await discover(WEB);
  const { checks, parameters } = await begin(WEB);
  const back = await (await somebody()).open(oidc.buildAuthorizationUrl(config, parameters));
  assert.equal(back.searchParams.get("iss"), config.serverMetadata().issuer);
  const elsewhere = new URL(back);
  elsewhere.searchParams.set("iss", "https://elsewhere.example");
  await assert.rejects(oidc.authorizationCodeGrant(config, elsewhere, checks));
  const nowhere = new URL(back);
  nowhere.searchParams.delete("iss");
  await assert.rejects(oidc.authorizationCodeGrant(config, nowhere, checks));
  await oidc.authorizationCodeGrant(config, back, checks);
});

test("another nonce or state than the one asked with is not believed", async () => {
  const config = await discover(WEB);
  for (const wrong of ["expectedNonce", "expectedState"]) {
    const { checks, parameters } = await begin(WEB);
    const back = await (await somebody()).open(oidc.buildAuthorizationUrl(config, parameters));
    await assert.rejects(oidc.authorizationCodeGrant(config, back, { ...checks, [wrong]: "another" }), (error) => {
      assert.match(error.cause.message, /unexpected/);
      return true;
    });
  }
});

test("a wrong code verifier gets nothing, and a code is good once", async () => {
  const config = await discover(WEB);
  const { checks, parameters } = await begin(WEB);
  const back = await (await somebody()).open(oidc.buildAuthorizationUrl(config, parameters));
  const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  await assert.rejects(oidc.authorizationCodeGrant(config, back, wrong), refuses("invalid_grant"));
  const tokens = await oidc.authorizationCodeGrant(config, back, checks);
  await assert.rejects(oidc.authorizationCodeGrant(config, back, checks), refuses("invalid_grant"));
  await assert.rejects(getMe(config, tokens.access_token), challenges("invalid_token"));
});

test("a pushed authorization request signs a person in", async () => {
  for (const client of [WEB, POST, SPA]) {
    const config = await discover(client);
    const { checks, parameters } = await begin(client);
    const url = await oidc.buildAuthorizationUrlWithPAR(config, parameters);
    assert.deepEqual([...url.searchParams.keys()].sort(), ["client_id", "request_uri"]);
    const back = await (await somebody()).open(url);
    await oidc.authorizationCodeGrant(config, back, checks);
  }
});

for (const algorithm of ["ES256", "Ed25519"]) {
  test(`tokens bound to a key (DPoP, ${algorithm}) are good with it and not without`, async () => {
    for (const client of [WEB, SPA]) {
      const config = await discover(client);
      const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair(algorithm));
      const { tokens } = await signIn(client, { options: { DPoP } });
      assert.equal(tokens.token_type, "dpop");
      const { sub } = tokens.claims();
      assert.equal((await oidc.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).sub, sub);
      assert.equal((await getMe(config, tokens.access_token, { DPoP })).status, 200);
      await assert.rejects(getMe(config, tokens.access_token), challenges("invalid_token"));
      const other = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair("ES256"));
      await assert.rejects(getMe(config, tokens.access_token, { DPoP: other }), challenges("invalid_token"));
      const next = await oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
      assert.equal(next.token_type, "dpop");
      if (client === SPA) await assert.rejects(oidc.refreshTokenGrant(config, next.refresh_token), refuses("invalid_dpop_proof"));
    }
  });
}

test("a pushed request binds its code to the key that came with it", async () => {
  const config = await discover(SPA);
  const [DPoP, other] = await Promise.all([1, 2].map(async () => oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair())));
  const person = await somebody();
  const { checks, parameters } = await begin(SPA);
  const url = await oidc.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
  const back = await person.open(url);
  await assert.rejects(oidc.authorizationCodeGrant(config, back, checks, undefined, { DPoP: other }), refuses("invalid_grant"));
  const tokens = await oidc.authorizationCodeGrant(config, back, checks, undefined, { DPoP });
  assert.equal(tokens.token_type, "dpop");
});

test("a client acts for itself, with or without a key", async () => {
  for (const client of [WEB, POST]) {
    const config = await discover(client);
    const tokens = await oidc.clientCredentialsGrant(config, { scope: "read" });
    assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).sub, client.id);
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair());
    assert.equal((await oidc.clientCredentialsGrant(config, { scope: "read" }, { DPoP })).token_type, "dpop");
  }
});

test("introspection tells what tokens are good for", async () => {
  for (const client of [WEB, POST]) {
    const { config, tokens } = await signIn(client);
    const access = await oidc.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([access.active, access.username, access.client_id, access.token_type], [true, USERNAME, client.id, "Bearer"]);
    const refresh = await oidc.tokenIntrospection(config, tokens.refresh_token, { token_type_hint: "refresh_token" });
    assert.deepEqual([refresh.active, refresh.sub], [true, access.sub]);
    assert.equal((await oidc.tokenIntrospection(config, "nonsense")).active, false);
  }
});

test("a revoked access token is refused", async () => {
  for (const client of [WEB, POST, SPA]) {
    const { config, tokens } = await signIn(client);
    assert.equal((await getMe(config, tokens.access_token)).status, 200);
    await oidc.tokenRevocation(config, tokens.access_token);
    await assert.rejects(getMe(config, tokens.access_token), challenges("invalid_token"));
    await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, oidc.skipSubjectCheck), challenges("invalid_token"));
  }
});

test("a revoked refresh token takes its access tokens along", async () => {
  for (const client of [WEB, SPA]) {
    const { config, tokens } = await signIn(client);
    await oidc.tokenRevocation(config, tokens.refresh_token, { token_type_hint: "refresh_token" });
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), refuses("invalid_grant"));
    await assert.rejects(getMe(config, tokens.access_token), challenges("invalid_token"));
    await oidc.tokenRevocation(config, tokens.refresh_token);
  }
});

test("signing out asks, ends the tokens and comes back", async () => {
  const { config, person, tokens } = await signIn(WEB);
  person.seen = [];
  const state = oidc.randomState();
  const back = await person.open(oidc.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: SIGNED_OUT, state }));
  assert.equal(back.href, `${SIGNED_OUT}?state=${state}`);
  assert.match(person.seen[0], /^Sign out/);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), refuses("invalid_grant"));
  const { checks, parameters } = await begin(WEB, { prompt: "none" });
  const silent = await person.open(oidc.buildAuthorizationUrl(config, parameters));
  await assert.rejects(oidc.authorizationCodeGrant(config, silent, checks), refuses("login_required"));
});

test("a person who declines is sent back with access_denied", async () => {
  const config = await discover(WEB);
  const { checks, parameters } = await begin(WEB, { prompt: "consent" });
  const back = await (await somebody({ decision: "deny" })).open(oidc.buildAuthorizationUrl(config, parameters));
  await assert.rejects(oidc.authorizationCodeGrant(config, back, checks), refuses("access_denied"));
});

test("prompt=none without anybody signed in is login_required, without a page", async () => {
  const config = await discover(SPA);
  const person = await somebody();
  const { checks, parameters } = await begin(SPA, { prompt: "none" });
  const back = await person.open(oidc.buildAuthorizationUrl(config, parameters));
  assert.equal(person.seen.length, 0);
  await assert.rejects(oidc.authorizationCodeGrant(config, back, checks), refuses("login_required"));
});

test("nobody is sent to an address that the client has not registered", async () => {
  const config = await discover(WEB);
  const { parameters } = await begin(WEB, { redirect_uri: `${CALLBACK}/elsewhere` });
  const asked = (await somebody()).open(oidc.buildAuthorizationUrl(config, parameters));
  await assert.rejects(asked, (error) => error instanceof DeadEnd && error.status === 400);
  await assert.rejects(oidc.buildAuthorizationUrlWithPAR(config, parameters), refuses("invalid_request"));
});

test("a wrong secret is invalid_client, and so is no secret", async () => {
  for (const how of [oidc.ClientSecretBasic("wrong"), oidc.ClientSecretPost("wrong"), oidc.None()]) {
    const config = await discover({ ...WEB, how });
    const thrown = await oidc.clientCredentialsGrant(config).catch((error) => error);
    // openid-client shows the challenge of a 401 in place of its body.
    assert.equal(thrown.status, 401, thrown.stack);
  }
});
