// An application of one page, as the documentation of oidc-client-ts shows it. Every button says in the end how it went.

const { UserManager, WebStorageStateStore, IndexedDbDPoPStore } = window.oidc;

const { server, dpop } = await (await fetch("/settings.json")).json();

const manager = new UserManager({
  authority: server,
  client_id: "demo-spa",
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: "openid profile email offline_access read_write",
  loadUserInfo: true,
  automaticSilentRenew: false,
  userStore: new WebStorageStateStore({ store: sessionStorage }),
  ...(dpop && { dpop: { bind_authorization_code: true, store: new IndexedDbDPoPStore() }, loadUserInfo: false }),
});

const say = (text) => (document.querySelector("#said").value = text);

const greet = (user) => say(`${user.token_type} token for ${user.profile.email ?? user.profile.sub}`);

const nonce = () => crypto.randomUUID();

const call = async () => {
  const user = await manager.getUser();
  const url = `${server}/v1/me`;
  const proof = dpop && { DPoP: await manager.dpopProof(url, user, "GET") };
  const answer = await fetch(url, { headers: { authorization: `${user.token_type} ${user.access_token}`, ...proof } });
  say(`getMe answered ${answer.status}: ${JSON.stringify(await answer.json())}`);
};

const deeds = {
  redirect: () => manager.signinRedirect({ nonce: nonce() }),
  popup: async () => greet(await manager.signinPopup({ nonce: nonce() })),
  switch: () => manager.signinRedirect({ nonce: nonce(), prompt: "select_account consent" }),
  frame: async () => greet(await manager.signinSilent({ nonce: nonce(), forceIframeAuth: true })),
  refresh: async () => {
    const before = await manager.getUser();
    const after = await manager.signinSilent();
    if (before.refresh_token === after.refresh_token || before.access_token === after.access_token) throw new Error("It is the same token.");
    greet(after);
  },
  call,
  revoke: async () => {
    await manager.revokeTokens(["access_token", "refresh_token"]);
    say("Revoked");
  },
  leave: () => manager.signoutRedirect({ state: "somewhere" }),
};

const attempt = async (deed) => {
  say("");
  await deed().catch((error) => say(`${error.error ?? error.name}: ${error.message}`));
};

for (const [id, deed] of Object.entries(deeds)) document.querySelector(`#${id}`).onclick = () => attempt(deed);
document.querySelector("fieldset").disabled = false;

if (location.pathname === "/callback") {
  await attempt(async () => {
    const user = await manager.signinCallback();
    if (!user) return; // in the window or the frame, which the page behind closes
    history.replaceState(null, "", "/");
    greet(user);
  });
} else if (new URLSearchParams(location.search).has("state")) {
  await attempt(async () => {
    const { userState } = await manager.signoutCallback();
    say(`Signed out, and back from ${userState}`);
  });
}
