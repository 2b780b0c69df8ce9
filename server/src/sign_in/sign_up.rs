//! Opening an account on our own pages. The rules are those of `signUp`, read from the spec.

use serde_json::{Map, Value};

use super::{errand::Errand, go_on, sign_in, view};
use crate::{
    app::App,
    audit::Act,
    browser::{Answer, Browser},
    error::Error,
    pages::{self, Choice, Errors},
    roles,
    spec::layer::Context,
    users::{self, NewUser},
};

/// The form for signing up.
#[derive(Debug, Default)]
pub struct SignUpForm {
    /// The e-mail address.
    pub username: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// What one signs up as.
    pub role: Option<String>,
    /// What led here.
    pub request: Option<String>,
    /// Shows that the form is ours.
    pub csrf: String,
}

/// The page for signing up.
///
/// # Errors
/// Invalid, if what led here is too old.
pub async fn show(app: &App, context: &Context, request: Option<String>) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let errand = Errand::open(app, request).await?;
    let empty = SignUpForm::default();
    form(
        app,
        &browser,
        errand.as_ref(),
        200,
        &empty,
        Errors::default(),
    )
    .await
}

/// Opens the account, signs the browser in, and goes on with what led here.
///
/// # Errors
/// The form is too old, or invalid.
pub async fn submit(app: &App, context: &Context, mut fields: SignUpForm) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, &fields.csrf)?;
    let errand = Errand::open(app, fields.request.take()).await?;
    let opened = open(app, context, &browser, &fields).await;
    let browser = match opened {
        Ok(browser) => browser,
        Err(Error::Refused(refusal)) if !refusal.errors.is_empty() => {
            let status = if refusal.code == "username-taken" {
                409
            } else {
                422
            };
            let errors = Errors::from(&*refusal);
            return form(app, &browser, errand.as_ref(), status, &fields, errors).await;
        }
        Err(error) => return Err(error),
    };
    go_on(app, browser, errand).await
}

async fn open(
    app: &App,
    context: &Context,
    browser: &Browser,
    fields: &SignUpForm,
) -> Result<Browser, Error> {
    let new = body(app, fields)?;
    let opened = open_and_sign_in(app, context, browser, &new).await;
    users::count_taken(app, context.origin(), &new, opened).await
}

/// Opens the account and signs the browser in, or does neither.
async fn open_and_sign_in(
    app: &App,
    context: &Context,
    browser: &Browser,
    new: &NewUser,
) -> Result<Browser, Error> {
    let hash = users::check_new(app, new).await?;
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    let rule = &context.operation.rule;
    let act = |person| Act::by_person(person, rule);
    let user = users::open(app, &transaction, new, &hash, act).await?;
    let browser = sign_in(&transaction, context, browser.clone(), &user.into()).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(browser)
}

/// The fields as the body of `signUp`, held against its schema.
fn body(app: &App, fields: &SignUpForm) -> Result<NewUser, Error> {
    let given = [
        ("username", &fields.username),
        ("password", &fields.password),
        ("first_name", &fields.first_name),
        ("role", &fields.role),
    ];
    let given = given
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::String(value.clone()?))));
    let body = app
        .contract
        .check_body("signUp", Value::Object(given.collect::<Map<_, _>>()))?;
    view::new_user(body)
}

async fn form(
    app: &App,
    browser: &Browser,
    errand: Option<&Errand>,
    status: i32,
    typed: &SignUpForm,
    errors: Errors,
) -> Result<Answer, Error> {
    let open = roles::list(app)
        .await?
        .into_iter()
        .filter(|role| role.sign_up);
    let roles: Vec<Choice> = open
        .map(|role| Choice {
            value: role.role.name().to_owned(),
            name: capitalized(role.role.name()),
            description: role.description,
        })
        .collect();
    let role = typed
        .role
        .clone()
        .or_else(|| Some(roles.first()?.value.clone()));
    let page = pages::SignUp {
        platform_name: app.platform_name(),
        client_name: Errand::client_name(errand),
        username: typed.username.clone().unwrap_or_default(),
        first_name: typed.first_name.clone().unwrap_or_default(),
        role: role.unwrap_or_default(),
        roles,
        errors,
        hidden: Errand::hidden(errand, app, browser),
    };
    browser.show(app, status, &page, Errand::leads_to(errand))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
