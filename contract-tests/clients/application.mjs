// An application of one page in a real browser: its files are served where demo-spa lives, and a person uses it.
//
// ../browser/browser.mjs says which browser it takes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { Failure, find, start } from "../browser/browser.mjs";
import { PASSWORD, USERNAME } from "./person.mjs";

export const SERVER = process.env.SERVER;
export const HOME = "http://127.0.0.1:8081/";

// The build of oidc-client-ts for browsers lies beside the one for Node.
const LIBRARY = new URL("../browser/oidc-client-ts.js", pathToFileURL(find("oidc-client-ts")));

export const open = (server, port) =>
  new Promise((listening, failed) => {
    server.once("error", (error) => failed(new Failure(`The clients are registered with port ${port}, but: ${error.message}`)));
    server.listen(port, "127.0.0.1", listening);
  });

export const shut = (server) => {
  server.closeAllConnections();
  server.close();
};

// Serves the files of a folder, index.html also as what people come back to, and the settings. What it answers declares a test of
// what a person does at a browser of their own, with the application open; what the browser blocks fails it.
export const application = (folder, files, settings = {}) => {
  const served = { "/": "index.html", "/callback": "index.html", ...Object.fromEntries(files.map((name) => [`/${name}`, name])) };
  const types = { html: "text/html", js: "text/javascript", css: "text/css" };
  const server = createServer(async ({ url }, answer) => {
    const path = new URL(url, HOME).pathname;
    if (path === "/settings.json") return answer.end(JSON.stringify({ server: SERVER, ...settings }));
    const file = path === "/oidc-client-ts.js" ? LIBRARY : served[path] && new URL(served[path], folder);
    const type = file && types[file.pathname.split(".").at(-1)];
    answer.writeHead(file ? 200 : 404, { "content-type": `${type}; charset=utf-8` });
    answer.end(file && (await readFile(file)));
  });
  let browser;
  before(async () => {
    await open(server, 8081);
    browser = await start();
  });
  after(async () => {
    await browser?.close();
    shut(server);
  });
  return (name, steps) =>
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
};

export const press = (at, name) => at.getByRole("button", { name, exact: true }).click();

export const hears = async (at, expected) => {
  await at.locator("#said").filter({ hasText: expected }).waitFor().catch(async () => {
    const said = await at.locator("#said").textContent({ timeout: 1000 }).catch(() => "nothing, as it is not the application");
    assert.fail(`${at.url()} should say ${expected}, but says: ${said}`);
  });
};

export const givePassword = async (at, username = USERNAME) => {
  await at.getByLabel("E-mail address").fill(username);
  await at.getByLabel("Password").fill(PASSWORD);
  await press(at, "Sign in");
};

// Agrees, if asked.
export const agree = async (at) => {
  const asked = at.getByRole("button", { name: "Allow", exact: true });
  const back = at.locator("#said");
  await asked.or(back).first().waitFor();
  if (await asked.isVisible()) await asked.click();
};
