// The samples that /docs shows are right: each curl line is understood by the running server, and each piece of TypeScript is
// compiled strictly (scripts/client-test does that with what this writes).
//
//   SERVER=http://127.0.0.1:8080 SPEC=openapi.json SAMPLES=samples.js INTO=DIRECTORY node --test samples.mjs

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";

const { SERVER, SPEC, SAMPLES, INTO } = process.env;
const spec = JSON.parse(await readFile(SPEC));
const { curl, typescript } = await import(SAMPLES);
const run = promisify(execFile);

// What says that the request itself was wrong, whatever is there or not.
const NOT_UNDERSTOOD = [405, 406, 413, 415];

const token = async () => {
  const form = { grant_type: "password", username: "super-admin@demo.example", password: "demo-only-passphrase", scope: "openid read_write" };
  const headers = { authorization: `Basic ${btoa("demo-first-party:demo-first-party-secret")}` };
  const answer = await fetch(`${SERVER}/oauth/token`, { method: "POST", headers, body: new URLSearchParams(form) });
  return (await answer.json()).access_token;
};

const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => operation.operationId)
    .map(([method, operation]) => ({ path, method, id: operation.operationId, operation })),
);

const TOKEN = await token();
// The smallest PNG there is: one pixel.
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
await writeFile(`${INTO}/picture.png`, Buffer.from(PICTURE, "base64"));

for (const { path, method, id, operation } of operations) {
  test(`${id} is understood as curl sends it`, async () => {
    const line = curl(spec, path, method, SERVER);
    const env = { ...process.env, TOKEN, CLIENT_ID: "demo-first-party", CLIENT_SECRET: "demo-first-party-secret", SESSION: "none" };
    const { stdout } = await run("sh", ["-c", `${line} -s -w '\n%{http_code}'`], { env, cwd: INTO });
    const lines = stdout.split("\n");
    const status = Number(lines.pop());
    const answer = lines.join("\n");
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
