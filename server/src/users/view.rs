//! Users as the API shows them: the account to the person and staff, the profile to everybody else.

use user_api_generated::models;

use super::{Details, NewUser, UserRow};
use crate::{
    db::page::Page,
    error::Error,
    etag,
    memberships::Status,
    nullable,
    policy::{self, Audience, Caller},
    privacy::Choices,
    roles::Role,
    spec::privacy::Audiences,
};

impl From<models::UserCreate> for NewUser {
    fn from(body: models::UserCreate) -> Self {
        Self {
            username: body.username.to_lowercase(),
            password: body.password,
            // The contract has filled in the spec's defaults; without one, the least.
            role: match body.role {
                None | Some(models::UserCreateRole::Listener) => Role::Listener,
                Some(models::UserCreateRole::Artist) => Role::Artist,
                Some(models::UserCreateRole::Label) => Role::Label,
            },
            details: Details {
                first_name: body.first_name,
                last_name: body.last_name,
                full_name: body.full_name,
                country: body.country,
                newsletter_notification: body.newsletter_notification.unwrap_or_default(),
            },
        }
    }
}

/// Applies a merge patch.
pub fn apply(patch: models::UserUpdate, details: &mut Details) {
    let set = |field: &mut Option<String>, change| {
        if let Some(value) = nullable::change(change) {
            *field = value;
        }
    };
    set(&mut details.first_name, patch.first_name);
    set(&mut details.last_name, patch.last_name);
    set(&mut details.full_name, patch.full_name);
    set(&mut details.country, patch.country);
    if let Some(wanted) = patch.newsletter_notification {
        details.newsletter_notification = wanted;
    }
}

/// The tag of the account. Whether the person is a member changes with time, and the row does not.
pub fn tag(row: &UserRow) -> String {
    if is_member(row) {
        etag::of_state(row.version, "member")
    } else {
        etag::of(row.version)
    }
}

/// The tag of the profile as who sees all of it sees it. What has become of a membership changes with time, too.
pub fn whole_tag(row: &UserRow) -> String {
    let private = Audience::Private;
    row.membership_status.map_or_else(
        || etag::of_view(row.version, private),
        |status| {
            let state = format!("{}-{}", private.name(), status.name());
            etag::of_state(row.version, &state)
        },
    )
}

/// The account.
pub fn account(row: UserRow) -> models::Account {
    let member = is_member(&row);
    let is_somewhere = row.details.country.is_some();
    let country_source = nullable::of(is_somewhere.then(|| row.country_source.into()));
    let country_set_at = nullable::of(is_somewhere.then_some(row.country_set_at));
    models::Account {
        id: row.id,
        username: row.username,
        email_confirmed: row.email_confirmed_at.is_some(),
        suspended: row.suspended_at.is_some(),
        erase_at: nullable::of(row.erase_at),
        role: row.role.into(),
        tenant_id: row.tenant_id,
        first_name: nullable::of(row.details.first_name),
        last_name: nullable::of(row.details.last_name),
        full_name: nullable::of(row.details.full_name),
        country: nullable::of(row.details.country),
        country_source,
        country_set_at,
        member,
        newsletter_notification: row.details.newsletter_notification,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn is_member(row: &UserRow) -> bool {
    row.membership_status == Some(Status::Active)
}

/// A page of accounts.
pub fn page(page: Page<UserRow>) -> models::AccountPage {
    models::AccountPage {
        items: page.items.into_iter().map(account).collect(),
        next_cursor: nullable::of(page.next_cursor),
    }
}

/// A page of people's profiles, in a list for everybody, in which staff see no more than others.
///
/// # Errors
/// As [`profile`].
pub fn profiles(
    page: Page<UserRow>,
    caller: &Caller,
    audiences: &Audiences,
) -> Result<models::UserPage, Error> {
    let seen = |row: UserRow| {
        let audience = policy::audience_in_lists(caller, &row.subject());
        profile(row, audience, audiences)
    };
    Ok(models::UserPage {
        items: page.items.into_iter().map(seen).collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}

/// The profile, as this audience sees it.
///
/// # Errors
/// Internal, if the spec gives a field no audience; the start has made sure that it does.
pub fn profile(
    row: UserRow,
    audience: Audience,
    audiences: &Audiences,
) -> Result<models::User, Error> {
    let sight = audiences.sight("User", audience, &row.choices)?;
    let sees = |field| sight.sees(field);
    let path = |field, list| sees(field).then(|| format!("/v1/users/{}/{list}", row.id));
    Ok(models::User {
        id: row.id,
        first_name: row.details.first_name.filter(|_| sees("first_name")),
        last_name: row.details.last_name.filter(|_| sees("last_name")),
        full_name: row.details.full_name.filter(|_| sees("full_name")),
        country: row.details.country.filter(|_| sees("country")),
        role: sees("role").then(|| row.role.into()),
        owned_groups: path("owned_groups", "user-groups"),
        followed_groups: path("followed_groups", "following"),
        membership_status: row
            .membership_status
            .filter(|_| sees("membership_status"))
            .map(Into::into),
        created_at: sees("created_at").then_some(row.created_at),
    })
}

/// What a person chooses of who may see what.
///
/// # Errors
/// As [`Audiences::chosen`].
pub fn choices(body: &models::UserPrivacyChoice, audiences: &Audiences) -> Result<Choices, Error> {
    audiences.chosen("User", body)
}

/// Who may see what of a person.
///
/// # Errors
/// Internal, if the spec has other fields here than are choosable; the start has made sure that it has not.
pub fn privacy(row: &UserRow, audiences: &Audiences) -> Result<models::UserPrivacy, Error> {
    let fields = audiences.in_force("User", &row.choices)?;
    serde_json::from_value(fields.into()).map_err(Error::internal)
}
