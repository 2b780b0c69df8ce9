// How an operation is called, in curl and in TypeScript with openapi-fetch: made of the spec and its examples.
// scripts/client-test runs every curl line, and compiles every piece of TypeScript strictly.

const deref = (spec, part) => {
  const path = part?.$ref?.split("/").slice(1);
  return path ? deref(spec, path.reduce((at, step) => at[step.replace(/~1/g, "/").replace(/~0/g, "~")], spec)) : part;
};

// Where a caller has something of their own to put in.
const ASSUMED = {
  user_id: "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
  user_group_id: "0192f0c1-7777-7c4d-8e5f-60718293a4b5",
};

const exampleOf = (spec, { name, example, examples, schema }) => {
  const type = deref(spec, schema) ?? {};
  const named = deref(spec, Object.values(examples ?? {})[0])?.value;
  const value = ASSUMED[name] ?? example ?? named ?? type.example ?? type.default ?? type.enum?.[0];
  if (value !== undefined) return value;
  if (type.format === "uuid") return "0192f0c1-9999-7c4d-8e5f-60718293a4b5";
  if (type.type === "integer") return type.minimum ?? 1;
  return name;
};

const bodyOf = (spec, operation) => {
  const [type, content] = Object.entries(deref(spec, operation.requestBody)?.content ?? {})[0] ?? [];
  if (!type) return undefined;
  return { type, example: deref(spec, Object.values(content.examples ?? {})[0])?.value };
};

const isForm = (body) => body?.type === "application/x-www-form-urlencoded";

const isFile = (body) => Boolean(body) && !isForm(body) && !/json/.test(body.type);

// What has to be known of an operation to call it.
const describe = (spec, path, method) => {
  const item = spec.paths[path];
  const operation = item[method];
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => deref(spec, parameter));
  const asked = all.filter((parameter) => parameter.required);
  const values = (place) => asked.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, exampleOf(spec, parameter)]);
  const schemes = (operation.security ?? spec.security ?? []).flatMap(Object.keys);
  return { values, schemes, body: bodyOf(spec, operation) };
};

const shell = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

const address = (path, query, write) => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(write(name)));
  return query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled;
};

/** A line for a shell, in which the caller's token is in $TOKEN. */
export const curl = (spec, path, method, origin) => {
  const { values, schemes, body } = describe(spec, path, method);
  const steps = new Map(values("path"));
  const parts = [`curl ${shell(origin + address(path, values("query"), (name) => steps.get(name)))}`];
  if (method !== "get") parts[0] = `curl -X ${method.toUpperCase()} ${parts[0].slice("curl ".length)}`;
  if (schemes.includes("oauth")) parts.push('-H "Authorization: Bearer $TOKEN"');
  else if (schemes.includes("client")) parts.push('-u "$CLIENT_ID:$CLIENT_SECRET"');
  if (schemes.includes("browser")) parts.push('-b "user_api_session=$SESSION"');
  for (const [name, value] of values("header")) parts.push(`-H ${shell(`${name}: ${value}`)}`);
  if (isForm(body)) {
    for (const [name, value] of Object.entries(body.example ?? {})) parts.push(`--data-urlencode ${shell(`${name}=${value}`)}`);
  } else if (body) {
    parts.push(`-H ${shell(`Content-Type: ${body.type}`)}`);
    parts.push(isFile(body) ? "--data-binary @picture.png" : `-d ${shell(JSON.stringify(body.example))}`);
  }
  return parts.join(" \\\n  ");
};

const written = (value, indent = "") => JSON.stringify(value, null, 2).replace(/^(\s*)"(\w+)":/gm, "$1$2:").replaceAll("\n", `\n${indent}`);

const fields = (entries) => `{ ${entries.map(([name, value]) => `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${JSON.stringify(value)}`).join(", ")} }`;

/** A module in TypeScript, whose types `scripts/client openapi-fetch` makes; the caller's token is in `token`. */
export const typescript = (spec, path, method, origin) => {
  const { values, schemes, body } = describe(spec, path, method);
  const isSigned = schemes.includes("oauth");
  const lines = [];
  const places = ["path", "query", "header"].map((place) => [place, values(place)]).filter(([, list]) => list.length > 0);
  if (places.length > 0) lines.push(`params: { ${places.map(([place, list]) => `${place}: ${fields(list)}`).join(", ")} },`);
  if (body && body.type !== "application/json") lines.push(`headers: { "Content-Type": ${JSON.stringify(body.type)} },`);
  if (isFile(body)) lines.push("body: picture as unknown as string,", "bodySerializer: () => picture,");
  else if (body) lines.push(`body: ${written(body.example, "  ")},`);
  const given = lines.length > 0 ? `, {\n  ${lines.join("\n  ")}\n}` : "";
  const client = isSigned
    ? `createClient<paths>({\n  baseUrl: ${JSON.stringify(origin)},\n  headers: { Authorization: \`Bearer \${token}\` },\n})`
    : `createClient<paths>({ baseUrl: ${JSON.stringify(origin)} })`;
  return [
    'import createClient from "openapi-fetch";',
    'import type { paths } from "./user-api.js";',
    "",
    ...(isSigned ? ["declare const token: string;"] : []),
    ...(isFile(body) ? ["declare const picture: Blob;"] : []),
    `const api = ${client};`,
    `const { data, error } = await api.${method.toUpperCase()}(${JSON.stringify(path)}${given});`,
  ].join("\n");
};
