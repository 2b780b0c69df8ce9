//! A good request for any operation, made from the example in the spec.

use serde_json::json;
use uuid::Uuid;

pub use crate::bodies::{example, send, with_body};
pub use crate::browser::{AUTHORIZE, Browser, cookie_of, hidden};
use crate::{
    Caller, Request, TestApp, pictures,
    spec::{Content, Operation},
};

/// Whom and what a request is about.
pub struct World {
    /// The person of the path.
    pub user_id: Uuid,
    /// The group of the path.
    pub user_group_id: Uuid,
    /// A group of the same person that is invited to be a member of that group.
    pub member_id: Uuid,
    /// A group of somebody else that is offered to the person, and that their group may recommend.
    pub other_group_id: Uuid,
    /// Somebody else.
    pub stranger_id: Uuid,
    /// The tenant of the path.
    pub tenant_id: Uuid,
    /// The same for an operation that closes it: nobody belongs to this one.
    pub empty_tenant_id: Uuid,
    /// The client of the path.
    pub client_id: String,
    /// A class of membership that is for sale.
    pub membership_class_id: Uuid,
    /// The image of the path.
    pub image_id: Uuid,
    /// The session of the path.
    pub session_id: Uuid,
    /// The token of a letter that confirms the person's address.
    pub confirm_token: String,
    /// The token of a letter that resets their password.
    pub reset_token: String,
    /// Somebody of the same role who has deleted their account.
    pub left_id: Uuid,
    /// The token of a letter with which they can have it back.
    pub restore_token: String,
    /// What a browser carries, if there is one.
    pub browser: Option<Browser>,
}

/// Owner, band, persona, the stranger's persona, the stranger, and who has left, to whom the band was offered.
const GROUPS: &str = "with strangers as (
        insert into users (id, username, role, tenant_id)
        select $5, $5::uuid || '@music.example', 'artist', id from tenants where is_default
    ), groups as (
        insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look)
        select id, type, owner_id, name, id::text, id::text
        from (values ($2::uuid, 'band', $1::uuid, 'The Gangway'), ($3, 'persona', $1, 'Night Ferry'), ($4, 'persona', $5, 'Linnet'))
            as groups (id, type, owner_id, name)
    ), members as (
        insert into user_group_members (user_group_id, user_group_type, member_id, member_type, state)
        values ($2, 'band', $3, 'persona', 'invited')
    )
    insert into ownership_offers (user_group_id, new_owner_id) values ($4, $1), ($2, $6)";

impl World {
    /// A world in which everything is there: a person with this role who owns a band, their browser, and a stranger.
    pub fn new(app: &TestApp, role: &str) -> Self {
        let world = Self::of(app, role, None);
        let browser = Browser::arriving(app, &world.username(app));
        Self {
            browser: Some(browser),
            ..world
        }
    }

    /// The same without a browser, in this tenant.
    pub fn of(app: &TestApp, role: &str, tenant: Option<Uuid>) -> Self {
        let (user_id, _) = app.account(role, tenant);
        let [user_group_id, member_id, other_group_id, stranger_id] =
            std::array::from_fn(|_| Uuid::now_v7());
        let (left_id, _) = app.account(role, tenant);
        app.db.execute(
            GROUPS,
            &[
                &user_id,
                &user_group_id,
                &member_id,
                &other_group_id,
                &stranger_id,
                &left_id,
            ],
        );
        app.membership(user_id, "now()", "now() + interval '1 year'");
        let sql = "update users set deleted_at = now(), erase_at = now() + interval '30 days' where id = $1";
        app.db.execute(sql, &[&left_id]);
        Self {
            user_id,
            user_group_id,
            member_id,
            other_group_id,
            stranger_id,
            tenant_id: app.db.value("select id from tenants where is_default", &[]),
            empty_tenant_id: app.tenant(&format!("Empty {user_id}")),
            client_id: app.client(),
            membership_class_id: app.db.value(
                "select id from membership_classes where price_id = 'price_listener'",
                &[],
            ),
            image_id: pictures::kept(app),
            session_id: app.session(user_id),
            confirm_token: email_token(app, user_id, "confirm_username"),
            reset_token: email_token(app, user_id, "reset_password"),
            left_id,
            restore_token: email_token(app, left_id, "restore_account"),
            browser: None,
        }
    }

    /// A world in which nothing is there.
    pub fn void() -> Self {
        Self {
            user_id: Uuid::now_v7(),
            user_group_id: Uuid::now_v7(),
            member_id: Uuid::now_v7(),
            other_group_id: Uuid::now_v7(),
            stranger_id: Uuid::now_v7(),
            tenant_id: Uuid::now_v7(),
            empty_tenant_id: Uuid::now_v7(),
            client_id: "nobody".to_owned(),
            membership_class_id: Uuid::now_v7(),
            image_id: Uuid::new_v4(),
            session_id: Uuid::now_v7(),
            confirm_token: "nobody".to_owned(),
            reset_token: "nobody".to_owned(),
            left_id: Uuid::now_v7(),
            restore_token: "nobody".to_owned(),
            browser: None,
        }
    }

    /// The person of the path, signed in with a token of this scope.
    #[track_caller]
    pub fn sign_in(&self, app: &TestApp, scope: &str) -> Caller {
        app.sign_in(&self.username(app), scope)
    }

    fn username(&self, app: &TestApp) -> String {
        let sql = "select username from users where id = $1";
        app.db.value(sql, &[&self.user_id])
    }

    /// The path of an operation in this world.
    pub fn path(&self, operation: &Operation) -> String {
        let path = &operation.path;
        match operation.id.as_str() {
            "deleteTenant" => format!("/v1/tenants/{}", self.empty_tenant_id),
            // Only who has left can come back.
            "restoreUser" => self.fill(&path.replace("{user_id}", &self.left_id.to_string())),
            // Only what is somebody else's is offered.
            "acceptUserGroup" => {
                self.fill(&path.replace("{user_group_id}", &self.other_group_id.to_string()))
            }
            _ => self.fill(path),
        }
    }

    /// The path with what is in braces filled in.
    pub fn fill(&self, path: &str) -> String {
        let step = |step: &str| match step {
            "{user_id}" => self.user_id.to_string(),
            "{user_group_id}" => self.user_group_id.to_string(),
            "{member_id}" => self.member_id.to_string(),
            "{recommended_id}" => self.other_group_id.to_string(),
            "{tenant_id}" => self.tenant_id.to_string(),
            "{image_id}" => self.image_id.to_string(),
            "{session_id}" => self.session_id.to_string(),
            "{client_id}" => self.client_id.clone(),
            step if step.starts_with('{') => panic!("samples.rs does not know {step} yet"),
            step => step.to_owned(),
        };
        path.split('/').map(step).collect::<Vec<_>>().join("/")
    }

    /// A good request for the operation.
    pub fn request(&self, caller: &Caller, operation: &Operation) -> Request {
        let token = self.token(operation);
        let path = self.path(operation);
        let target = match token {
            _ if operation.id == "startAuthorization" => AUTHORIZE.to_owned(),
            Some(token) if operation.body.is_none() => format!("{path}?token={token}"),
            _ => path,
        };
        let browser = self.browser.as_ref().filter(|_| operation.is_sign_in());
        let mut request = caller.request(&operation.method, &target);
        if let Some(browser) = browser {
            request = request.header("cookie", &browser.cookie);
        }
        if operation.body.as_ref().is_none_or(Content::is_image) {
            return with_body(request, operation);
        }
        let mut example = example(operation);
        if let Some(token) = token {
            example["token"] = json!(token);
        }
        match operation.id.as_str() {
            "offerUserGroup" => example["owner_id"] = json!(self.stranger_id),
            "spendCredits" | "refundCredits" => {
                example["items"][0]["user_id"] = json!(self.user_id);
            }
            "createCheckoutSession" => {
                example["membership_class_id"] = json!(self.membership_class_id);
            }
            // To where they are already would change nothing.
            "moveUser" => example["tenant_id"] = json!(self.empty_tenant_id),
            _ => {}
        }
        if let Some(browser) = browser {
            browser.fill_in(operation, &mut example);
        }
        send(request, operation, &example)
    }

    /// The token of a letter that the operation is about.
    fn token(&self, operation: &Operation) -> Option<&str> {
        match operation.id.as_str() {
            "completeEmailConfirmation" | "showEmailConfirmation" | "submitEmailConfirmation" => {
                Some(&self.confirm_token)
            }
            "completeAccountRestoration"
            | "showAccountRestoration"
            | "submitAccountRestoration" => Some(&self.restore_token),
            "completePasswordReset" | "showPasswordReset" | "submitPasswordReset" => {
                Some(&self.reset_token)
            }
            _ => None,
        }
    }
}

/// Who may call an operation: staff, but for what is a person's own and nobody else's, or for services alone.
pub fn who<'a>(
    operation: &Operation,
    staff: &'a Caller,
    own: &'a Caller,
    service: &'a Caller,
) -> &'a Caller {
    let personal = ["self", "group_owner", "new_owner"];
    let is_personal = |word: &String| personal.contains(&word.as_str());
    match &operation.access[..] {
        [word] if word == "client" && operation.scope.is_some() => service,
        words if words.iter().all(is_personal) => own,
        _ => staff,
    }
}

/// Gives somebody a token for this purpose, as a letter would.
pub fn email_token(app: &TestApp, user_id: Uuid, purpose: &str) -> String {
    let token = Uuid::now_v7().simple().to_string();
    let sql = "insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
        select sha256($1::text::bytea), id, $2, username, now() + interval '1 hour' from users where id = $3";
    app.db.execute(sql, &[&token, &purpose, &user_id]);
    token
}
