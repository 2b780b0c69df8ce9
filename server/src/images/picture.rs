//! From what somebody sent to the files of an image: decoded within limits, turned upright, cut and shrunk, brought to
//! sRGB, and encoded anew. Nothing of the original is kept but its pixels, so no metadata and no code hidden in it.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use fast_image_resize::{ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageBuffer, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{Shape, Size, avif, format_of};
use crate::error::{Error, Refusal};

/// How many pixels a picture may have.
pub(super) const MOST_PIXELS: u64 = 50_000_000;

/// How many bytes the pixels of a picture may take once decoded.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// How many bytes a PNG's decoder may have for a row and for what stands beside the pixels. A colour profile is packed there,
/// and one that was made to do harm unpacks a thousandfold; this is five times the largest that anybody makes.
const PNG_BYTES: u64 = 32 * 1024 * 1024;

/// The quality of what is encoded, from 0 to 100: at 82 a face shows no difference.
const QUALITY: f32 = 82.0;

/// A picture as it was sent, decoded.
pub(super) struct Picture {
    pub(super) image: DynamicImage,
    pub(super) orientation: Orientation,
    /// What its colours mean, unless that is sRGB.
    pub(super) profile: Option<ColorProfile>,
}

/// An image, ready to be kept.
pub(super) struct Made {
    /// Pixels of the largest size.
    pub(super) width: u32,
    /// Pixels of the largest size.
    pub(super) height: u32,
    /// WebP, for each size.
    pub(super) files: Vec<(Size, Vec<u8>)>,
}

/// Makes the files of an image.
///
/// # Errors
/// Refused, if it cannot be read or has too many pixels.
pub(super) fn make(bytes: &[u8], shape: Shape) -> Result<Made, Error> {
    // Decoders are large, and what they are given may be made to break them.
    let made = catch_unwind(AssertUnwindSafe(|| make_files(read(bytes)?, shape)));
    made.unwrap_or_else(|_| Err(unreadable("a panic; its message is in the log above")))
}

fn make_files(picture: Picture, shape: Shape) -> Result<Made, Error> {
    let mut image = if picture.image.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.image.into_rgb8())
    };
    image.apply_orientation(picture.orientation);
    let (whole_width, whole_height) = (image.width(), image.height());
    let mut files = Vec::new();
    let (mut width, mut height) = (0, 0);
    let mut profile = picture.profile;
    for size in [Size::Large, Size::Medium, Size::Small] {
        image = shrink(image, shape.fit(size, whole_width, whole_height))?;
        if size == Size::Large {
            (width, height) = (image.width(), image.height());
            if let Some(profile) = profile.take() {
                // A picture whose colours cannot be understood is shown as it is, as browsers do.
                image = to_srgb(&image, &profile).unwrap_or(image);
            }
        }
        files.push((size, encode(&image)?));
    }
    Ok(Made {
        width,
        height,
        files,
    })
}

/// Decodes a picture, of an animation the first.
fn read(bytes: &[u8]) -> Result<Picture, Error> {
    let format = format_of(bytes).ok_or_else(|| unreadable("it is of no known format"))?;
    if format == ImageFormat::Avif {
        return avif::read(bytes);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MOST_BYTES);
    if format == ImageFormat::Png {
        // Before the decoder looks at a row, so that what is wrong is called by its name.
        let (width, height) = png_size(bytes).ok_or_else(|| unreadable("it breaks off"))?;
        check_size(width, height, 0)?;
        limits.max_alloc = Some(PNG_BYTES);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if format == ImageFormat::Jpeg && !has_end(bytes, decoder.exif_metadata().ok().flatten()) {
        return Err(unreadable("it breaks off"));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let profile = profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok());
    Ok(Picture {
        image: DynamicImage::from_decoder(decoder).map_err(refusal)?,
        orientation,
        profile: profile.filter(|profile| profile.color_space == DataColorSpace::Rgb),
    })
}

/// Width and height as a PNG says them (ISO/IEC 15948, section 11.2.2).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..)?.strip_prefix(b"IHDR")?;
    let (width, rest) = header.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Whether a JPEG has its end marker, beside that of the small picture among its metadata; the decoder would go on in grey.
fn has_end(bytes: &[u8], metadata: Option<Vec<u8>>) -> bool {
    let ends = |bytes: &[u8]| bytes.windows(2).filter(|pair| pair == b"\xff\xd9").count();
    ends(bytes) > metadata.map_or(0, |metadata| ends(&metadata))
}

/// Refuses a picture of too many pixels before they are decoded. `bytes` is what they take.
pub(super) fn check_size(width: u32, height: u32, bytes: u64) -> Result<(), Error> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS || bytes > MOST_BYTES {
        return Err(too_large(&format!("{width} by {height} pixels")));
    }
    Ok(())
}

/// The image in this width and height; what is too much at its sides is cut off.
fn shrink(image: DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, Error> {
    if (width, height) == (image.width(), image.height()) {
        return Ok(image);
    }
    let mut smaller = DynamicImage::new(width, height, image.color());
    let options = ResizeOptions::new().fit_into_destination(Some((0.5, 0.5)));
    Resizer::new()
        .resize(&image, &mut smaller, &options)
        .map_err(Error::internal)?;
    Ok(smaller)
}

fn to_srgb(image: &DynamicImage, profile: &ColorProfile) -> Option<DynamicImage> {
    let (width, height) = (image.width(), image.height());
    let layout = if image.color().has_alpha() {
        Layout::Rgba
    } else {
        Layout::Rgb
    };
    let options = TransformOptions::default();
    let transform =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options);
    let mut pixels = vec![0; image.as_bytes().len()];
    transform
        .ok()?
        .transform(image.as_bytes(), &mut pixels)
        .ok()?;
    match layout {
        Layout::Rgba => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
        _ => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    }
}

fn encode(image: &DynamicImage) -> Result<Vec<u8>, Error> {
    let (pixels, width, height) = (image.as_bytes(), image.width(), image.height());
    let encoder = if image.color().has_alpha() {
        webp::Encoder::from_rgba(pixels, width, height)
    } else {
        webp::Encoder::from_rgb(pixels, width, height)
    };
    let file = encoder
        .encode_simple(false, QUALITY)
        .map_err(|error| Error::internal(format!("libwebp: {error:?}")))?;
    Ok(file.to_vec())
}

fn refusal(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => {
            let detail = "A row of the image, or what it carries beside its pixels, is too large. Save it anew without metadata or make it narrower, and send it again.";
            Refusal::new("image-too-large", detail).into()
        }
        error => unreadable(error),
    }
}

/// A refusal of what is no picture after all.
pub(super) fn unreadable(cause: impl std::fmt::Display) -> Error {
    tracing::debug!(%cause, "an image could not be read");
    let detail = "The image is broken or incomplete. Save it anew, and send it again.";
    Refusal::new("image-unreadable", detail).into()
}

fn too_large(what: &str) -> Error {
    let most = MOST_PIXELS / 1_000_000;
    let detail = format!(
        "The image has {what}; {most} million together are the most. Make it smaller, and send it again."
    );
    Refusal::new("image-too-large", detail).into()
}
