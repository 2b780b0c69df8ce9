// What scripts/mock answers is what the spec says: each operation with JSON in its first success, by one of its examples.
//
//   MOCK=http://127.0.0.1:4010 node --test mock.mjs

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const MOCK = process.env.MOCK;
const spec = JSON.parse(await readFile(process.env.SPEC));
const { curl } = await import(process.env.SAMPLES);

const deref = (part) => (part?.$ref ? deref(part.$ref.split("/").slice(1).reduce((at, step) => at[step], spec)) : part);

const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => operation.operationId)
    .map(([method, operation]) => ({ path, method, operation })),
);

const examplesOf = ({ operation }) => {
  const [status] = Object.keys(operation.responses).filter((code) => /^2/.test(code)).sort();
  const json = deref(operation.responses[status])?.content?.["application/json"];
  return json && Object.values(json.examples ?? {}).map((example) => deref(example).value);
};

// The words of a curl line, as a shell would take them apart.
const words = (line) =>
  [...line.replaceAll("\\\n", " ").matchAll(/(?:'((?:[^']|'\\'')*)'|"([^"]*)"|(\S+))/g)].map(([, single, double, plain]) =>
    (single?.replaceAll("'\\''", "'") ?? double ?? plain).replace("$TOKEN", "any").replace("$CLIENT_ID:$CLIENT_SECRET", "any:secret"),
  );

const call = async (line) => {
  const [, ...rest] = words(line);
  const asked = { method: "GET", headers: {} };
  let url;
  let form;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at];
    if (word === "-X") asked.method = rest[(at += 1)];
    else if (word === "-H") {
      const [name, ...value] = rest[(at += 1)].split(": ");
      asked.headers[name] = value.join(": ");
    } else if (word === "-u") asked.headers.Authorization = `Basic ${btoa(rest[(at += 1)])}`;
    else if (word === "-b") asked.headers.Cookie = rest[(at += 1)];
    else if (word === "-d") asked.body = rest[(at += 1)];
    else if (word === "--data-urlencode") {
      const [name, ...value] = rest[(at += 1)].split("=");
      (form ??= new URLSearchParams()).append(name, value.join("="));
    } else if (word === "--data-binary") asked.body = new Uint8Array((at += 1));
    else url = word;
  }
  return fetch(url, { ...asked, body: form ?? asked.body, redirect: "manual" });
};

for (const asked of operations) {
  const examples = examplesOf(asked);
  if (!examples?.length) continue;
  test(`${asked.operation.operationId} answers an example`, async () => {
    const answer = await call(curl(spec, asked.path, asked.method, MOCK));
    const body = await answer.json();
    assert.equal(answer.ok, true, `${answer.status}: ${JSON.stringify(body)}`);
    assert.equal(examples.some((example) => JSON.stringify(example) === JSON.stringify(body)), true, JSON.stringify(body));
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
