// What the tests in a browser share: how one starts, and how what goes wrong becomes a sentence.
//
// CHROMIUM names the browser (without it: /usr/bin/chromium); NODE_PATH says where the npm packages are.

import { createRequire } from "node:module";

export class Failure extends Error {}

export const must = (fact, sentence) => {
  if (!fact) throw new Failure(sentence);
};

// Unlike import, require looks in NODE_PATH.
const { resolve } = createRequire(import.meta.url);

// Where a file of an npm package is.
export const find = (name) => {
  try {
    return resolve(name);
  } catch {
    throw new Failure(`${name} is missing. Set NODE_PATH to the node_modules that has it.`);
  }
};

export const start = async () => {
  const { default: { chromium } } = await import(find("playwright-core"));
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  // Chromium's own sandbox refuses to run as root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args }).catch((error) => {
    throw new Failure(`${executablePath} does not start. Install Chromium, or name it in CHROMIUM. It said: ${error.message}`);
  });
};

// Everything on the page that should not happen, as sentences.
export const listen = async (page, base) => {
  const wrongs = [];
  await page.exposeFunction("reportViolation", (what) => wrongs.push(`The Content-Security-Policy stopped ${what}.`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation(`${event.blockedURI} by ${event.effectiveDirective}, at ${event.sourceFile}:${event.lineNumber}`));
  });
  page.on("console", (message) => message.type() === "error" && wrongs.push(`The console says: ${message.text()}`));
  page.on("pageerror", (error) => wrongs.push(`A script failed: ${error.message}`));
  page.on("response", (answer) => answer.status() >= 400 && wrongs.push(`${answer.url()} answered ${answer.status()}.`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(base).origin) wrongs.push(`The page asked another host: ${request.url()}`);
  });
  return wrongs;
};
