//! What a group says of itself: what can be said at all, who may say it, and how it is written down.

use uuid::Uuid;

use super::{
    GroupRow,
    links::{self, Link, Unseen},
    members, store, tags,
};
use crate::{
    app::App,
    countries,
    db::GenericClient,
    error::Error,
    names::{self, LONGEST_NAME},
    policy::{Audience, Caller, Rule},
    privacy::Choices,
    spec::access,
};

/// What a group says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name it appears under.
    pub display_name: String,
    /// One line about it.
    pub short_bio: Option<String>,
    /// As much about it as its owner likes.
    pub description: Option<String>,
    /// Where it can be written to.
    pub group_email: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where else it can be found.
    pub links: Vec<Link>,
    /// Words for its music.
    pub tags: Vec<String>,
    /// Its picture.
    pub avatar_id: Option<Uuid>,
    /// The picture above its profile.
    pub banner_id: Option<Uuid>,
}

/// As whom somebody changes a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its owner, or staff within reach.
    Owner,
    /// The owner of a label that the group has accepted, who changes what everybody sees of it.
    Label,
}

/// As whom this caller may change the group. Who does so as a label holds the membership until the transaction ends, so
/// that nothing is changed by a label whose membership has ended.
///
/// # Errors
/// Forbidden; or not found, if the caller may not know of the group.
pub async fn standing(
    transaction: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    group: &GroupRow,
) -> Result<Standing, Error> {
    group.show_to(caller)?;
    if rule.may(caller, &group.owner) {
        return Ok(Standing::Owner);
    }
    if let Caller::User(user) = caller
        && rule.may_as_label(caller)
        && members::is_label_of(transaction, user.user_id, group.id).await?
    {
        return Ok(Standing::Label);
    }
    Err(access::refusal(rule))
}

impl Profile {
    /// The profile as it is stored. What is as it was before is not judged: it may have come by other rules, and who changes
    /// something else has no part in it. Before a new one there is the default.
    ///
    /// # Errors
    /// Refused, if there is no such country, a name, tag or link cannot be used, or something is there twice.
    pub(super) fn tidy(mut self, before: &Self) -> Result<Self, Error> {
        if self.country != before.country {
            countries::check(self.country.as_deref())?;
        }
        if self.display_name != before.display_name {
            let pointer = "/body/display_name";
            self.display_name = names::tidy(&self.display_name, LONGEST_NAME, pointer)?;
        }
        if self.links != before.links {
            self.links = links::tidy(self.links)?;
        }
        if self.tags != before.tags {
            self.tags = tags::tidy(self.tags)?;
        }
        Ok(self)
    }

    /// The names of what differs, as the API takes it. Tags are the same in whatever letters.
    pub(super) fn differences(&self, other: &Self) -> Vec<&'static str> {
        let keys = |profile: &Self| -> Vec<String> {
            profile.tags.iter().map(|tag| names::same(tag)).collect()
        };
        let differ = [
            ("display_name", self.display_name != other.display_name),
            ("short_bio", self.short_bio != other.short_bio),
            ("description", self.description != other.description),
            ("group_email", self.group_email != other.group_email),
            ("country", self.country != other.country),
            ("links", self.links != other.links),
            ("tags", keys(self) != keys(other)),
            ("avatar_id", self.avatar_id != other.avatar_id),
            ("banner_id", self.banner_id != other.banner_id),
        ];
        let changed = differ.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(name, _)| name).collect()
    }
}

/// The links that are none of a label's to see and to change, taken out of the profile before it changes the rest.
///
/// # Errors
/// Internal, if the spec gives a field no audience; the start has made sure that it does.
pub(super) fn put_aside(app: &App, profile: &mut Profile) -> Result<Unseen, Error> {
    if marks_may_be_seen(app)? {
        return Ok(Unseen::default());
    }
    Ok(Unseen::take(&mut profile.links))
}

/// Whether everybody sees which links are personal data, and so those links as well.
fn marks_may_be_seen(app: &App) -> Result<bool, Error> {
    let (all, none) = (Audience::Public, Choices::default());
    let sight = app.contract.privacy.sight("Link", all, &none)?;
    Ok(sight.sees("personal_data"))
}

/// Refuses a label that would change more than what everybody sees. Nothing that it does not see may make a difference here.
///
/// # Errors
/// Forbidden.
pub(super) fn check_label(
    app: &App,
    before: &GroupRow,
    changed: &[&str],
    links: &[Link],
) -> Result<(), Error> {
    let (all, choices) = (Audience::Public, &before.privacy.choices);
    let sight = app.contract.privacy.sight("UserGroup", all, choices)?;
    let shown_as = |field| match field {
        "avatar_id" => "avatar",
        "banner_id" => "banner",
        _ => field,
    };
    let hidden = changed.iter().find(|field| !sight.sees(shown_as(field)));
    if let Some(field) = hidden {
        return Err(Error::forbidden(format!(
            "A label changes what everybody sees of a group; {field} is for its owner."
        )));
    }
    if links.iter().any(|link| link.personal_data) && !marks_may_be_seen(app)? {
        return Err(Error::forbidden(
            "A label changes what everybody sees of a group; links that are personal data are for its owner.",
        ));
    }
    Ok(())
}

/// Writes down what has changed of a profile: its name before its tags, as of a new group, so that of two who take the same
/// name and the same tag one waits for the other and not both.
///
/// # Errors
/// A conflict, if another group has such a name.
pub(super) async fn write(
    transaction: &impl GenericClient,
    group: &GroupRow,
    profile: &Profile,
    changed: &[&str],
) -> Result<(), Error> {
    store::update_profile(transaction, group.id, profile).await?;
    if changed.contains(&"links") {
        links::store::replace_links(transaction, group.id, &profile.links).await?;
    }
    if changed.contains(&"tags") {
        tags::store::replace_tags(transaction, group.id, &profile.tags).await?;
    }
    Ok(())
}
