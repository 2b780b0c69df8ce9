// The samples that /docs shows are right: each curl line is understood by the running server, and each piece of TypeScript is
// compiled strictly (scripts/client-test does that with what this writes).
//
//   SERVER=http://127.0.0.1:8080 SPEC=openapi.json SAMPLES=samples.js INTO=DIRECTORY node --test samples.mjs

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";

import { curl, operations, send, spec, typescript } from "./operations.mjs";

const { SERVER, INTO } = process.env;

// What says that the request itself was wrong, whatever is there or not.
const NOT_UNDERSTOOD = [405, 406, 413, 415];

const token = async () => {
  const form = { grant_type: "password", username: "super-admin@demo.example", password: "demo-only-passphrase", scope: "openid read_write" };
  const headers = { authorization: `Basic ${btoa("demo-first-party:demo-first-party-secret")}` };
  const answer = await fetch(`${SERVER}/oauth/token`, { method: "POST", headers, body: new URLSearchParams(form) });
  return (await answer.json()).access_token;
};

const TOKEN = await token();

for (const { path, method, id, operation } of operations) {
  test(`${id} is understood as curl sends it`, async () => {
    const line = curl(spec, path, method, SERVER);
    const { status, body: answer } = await send(line, { TOKEN });
    const kind = answer.startsWith("{") ? JSON.parse(answer).type : undefined;
    // This server has no Stripe, and says so; nothing is wrong with the request.
    if (kind === "/problems/billing-not-configured") return;
    const isNowhere = status === 404 && kind === "/problems/route-not-found";
    assert.equal(NOT_UNDERSTOOD.includes(status) || isNowhere || status >= 500, false, `${line}\n${answer}`);
    assert.notEqual(kind, "/problems/invalid-request", `${line}\n${answer}`);
    assert.equal(status in operation.responses, true, `${status}: ${answer}`);
  });
}

test("TypeScript is written for every operation", async () => {
  for (const { path, method, id } of operations) await writeFile(`${INTO}/${id}.ts`, `${typescript(spec, path, method, SERVER)}\nexport { data, error };\n`);
});
