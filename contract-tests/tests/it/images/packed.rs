//! What is small on its way and large when it is unpacked.

use contract_tests::{pictures, process::ServerProcess};
use image::ImageFormat;

use super::{persona, put, start};

/// A PNG that says it has so many pixels, and has next to none.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = pictures::png(1, 1);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

/// As PNG counts it (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

/// A PNG with this chunk after its header.
fn with_chunk(png: &[u8], kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind, content].concat();
    let length = u32::try_from(content.len()).expect("a chunk");
    let (length, sum) = (length.to_be_bytes(), crc32(&named).to_be_bytes());
    [&png[..33], &length, &named, &sum, &png[33..]].concat()
}

/// So many zeros and one, packed with zlib (RFC 1950, RFC 1951): of each 258 of them thirteen bits are left.
fn zeros(count: usize) -> Vec<u8> {
    let repeats = count / 258;
    // The last block, with the codes that need not be said; a zero.
    let mut bits = vec![true, true, false];
    let mut code = |code: u32, length: u32| {
        bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    };
    code(0b0011_0000, 8);
    for _ in 0..repeats {
        code(0b1100_0101, 8);
        code(0, 5);
    }
    code(0, 7);
    let bytes = bits.chunks(8).map(|bits| {
        let bits = bits.iter().enumerate();
        bits.fold(0, |byte, (place, bit)| byte | u8::from(*bit) << place)
    });
    let sum = (((1 + repeats * 258) % 65_521) as u32) << 16 | 1;
    let mut packed = vec![0x78, 0x01];
    packed.extend(bytes);
    packed.extend(sum.to_be_bytes());
    packed
}

/// A PNG whose colour profile is nothing but zeros.
fn with_profile(png: &[u8], zeros_in_it: usize) -> Vec<u8> {
    let profile = [b"zeros\0\0", &zeros(zeros_in_it)[..]].concat();
    with_chunk(png, b"iCCP", &profile)
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() {
    let app = start();
    let (bo, group) = persona(&app);
    let path = format!("{group}/avatar");
    for (width, height) in [
        (50_000, 50_000),
        (10_000, 5_001),
        (0x7fff_ffff, 1),
        (1, 50_000_001),
    ] {
        put(&bo, &path, "image/png", bomb(width, height))
            .refused(422, "image-too-large")
            .says("50 million");
    }
    for (width, height) in [(0x7fff_ffff, 0x7fff_ffff), (0, 8)] {
        let answer = put(&bo, &path, "image/png", bomb(width, height)).expect(422);
        assert_ne!(answer.json()["type"], "/problems/internal");
    }
    // Within the limit, but nothing behind it.
    put(&bo, &path, "image/png", bomb(7000, 7000)).refused(422, "image-unreadable");
    // Real pixels, packed two hundredfold: 49 million of them are taken, and come out small.
    let black = image::DynamicImage::new_luma8(7000, 7000);
    let packed = pictures::encoded(&black, ImageFormat::Png);
    assert!(packed.len() < 300_000, "{}", packed.len());
    put(&bo, &path, "image/png", packed).expect(200);
}

#[test]
fn a_colour_profile_that_unpacks_to_hundreds_of_megabytes_takes_no_memory() {
    let app = start();
    let (bo, group) = persona(&app);
    let path = format!("{group}/avatar");
    let process = ServerProcess::start(&app.db, &app.url(), "processes::a_server_process");
    let there = process.bearer(bo.token.as_deref().expect("a token"));
    let before = process.peak_memory();
    // There is nothing behind it, so that nothing is kept either.
    let packed = with_profile(&bomb(100, 100), 400 << 20);
    assert!(packed.len() < 4 << 20, "{}", packed.len());
    put(&there, &path, "image/png", packed).refused(422, "image-unreadable");
    let grown = process.peak_memory() - before;
    assert!(grown < 100 << 20, "it took {grown} bytes");
    // A good picture with a profile that says nothing is a good picture.
    let picture = with_profile(&pictures::png(64, 48), 40 << 20);
    put(&bo, &path, "image/png", picture).expect(200);
}

#[test]
fn a_text_beside_the_pixels_may_be_as_large_as_the_file() {
    let app = start();
    let (bo, group) = persona(&app);
    let text = [b"Comment\0".to_vec(), vec![b'x'; 9 << 20]].concat();
    let picture = with_chunk(&pictures::png(64, 48), b"tEXt", &text);
    let path = format!("{group}/avatar");
    put(&bo, &path, "image/png", picture).expect(200);
}
