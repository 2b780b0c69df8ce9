// What a front end does: signs a person in, shows their personas, and changes one without overwriting what others changed.

const { UserManager, WebStorageStateStore } = window.oidc;

const { server } = await (await fetch("/settings.json")).json();

const manager = new UserManager({
  authority: server,
  client_id: "demo-spa",
  redirect_uri: `${location.origin}/callback`,
  scope: "openid profile email read_write",
  automaticSilentRenew: false,
  userStore: new WebStorageStateStore({ store: sessionStorage }),
});

const find = (id) => document.getElementById(id);
const form = find("persona");
const say = (text) => (find("said").value = text);

const call = async (path, init = {}) => {
  const { access_token: token } = await manager.getUser();
  const answer = await fetch(server + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  return { answer, body: await answer.json() };
};

let etag;

const show = async (id) => {
  const { answer, body } = await call(`/v1/user-groups/${id}`);
  etag = answer.headers.get("etag");
  for (const name of ["display_name", "short_bio"]) form.elements[name].value = body[name] ?? "";
};

const list = async () => {
  const { body: me } = await call("/v1/me");
  const { body: groups } = await call(`/v1/users/${me.id}/user-groups`);
  const personas = groups.items.filter((group) => group.type === "persona");
  find("choice").replaceChildren(...personas.map((group) => new Option(group.display_name, group.id)));
  await show(personas[0].id);
  find("signed-out").hidden = true;
  form.hidden = false;
  form.elements.display_name.focus();
};

// What is wrong stands beside the field that it is about.
const complain = (problem) => {
  say(problem.detail);
  for (const { pointer, detail } of problem.errors ?? []) {
    const name = pointer.split("/").at(-1);
    const place = find(`${name}-wrong`);
    if (!place) continue;
    place.textContent = detail;
    form.elements[name].setAttribute("aria-invalid", "true");
  }
};

form.onsubmit = async (event) => {
  event.preventDefault();
  say("");
  for (const place of document.querySelectorAll(".wrong")) place.textContent = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const id = find("choice").value;
  const changed = { display_name: form.elements.display_name.value, short_bio: form.elements.short_bio.value || null };
  const headers = { "content-type": "application/merge-patch+json", "if-match": etag };
  const { answer, body } = await call(`/v1/user-groups/${id}`, { method: "PATCH", headers, body: JSON.stringify(changed) });
  if (answer.status === 412) {
    await show(id);
    return say("Somebody changed it meanwhile; this is how it is now.");
  }
  if (!answer.ok) return complain(body);
  etag = answer.headers.get("etag");
  find("choice").selectedOptions[0].text = body.display_name;
  say("Saved");
};

find("choice").onchange = () => show(find("choice").value);
find("sign-in").onclick = () => manager.signinRedirect();

if (location.pathname === "/callback") {
  await manager.signinCallback();
  history.replaceState(null, "", "/");
}
if (await manager.getUser()) await list();
else find("signed-out").hidden = false;
