//! The users: people, one account each. Sign up, list, read, change. How they leave stands in `deletions`.

mod person;
pub mod privacy;
mod sign_up;
pub mod standing;
mod store;
pub mod suspension;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    countries::{self, Source},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    etag,
    policy::{self, Audience, Caller, Rule, Subject},
    roles::Role,
    spec::access,
};
pub(crate) use person::person_columns;
pub use person::{PersonRow, find_person, lock_person};
pub use sign_up::{NewUser, check_new, count_taken, open, sign_up};
pub(crate) use store::columns;
pub use store::{UserRow, find_user, insert_user, lock_user, subject_in};

/// What people say of themselves and may change at will.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The whole name.
    pub full_name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Whether the person wants the newsletter.
    pub newsletter_notification: bool,
}

impl Details {
    /// The names of the fields in which these differ from others.
    fn changed_from(&self, before: &Self) -> Vec<&'static str> {
        let newsletter = self.newsletter_notification != before.newsletter_notification;
        let fields = [
            ("first_name", self.first_name != before.first_name),
            ("last_name", self.last_name != before.last_name),
            ("full_name", self.full_name != before.full_name),
            ("country", self.country != before.country),
            ("newsletter_notification", newsletter),
        ];
        audit::changed(fields)
    }

    /// What somebody who guesses the password of this person would try first.
    pub fn about(&self, username: &str) -> Vec<String> {
        let names = [&self.first_name, &self.last_name, &self.full_name];
        let names = names.into_iter().flatten().cloned();
        [username.to_owned()].into_iter().chain(names).collect()
    }
}

/// Which accounts to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only people with this role.
    pub role: Option<Role>,
    /// Only the person with this e-mail address.
    pub username: Option<String>,
    /// Only people of this tenant.
    pub tenant_id: Option<Uuid>,
    /// Only people whose role is below this one.
    pub below: Option<Role>,
    /// Those whose account is deleted but not erased, instead of those who are there.
    pub deleted: bool,
}

/// A page of accounts, newest first; for a tenant admin, of the people they reach.
///
/// # Errors
/// Refused, if the cursor is not one of this list with these filters.
pub async fn list(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    mut filter: Filter,
    request: &PageRequest,
) -> Result<Page<UserRow>, Error> {
    if let Some(own) = policy::own_tenant_only(caller) {
        if filter.tenant_id.is_some_and(|tenant_id| tenant_id != own) {
            // No list gives a cursor under this name, so none from elsewhere passes.
            app.cursors.open("nobody", request)?;
            return Ok(Page {
                items: Vec::new(),
                next_cursor: None,
            });
        }
        filter.tenant_id = Some(own);
        filter.below = Some(Role::TenantAdmin);
    }
    filter.username = filter.username.map(|username| username.to_lowercase());
    let list = format!("users {filter:?}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let rows = store::list_users(&*reader, &filter, &after, request.limit + 1).await?;
    let page = app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.to_string(),
    });
    let shown = page.items.iter().map(|user| Object::User(user.subject()));
    let fields = app.contract.fields("Account")?;
    audit::note_looks(&*reader, caller, rule, shown, &fields).await?;
    Ok(page)
}

/// A person, and the audience that this caller belongs to.
///
/// # Errors
/// Not found.
pub async fn get_profile(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
) -> Result<(UserRow, Audience), Error> {
    let user = find(app, id).await?;
    let audience = policy::audience(caller, &user.subject());
    if audience == Audience::Private {
        let sight = app
            .contract
            .privacy
            .sight("User", audience, &user.choices)?;
        let fields: Vec<_> = sight.private().collect();
        look(app, caller, rule, &user, &fields).await?;
    }
    Ok((user, audience))
}

/// The account of the caller.
///
/// # Errors
/// Not found, if it was deleted a moment ago.
pub async fn get_own(app: &App, caller: &Caller) -> Result<UserRow, Error> {
    match caller {
        Caller::User(user) => find(app, user.user_id).await,
        Caller::Anonymous | Caller::Client(_) => Err(Error::internal("getMe is for people only")),
    }
}

/// An account, to be shown to those whom the rule lets in.
///
/// # Errors
/// Not found, or forbidden.
pub async fn show_account(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
) -> Result<UserRow, Error> {
    let user = get_account(app, caller, rule, id).await?;
    let fields = app.contract.fields("Account")?;
    look(app, caller, rule, &user, &fields).await?;
    Ok(user)
}

/// The person, if the rule lets the caller in. Who shows more of them than everybody may see notes the [`look`] of staff.
///
/// # Errors
/// Not found, or forbidden.
pub async fn get_account(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
) -> Result<UserRow, Error> {
    let user = find(app, id).await?;
    permit(rule, caller, &user.subject())?;
    Ok(user)
}

/// Changes what a person says of themselves.
///
/// # Errors
/// Not found, forbidden, precondition failed, or no such country.
pub async fn update(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    change: impl FnOnce(&mut Details),
) -> Result<UserRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    etag::check(if_match, user.version)?;
    let mut details = user.details.clone();
    change(&mut details);
    let fields = details.changed_from(&user.details);
    if fields.is_empty() {
        return Ok(user);
    }
    let source = if details.country == user.details.country {
        user.country_source
    } else {
        countries::check(details.country.as_deref())?;
        Source::Declared
    };
    let user = store::update_details(&transaction, id, &details, source).await?;
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &fields).await?;
    transaction.commit().await?;
    Ok(user)
}

/// The person with this id, held so that nobody else changes them until the transaction ends.
///
/// # Errors
/// Not found.
pub async fn lock(client: &impl GenericClient, id: Uuid) -> Result<UserRow, Error> {
    lock_user(client, id)
        .await?
        .ok_or_else(|| Error::not_found("user"))
}

/// The person with this e-mail address, however it is written, with the hash of their password.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_by_username(
    app: &App,
    username: &str,
) -> Result<Option<(PersonRow, Option<String>)>, Error> {
    person::find_person_by_username(&*app.database.reader().await?, &username.to_lowercase()).await
}

/// The person with this id.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_by_id(app: &App, id: Uuid) -> Result<Option<UserRow>, Error> {
    store::find_user(&*app.database.reader().await?, id).await
}

/// Notes that the caller looks at these fields of a person, if it is staff who does.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn look(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user: &UserRow,
    fields: &[&str],
) -> Result<(), Error> {
    let looked_at = std::iter::once(Object::User(user.subject()));
    let reader = app.database.reader().await?;
    audit::note_looks(&*reader, caller, rule, looked_at, fields).await
}

/// Refuses a caller whom the rule does not let in for this subject.
///
/// # Errors
/// Forbidden.
pub fn permit(rule: &Rule, caller: &Caller, subject: &Subject) -> Result<(), Error> {
    if rule.may(caller, subject) {
        Ok(())
    } else {
        Err(access::refusal(rule))
    }
}

async fn find(app: &App, id: Uuid) -> Result<UserRow, Error> {
    store::find_user(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("user"))
}
