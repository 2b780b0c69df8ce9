// oidc-client-ts, in an application of one page, signs a person in with a real browser: across origins, in a window, in a
// frame, by keyboard and by mouse.
//
//   SERVER=http://127.0.0.1:8080 node --test oidc-client-ts.mjs
//
// The application is in oidc-client-ts/.

import assert from "node:assert/strict";
import { createServer } from "node:http";

import { HOME, SERVER, agree, application, givePassword, hears, open, press, shut } from "./application.mjs";
import { PASSWORD, USERNAME } from "./person.mjs";

const OTHER = "artist@demo.example";
const THIRD = "label@demo.example";

const settings = { dpop: false };
const somebody = application(new URL("oidc-client-ts/", import.meta.url), ["application.js"], settings);

const signIn = async (at) => {
  await press(at, "Sign in");
  await givePassword(at);
  await agree(at);
  await hears(at, `Bearer token for ${USERNAME}`);
};

// Until the focus is there, and no longer than it may take.
const tabTo = async (at, target) => {
  for (let tabs = 0; tabs < 6 && !(await isFocused(target)); tabs += 1) await at.keyboard.press("Tab");
  assert.equal(await isFocused(target), true, `Tab does not lead to ${target}`);
};

const isFocused = (target) => target.evaluate((one) => one === document.activeElement);

somebody("who only uses the keyboard signs in, agrees and comes back", async (at) => {
  await at.locator("fieldset:enabled").waitFor();
  await tabTo(at, at.getByRole("button", { name: "Sign in", exact: true }));
  await at.keyboard.press("Enter");
  // The server puts the focus where one begins.
  await at.locator("#username:focus").waitFor();
  await at.keyboard.type(THIRD);
  await at.keyboard.press("Tab");
  await at.keyboard.type(PASSWORD);
  await at.keyboard.press("Enter");
  const allow = at.getByRole("button", { name: "Allow", exact: true });
  await allow.waitFor();
  await tabTo(at, allow);
  await at.keyboard.press("Enter");
  await hears(at, `Bearer token for ${THIRD}`);
  assert.equal(at.url(), HOME);
});

somebody("who declines is sent back, and may think again", async (at) => {
  await press(at, "Sign in");
  await givePassword(at, OTHER);
  await press(at, "Don’t allow");
  await hears(at, "access_denied");
  await press(at, "Sign in");
  await press(at, "Allow");
  await hears(at, `Bearer token for ${OTHER}`);
});

somebody("who mistypes the password tries again", async (at) => {
  await press(at, "Sign in");
  await at.getByLabel("E-mail address").fill(USERNAME);
  await at.getByLabel("Password").fill("mistyped");
  await at.keyboard.press("Enter");
  await at.getByRole("alert").waitFor();
  await givePassword(at);
  await agree(at);
  await hears(at, `Bearer token for ${USERNAME}`);
});

somebody("signed in: the application refreshes, calls getMe and signs in unseen, in a frame", async (at) => {
  await signIn(at);
  await press(at, "Refresh");
  await hears(at, `Bearer token for ${USERNAME}`);
  await press(at, "Call getMe");
  await hears(at, "getMe answered 200");
  await press(at, "Sign in unseen");
  await hears(at, `Bearer token for ${USERNAME}`);
});

somebody("not signed in: signing in unseen is login_required", async (at) => {
  await press(at, "Sign in unseen");
  await hears(at, "login_required");
});

somebody("signs in in a window of its own", async (at, context) => {
  const opened = context.waitForEvent("page");
  await press(at, "Sign in in a window");
  const popup = await opened;
  const closed = popup.waitForEvent("close");
  await givePassword(popup);
  await closed;
  await hears(at, `Bearer token for ${USERNAME}`);
});

somebody("changes who is signed in", async (at) => {
  await signIn(at);
  await press(at, "Sign in as somebody else");
  await givePassword(at, OTHER);
  await at.getByText(OTHER).waitFor();
  await press(at, "Allow");
  await hears(at, `Bearer token for ${OTHER}`);
});

somebody("changes who is signed in on the page that asks whether to agree", async (at) => {
  await signIn(at);
  await press(at, "Sign in as somebody else");
  await givePassword(at);
  await press(at, "Not you? Use another account");
  await givePassword(at, OTHER);
  await press(at, "Allow");
  await hears(at, `Bearer token for ${OTHER}`);
});

somebody("revoked tokens are refused", async (at) => {
  await signIn(at);
  const kept = await at.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.startsWith("oidc.user"))[1]);
  const { access_token: token } = JSON.parse(kept);
  await press(at, "Revoke");
  await hears(at, "Revoked");
  const answer = await at.request.get(`${SERVER}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status(), 401);
});

somebody("signs out, comes back to the application, and has to give the password next time", async (at) => {
  await signIn(at);
  await press(at, "Sign out");
  await at.waitForURL(`${SERVER}/logout**`);
  await press(at, "Sign out");
  await hears(at, "Signed out, and back from somewhere");
  assert.equal(at.url().startsWith(`${HOME}?state=`), true);
  await press(at, "Sign in unseen");
  await hears(at, "login_required");
  await press(at, "Sign in");
  await givePassword(at);
  await hears(at, `Bearer token for ${USERNAME}`);
});

somebody("gets tokens that are bound to a key of the browser (DPoP)", async (at) => {
  settings.dpop = true;
  try {
    await at.reload();
    await press(at, "Sign in");
    await givePassword(at);
    await agree(at);
    await hears(at, "DPoP token for");
    await press(at, "Call getMe");
    await hears(at, "getMe answered 200");
    await press(at, "Refresh");
    await hears(at, "DPoP token for");
    await press(at, "Call getMe");
    await hears(at, "getMe answered 200");
  } finally {
    settings.dpop = false;
  }
});

// A form of another site comes without the server's cookie (SameSite=Lax); the server must not take that for nobody.
somebody("stays signed in when a page of another site sends them by a form", async (at) => {
  const asked = {
    client_id: "test-web",
    redirect_uri: "http://127.0.0.1:8082/callback",
    response_type: "code",
    scope: "openid",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  };
  const fields = Object.entries({ ...asked, prompt: "none" }).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const page = `<!doctype html><title>Elsewhere</title><form method="post" action="${SERVER}/oauth/authorize">${fields.join("")}<button>Go</button></form>`;
  const service = createServer(({ url }, answer) => {
    answer.writeHead(200, { "content-type": "text/html" });
    answer.end(url.startsWith("/callback") ? "Back" : page);
  });
  await open(service, 8082);
  try {
    await at.goto(`${SERVER}/oauth/authorize?${new URLSearchParams({ ...asked, prompt: "consent" })}`);
    await givePassword(at, THIRD);
    await press(at, "Allow");
    await at.waitForURL(/callback[?].*code=/);
    // Another site than 127.0.0.1, whatever the port.
    await at.goto("http://localhost:8082/");
    await press(at, "Go");
    await at.waitForURL(/callback[?]/);
    assert.match(at.url(), /[?&]code=/);
    await at.goto(`${SERVER}/login`);
    await at.getByText(THIRD).waitFor();
  } finally {
    shut(service);
  }
});

// Browsers hold what follows after a form against the page's policy, even beyond the application.
somebody("comes to a web application whose service takes the code and leads on to another origin", async (at) => {
  const service = createServer(({ url }, answer) => {
    const leadsOn = url.startsWith("/callback");
    answer.writeHead(leadsOn ? 302 : 200, leadsOn ? { location: "http://localhost:8082/home" } : { "content-type": "text/html" });
    answer.end();
  });
  await open(service, 8082);
  try {
    const asked = {
      client_id: "test-web",
      redirect_uri: "http://127.0.0.1:8082/callback",
      response_type: "code",
      scope: "openid",
      prompt: "consent",
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
    };
    await at.goto(`${SERVER}/oauth/authorize?${new URLSearchParams(asked)}`);
    await givePassword(at, THIRD);
    await press(at, "Allow");
    await at.waitForURL("http://localhost:8082/home");
  } finally {
    shut(service);
  }
});
