//! What owners choose, as the API has it.

use user_api_generated::models;

use super::{GroupRow, Privacy, Visibility};
use crate::{error::Error, spec::privacy::Audiences};

/// What the owner chooses of who finds a group and who may see what of it.
///
/// # Errors
/// As [`Audiences::chosen`].
pub fn choice(
    body: &models::UserGroupPrivacyChoice,
    audiences: &Audiences,
) -> Result<Privacy, Error> {
    Ok(Privacy {
        visibility: body.visibility.into(),
        // The contract has filled in the spec's defaults; without one, the least.
        show_owned_tracks: body.show_owned_tracks.unwrap_or_default(),
        show_supported_artists: body.show_supported_artists.unwrap_or_default(),
        choices: audiences.chosen("UserGroup", body)?,
    })
}

/// Who finds a group, and who may see what of it.
///
/// # Errors
/// Internal, if the spec has other fields here than are choosable; the start has made sure that it has not.
pub fn privacy(row: &GroupRow, audiences: &Audiences) -> Result<models::UserGroupPrivacy, Error> {
    let Privacy {
        visibility,
        show_owned_tracks,
        show_supported_artists,
        choices,
    } = &row.privacy;
    let mut fields = audiences.in_force("UserGroup", choices)?;
    fields.insert("visibility".to_owned(), visibility.name().into());
    fields.insert("show_owned_tracks".to_owned(), (*show_owned_tracks).into());
    fields.insert(
        "show_supported_artists".to_owned(),
        (*show_supported_artists).into(),
    );
    serde_json::from_value(fields.into()).map_err(Error::internal)
}

impl From<Visibility> for models::Visibility {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Public => Self::Public,
            Visibility::Unlisted => Self::Unlisted,
            Visibility::Private => Self::Private,
        }
    }
}

impl From<models::Visibility> for Visibility {
    fn from(visibility: models::Visibility) -> Self {
        match visibility {
            models::Visibility::Public => Self::Public,
            models::Visibility::Unlisted => Self::Unlisted,
            models::Visibility::Private => Self::Private,
        }
    }
}
