//! Names and tags as people see them: what can be read at all, what is the same word, and what looks alike.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{
    GeneralCategory, GeneralCategoryGroup as Group, UnicodeGeneralCategory as _,
};

use crate::error::Error;

/// How many letters a name may have as we store it, which may be more than were sent; the tables say the same.
pub const LONGEST_NAME: usize = 100;

/// The same of a tag.
pub const LONGEST_TAG: usize = 50;

/// Longer than any name that people use, as written out; the database can index it.
const LONGEST_KEY: usize = 500;

/// How many marks a letter may carry: more than any language needs, and too few to run over the lines around it.
const MOST_MARKS: usize = 6;

/// Joins letters, or keeps them apart, as Persian, Indic languages and emoji need.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// Characters that count as letters or symbols, but of which nothing is seen.
const BLANK: [char; 9] = [
    '\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}', '\u{2800}', '\u{034f}', '\u{17b4}', '\u{17b5}',
    '\u{ad}',
];

/// The text in the one spelling that we store, of so many letters at most, if people can read it.
///
/// # Errors
/// Refused, about this place: it has nothing to be seen, characters that hide or reorder others, or is too long as we store
/// it, which the spec cannot tell from what was sent.
pub fn tidy(text: &str, longest: usize, pointer: &str) -> Result<String, Error> {
    let text: String = text.nfc().collect();
    let refuse = |detail: &str| Err(Error::field("name-unusable", pointer, detail));
    let (mut before, mut marks) = (None, 0);
    for letter in text.chars() {
        if !is_allowed(letter, before) {
            return refuse(
                "It has a character that cannot be seen where it stands. Type it again, without copying.",
            );
        }
        let is_mark = letter.general_category_group() == Group::Mark;
        marks = if is_mark { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            return refuse("One of its letters has too many marks. Leave some out.");
        }
        before = Some(letter);
    }
    if !text.chars().any(is_visible) {
        return refuse(
            "It has nothing that can be seen. Write at least one letter, digit or symbol.",
        );
    }
    let keys = [same(&text), alike(&text).written, alike(&text).in_capitals];
    let written_out = keys.iter().map(|key| key.chars().count()).max();
    if text.chars().count() > longest
        || text.nfkc().count() > LONGEST_KEY
        || written_out > Some(LONGEST_KEY)
    {
        return refuse("It is too long when its characters are written out. Use simpler ones.");
    }
    Ok(text)
}

/// What two spellings of the same word have in common: neither case nor width makes a difference.
pub fn same(text: &str) -> String {
    // Upper case first, since it unites more: ß and ss, σ and ς.
    let cased = text.nfkc().collect::<String>().to_uppercase();
    let folded: String = cased.to_lowercase().nfkc().collect();
    let seen = folded.chars().filter(|letter| !is_unseen(*letter));
    let words = seen.collect::<String>();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By what people take a name for another: two are alike, if either is the same. One key would not do. Who folds case first
/// no longer sees that a Greek Ν looks like N; who looks first no longer knows that it is the capital of ν; and to unite what
/// either unites would make n and v one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// How it looks in the letters that it is written in.
    pub written: String,
    /// How it looks in capitals.
    pub in_capitals: String,
}

/// How a name looks: neither case nor width makes a difference, nor which of several letters that are easily confused it has
/// (the skeleton of UTS 39, section 4).
pub fn alike(text: &str) -> Look {
    let text: String = text.nfkc().collect();
    Look {
        written: close(&skeleton(&text)),
        in_capitals: close(&text),
    }
}

/// Whatever the case, and what is confused in capitals or small letters: since I looks like l and 1, so does i.
fn close(text: &str) -> String {
    let capitals = skeleton(&text.to_uppercase());
    same(&skeleton(&same(&capitals)))
}

fn skeleton(text: &str) -> String {
    unicode_security::skeleton(text).collect()
}

fn is_allowed(letter: char, before: Option<char>) -> bool {
    let group = before.map(|before| before.general_category_group());
    if JOINERS.contains(&letter) {
        return matches!(group, Some(Group::Letter | Group::Mark | Group::Symbol));
    }
    if is_tag(letter) {
        // The flags of England and the like: a black flag, and what spells the country.
        return before.is_some_and(|before| before == '\u{1f3f4}' || is_tag(before));
    }
    if letter.general_category_group() == Group::Mark && before.is_none() {
        return false;
    }
    let category = letter.general_category();
    let is_format = category == GeneralCategory::Format && !is_arabic_sign(letter);
    let is_break = matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
    );
    !is_format && !is_break && !BLANK.contains(&letter)
}

fn is_visible(letter: char) -> bool {
    let group = letter.general_category_group();
    matches!(
        group,
        Group::Letter | Group::Number | Group::Punctuation | Group::Symbol
    )
}

/// What only says how another character is to be shown.
fn is_unseen(letter: char) -> bool {
    letter.general_category() == GeneralCategory::Format
        || matches!(letter, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_tag(letter: char) -> bool {
    matches!(letter, '\u{e0020}'..='\u{e007f}')
}

/// Signs around numbers and verses, which Unicode counts as format but which are seen.
fn is_arabic_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{8e2}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_a_name() {
        for name in [
            "Night Ferry",
            "!!!",
            "∆",
            "王菲",
            "می‌خواهم",
            "ക്‍",
            "👩‍🎤",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "❤️",
            "Nguyễn",
            "2️⃣",
        ] {
            assert!(tidy(name, 100, "/body/display_name").is_ok(), "{name:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_none() {
        for name in [
            " ",
            "\u{3000}",
            "\u{3164}",
            "\u{ad}",
            "\u{2800}",
            "\u{200d}",
            "\u{200b}",
            "\u{fe0f}",
            "\u{301}",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{200d}\u{200d}b",
            "a \u{200d}b",
            "Night\u{200b}Ferry",
            "\u{e0041}",
            "a\u{e0041}",
            "\u{e000}",
        ] {
            assert!(tidy(name, 100, "/body/display_name").is_err(), "{name:?}");
        }
        assert!(tidy(&format!("o{}", "\u{336}".repeat(7)), 100, "/").is_err());
        assert!(tidy(&"\u{fdfa}".repeat(100), 100, "/").is_err());
    }

    #[test]
    fn letters_are_counted_as_they_are_stored() {
        assert!(tidy(&"a".repeat(100), 100, "/").is_ok());
        assert!(tidy(&"a".repeat(101), 100, "/").is_err());
        // What NFC writes as one letter, and what as two.
        assert!(tidy(&"o\u{308}".repeat(100), 100, "/").is_ok());
        assert!(tidy(&"\u{958}".repeat(50), 100, "/").is_ok());
        assert!(tidy(&"\u{958}".repeat(51), 100, "/").is_err());
    }

    #[test]
    fn names_are_stored_in_one_spelling() {
        let composed = tidy("Bj\u{f6}rk", 100, "/").ok();
        assert_eq!(tidy("Bjo\u{308}rk", 100, "/").ok(), composed);
    }

    fn are_alike(one: &str, other: &str) -> bool {
        let (one, other) = (alike(one), alike(other));
        one.written == other.written || one.in_capitals == other.in_capitals
    }

    #[test]
    fn names_that_people_confuse_are_alike() {
        for (one, other) in [
            ("Night Ferry", "NIGHT  FERRY"),
            ("Night Ferry", "Ｎｉｇｈｔ Ｆｅｒｒｙ"),
            ("Night Ferry", "N\u{456}ght F\u{435}rry"), // with Cyrillic letters
            ("Night", "\u{39d}\u{399}G\u{397}\u{3a4}"), // with Greek capitals
            ("Bj\u{f6}rk", "\u{412}j\u{f6}rk"),         // with a Cyrillic capital
            ("Vapor", "\u{3bd}apor"),                   // with a small Greek letter
            ("Burn Vova", "\u{412}urn \u{3bd}ova"),     // both in one
            ("\u{412}\u{43e}\u{432}\u{430}", "BOBA"),   // in Cyrillic, whose capitals look Latin
            (
                "\u{3bd}\u{3af}\u{3ba}\u{3bf}\u{3c2}",
                "\u{39d}\u{38a}\u{39a}\u{39f}\u{3a3}",
            ),
            ("Iris", "lris"),
            ("Iris", "1RIS"),
            ("Kai", "KAl"),
            ("Modem", "MODERN"),
            ("Oslo", "0slo"),
            ("Straße", "STRASSE"),
            ("Bj\u{f6}rk", "Bjo\u{308}rk"),
            ("❤️", "❤"),
        ] {
            assert!(
                are_alike(one, other),
                "{one} {other}: {:?} {:?}",
                alike(one),
                alike(other)
            );
        }
        for (one, other) in [
            ("Björk", "Bjork"),
            ("Night Ferry", "Night Ferries"),
            ("Ned", "Ved"),
            ("\u{3bd}\u{3ad}\u{3b1}", "Nea"),
            ("A", "B"),
        ] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn tags_are_the_same_in_any_case_and_width_only() {
        assert_eq!(same("Jazz"), same("ＪＡＺＺ"));
        assert_ne!(same("l0"), same("lo"));
    }
}
