//! Demo data for development: one account per role, three clients, some groups. Safe to run twice: what was removed or
//! suspended is put back.

use chrono::Utc;
use uuid::Uuid;

use crate::{
    app::App,
    clients::{ClientRow, upsert_client},
    config::Environment,
    error::Error,
    roles::Role,
    secrets,
    user_groups::{self, GroupType, NewGroup, Profile},
    users::{self, Details},
};

/// The password of every demo account.
pub const PASSWORD: &str = "demo-only-passphrase";
/// The account that the reference signs in with.
pub const USERNAME: &str = "artist@demo.example";
/// The first-party client.
pub const CLIENT_ID: &str = "demo-first-party";
/// Its secret.
pub const CLIENT_SECRET: &str = "demo-first-party-secret";

/// The people, each with their role and given name.
pub const PEOPLE: &[(&str, Role, &str)] = &[
    ("listener@demo.example", Role::Listener, "Lin"),
    ("artist@demo.example", Role::Artist, "Bo"),
    ("label@demo.example", Role::Label, "Maya"),
    ("tenant-admin@demo.example", Role::TenantAdmin, "Tariq"),
    ("admin@demo.example", Role::Admin, "Ada"),
    ("super-admin@demo.example", Role::SuperAdmin, "Sol"),
];

const GROUPS: &[(&str, GroupType, &str, &str)] = &[
    (
        "artist@demo.example",
        GroupType::Persona,
        "Night Ferry",
        "Slow songs about the sea",
    ),
    (
        "artist@demo.example",
        GroupType::Band,
        "The Gangway",
        "Four people and a harmonium",
    ),
    (
        "label@demo.example",
        GroupType::Label,
        "Low Tide Records",
        "Music for the hours before dawn",
    ),
];

/// Adds the demo data that is not there yet.
///
/// # Errors
/// A sentence, if this is not development or the database does not answer.
pub async fn seed(app: &App) -> Result<(), String> {
    if app.config.environment != Environment::Development {
        return Err("Demo accounts exist only in development. Set USER_API_ENVIRONMENT=development if this is a developer's machine.".to_owned());
    }
    seed_all(app).await.map_err(crate::app::explain)
}

async fn seed_all(app: &App) -> Result<(), Error> {
    let client = app.database.client().await?;
    for row in clients() {
        upsert_client(&client, &row).await?;
    }
    for (username, role, first_name) in PEOPLE {
        if let Some((user, _)) = users::find_by_username(app, username).await? {
            users::suspension::lift_of_demo(&client, user.id).await?;
            continue;
        }
        let hash = app.passwords.hash(PASSWORD.to_owned(), Vec::new()).await?;
        let details = Details {
            first_name: Some((*first_name).to_owned()),
            country: Some("DE".to_owned()),
            ..Details::default()
        };
        let user = users::insert_user(
            &client,
            Uuid::now_v7(),
            username,
            Some(&hash),
            *role,
            &details,
        )
        .await?;
        for (_, kind, display_name, short_bio) in
            GROUPS.iter().filter(|(owner, ..)| owner == username)
        {
            let profile = Profile {
                display_name: (*display_name).to_owned(),
                short_bio: Some((*short_bio).to_owned()),
                ..Profile::default()
            };
            user_groups::add(
                &client,
                user.id,
                NewGroup {
                    kind: *kind,
                    profile,
                },
            )
            .await?;
        }
    }
    Ok(())
}

fn clients() -> [ClientRow; 3] {
    let person = [
        "openid",
        "profile",
        "email",
        "offline_access",
        "read",
        "read_write",
    ];
    let every_role = Role::ALL.map(Role::name);
    [
        client(
            "demo-spa",
            "Demo web application",
            None,
            &["authorization_code", "refresh_token"],
            &person,
            &["http://127.0.0.1:8081/callback"],
        ),
        ClientRow {
            first_party: true,
            ..client(
                CLIENT_ID,
                "Demo first-party application",
                Some(CLIENT_SECRET),
                &["password", "refresh_token"],
                &[&person[..], &every_role].concat(),
                &[],
            )
        },
        client(
            "demo-service",
            "Demo service",
            Some("demo-service-secret"),
            &["client_credentials"],
            &["read", "read_write"],
            &[],
        ),
    ]
}

fn client(
    id: &str,
    name: &str,
    secret: Option<&str>,
    grants: &[&str],
    scopes: &[&str],
    redirect_uris: &[&str],
) -> ClientRow {
    let owned = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
    ClientRow {
        id: id.to_owned(),
        name: name.to_owned(),
        secret_hash: secret.map(secrets::hash),
        old_secret_hash: None,
        old_secret_expires_at: None,
        first_party: false,
        grants: owned(grants),
        scopes: owned(scopes),
        redirect_uris: owned(redirect_uris),
        post_logout_redirect_uris: redirect_uris
            .iter()
            .map(|uri| uri.replace("/callback", "/"))
            .collect(),
        id_token_algorithm: "RS256".to_owned(),
        created_at: Utc::now(),
        updated_at: Utc::now(),
        version: 1,
    }
}
