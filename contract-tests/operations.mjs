// The operations of the spec, and what the curl lines that /docs shows for them are answered.
//
//   SPEC   openapi.json      SAMPLES   server/assets/docs/samples.js      INTO   a directory to work in

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";

const { SPEC, SAMPLES, INTO } = process.env;
const run = promisify(execFile);

export const spec = JSON.parse(await readFile(SPEC));
export const { curl, typescript } = await import(SAMPLES);

export const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => operation.operationId)
    .map(([method, operation]) => ({ path, method, id: operation.operationId, operation })),
);

// The smallest PNG there is: one pixel.
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
await writeFile(`${INTO}/picture.png`, Buffer.from(PICTURE, "base64"));

/** What a shell gets for a curl line with these variables: the status and the body. */
export const send = async (line, variables) => {
  const env = { ...process.env, CLIENT_ID: "demo-first-party", CLIENT_SECRET: "demo-first-party-secret", SESSION: "none", ...variables };
  const { stdout } = await run("sh", ["-c", `${line} -s -w '\n%{http_code}'`], { env, cwd: INTO });
  const lines = stdout.split("\n");
  return { status: Number(lines.pop()), body: lines.join("\n") };
};
