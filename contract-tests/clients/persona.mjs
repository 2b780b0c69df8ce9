// A small page as a front end would write it: by oidc-client-ts it signs a person in, and changes their persona.
//
//   SERVER=http://127.0.0.1:8080 node --test persona.mjs
//
// The page is in persona/. With PICTURES it leaves a picture of the page in that folder.

import assert from "node:assert/strict";

import { SERVER, application, givePassword, hears, press } from "./application.mjs";

const OWNER = "artist@demo.example";

const somebody = application(new URL("persona/", import.meta.url), ["persona.js", "persona.css"]);

somebody("changes their persona, is told what is wrong at its field, and overwrites nobody", async (at, context) => {
  await press(at, "Sign in");
  await givePassword(at, OWNER);
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
});
