//! What is no image, or one that is made to do harm: refused clearly, and nothing half-written.

use contract_tests::{TestApp, pictures};
use image::ImageFormat;

use super::{files, persona, put, start};

/// What must hold after every refusal.
#[track_caller]
fn assert_nothing_happened(app: &TestApp) {
    assert_eq!(files(app), Vec::<String>::new());
    assert_eq!(app.db.value::<i64>("select count(*) from images", &[]), 0);
    assert_eq!(
        app.db
            .value::<i64>("select max(version)::bigint from user_groups", &[]),
        1
    );
}

#[test]
fn what_is_no_image_is_refused_whatever_it_is_called() {
    let app = start();
    let (bo, group) = persona(&app);
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>"#;
    for body in [
        b"<!doctype html><script>alert(1)</script>".to_vec(),
        svg.as_bytes().to_vec(),
        b"GIF89a/*".to_vec(),
        b"\x89PNG".to_vec(),
        b"%PDF-1.7".to_vec(),
        b"{}".to_vec(),
        vec![0; 4096],
        pictures::file("animated.gif"),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
        b"\0\0\0\x14ftypisom\0\0\0\0mp42".to_vec(),
        pictures::encoded(&pictures::fields(8, 8), ImageFormat::Png)[1..].to_vec(),
    ] {
        for media_type in ["image/png", "image/jpeg", "image/webp", "image/avif"] {
            for name in ["avatar", "banner"] {
                put(&bo, &format!("{group}/{name}"), media_type, body.clone())
                    .refused(415, "unsupported-media-type")
                    .says("image/png or image/jpeg or image/webp or image/avif");
            }
        }
    }
    // And an image that is called something else: that is not meant as one.
    for media_type in [
        "text/html",
        "image/svg+xml",
        "image/gif",
        "application/octet-stream",
    ] {
        put(
            &bo,
            &format!("{group}/avatar"),
            media_type,
            pictures::png(8, 8),
        )
        .refused(415, "unsupported-media-type");
    }
    put(&bo, &format!("{group}/avatar"), "image/png", "").refused(415, "unsupported-media-type");
    bo.request("PUT", &format!("{group}/avatar"))
        .refused(400, "invalid-request")
        .at(&["/body"]);
    assert_nothing_happened(&app);
}

#[test]
fn what_only_begins_like_an_image_is_refused() {
    let app = start();
    let (bo, group) = persona(&app);
    let starts: [&[u8]; 4] = [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\x20\0\0\0WEBP",
        b"\0\0\0\x20ftypavif",
    ];
    for start in starts {
        for rest in ["", "<script>alert(1)</script>", "*/=1;alert(1)//", "<svg/>"] {
            let body = [start, rest.as_bytes()].concat();
            put(&bo, &format!("{group}/avatar"), "image/png", body)
                .refused(422, "image-unreadable");
        }
    }
    put(&bo, &format!("{group}/banner"), "image/png", starts[0]).refused(422, "image-unreadable");
    assert_nothing_happened(&app);
}

#[test]
fn script_inside_a_picture_does_not_come_out_again() {
    let app = start();
    let (bo, group) = persona(&app);
    let script = b"<html><script>alert(document.domain)</script>";
    for name in ["orientation-1.jpg", "animated.png", "animated.webp"] {
        let body = [&pictures::file(name)[..], script].concat();
        let image = put(&bo, &format!("{group}/avatar"), "image/png", body)
            .expect(200)
            .json();
        let path = super::path_of(&app, &image["large"]);
        let shown = app.anonymous().get(path).expect(200).body;
        assert!(!shown.windows(6).any(|part| part == b"script"), "{name}");
    }
}

#[test]
fn a_picture_that_breaks_off_is_refused() {
    let app = start();
    let (bo, group) = persona(&app);
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(256, 256, |x, y| {
        image::Rgb([(x * y) as u8, (x ^ y) as u8, (x * 7 + y * 13) as u8])
    }));
    let mut whole: Vec<_> = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP]
        .map(|format| (format!("{format:?}"), pictures::encoded(&picture, format)))
        .into();
    whole.push(("AVIF".to_owned(), pictures::file("orientation-1.avif")));
    for (name, bytes) in whole {
        for share in [2, 5, 9] {
            let part = bytes[..bytes.len() * share / 10].to_vec();
            let answer = put(&bo, &format!("{group}/avatar"), "image/png", part).send();
            assert_eq!(
                answer.status,
                422,
                "{share} tenths of {name}\n{}",
                answer.describe()
            );
        }
    }
    assert_nothing_happened(&app);
}

#[test]
fn bytes_that_were_changed_on_the_way_do_no_harm() {
    let app = start();
    let (bo, group) = persona(&app);
    for name in [
        "orientation-1.jpg",
        "orientation-5.avif",
        "animated.webp",
        "animated.png",
        "transparent.avif",
    ] {
        let good = pictures::file(name);
        for place in (12..good.len()).step_by(good.len() / 25) {
            let mut bytes = good.clone();
            bytes[place] ^= 0x55;
            let answer = put(&bo, &format!("{group}/avatar"), "image/png", bytes).send();
            let is_fine = [200, 415, 422].contains(&answer.status);
            assert!(is_fine, "byte {place} of {name}\n{}", answer.describe());
        }
    }
}

#[test]
fn a_file_of_up_to_ten_mebibytes_is_taken_and_no_more() {
    let app = start();
    let (bo, group) = persona(&app);
    let most = 10 * 1024 * 1024;
    let mut file = pictures::png(64, 48);
    file.resize(most, 0);
    let path = format!("{group}/avatar");
    put(&bo, &path, "image/png", file.clone()).expect(200);
    file.push(0);
    put(&bo, &path, "image/png", file.clone()).refused(413, "body-too-large");
    put(&bo, &path, "image/png", file)
        .chunked()
        .refused(413, "body-too-large");
    // Other bodies have the limit that they had.
    let large = format!("{{\"display_name\":\"{}\"}}", "x".repeat(1024 * 1024));
    bo.request("PATCH", &group)
        .body("application/merge-patch+json", large)
        .refused(413, "body-too-large");
}
