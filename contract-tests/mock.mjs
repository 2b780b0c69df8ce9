// What scripts/mock answers is what the spec says: each operation with JSON in its first success, by one of its examples.
//
//   MOCK=http://127.0.0.1:4010 SPEC=openapi.json SAMPLES=samples.js INTO=DIRECTORY node --test mock.mjs

import assert from "node:assert/strict";
import { test } from "node:test";

import { curl, operations, send, spec } from "./operations.mjs";

const { MOCK } = process.env;

const deref = (part) => (part?.$ref ? deref(part.$ref.split("/").slice(1).reduce((at, step) => at[step], spec)) : part);

const examplesOf = ({ operation }) => {
  const [status] = Object.keys(operation.responses).filter((code) => /^2/.test(code)).sort();
  const json = deref(operation.responses[status])?.content?.["application/json"];
  return json && Object.values(json.examples ?? {}).map((example) => deref(example).value);
};

for (const asked of operations) {
  const examples = examplesOf(asked);
  if (!examples?.length) continue;
  test(`${asked.id} answers an example`, async () => {
    const { status, body } = await send(curl(spec, asked.path, asked.method, MOCK), { TOKEN: "any" });
    assert.equal(Math.trunc(status / 100), 2, `${status}: ${body}`);
    assert.equal(examples.some((example) => JSON.stringify(example) === JSON.stringify(JSON.parse(body))), true, body);
  });
}

test("Prefer asks for a refusal", async () => {
  const answer = await fetch(`${MOCK}/v1/me`, { headers: { Authorization: "Bearer any", Prefer: "code=401" } });
  assert.equal(answer.status, 401);
  assert.equal((await answer.json()).type, "/problems/unauthenticated");
});

test("without a token one is refused where one is needed, and a wrong body too", async () => {
  assert.equal((await fetch(`${MOCK}/v1/me`)).status, 401);
  const wrong = await fetch(`${MOCK}/v1/users`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  assert.equal([400, 422].includes(wrong.status), true);
});
