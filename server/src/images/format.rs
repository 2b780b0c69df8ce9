//! What kind of image something is, as its first bytes tell it.

use image::ImageFormat;

/// What AVIF calls itself: a picture, or a sequence of them (AV1 Image File Format, section 5).
pub(super) const AVIF: [&[u8]; 2] = [b"avif", b"avis"];

/// The format, if it is one.
pub fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let guessed = image::guess_format(bytes).ok();
    guessed.or_else(|| is_avif(bytes).then_some(ImageFormat::Avif))
}

/// Whether a file says of itself that it can be read as AVIF. Its first box names what it is above all, and after a number
/// what else it is (ISO/IEC 14496-12, section 4.3): often `mif1`, of which AVIF is a kind, comes first.
fn is_avif(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else {
        return false;
    };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let Some(brands) = rest.strip_prefix(b"ftyp") else {
        return false;
    };
    let brands = &brands[..brands.len().min(length.saturating_sub(8))];
    let mut brands = brands.chunks_exact(4).enumerate();
    brands.any(|(place, brand)| place != 1 && AVIF.contains(&brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_as_avif_is_so_whatever_else_it_is() {
        for good in [
            &b"\0\0\0\x10ftypavif\0\0\0\0"[..],
            b"\0\0\0\x10ftypavis\0\0\0\0",
            b"\0\0\0\x1cftypmif1\0\0\0\0mif1miafavif",
            b"\0\0\0\x18ftypmsf1\0\0\0\0isomavis and so on",
        ] {
            assert_eq!(format_of(good), Some(ImageFormat::Avif), "{good:?}");
        }
        for other in [
            &b""[..],
            b"\0\0\0\x08ftyp",
            b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
            b"\0\0\0\x10ftypmif1avif",
            b"\0\0\0\x14ftypmif1\0\0\0\0mif1avif",
            b"\0\0\0\x10freeavif\0\0\0\0",
            b"\0\0\0\x01ftypmif1\0\0\0\0avif",
        ] {
            assert_eq!(format_of(other), None, "{other:?}");
        }
    }
}
