//! Images as the API shows them.

use user_api_generated::models;

use super::{Addresses, Size};

impl From<Addresses> for models::Image {
    fn from(addresses: Addresses) -> Self {
        let Addresses {
            id,
            small,
            medium,
            large,
        } = addresses;
        Self {
            id,
            small,
            medium,
            large,
        }
    }
}

impl From<models::GetImageSizeParameter> for Size {
    fn from(size: models::GetImageSizeParameter) -> Self {
        match size {
            models::GetImageSizeParameter::Small => Self::Small,
            models::GetImageSizeParameter::Medium => Self::Medium,
            models::GetImageSizeParameter::Large => Self::Large,
        }
    }
}
