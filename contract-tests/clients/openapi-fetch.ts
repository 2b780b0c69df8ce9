// From sign-up to deletion with openapi-fetch and the types that openapi-typescript makes of the spec, compiled strictly:
// `scripts/client openapi-fetch` puts user-api.ts beside this file.
//
//   SERVER=http://127.0.0.1:8080 node --test openapi-fetch.js

import assert from "node:assert/strict";
import { test } from "node:test";

import createClient from "openapi-fetch";

import type { components, paths } from "./user-api.js";

const baseUrl = process.env.SERVER ?? "http://127.0.0.1:8080";
const password = "three ferries before dawn";
const basic = `Basic ${Buffer.from("demo-first-party:demo-first-party-secret").toString("base64")}`;
// The types know what media type a body has, but openapi-fetch sends JSON's unless it is told.
const patch = { "Content-Type": "application/merge-patch+json" };
const stranger = createClient<paths>({ baseUrl });

/** What was answered, if it is what was wanted. */
const must = <T>({ data, error }: { data?: T; error?: unknown }): T => {
  assert.ok(data !== undefined, `refused: ${JSON.stringify(error)}`);
  return data;
};

const signUp = async (): Promise<components["schemas"]["Account"]> => {
  const username = `fetch.${Date.now()}@client.example`;
  return must(await stranger.POST("/v1/users", { body: { username, password, role: "artist", first_name: "Bo", country: "DE" } }));
};

const signIn = async (username: string) => {
  const token = must(
    await stranger.POST("/oauth/token", {
      headers: { Authorization: basic, "Content-Type": "application/x-www-form-urlencoded" },
      body: { grant_type: "password", username, password, scope: "read_write" },
    }),
  );
  return createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token.access_token}` } });
};

test("a person signs up, signs in, appears as a persona, follows a band, and leaves", async () => {
  const account = await signUp();
  const mine = await signIn(account.username);
  const path = { user_id: account.id };

  const me = await mine.GET("/v1/me");
  assert.equal(must(me).id, account.id);
  const etag = me.response.headers.get("ETag") ?? "";
  const changed = await mine.PATCH("/v1/users/{user_id}", { params: { path, header: { "If-Match": etag } }, headers: patch, body: { first_name: "Bobo" } });
  assert.equal(must(changed).first_name, "Bobo");
  const stale = await mine.PATCH("/v1/users/{user_id}", { params: { path, header: { "If-Match": etag } }, headers: patch, body: { first_name: "Bo" } });
  assert.equal(stale.response.status, 412);
  assert.equal(stale.error?.status, 412);

  const name = `Ferry ${Date.now()}`;
  const persona = must(await mine.POST("/v1/users/{user_id}/user-groups", { params: { path }, body: { type: "persona", display_name: name, tags: ["slow pop"] } }));
  const seen = must(await stranger.GET("/v1/user-groups/{user_group_id}", { params: { path: { user_group_id: persona.id } } }));
  assert.equal(seen.display_name, name);
  const found = must(await stranger.GET("/v1/user-groups", { params: { query: { q: name, type: "persona" } } }));
  // Those that are only like it, such as what another test left, come after it.
  assert.equal(found.items[0]?.id, persona.id);

  const band = must(await stranger.GET("/v1/user-groups", { params: { query: { limit: 1 } } })).items[0];
  assert.ok(band, "the demo data have groups");
  await mine.PUT("/v1/users/{user_id}/following/{user_group_id}", { params: { path: { ...path, user_group_id: band.id } } });
  const following = must(await mine.GET("/v1/users/{user_id}/following", { params: { path } }));
  assert.deepEqual(following.items.map(({ id }) => id), [band.id]);

  const left = await mine.DELETE("/v1/users/{user_id}", { params: { path } });
  assert.equal(left.response.status, 204);
  assert.equal((await mine.GET("/v1/me")).response.status, 401);
  assert.equal((await stranger.GET("/v1/user-groups/{user_group_id}", { params: { path: { user_group_id: persona.id } } })).response.status, 404);
});

test("a refusal says which field is wrong, in the type that the spec gives it", async () => {
  const { error, response } = await stranger.POST("/v1/users", { body: { username: "nobody", password } });
  assert.equal(response.status, 400);
  assert.equal(error?.errors?.[0]?.pointer, "/body/username");
});
