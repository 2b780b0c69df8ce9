// oidc-client-ts, in an application of one page, signs a person in with a real browser: across origins, in a window, in a
// frame, by keyboard and by mouse.
//
//   SERVER=http://127.0.0.1:8080 node --test oidc-client-ts.mjs
//
// The application is in oidc-client-ts/, and lives where demo-spa does. ../browser/browser.mjs says which browser it takes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { Failure, find, start } from "../browser/browser.mjs";
import { PASSWORD, USERNAME } from "./person.mjs";

const SERVER = process.env.SERVER;
const HOME = "http://127.0.0.1:8081/";
const OTHER = "artist@demo.example";
const THIRD = "label@demo.example";

// The build for browsers lies beside the one for Node.
const LIBRARY = new URL("../browser/oidc-client-ts.js", pathToFileURL(find("oidc-client-ts")));

const page = (name) => new URL(`oidc-client-ts/${name}`, import.meta.url);
const FILES = {
  "/": [page("index.html"), "text/html"],
  "/callback": [page("index.html"), "text/html"],
  "/application.js": [page("application.js"), "text/javascript"],
  "/oidc-client-ts.js": [LIBRARY, "text/javascript"],
};
// Another application, as a front end would write it: it changes a persona.
const PERSONA = {
  "/": [page("persona.html"), "text/html"],
  "/callback": [page("persona.html"), "text/html"],
  "/persona.js": [page("persona.js"), "text/javascript"],
  "/persona.css": [page("persona.css"), "text/css"],
  "/oidc-client-ts.js": [LIBRARY, "text/javascript"],
};

let browser;
let dpop = false;
let files = FILES;
const application = createServer(async ({ url }, answer) => {
  const path = new URL(url, HOME).pathname;
  if (path === "/settings.json") return answer.end(JSON.stringify({ server: SERVER, dpop }));
  const [file, type] = files[path] ?? [];
  answer.writeHead(file ? 200 : 404, { "content-type": `${type}; charset=utf-8` });
  answer.end(file && (await readFile(file)));
});

const open = (server, port) =>
  new Promise((listening, failed) => {
    server.once("error", (error) => failed(new Failure(`The clients are registered with port ${port}, but: ${error.message}`)));
    server.listen(port, "127.0.0.1", listening);
  });

const shut = (server) => {
  server.closeAllConnections();
  server.close();
};

before(async () => {
  await open(application, 8081);
  browser = await start();
});
after(async () => {
  await browser?.close();
  shut(application);
});

// A person at a browser of their own, with the application open. What the browser blocks fails the test.
const somebody = (name, steps) =>
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
    const blocked = [];
    context.on("console", (message) => /CORS|Content.Security.Policy|Refused to/i.test(message.text()) && blocked.push(message.text()));
    context.on("weberror", (error) => blocked.push(error.error().message));
    try {
      const at = await context.newPage();
      await at.goto(HOME);
      await steps(at, context);
      assert.deepEqual(blocked, []);
    } finally {
      await context.close();
    }
  });

const press = (at, name) => at.getByRole("button", { name, exact: true }).click();

const hears = async (at, expected) => {
  await at.locator("#said").filter({ hasText: expected }).waitFor().catch(async () => {
    const said = await at.locator("#said").textContent({ timeout: 1000 }).catch(() => "nothing, as it is not the application");
    assert.fail(`${at.url()} should say ${expected}, but says: ${said}`);
  });
};

const givePassword = async (at, username = USERNAME) => {
  await at.getByLabel("E-mail address").fill(username);
  await at.getByLabel("Password").fill(PASSWORD);
  await press(at, "Sign in");
};

// Agrees, if asked.
const agree = async (at) => {
  const asked = at.getByRole("button", { name: "Allow", exact: true });
  const back = at.locator("#said");
  await asked.or(back).first().waitFor();
  if (await asked.isVisible()) await asked.click();
};

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
  dpop = true;
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
    dpop = false;
  }
});

somebody("changes their persona, is told what is wrong at its field, and overwrites nobody", async (at, context) => {
  files = PERSONA;
  try {
    await at.reload();
    await press(at, "Sign in");
    await givePassword(at, OTHER);
    const name = at.getByLabel("Name", { exact: true });
    const allow = at.getByRole("button", { name: "Allow", exact: true });
    await allow.or(name).first().waitFor();
    if (await allow.isVisible()) await allow.click();
    await name.waitFor();
    const wanted = `Night Ferry ${Date.now()}`;
    await name.fill(wanted);
    await at.keyboard.press("Enter");
    await hears(at, "Saved");
    const id = await at.getByLabel("Persona", { exact: true }).inputValue();
    const path = `${SERVER}/v1/user-groups/${id}`;
    const shown = async () => (await (await at.request.get(path)).json()).display_name;
    assert.equal(await shown(), wanted);

    await name.fill("\u200b");
    await press(at, "Save");
    await at.locator("#display_name-wrong").filter({ hasText: /./ }).waitFor();
    assert.equal(await name.getAttribute("aria-invalid"), "true");
    assert.equal(await shown(), wanted);
    if (process.env.PICTURES) await at.screenshot({ path: `${process.env.PICTURES}/persona.png` });

    // In another window of the same person, somebody was faster.
    const kept = await at.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.startsWith("oidc.user"))[1]);
    const headers = { authorization: `Bearer ${JSON.parse(kept).access_token}`, "content-type": "application/merge-patch+json" };
    const faster = await context.request.patch(path, { headers, data: { display_name: `${wanted} again` } });
    assert.equal(faster.status(), 200);
    await name.fill("Slower");
    await press(at, "Save");
    await hears(at, "Somebody changed it meanwhile");
    assert.equal(await name.inputValue(), `${wanted} again`);
  } finally {
    files = FILES;
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
