// Opens every page that a person sees, in every state, in a real browser: on a phone and on a desk, light and dark. Axe
// looks for barriers (WCAG 2.2 AA), Tab goes through all that can be used, nothing is too wide, and pictures are kept.
//
//   node pages.mjs FOLDER PICTURES
//
// FOLDER is what `cargo run --example pages FOLDER` made. browser.mjs says which browser it takes, and from where.

import { mkdir, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

import { Failure, find, listen, must, start } from "./browser.mjs";

const [folder, pictures] = process.argv.slice(2);
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };
const USABLE = "main :is(a[href], button, input:not([type=hidden], .gone))";

// The files as the server would give them: under the pages' own policy.
const serve = async () => {
  const policy = await readFile(join(folder, "policy.txt"), "utf8");
  const server = createServer(async ({ url }, answer) => {
    const type = url.endsWith(".css") ? "text/css" : "text/html";
    const content = await readFile(join(folder, new URL(url, "http://x").pathname)).catch(() => undefined);
    answer.writeHead(content ? 200 : 404, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy });
    answer.end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
};

const noBarrier = async (page) => {
  // Axe cannot tell contrast over the glow behind the card, which is fainter than any other surface.
  await page.evaluate(() => (document.body.style.backgroundImage = "none"));
  const found = await page.evaluate((rules) => window.axe.run({ runOnly: rules, rules: { "target-size": { enabled: true } } }), RULES);
  // What axe cannot decide by itself is let pass, but for contrast, which it must see.
  const unsure = found.incomplete.filter(({ id }) => id === "color-contrast");
  const wrong = [...found.violations, ...unsure].map(({ help, nodes }) => `${help}: ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ""}`).join("; ")}`);
  must(wrong.length === 0, `axe found: ${wrong.join(" | ")}`);
};

const fits = async (page, when) => {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(tooWide <= 0, `It is ${tooWide} px too wide ${when}.`);
};

const bigEnoughToTouch = async (page) => {
  const small = await page.evaluate(() => [...document.querySelectorAll("main :is(a, button, .field > input, .choice > label)")]
    .filter((one) => one.checkVisibility() && !(one.matches("p > a:not(.button)") && !one.closest(".alert") && one.parentElement.textContent !== one.textContent))
    .filter((one) => one.getBoundingClientRect().height < 44)
    .map((one) => `${one.textContent.trim() || one.id} (${one.getBoundingClientRect().height} px)`));
  must(small.length === 0, `Too low to touch: ${small.join(", ")}`);
};

// Where the focus is: the place among what can be used, and whether one sees it. A group of radio buttons is one place.
const focus = (page) => page.evaluate((usable) => {
  const seen = new Set();
  const places = [...document.querySelectorAll(usable)].map((one) => (one.type === "radio" ? one.name : one));
  const order = places.filter((one) => !seen.has(one) && seen.add(one));
  const now = document.activeElement;
  const style = (one) => one && getComputedStyle(one);
  const ring = [now, now.type === "radio" ? now.nextElementSibling : undefined].some((one) => style(one)?.outlineStyle === "solid");
  return { at: order.indexOf(now.type === "radio" ? now.name : now), count: order.length, ring, what: now.outerHTML };
}, USABLE);

// To the end with Tab, and from there to the beginning with Shift+Tab.
const tabGoesEverywhere = async (page) => {
  let { at, count } = await focus(page);
  const step = async (key, to) => {
    await page.keyboard.press(key);
    const now = await focus(page);
    must(now.at === to, `${key} goes to ${now.what} and not to number ${to + 1} of ${count}.`);
    must(now.ring, `One does not see that the focus is on ${now.what}`);
  };
  while (at + 1 < count) await step("Tab", ++at);
  while (at > 0) await step("Shift+Tab", --at);
};

const beginsWell = async (page) => {
  const { title, wrong, focused } = await page.evaluate(() => ({
    title: document.title,
    wrong: document.querySelector("[aria-invalid=true]:is(input), [aria-invalid=true] input")?.form,
    focused: document.activeElement.matches("[aria-invalid=true], [aria-invalid=true] *"),
  }));
  must(!wrong || (title.startsWith("Error: ") && focused), "A field is wrong, but the title does not say so or the focus is elsewhere.");
};

// Text at twice its size, and the narrowest screen that WCAG names.
const staysWhole = async (page) => {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await fits(page, "with text at 200 %");
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, "at 320 px");
};

const look = async (browser, base, names, size, colorScheme) => {
  const wrongs = [];
  const page = await browser.newPage({ viewport: SIZES[size], colorScheme, reducedMotion: "reduce" });
  page.setDefaultTimeout(20_000);
  const heard = await listen(page, base);
  await page.addInitScript({ path: find("axe-core/axe.min.js") });
  for (const name of names) {
    try {
      await page.setViewportSize(SIZES[size]);
      await page.goto(new URL(`${name}.html`, base).href);
      await page.screenshot({ path: join(pictures, `${name}.${size}.${colorScheme}.png`), fullPage: true });
      await fits(page, `on a ${size}`);
      for (const check of [beginsWell, noBarrier, bigEnoughToTouch, tabGoesEverywhere, staysWhole]) await check(page);
    } catch (error) {
      wrongs.push(`${name}, ${size}, ${colorScheme}: ${error instanceof Failure ? error.message : error.stack}`);
    }
    wrongs.push(...heard.splice(0).map((wrong) => `${name}, ${size}, ${colorScheme}: ${wrong}`));
  }
  await page.close();
  return wrongs;
};

let browser;
let server;
try {
  must(folder && pictures, "Say where the pages are and where pictures go: node pages.mjs FOLDER PICTURES");
  const names = (await readdir(folder)).filter((file) => file.endsWith(".html")).map((file) => file.slice(0, -5)).sort();
  must(names.length > 0, `There is no page in ${folder}. Make them: cargo run --example pages ${folder}`);
  await mkdir(pictures, { recursive: true });
  server = await serve();
  browser = await start();
  const base = `http://127.0.0.1:${server.address().port}/`;
  const wrongs = [];
  for (const size of Object.keys(SIZES)) {
    for (const scheme of ["light", "dark"]) wrongs.push(...(await look(browser, base, names, size, scheme)));
  }
  for (const wrong of wrongs) console.error(wrong);
  must(wrongs.length === 0, `The pages are not all right; see above. Pictures: ${pictures}`);
  console.log(`${names.length} pages are right, on a phone and on a desk, light and dark: no barriers, and Tab goes everywhere.`);
} catch (error) {
  console.error(error instanceof Failure ? error.message : `The pages did not go as they should: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  server?.close();
}
