// Opens /docs in a real browser, as a person would: signs in as a demo account, calls getMe, and listens for anything
// that the Content-Security-Policy stopped. Ends with a sentence, and not with 0 if something is wrong.
//
//   node docs.mjs BASE_URL [USERNAME PASSWORD CLIENT_ID CLIENT_SECRET]
//
// browser.mjs says which browser it takes, and from where.

import { Failure, listen, must, start } from "./browser.mjs";

const [
  base,
  username = "listener@demo.example",
  password = "demo-only-passphrase",
  clientId = "demo-first-party",
  clientSecret = "demo-first-party-secret",
] = process.argv.slice(2);

const read = async (page) => {
  const answer = await page.goto(new URL("/docs", base).href);
  must(answer.status() === 200, `/docs answered ${answer.status()}.`);
  const policy = answer.headers()["content-security-policy"] ?? "";
  must(/default-src 'none'/.test(policy), `/docs needs a Content-Security-Policy with default-src 'none'; it has "${policy}".`);
  must(!/unsafe-|https?:|\*/.test(policy), `The Content-Security-Policy of /docs is too wide: ${policy}`);

  await page.locator(".opblock").first().waitFor();
  const spec = await (await page.request.get(new URL("/openapi.json", base).href)).json();
  const written = Object.values(spec.paths).flatMap((path) => Object.values(path)).filter((part) => part.operationId);
  const shown = await page.locator(".opblock").count();
  must(shown === written.length, `The spec has ${written.length} operations, /docs shows ${shown}.`);
  const tags = await page.locator(".opblock-tag").evaluateAll((all) => all.map((tag) => tag.dataset.tag));
  must(tags.join() === spec.tags.map((tag) => tag.name).join(), `The tags are not in the spec's order: ${tags.join(", ")}`);
};

const signIn = async (page) => {
  await page.locator(".scheme-container .btn.authorize").click();
  await page.locator("#oauth_username").fill(username);
  await page.locator("#oauth_password").fill(password);
  await page.locator("#client_id_password").fill(clientId);
  await page.locator("#client_secret_password").fill(clientSecret);
  const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/oauth/token");
  await page.locator("#oauth_password").press("Enter");
  const answer = await answered;
  must(answer.status() === 200, `/oauth/token answered ${answer.status()}: ${await answer.text()}`);
  await page.getByText(`Signed in as ${username}`).waitFor();
  must((await page.locator(".dialog-ux").count()) === 0, "The dialog stays open after signing in.");
};

const callGetMe = async (page) => {
  const getMe = page.locator("[id$=-getMe].opblock");
  await getMe.locator(".opblock-summary-control").click();
  await getMe.locator(".access").waitFor();
  for (const [language, words] of [["curl", "/v1/me' \\"], ["TypeScript", 'await api.GET("/v1/me")']]) {
    await getMe.getByText(`In ${language}`, { exact: true }).click();
    const sample = await getMe.getByLabel(language, { exact: true }).textContent();
    must(sample.includes(words), `The sample in ${language} has no ${words}: ${sample}`);
  }
  await getMe.locator(".try-out__btn").click();
  const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/v1/me");
  await getMe.locator(".execute").click();
  const answer = await answered;
  must(/^Bearer \S+/.test(answer.request().headers().authorization ?? ""), "getMe was called without the token.");
  must(answer.status() === 200, `getMe answered ${answer.status()}: ${await answer.text()}`);
  await getMe.locator(".live-responses-table").getByText(username).first().waitFor();
};

const fitsAPhone = async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  must(tooWide <= 0, `/docs is ${tooWide} px wider than a phone.`);
};

let browser;
try {
  must(base, "Say where the server is: node docs.mjs http://127.0.0.1:8080");
  browser = await start();
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const wrongs = await listen(page, base);
  try {
    for (const step of [read, signIn, callGetMe, fitsAPhone]) await step(page);
  } finally {
    for (const wrong of wrongs) console.error(wrong);
  }
  must(wrongs.length === 0, "/docs does its work, but not cleanly; see above.");
  console.log(`/docs is right: ${username} signed in and called getMe, and the policy stopped nothing.`);
} catch (error) {
  console.error(error instanceof Failure ? error.message : `/docs did not go as it should: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}
