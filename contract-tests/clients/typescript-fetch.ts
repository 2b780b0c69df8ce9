// From sign-up to deletion with the classes that openapi-generator's typescript-fetch makes of the spec, compiled strictly:
// `scripts/client typescript-fetch` puts the folder user-api beside this file.
//
//   SERVER=http://127.0.0.1:8080 node --test typescript-fetch.js

import assert from "node:assert/strict";
import { test } from "node:test";

import { Configuration, OauthApi, ResponseError, UserGroupsApi, UsersApi } from "./user-api/index.js";

const basePath = process.env.SERVER ?? "http://127.0.0.1:8080";
const password = "three ferries before dawn";
const stranger = new Configuration({ basePath });
const application = new Configuration({ basePath, username: "demo-first-party", password: "demo-first-party-secret" });

const refused = async (status: number, call: Promise<unknown>) => {
  const refusal = await call.then(
    () => assert.fail(`it was not refused with ${status}`),
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof ResponseError, String(refusal));
  assert.equal(refusal.response.status, status);
};

test("a person signs up, signs in, appears as a persona, follows a band, and leaves", async () => {
  const username = `generated.${Date.now()}@client.example`;
  const account = await new UsersApi(stranger).signUp({ userCreate: { username, password, role: "artist", firstName: "Bo", country: "DE" } });
  const token = await new OauthApi(application).issueToken({ grantType: "password", username, password, scope: "read_write" });
  // The generator sends it as it is where the scheme is oauth2.
  const accessToken = `Bearer ${token.accessToken}`;
  const users = new UsersApi(new Configuration({ basePath, accessToken }));
  const groups = new UserGroupsApi(new Configuration({ basePath, accessToken }));
  const userId = account.id;

  assert.equal((await users.getMe()).id, userId);
  const etag = (await users.getMeRaw({})).raw.headers.get("ETag") ?? "";
  const changed = await users.updateUser({ userId, ifMatch: etag, userUpdate: { firstName: "Bobo" } });
  assert.equal(changed.firstName, "Bobo");
  await refused(412, users.updateUser({ userId, ifMatch: etag, userUpdate: { firstName: "Bo" } }));

  const displayName = `Lamp ${Date.now()}`;
  const persona = await groups.createUserGroup({ userId, userGroupCreate: { type: "persona", displayName, tags: ["slow pop"] } });
  const seen = await new UserGroupsApi(stranger).getUserGroup({ userGroupId: persona.id });
  assert.equal(seen.displayName, displayName);
  const found = await new UserGroupsApi(stranger).listUserGroups({ q: displayName });
  // Those that are only like it, such as what another test left, come after it.
  assert.equal(found.items[0]?.id, persona.id);

  const band = (await new UserGroupsApi(stranger).listUserGroups({ limit: 1 })).items[0];
  assert.ok(band, "the demo data have groups");
  await groups.followUserGroup({ userId, userGroupId: band.id });
  assert.deepEqual((await groups.listFollowing({ userId })).items.map(({ id }) => id), [band.id]);

  await users.deleteUser({ userId });
  await refused(401, users.getMe());
  await refused(404, new UserGroupsApi(stranger).getUserGroup({ userGroupId: persona.id }));
});
