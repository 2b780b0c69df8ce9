// Does in a real browser what leads by way of letters: signs up and confirms the address, signs out, sets a new password,
// signs in with it, and changes the address. It is held to the pages' policy, and cookies go only where a browser sends
// them. Ends with a sentence, and not with 0 if something is wrong.
//
//   node letters.mjs BASE_URL LETTERS
//
// LETTERS is the USER_API_MAIL_FILE of that server. browser.mjs says which browser it takes, and from where.

import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { Failure, listen, must, start } from "./browser.mjs";

const [base, letters] = process.argv.slice(2);
const ADDRESS = `bo.${Date.now()}@ferry.example`;
const NEW_ADDRESS = `new.${ADDRESS}`;
const PASSWORD = "three ferries before dawn";
const NEW_PASSWORD = "seven lamps on a quiet pier";
const ARRIVAL = 30_000;

const opened = new Set();

// The first link to this address that was not opened yet, once it has come.
const linkTo = async (address) => {
  const until = Date.now() + ARRIVAL;
  for (;;) {
    const written = await readFile(letters, "utf8").catch(() => "");
    const theirs = written.split(/^-{72}$/m).filter((letter) => letter.includes(`\nTo: ${address}\n`));
    const links = theirs.flatMap((letter) => letter.match(/https?:\S+[?]token=[\w-]{43}(?=\s)/) ?? []);
    const link = links.find((one) => !opened.has(one));
    if (link) return opened.add(link) && link;
    must(Date.now() < until, `No letter with a link has come to ${address}.`);
    await pause(100);
  }
};

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

const follow = (page, name) => page.getByRole("link", { name, exact: true }).click();

// As from a mail program in the browser, which is another site: the page of a data: URL is of no site at all.
const openLetter = async (page, address) => {
  await page.goto(`data:text/html,<a href="${await linkTo(address)}">The link</a>`);
  await follow(page, "The link");
};

const fill = async (page, fields) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};

const arrive = async (page, heading) => {
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor().catch(async () => {
    const shown = await page.locator("main").innerText({ timeout: 1000 }).catch(() => "nothing of ours");
    throw new Failure(`${page.url()} should say "${heading}", but says: ${shown}`);
  });
};

// Whether one sees these words, on a page that one has arrived at.
const says = async (page, words) => (await page.locator("main").innerText()).includes(words);

const isSignedIn = async (page, address) => {
  await arrive(page, "You are signed in");
  must(await says(page, `as ${address}`), `Who is signed in should be ${address}.`);
};

const signUp = async (page) => {
  await page.goto(new URL("/login", base).href);
  await follow(page, "New here? Sign up");
  await fill(page, { "E-mail address": ADDRESS, "Password": PASSWORD });
  await page.getByRole("radio").first().check();
  await press(page, "Sign up");
  await isSignedIn(page, ADDRESS);
  must(await says(page, "not confirmed yet"), "A new address is confirmed before its letter was opened.");
};

const confirm = async (page) => {
  await openLetter(page, ADDRESS);
  await arrive(page, "Is this your address?");
  await press(page, "Yes, confirm it");
  await arrive(page, "Thank you");
  await follow(page, "see your account");
  await isSignedIn(page, ADDRESS);
  must(!(await says(page, "not confirmed yet")), "The address is not confirmed, though its letter was opened.");
};

const signOut = async (page) => {
  await press(page, "Sign out");
  await arrive(page, "You are signed out");
  await follow(page, "Sign in again");
  await arrive(page, "Sign in");
};

const setNewPassword = async (page) => {
  await follow(page, "Forgot your password?");
  await fill(page, { "E-mail address": ADDRESS });
  await press(page, "Send the link");
  await arrive(page, "Look into your mail");
  await openLetter(page, ADDRESS);
  await arrive(page, "Choose a new password");
  await fill(page, { "New password": NEW_PASSWORD });
  await press(page, "Change the password");
  await arrive(page, "All done");
  await follow(page, "Sign in");
};

const signIn = async (page, address) => {
  await arrive(page, "Sign in");
  await fill(page, { "E-mail address": address, "Password": NEW_PASSWORD });
  await press(page, "Sign in");
  await isSignedIn(page, address);
};

const changeAddress = async (page) => {
  await follow(page, "Change your e-mail address");
  await fill(page, { "New e-mail address": NEW_ADDRESS, "Your password": NEW_PASSWORD });
  await press(page, "Send the link");
  await arrive(page, "Look into your mail");
  await openLetter(page, NEW_ADDRESS);
  await arrive(page, "Is this your address?");
  await press(page, "Yes, confirm it");
  await arrive(page, "Thank you");
  // The link of the letter has come from elsewhere, and signs nobody out.
  await follow(page, "see your account");
  await isSignedIn(page, NEW_ADDRESS);
};

let browser;
try {
  must(base && letters, "Say where the server is, and where its letters land: node letters.mjs http://127.0.0.1:8080 mail.txt");
  browser = await start();
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const wrongs = await listen(page, base);
  try {
    await signUp(page);
    await confirm(page);
    await signOut(page);
    await setNewPassword(page);
    await signIn(page, ADDRESS);
    await changeAddress(page);
    await signOut(page);
    await signIn(page, NEW_ADDRESS);
  } finally {
    for (const wrong of wrongs) console.error(wrong);
  }
  must(wrongs.length === 0, "The letters do their work, but not cleanly; see above.");
  console.log("The letters are right: they confirm an address, set a new password, and change the address; the policy stopped nothing.");
} catch (error) {
  console.error(error instanceof Failure ? error.message : `The letters did not go as they should: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}
