//! The command `create-admin`: a super admin made from the server itself, since there is nobody yet, or nobody left, who
//! may make one. Who can run it can read the database anyway, so it asks for no more; but it leaves a trace in the trail.

use serde_json::{Value, json};

use crate::{
    app::{App, explain},
    audit::Act,
    error::Error,
    roles::Role,
    users::{self, Details, NewUser, suspension},
};

/// What the command is called, in the trail as well.
pub const NAME: &str = "create-admin";

/// Looks at the address before the person takes the trouble of a password; answers it in lower case.
///
/// # Errors
/// A sentence, if it is no address or somebody has it.
pub async fn check_address(app: &App, address: &str) -> Result<String, String> {
    let username = address.to_lowercase();
    check(
        app,
        "requestEmailConfirmation",
        json!({ "username": username }),
    )?;
    match users::find_by_username(app, &username).await {
        Ok(None) => Ok(username),
        Ok(Some(_)) => Err(taken(&username)),
        Err(error) => Err(explain(error)),
    }
}

/// Makes the super admin, and answers how many there are now who may sign in.
///
/// # Errors
/// A sentence, if the password is not good enough or somebody has taken the address meanwhile; nothing was changed then.
pub async fn create(app: &App, username: &str, password: String) -> Result<i64, String> {
    let body = json!({ "username": username, "password": password });
    check(app, "signUp", body)?;
    let new = NewUser {
        username: username.to_owned(),
        password,
        role: Role::SuperAdmin,
        details: Details::default(),
    };
    insert(app, &new).await.map_err(|error| match error {
        Error::Refused(refusal) if refusal.code == "username-taken" => taken(username),
        Error::Refused(refusal) if refusal.code == "password-too-weak" => {
            format!("The password is too easy to guess. {}", refusal.detail)
        }
        error => explain(error),
    })
}

async fn insert(app: &App, new: &NewUser) -> Result<i64, Error> {
    let hash = users::check_new(app, new).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let act = |_| Act::by_command(NAME);
    users::open(app, &transaction, new, &hash, act).await?;
    let count = suspension::count_super_admins(&transaction).await?;
    transaction.commit().await?;
    Ok(count)
}

/// Holds what was given to the spec's rules for the same thing.
fn check(app: &App, operation_id: &str, body: Value) -> Result<(), String> {
    let Err(Error::Refused(refusal)) = app.contract.check_body(operation_id, body) else {
        return Ok(());
    };
    let sentence = |pointer: &str, detail: &str| match pointer {
        "/body/username" => format!("The e-mail address is wrong. {detail}"),
        _ => format!("The password is wrong. {detail}"),
    };
    let errors = refusal.errors.iter();
    let sentences = errors.map(|error| sentence(&error.pointer, &error.detail));
    Err(sentences.collect::<Vec<_>>().join("\n"))
}

fn taken(username: &str) -> String {
    format!(
        "Somebody has the address {username} already. Take another one; or let a super admin change that person's role."
    )
}
