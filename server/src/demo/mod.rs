//! Demo data for development: one account per role with credits, a member among them, three clients, some groups. Safe to run twice: what was removed or
//! suspended is put back.

mod store;

use chrono::{TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    app::{App, explain},
    clients::{ClientRow, Remains, upsert_client},
    config::{Config, Environment},
    credits,
    db::{self, Database, GenericClient},
    error::Error,
    memberships::{self, ClassRow, NewMembership, upsert_class},
    policy::Audience,
    privacy::Choices,
    roles::Role,
    secrets, shares,
    user_groups::{self, GroupType, Link, NewGroup, Profile, Visibility},
    users::{self, Details},
};
use store::Owner;

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

/// The classes of membership.
const MEMBERSHIP_CLASSES: &[(Uuid, &str)] = &[
    (
        Uuid::from_u128(0x0192_f0c1_4444_7000_8000_0000_0000_0001),
        "Listener member",
    ),
    (
        Uuid::from_u128(0x0192_f0c1_4444_7000_8000_0000_0000_0002),
        "Music-maker member",
    ),
];

/// Whose, what, name, one line about it, tags, link.
type DemoGroup = (
    &'static str,
    GroupType,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
);

const GROUPS: &[DemoGroup] = &[
    (
        "artist@demo.example",
        GroupType::Persona,
        "Night Ferry",
        "Slow songs about the sea",
        &["ambient", "shanty"],
        "https://night-ferry.bandcamp.com/",
    ),
    (
        "artist@demo.example",
        GroupType::Band,
        "The Gangway",
        "Four people and a harmonium",
        &["folk"],
        "https://social.example/@gangway",
    ),
    (
        "label@demo.example",
        GroupType::Label,
        "Low Tide Records",
        "Music for the hours before dawn",
        &["ambient", "drone"],
        "https://lowtide.example/",
    ),
];

/// What that account lets others see.
const OPENED: [(&str, Audience); 2] = [
    ("first_name", Audience::Public),
    ("owned_groups", Audience::Community),
];

/// Makes sure that this is a developer's database: on this machine, not another program's, and not one that people use who are
/// no demo accounts. One that had demo accounts before may have other people by now.
///
/// # Errors
/// A sentence that says what to do.
pub async fn check(config: &Config, database: &Database) -> Result<(), String> {
    if !db::is_on_this_machine(&config.database_url) {
        return Err("DATABASE_URL is not of this machine, and demo accounts have a password that everybody knows. Unset DATABASE_URL or name a database of your own; if that is what this is, add --anyway.".to_owned());
    }
    let client = database.client().await.map_err(explain)?;
    match store::owner(&client).await.map_err(explain)? {
        Owner::Developer => Ok(()),
        Owner::Strangers => Err("The database has people, and none of them is a demo account: it may be one that is in use. Demo accounts have a password that everybody knows. Unset DATABASE_URL or name a database of your own; if that is what this is, add --anyway.".to_owned()),
        Owner::AnotherProgram => Err("The database has tables that are not of this server: it seems to be another program's. Unset DATABASE_URL or name a database of your own; if that is what this is, add --anyway.".to_owned()),
    }
}

/// Adds the demo data that is not there yet.
///
/// # Errors
/// A sentence, if this is not development or the database does not answer.
pub async fn seed(app: &App) -> Result<(), String> {
    if app.config.environment != Environment::Development {
        return Err("Demo accounts exist only in development. Set USER_API_ENVIRONMENT=development if this is a developer's machine.".to_owned());
    }
    seed_all(app).await.map_err(explain)
}

async fn seed_all(app: &App) -> Result<(), Error> {
    let client = app.database.client().await?;
    // Before a client is put back, so that nobody is signed in with it again who was when it was removed.
    for remains in Remains::ALL {
        while remains.delete(&client, 1000).await? > 0 {}
    }
    for row in clients() {
        upsert_client(&client, &row).await?;
    }
    for (id, name) in MEMBERSHIP_CLASSES {
        let name = (*name).to_owned();
        upsert_class(&client, &ClassRow { id: *id, name }).await?;
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
        credits::welcome(app, &client, user.id).await?;
        if *username == USERNAME {
            let opened = OPENED.map(|(field, audience)| (field.to_owned(), audience));
            let choices = Choices::from_iter(opened);
            users::privacy::update_choices(&client, user.id, &choices).await?;
            let membership = NewMembership {
                user_id: user.id,
                membership_class_id: MEMBERSHIP_CLASSES[1].0,
                subscription_id: None,
                starts_at: Utc::now(),
                ends_at: Some(Utc::now() + TimeDelta::days(365)),
            };
            memberships::start(&client, &membership).await?;
            shares::record(&client, user.id, 5, None).await?;
        }
        for group in GROUPS.iter().filter(|(owner, ..)| owner == username) {
            add_group(&client, user.id, group).await?;
        }
    }
    Ok(())
}

/// A name that somebody has, such as a demo account that was deleted, is left to them.
async fn add_group(
    client: &impl GenericClient,
    owner_id: Uuid,
    (_, kind, display_name, short_bio, tags, link): &DemoGroup,
) -> Result<(), Error> {
    let link = Link {
        url: (*link).to_owned(),
        personal_data: false,
    };
    let profile = Profile {
        display_name: (*display_name).to_owned(),
        short_bio: Some((*short_bio).to_owned()),
        links: vec![link],
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Profile::default()
    };
    let new = NewGroup {
        kind: *kind,
        profile,
        visibility: Visibility::Public,
    };
    match user_groups::add(client, owner_id, new).await {
        Err(Error::Refused(refusal)) if refusal.code == "name-taken" => Ok(()),
        added => added.map(|_| ()),
    }
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
            &["read", "read_write", "credits", "rights"],
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
