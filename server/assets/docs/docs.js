// Starts Swagger UI on our spec, adds our extensions in plain words, and helps sign in to the demo.

// Chosen beforehand in the dialog, where the spec declares them.
const SCOPES = "openid profile email read_write";

const orList = new Intl.ListFormat("en", { type: "disjunction" });

// A word that x-words does not explain is shown as it stands in the spec, so that a new one is never hidden.
const whoMayCall = (access, words) => orList.format(access.map((word) => words?.access?.[word] ?? word));

const whoMaySee = ({ audience, choosable, widest }, words) => {
  const say = (word) => words?.audience?.[word] ?? word;
  const limit = widest ? `, at most ${say(widest)}` : "";
  return `Seen by ${say(audience)}${choosable ? `; the user may choose another audience${limit}` : ""}.`;
};

const wordsOf = (specSelectors) => specSelectors.specJson().get("x-words")?.toJS();

// What the spec says in x-access and x-privacy, beside what it describes.
const extensions = ({ React: { createElement: h, Fragment } }) => ({
  wrapComponents: {
    parameters: (Parameters, { specSelectors }) => (props) => {
      const access = props.operation.get("x-access");
      return h(Fragment, null,
        access && h("p", { className: "access" }, h("strong", null, "Who may call: "), `${whoMayCall(access.toJS(), wordsOf(specSelectors))}. `,
          h("a", { href: `/docs/overview#operation-${props.operation.get("operationId")}` }, "In the overview")),
        h(Parameters, props));
    },
    Model: (Model, { specSelectors }) => (props) => {
      const privacy = props.schema?.get?.("x-privacy");
      // Some kinds of schema would show the extension a second time, as it stands in the file.
      const schema = privacy ? props.schema.delete("x-privacy") : props.schema;
      return h(Fragment, null,
        h(Model, { ...props, schema, expandDepth: 2 }),
        privacy && h("span", { className: "privacy" }, whoMaySee(privacy.toJS(), wordsOf(specSelectors))));
    },
  },
});

// Each form in the dialog asks for the focus and the last one gets it; the first field is where people start.
const focusFirstField = (dialog) => dialog?.querySelector(".modal-ux-content :is(button, input)")?.focus();

// What may be left out starts out empty: its example would be sent along, and If-None-Match would turn the first answer
// into a 304.
const leaveEmpty = (find) => (state, operation, parameter) => {
  const found = find(operation, parameter);
  const untouched = found?.has("name") && found.get("value") === undefined;
  return untouched && !found.get("required") ? found.set("value", null) : found;
};

// Leaves out what says nothing here, and names what assistive technology would meet nameless.
const tidy = ({ React: { createElement: h, Fragment } }) => ({
  statePlugins: {
    // The browser's own scrolling knows of the bar that stays at the top.
    spec: { wrapSelectors: { parameterWithMetaByIdentity: leaveEmpty } },
    layout: { actions: { scrollToElement: (element) => () => element.scrollIntoView() } },
  },
  components: { InfoUrl: () => null, SkipToOperations: () => null },
  wrapComponents: {
    ServersContainer: (Servers, { specSelectors }) => (props) =>
      specSelectors.servers().size > 1 ? h(Servers, props) : null,
    authorizationPopup: (Popup) => (props) =>
      h("div", { role: "dialog", ref: focusFirstField, "aria-label": "Available authorizations" }, h(Popup, props)),
    ModelCollapse: (Collapse) => (props) =>
      h(Collapse, { ...props, title: props.title ?? h("span", { className: "visually-hidden" }, "Details") }),
    CloseIcon: (Icon) => (props) =>
      h(Fragment, null, h("span", { className: "visually-hidden" }, "Close"), h(Icon, props)),
  },
});

const closeDialogAfter = (authorize, { authActions }) => (payload) => {
  const action = authorize(payload);
  authActions.showDefinitions(false);
  return action;
};

// Says who is signed in and, where the server offers demo accounts (development only), signs in with one click.
const signIn = (demo) => ({ React: { createElement: h, Fragment } }) => ({
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: closeDialogAfter,
        authorizeOauth2: closeDialogAfter,
      },
    },
  },
  wrapComponents: {
    authorizeBtn: (Button, { authSelectors }) => (props) => {
      const name = authSelectors.authorized()?.valueSeq().map((auth) => auth.get("username")).find(Boolean);
      const status = name ? `Signed in as ${name}` : "Signed in with a token";
      return h(Fragment, null,
        h("span", { className: "signed-in", role: "status" }, props.isAuthorized && status),
        h(Button, props));
    },
    oauth2: (OAuth2) => class extends OAuth2 {
      constructor(props, context) {
        super(props, context);
        // Asking for a scope that this flow does not declare would be refused, and no box would show it.
        const declared = props.schema.get("allowedScopes") ?? props.schema.get("scopes");
        this.state.scopes = this.state.scopes.filter((scope) => declared?.has(scope));
        this.offersDemo = demo && props.schema.get("flow") === "password";
        if (this.offersDemo) {
          this.state.username ||= demo.username;
          this.state.password = demo.password;
        }
      }

      isSignedIn() {
        return Boolean(this.props.authSelectors.authorized()?.has(this.props.name));
      }

      componentDidMount() {
        this.fillDemo();
      }

      componentDidUpdate() {
        this.fillDemo();
      }

      // Swagger UI never writes these two fields itself, so each new one is filled here, once.
      fillDemo() {
        if (!this.offersDemo) return;
        for (const name of ["username", "password"]) {
          const input = document.getElementById(`oauth_${name}`);
          if (input && !input.dataset.filled) {
            input.value = this.state[name];
            input.dataset.filled = "true";
          }
        }
      }

      signInAs(username) {
        document.getElementById("oauth_username").value = username;
        this.setState({ username, password: demo.password }, this.authorize);
      }

      // The fields are in no form, so the Enter key does nothing unless it is heard here.
      authorizeOnEnter(event) {
        if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) this.authorize();
      }

      demoAccounts() {
        return h("div", { className: "demo" },
          h("p", null, "Sign in as a demo account"),
          (demo.usernames ?? [demo.username]).map((username) =>
            h("button", { key: username, type: "button", className: "btn", onClick: () => this.signInAs(username) },
              username.split("@")[0])));
      }

      render() {
        return h("div", { onKeyDown: (event) => this.authorizeOnEnter(event) },
          this.offersDemo && !this.isSignedIn() && this.demoAccounts(),
          super.render());
      }
    },
  },
});

const followColorScheme = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", apply);
  apply();
};

followColorScheme();

// Swagger UI takes over every link to a place in the page, and would scroll there without moving the focus.
document.querySelector(".skip-link").addEventListener("click", (event) => event.stopPropagation());

// Without an answer the reference still works; only the demo's fields stay empty.
const { demo } = await fetch("/docs/config.json").then((answer) => answer.json()).catch(() => ({}));

const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  plugins: [extensions, tidy, signIn(demo)],
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  showCommonExtensions: true,
  persistAuthorization: false,
  validatorUrl: null,
  oauth2RedirectUrl: new URL("/docs/swagger-ui/oauth2-redirect.html", location.href).href,
});

ui.initOAuth({
  clientId: demo?.client_id,
  clientSecret: demo?.client_secret,
  scopes: SCOPES,
  usePkceWithAuthorizationCodeGrant: true,
});
