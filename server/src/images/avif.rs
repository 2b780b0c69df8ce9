//! AVIF: taken apart, of an animation the first picture, its AV1 decoded, and made into RGB.

use std::borrow::Cow;

use image::{DynamicImage, RgbaImage, metadata::Orientation};
use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, DataColorSpace, MatrixCoefficients,
    TransferCharacteristics,
};
use re_rav1d::dav1d::{
    self, Decoder, PixelLayout, PlanarImageComponent as Component, Settings, pixel,
};
use yuv::{YuvGrayImage, YuvPlanarImage, YuvRange, YuvStandardMatrix};
use zenavif_parse::{AV1Metadata, AvifParser, ColorInformation, DecodeConfig, Unstoppable};

use super::{
    format::AVIF,
    picture::{MOST_PIXELS, Picture, check_size, unreadable},
};
use crate::error::Error;

/// AV1 that lies in the file in one piece, or was put together.
type Av1<'a> = Cow<'a, [u8]>;

/// How many bytes taking a file apart may need.
const PARSER_BYTES: u64 = 64 * 1024 * 1024;

/// Decodes a picture.
///
/// # Errors
/// Refused, if it cannot be read, has too many pixels, or is put together of several pictures.
pub(super) fn read(bytes: &[u8]) -> Result<Picture, Error> {
    let config = DecodeConfig::default().with_peak_memory_limit(PARSER_BYTES);
    let named = named_avif(bytes);
    let parser =
        AvifParser::from_bytes_with_config(&named, &config, &Unstoppable).map_err(unreadable)?;
    if parser.grid_config().is_some() {
        return Err(unreadable("it is a grid of pictures"));
    }
    let (color, alpha) = first(&parser)?;
    let said = AV1Metadata::parse_av1_bitstream(&color).map_err(unreadable)?;
    let (width, height) = (said.max_frame_width.get(), said.max_frame_height.get());
    check_size(width, height, 4 * u64::from(width) * u64::from(height))?;
    let mut image = to_rgba(&decode(color.into_owned())?)?;
    if let Some(alpha) = alpha {
        set_alpha(&mut image, &decode(alpha.into_owned())?)?;
    }
    Ok(Picture {
        image: DynamicImage::ImageRgba8(image),
        orientation: orientation(&parser),
        profile: profile(&parser),
    })
}

/// The same under AVIF's own name, which the parser wants to come first.
fn named_avif(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut bytes = Cow::Borrowed(bytes);
    let is_named = bytes.get(8..12).is_some_and(|name| AVIF.contains(&name));
    if !is_named && bytes.len() > 12 {
        bytes.to_mut()[8..12].copy_from_slice(AVIF[0]);
    }
    bytes
}

/// The AV1 of the picture and that of its transparency. An animation need not have a still picture beside it.
fn first<'a>(parser: &'a AvifParser<'_>) -> Result<(Av1<'a>, Option<Av1<'a>>), Error> {
    let still = parser.primary_data().map_err(unreadable)?;
    if still.is_empty() && parser.animation_info().is_some() {
        let frame = parser.frame(0).map_err(unreadable)?;
        return Ok((frame.data, frame.alpha_data));
    }
    let alpha = parser.alpha_data().transpose().map_err(unreadable)?;
    Ok((still, alpha))
}

fn decode(data: Vec<u8>) -> Result<dav1d::Picture, Error> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_frame_size_limit(u32::try_from(MOST_PIXELS).unwrap_or(u32::MAX));
    let mut decoder = Decoder::with_settings(&settings).map_err(Error::internal)?;
    decoder
        .send_data(data, None, None, None)
        .map_err(unreadable)?;
    decoder.get_picture().map_err(unreadable)
}

/// One plane in eight bits, without what pads its rows; of colour there may be fewer samples than pixels.
fn plane(picture: &dav1d::Picture, component: Component) -> Vec<u8> {
    let (width, height) = geometry(picture, component);
    let (width, height) = (width as usize, height as usize);
    let plane = picture.plane(component);
    let rows = plane
        .chunks(picture.stride(component) as usize)
        .take(height);
    if picture.bit_depth() == 8 {
        return rows.flat_map(|row| &row[..width]).copied().collect();
    }
    let shift = picture.bit_depth() - 8;
    let samples = rows.flat_map(|row| row[..2 * width].chunks_exact(2));
    samples
        .map(|sample| (u16::from_ne_bytes([sample[0], sample[1]]) >> shift) as u8)
        .collect()
}

/// Columns and rows of a plane.
fn geometry(picture: &dav1d::Picture, component: Component) -> (u32, u32) {
    let (width, height) = (picture.width(), picture.height());
    match (component, picture.pixel_layout()) {
        (Component::Y, _) | (_, PixelLayout::I400 | PixelLayout::I444) => (width, height),
        (_, PixelLayout::I422) => (width.div_ceil(2), height),
        (_, PixelLayout::I420) => (width.div_ceil(2), height.div_ceil(2)),
    }
}

fn to_rgba(picture: &dav1d::Picture) -> Result<RgbaImage, Error> {
    let (width, height) = (picture.width(), picture.height());
    let mut image = RgbaImage::new(width, height);
    let range = match picture.color_range() {
        pixel::YUVRange::Full => YuvRange::Full,
        pixel::YUVRange::Limited => YuvRange::Limited,
    };
    use pixel::MatrixCoefficients as Theirs;
    let matrix = match picture.matrix_coefficients() {
        Theirs::BT709 => YuvStandardMatrix::Bt709,
        Theirs::BT2020NonConstantLuminance | Theirs::BT2020ConstantLuminance => {
            YuvStandardMatrix::Bt2020
        }
        Theirs::BT470M => YuvStandardMatrix::Fcc,
        Theirs::ST240M => YuvStandardMatrix::Smpte240,
        // What is not said is meant as in JPEG.
        _ => YuvStandardMatrix::Bt601,
    };
    let is_rgb = picture.matrix_coefficients() == Theirs::Identity;
    let y_plane = plane(picture, Component::Y);
    if picture.pixel_layout() == PixelLayout::I400 {
        let gray = YuvGrayImage {
            y_plane: &y_plane,
            y_stride: width,
            width,
            height,
        };
        yuv::yuv400_to_rgba(&gray, &mut image, 4 * width, range, matrix).map_err(unreadable)?;
        return Ok(image);
    }
    let (u_plane, v_plane) = (plane(picture, Component::U), plane(picture, Component::V));
    let (chroma_width, _) = geometry(picture, Component::U);
    let planes = YuvPlanarImage {
        y_plane: &y_plane,
        y_stride: width,
        u_plane: &u_plane,
        u_stride: chroma_width,
        v_plane: &v_plane,
        v_stride: chroma_width,
        width,
        height,
    };
    let stride = 4 * width;
    let made = match picture.pixel_layout() {
        _ if is_rgb => yuv::gbr_to_rgba(&planes, &mut image, stride, range),
        PixelLayout::I420 => yuv::yuv420_to_rgba(&planes, &mut image, stride, range, matrix),
        PixelLayout::I422 => yuv::yuv422_to_rgba(&planes, &mut image, stride, range, matrix),
        _ => yuv::yuv444_to_rgba(&planes, &mut image, stride, range, matrix),
    };
    made.map_err(unreadable)?;
    Ok(image)
}

/// The transparency is a picture of its own, in grey.
fn set_alpha(image: &mut RgbaImage, alpha: &dav1d::Picture) -> Result<(), Error> {
    if (alpha.width(), alpha.height()) != image.dimensions() {
        return Err(unreadable("its transparency has another size"));
    }
    for (pixel, alpha) in image.pixels_mut().zip(plane(alpha, Component::Y)) {
        pixel.0[3] = alpha;
    }
    Ok(())
}

/// How the picture is to be turned: `irot` counts against the clock, then comes `imir` (ISO/IEC 23008-12, sections 6.5.10 and
/// 6.5.12).
fn orientation(parser: &AvifParser<'_>) -> Orientation {
    let turned = parser.rotation().map_or(0, |rotation| rotation.angle);
    let mirrored = parser.mirror().map(|mirror| mirror.axis);
    match (turned, mirrored) {
        (90, None) => Orientation::Rotate270,
        (180, None) => Orientation::Rotate180,
        (270, None) => Orientation::Rotate90,
        (0, Some(0)) | (180, Some(1)) => Orientation::FlipVertical,
        (0, Some(1)) | (180, Some(0)) => Orientation::FlipHorizontal,
        (90, Some(0)) | (270, Some(1)) => Orientation::Rotate90FlipH,
        (90, Some(1)) | (270, Some(0)) => Orientation::Rotate270FlipH,
        _ => Orientation::NoTransforms,
    }
}

/// What its colours mean, unless that is sRGB or not said.
fn profile(parser: &AvifParser<'_>) -> Option<ColorProfile> {
    match parser.color_info()? {
        ColorInformation::IccProfile(profile) => ColorProfile::new_from_slice(profile)
            .ok()
            .filter(|profile| profile.color_space == DataColorSpace::Rgb),
        ColorInformation::Nclx {
            color_primaries,
            transfer_characteristics,
            ..
        } => {
            let is_srgb = matches!(color_primaries, 1 | 2)
                && matches!(transfer_characteristics, 1 | 2 | 6 | 13);
            if is_srgb {
                return None;
            }
            Some(ColorProfile::new_from_cicp(CicpProfile {
                color_primaries: CicpColorPrimaries::try_from(u8::try_from(*color_primaries).ok()?)
                    .ok()?,
                transfer_characteristics: TransferCharacteristics::try_from(
                    u8::try_from(*transfer_characteristics).ok()?,
                )
                .ok()?,
                matrix_coefficients: MatrixCoefficients::Identity,
                full_range: true,
            }))
        }
    }
}
