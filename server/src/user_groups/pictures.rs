//! A group's avatar and banner.

use uuid::Uuid;

use super::{GroupRow, Profile, Standing, find, lock, profile::check_label, standing, store};
use crate::{
    app::App,
    audit::{self, Object},
    db::GenericClient,
    error::Error,
    etag,
    images::{Addresses, Images, Shape},
    policy::{Caller, Rule},
};

/// Which of its images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Its picture.
    Avatar,
    /// The picture above its profile.
    Banner,
}

impl Slot {
    /// Both of them.
    const ALL: [Self; 2] = [Self::Avatar, Self::Banner];

    fn shape(self) -> Shape {
        match self {
            Self::Avatar => Shape::Square,
            Self::Banner => Shape::Free,
        }
    }

    /// As the database calls it, and the API where it takes an id.
    fn name(self) -> &'static str {
        match self {
            Self::Avatar => "avatar_id",
            Self::Banner => "banner_id",
        }
    }

    fn of(self, profile: &mut Profile) -> &mut Option<Uuid> {
        match self {
            Self::Avatar => &mut profile.avatar_id,
            Self::Banner => &mut profile.banner_id,
        }
    }
}

/// Sets an image. It is made before the group is held, so that nobody waits for that; whether the caller may is asked
/// before the work as well as after.
///
/// # Errors
/// Not found, forbidden, precondition failed, or an image that cannot be.
pub async fn set_image(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    slot: Slot,
    if_match: Option<&str>,
    bytes: Vec<u8>,
) -> Result<(GroupRow, Addresses), Error> {
    let client = app.database.client().await?;
    let group = find(&client, caller, id).await?;
    check(app, &client, caller, rule, &group, slot).await?;
    etag::check(if_match, group.version)?;
    // The connection is for others meanwhile.
    drop(client);
    let image = app.images.add(&app.database, slot.shape(), bytes).await?;
    let group = change(app, caller, rule, id, slot, if_match, Some(image)).await?;
    Ok((group, app.images.addresses(image)))
}

/// Removes an image, if there is one.
///
/// # Errors
/// Not found, forbidden, or precondition failed.
pub async fn remove_image(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    slot: Slot,
    if_match: Option<&str>,
) -> Result<(), Error> {
    change(app, caller, rule, id, slot, if_match, None)
        .await
        .map(drop)
}

/// Refuses who may not change this image of the group. A label may, as long as everybody sees it.
async fn check(
    app: &App,
    client: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    group: &GroupRow,
    slot: Slot,
) -> Result<(), Error> {
    match standing(client, caller, rule, group).await? {
        Standing::Owner => Ok(()),
        Standing::Label => check_label(app, group, &[slot.name()], &[]),
    }
}

async fn change(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    slot: Slot,
    if_match: Option<&str>,
    image: Option<Uuid>,
) -> Result<GroupRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let mut group = lock(&transaction, caller, id).await?;
    check(app, &transaction, caller, rule, &group, slot).await?;
    etag::check(if_match, group.version)?;
    if *slot.of(&mut group.profile) == image {
        return Ok(group);
    }
    *slot.of(&mut group.profile) = image;
    store::update_profile(&transaction, id, &group.profile).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &[slot.name()]).await?;
    let group = find(&transaction, caller, id).await?;
    transaction.commit().await?;
    Ok(group)
}

/// Takes note of images that a profile names, which only a store outside makes possible.
///
/// # Errors
/// Refused, if images are kept here.
pub(super) async fn accept_named(
    images: &Images,
    client: &impl GenericClient,
    old: &Profile,
    new: &Profile,
) -> Result<(), Error> {
    let (mut old, mut new) = (old.clone(), new.clone());
    for slot in Slot::ALL {
        let (old, new) = (*slot.of(&mut old), *slot.of(&mut new));
        if let Some(id) = new.filter(|_| new != old) {
            let pointer = format!("/body/{}", slot.name());
            images.accept(client, id, &pointer).await?;
        }
    }
    Ok(())
}
