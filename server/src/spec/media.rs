//! Media types of images, as their first bytes tell them.

use mime::Mime;

use crate::images::format_of;

/// Whether the media type is an image.
pub(super) fn is_image(media_type: &Mime) -> bool {
    media_type.type_() == mime::IMAGE
}

/// What kind of image this is, if it is one.
pub(super) fn of_image(bytes: &[u8]) -> Option<&'static str> {
    Some(format_of(bytes)?.to_mime_type())
}
