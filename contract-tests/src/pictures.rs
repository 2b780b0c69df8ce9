//! Pictures to send, and what came of them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use uuid::Uuid;

use crate::TestApp;

/// A file of `images/`, which another library has made.
pub fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/images/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Four fields, as the files show them: red and green above, blue and white below.
pub fn fields(width: u32, height: u32) -> DynamicImage {
    let color = |x, y| match (2 * x < width, 2 * y < height) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 255]),
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, color))
}

/// A PNG of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&fields(width, height), ImageFormat::Png)
}

/// A WebP of this size.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    encoded(&fields(width, height), ImageFormat::WebP)
}

/// The picture in this format.
pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// The picture in these bytes, which must be WebP.
#[track_caller]
pub fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(bytes, ImageFormat::WebP).expect("WebP")
}

/// The colours in the middle of the four fields, row by row.
pub fn colors(picture: &DynamicImage) -> [[u8; 3]; 4] {
    let picture = picture.to_rgb8();
    let (width, height) = picture.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)]
        .map(|(x, y)| picture.get_pixel(x * width / 4, y * height / 4).0)
}

/// Wants the four fields to be where they belong, in colours that are nearly right.
#[track_caller]
pub fn assert_fields(picture: &DynamicImage, what: &str) {
    let wanted = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
    let found = colors(picture);
    let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) < 40;
    let is_right = found
        .iter()
        .flatten()
        .zip(wanted.iter().flatten())
        .all(near);
    assert!(is_right, "{what} shows {found:?}");
}

/// An image that no group shows, as if it had been sent a moment ago.
pub fn kept(app: &TestApp) -> Uuid {
    let id = Uuid::new_v4();
    app.db.execute(
        "insert into images (id, width, height) values ($1, 8, 8)",
        &[&id],
    );
    for size in ["small", "medium", "large"] {
        let file = app.db.folder().join(format!("{id}-{size}.webp"));
        std::fs::write(file, webp(8, 8)).expect("a file");
    }
    id
}
