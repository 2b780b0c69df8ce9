//! What may be sent, and what comes of it.

use contract_tests::{Person, TestApp, pictures};
use image::{DynamicImage, ImageEncoder as _, ImageFormat, codecs::png::PngEncoder};

use super::{path_of, persona, put, shown, start};

/// Sends a picture as a banner, which keeps its shape, and looks at what is shown.
#[track_caller]
fn through(app: &TestApp, bo: &Person, group: &str, bytes: Vec<u8>) -> DynamicImage {
    let path = format!("{group}/banner");
    // What it is called does not matter.
    let image = put(bo, &path, "image/png", bytes).expect(200).json();
    shown(app, &image["large"])
}

#[test]
fn every_format_is_taken_in_all_the_ways_that_it_is_written() {
    let app = start();
    let (bo, group) = persona(&app);
    let picture = pictures::fields(64, 48);
    let mut sent = vec![
        ("png", pictures::encoded(&picture, ImageFormat::Png)),
        ("jpeg", pictures::encoded(&picture, ImageFormat::Jpeg)),
        ("webp", pictures::encoded(&picture, ImageFormat::WebP)),
        (
            "png, 16 bits",
            pictures::encoded(&picture.to_rgb16().into(), ImageFormat::Png),
        ),
        (
            "png, 16 bits, transparent",
            pictures::encoded(&picture.to_rgba16().into(), ImageFormat::Png),
        ),
    ];
    let files = [
        "progressive.jpg",
        "chroma-4-2-2.avif",
        "chroma-4-4-4.avif",
        "limited.avif",
        "animated.webp",
        "animated.png",
        "animated.avif",
    ];
    sent.extend(files.map(|name| (name, pictures::file(name))));
    sent.push(("avif, called a HEIF", {
        let mut bytes = pictures::file("chroma-4-4-4.avif");
        bytes[8..12].copy_from_slice(b"mif1");
        bytes
    }));
    sent.push(("avif, with nothing but an animation", {
        let mut bytes = pictures::file("animated.avif");
        let still = bytes.windows(4).position(|name| name == b"meta");
        bytes[still.expect("a still picture")..][..4].copy_from_slice(b"free");
        bytes
    }));
    for (name, bytes) in sent {
        let picture = through(&app, &bo, &group, bytes);
        assert_eq!((picture.width(), picture.height()), (64, 48), "{name}");
        pictures::assert_fields(&picture, name);
    }
}

#[test]
fn grey_stays_grey_and_ink_becomes_light() {
    let app = start();
    let (bo, group) = persona(&app);
    let is_grey = |picture: &DynamicImage| {
        let colors = pictures::colors(picture);
        colors
            .iter()
            .all(|[red, green, blue]| red.abs_diff(*green) < 8 && green.abs_diff(*blue) < 8)
    };
    let picture = pictures::fields(64, 48);
    for bytes in [
        pictures::file("grey.avif"),
        pictures::encoded(&picture.to_luma8().into(), ImageFormat::Png),
        pictures::encoded(&picture.to_luma16().into(), ImageFormat::Png),
        pictures::encoded(&picture.to_luma8().into(), ImageFormat::Jpeg),
    ] {
        let shown = through(&app, &bo, &group, bytes);
        assert!(is_grey(&shown), "{:?}", pictures::colors(&shown));
        assert!(pictures::colors(&shown)[3][0] > 240, "white is white");
    }
    let shown = pictures::colors(&through(&app, &bo, &group, pictures::file("cmyk.jpg")));
    let [red, green, blue, white] = shown;
    assert!(red[0] > 180 && red[2] < 90, "{shown:?}");
    assert!(green[1] > 140 && green[0] < 90, "{shown:?}");
    assert!(blue[2] > 120 && blue[0] < 90, "{shown:?}");
    assert!(white.iter().all(|part| *part > 230), "{shown:?}");
}

#[test]
fn pictures_are_turned_upright_however_the_camera_was_held() {
    let app = start();
    let (bo, group) = persona(&app);
    for kind in ["jpg", "avif"] {
        for orientation in 1..=8 {
            let name = format!("orientation-{orientation}.{kind}");
            let picture = through(&app, &bo, &group, pictures::file(&name));
            assert_eq!((picture.width(), picture.height()), (64, 48), "{name}");
            pictures::assert_fields(&picture, &name);
        }
    }
}

#[test]
fn what_a_camera_wrote_beside_the_picture_is_gone() {
    let app = start();
    let (bo, group) = persona(&app);
    for name in ["orientation-6.jpg", "orientation-6.avif"] {
        let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        let original = pictures::file(name);
        assert!(has(&original, b"Bo Lindqvist"), "{name} tells who took it");
        let path = format!("{group}/avatar");
        let image = put(&bo, &path, "image/jpeg", original).expect(200).json();
        for size in ["small", "medium", "large"] {
            let file = app
                .anonymous()
                .get(path_of(&app, &image[size]))
                .expect(200)
                .body;
            for words in ["Exif", "EXIF", "XMP ", "ICCP", "Bo Lindqvist", "script"] {
                assert!(
                    !has(&file, words.as_bytes()),
                    "{words} is in the {size} one of {name}"
                );
            }
        }
    }
}

#[test]
fn what_is_transparent_stays_so_and_its_hidden_colours_do_not_show_at_the_edges() {
    let app = start();
    let (bo, group) = persona(&app);
    let shown = through(&app, &bo, &group, pictures::file("transparent.avif")).to_rgba8();
    let alpha = |y| shown.get_pixel(32, y).0[3];
    assert!(
        alpha(2) < 40 && alpha(45) > 215,
        "{} {}",
        alpha(2),
        alpha(45)
    );
    // A white disc, on black that is not to be seen.
    let disc = image::RgbaImage::from_fn(2000, 2000, |x, y| {
        let (x, y) = (f64::from(x) - 1000.0, f64::from(y) - 1000.0);
        let inside = x.hypot(y) < 900.0;
        image::Rgba(if inside { [255; 4] } else { [0; 4] })
    });
    let disc = pictures::encoded(&disc.into(), ImageFormat::Png);
    let path = format!("{group}/avatar");
    let image = put(&bo, &path, "image/png", disc).expect(200).json();
    let shown = super::shown(&app, &image["small"]).to_rgba8();
    let edge = shown
        .pixels()
        .filter(|pixel| (100..250).contains(&pixel.0[3]));
    let darkest = edge.map(|pixel| pixel.0[0]).min();
    assert!(darkest.is_some_and(|part| part > 200), "{darkest:?}");
}

#[test]
fn colours_of_a_wider_space_are_brought_to_srgb() {
    let app = start();
    let (bo, group) = persona(&app);
    // Sent as a phone sends it: the green of sRGB, in the numbers of Display P3.
    let picture = image::RgbImage::from_pixel(16, 16, image::Rgb([117, 251, 76]));
    let profile = moxcms::ColorProfile::new_display_p3()
        .encode()
        .expect("a profile");
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(profile).expect("PNG has profiles");
    encoder
        .write_image(&picture, 16, 16, image::ExtendedColorType::Rgb8)
        .expect("a PNG");
    let [red, green, blue] = pictures::colors(&through(&app, &bo, &group, png))[0];
    assert!(red < 30 && green > 240 && blue < 30, "{red} {green} {blue}");
}
