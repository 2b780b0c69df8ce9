//! Letters as they read.

use super::*;

fn written(letter: &Letter) -> Contents {
    let head = Letterhead {
        platform: "Low <Tide>".to_owned(),
        support: "help@music.example".to_owned(),
    };
    let written = letter.write("bo@music.example", &head);
    written.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_letter_reads_well_as_plain_text() {
    let contents = written(&Letter::ResetPassword {
        link: "https://api.example/reset?token=a&b=c".to_owned(),
        minutes: 30,
    });
    assert_eq!(
        contents.text,
        "Hello,

Somebody asked for a new password for your account at Low <Tide>.

If it was you, choose it here.

Set a new password:
https://api.example/reset?token=a&b=c

The link works once, for 30 minutes. Give it to nobody.

If it was not you, ignore this e-mail. Your password stays as it is.

Low <Tide>"
    );
}

#[test]
fn what_is_put_into_html_is_escaped() {
    let html = written(&Letter::AddressInUse).html;
    assert!(html.contains("Low &#60;Tide&#62;"), "{html}");
    assert!(!html.contains("<Tide>"));
}

#[test]
fn a_new_address_is_shown_in_part() {
    let text = written(&Letter::AddressChangeRequested {
        new_address: "eve@other.example".to_owned(),
    })
    .text;
    assert!(text.contains("e…@other.example") && !text.contains("eve"));
}

#[test]
fn a_letter_about_a_deleted_account_names_the_day_and_what_to_do() {
    let erase_at = DateTime::from_timestamp(1_798_070_399, 0).unwrap_or_default();
    let link = Some("https://api.example/restore-account?token=x".to_owned());
    let text = written(&Letter::AccountDeleted { link, erase_at }).text;
    assert!(text.contains("erased on 23 December 2026 (UTC)"), "{text}");
    assert!(
        text.contains("Restore my account:\nhttps://api.example"),
        "{text}"
    );
    let link = None;
    let text = written(&Letter::AccountDeleted { link, erase_at }).text;
    assert!(
        text.contains("say so before that day. Then tell us: help@music.example"),
        "{text}"
    );
    assert!(!text.contains("http"), "{text}");
}
