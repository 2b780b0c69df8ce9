// Opens /docs/overview in a real browser: finds, filters, and looks for barriers, on a phone and on a desk, light and dark.
//
//   node overview.mjs BASE_URL PICTURES

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { Failure, find, listen, must, start } from "./browser.mjs";

const [base, pictures] = process.argv.slice(2);

const look = async (browser, width, colorScheme) => {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  page.setDefaultTimeout(20_000);
  const wrongs = await listen(page, base);
  await page.addInitScript({ path: find("axe-core/axe.min.js") });
  await page.goto(new URL("/docs/overview", base).href);
  await page.screenshot({ path: join(pictures, `overview.${width}.${colorScheme}.png`) });
  await page.locator(".diagram").screenshot({ path: join(pictures, `diagram.${width}.${colorScheme}.png`) });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  must(tooWide <= 0, `/docs/overview is ${tooWide} px wider than ${width} px.`);
  const found = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  must(found.violations.length === 0, `axe found: ${found.violations.map(({ help, nodes }) => `${help}: ${nodes.slice(0, 3).map(({ target }) => target)}`).join(" | ")}`);

  await page.locator("#caller").selectOption("listener");
  must(!(await page.locator("#may-listUsers").isVisible()), "A listener may not list accounts, but the matrix shows it.");
  must(await page.locator("#may-getMe").isVisible(), "A listener may read their own account, but the matrix hides it.");
  await page.locator("#caller").selectOption("");
  await page.locator("#search").fill("display_name_key");
  must(await page.locator("#column-user_groups-display_name_key").isVisible(), "The search does not find a column.");
  must(!(await page.locator("#may-getMe").isVisible()), "The search leaves what does not fit.");
  must(wrongs.length === 0, wrongs.join(" "));
  await page.close();
};

let browser;
try {
  must(base && pictures, "Say where the server is, and where pictures go: node overview.mjs http://127.0.0.1:8080 FOLDER");
  await mkdir(pictures, { recursive: true });
  browser = await start();
  for (const width of [360, 1280]) for (const scheme of ["light", "dark"]) await look(browser, width, scheme);
  console.log("/docs/overview is right, on a phone and on a desk, light and dark.");
} catch (error) {
  console.error(error instanceof Failure ? error.message : `/docs/overview did not go as it should: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}
