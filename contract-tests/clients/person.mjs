// A person at a browser without scripts: keeps cookies, follows redirects, fills in the forms of the server's own pages.
//
// NODE_PATH says where the npm packages are.

import { find } from "../browser/browser.mjs";

const { default: { request } } = await import(find("playwright-core"));
const { parse } = await import(find("parse5"));

export const USERNAME = "listener@demo.example";
export const PASSWORD = "demo-only-passphrase";

// The server showed a page from which there is no way on, with this status.
export class DeadEnd extends Error {
  constructor(status, text) {
    super(`The page answered ${status}: ${text}`);
    this.status = status;
  }
}

function* elements(node, ...names) {
  for (const child of node.childNodes ?? []) {
    if (names.includes(child.nodeName)) yield child;
    yield* elements(child, ...names);
  }
}

const attribute = (element, name) => element.attrs.find((one) => one.name === name)?.value;

const text = (node) => (node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(text).join(" ")).replace(/\s+/g, " ").trim();

// What pressing a form's button sends. The person knows their address and password, and what they want.
const fill = (form, answers) => {
  const fields = [...elements(form, "input")].map((input) => [attribute(input, "name"), attribute(input, "value") ?? ""]);
  const buttons = [...elements(form, "button")].filter((button) => attribute(button, "name"));
  const pressed = buttons.find((button) => attribute(button, "value") === answers[attribute(button, "name")]);
  if (buttons.length > 0 && !pressed) throw new Error(`There is no button for ${JSON.stringify(answers)} on this page.`);
  const filled = fields.map(([name, value]) => [name, answers[name] ?? value]);
  return Object.fromEntries(pressed ? [...filled, [attribute(pressed, "name"), attribute(pressed, "value")]] : filled);
};

export class Person {
  // The titles of the pages that they have seen.
  seen = [];

  constructor(server, browser, answers) {
    Object.assign(this, { server: new URL(server).origin, browser, answers });
  }

  static async sitDown(server, answers = {}) {
    const asked = { username: USERNAME, password: PASSWORD, decision: "allow", ...answers };
    return new Person(server, await request.newContext(), asked);
  }

  async leave() {
    await this.browser.dispose();
  }

  // From page to page, until the server sends them elsewhere: there.
  async open(address) {
    let url = new URL(address);
    let form;
    for (let steps = 0; steps < 12; steps += 1) {
      if (url.origin !== this.server) return url;
      // As browsers do, they say where a form comes from, and get what a 303 names.
      const sent = form ? { method: "POST", form, headers: { origin: this.server } } : { method: "GET" };
      const answer = await this.browser.fetch(url.href, { ...sent, maxRedirects: 0 });
      form = undefined;
      const { location } = answer.headers();
      if (location) {
        url = new URL(location, url);
        continue;
      }
      const page = parse(await answer.text());
      this.seen.push(text([...elements(page, "title")][0]));
      const [shown] = elements(page, "form");
      if (!shown || answer.status() !== 200) throw new DeadEnd(answer.status(), text([...elements(page, "main")][0] ?? page));
      if (attribute(shown, "method") !== "post") throw new Error("The form is not sent by POST.");
      form = fill(shown, this.answers);
      url = new URL(attribute(shown, "action"), url);
    }
    throw new Error(`One is sent around in circles: ${this.seen.join(", ")}`);
  }
}
