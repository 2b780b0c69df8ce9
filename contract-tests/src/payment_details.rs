//! Where people live and how they pay is none of ours: words and numbers that no table and no line of the log may have.

use std::{
    env, fs,
    io::Write as _,
    path::PathBuf,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Words that are about nothing else, in small letters, with whatever separates their parts left out.
const WORDS: [&str; 27] = [
    "street",
    "housenumber",
    "postcode",
    "postalcode",
    "postaladdress",
    "zipcode",
    "billingaddress",
    "shippingaddress",
    "homeaddress",
    "addressline",
    "city",
    "iban",
    "bic",
    "sortcode",
    "routingnumber",
    "accountnumber",
    "accountholder",
    "bankaccount",
    "bankdetail",
    "cardnumber",
    "cardholder",
    "creditcard",
    "debitcard",
    "cvc",
    "cvv",
    "expmonth",
    "expyear",
];

/// The first word or number of such a kind in a text.
pub fn find(text: &str) -> Option<String> {
    word(text).or_else(|| card(text))
}

/// Words are compared whole, and next to each other: "card number" and "card_number", but not "discard numbers".
fn word(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let alone = words.iter().map(|word| (*word).to_owned());
    let pairs = words.windows(2).map(|pair| pair.concat());
    alone
        .chain(pairs)
        .find(|word| WORDS.contains(&word.as_str()))
}

/// A number of 13 to 19 digits whose last checks the others (ISO/IEC 7812-1), as that of a card is, in groups or in one piece.
fn card(text: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ' ';
    let numbers = text.split(|letter: char| !is_part(letter)).filter(|part| {
        let groups = part.split(' ').filter(|group| !group.is_empty());
        // In groups it is written as on the card; otherwise they are numbers beside each other.
        groups.clone().count() == 1 || groups.clone().all(|group| group.len() == 4)
    });
    let digits = numbers.map(|number| number.replace(' ', ""));
    digits
        .filter(|digits| (13..=19).contains(&digits.len()))
        .find(|digits| checks(digits))
}

fn checks(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = values
        .enumerate()
        .map(|(place, value)| {
            if place % 2 == 0 {
                value
            } else {
                value * 2 / 10 + value * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Notes what is found in a line of the log, for the test that looks when all others are done.
pub(crate) fn note(line: &str) {
    static FILE: LazyLock<Mutex<fs::File>> = LazyLock::new(|| {
        Mutex::new(fs::File::create(path()).expect("a file in the target directory"))
    });
    let mut file = FILE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = find(line) {
        write!(file, "{found}: {line}").expect("a file that can be written");
    }
}

/// What the last run of the tests found in the log.
///
/// # Errors
/// A sentence, if there was none.
pub fn logged() -> Result<String, String> {
    fs::read_to_string(path())
        .map_err(|_| "The tests have not run yet. Run: cargo test -p contract-tests".to_owned())
}

/// Beside the tests' own executables.
fn path() -> PathBuf {
    let program = env::current_exe().expect("this program's path");
    program.with_file_name("contract-tests-payment-details.txt")
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_is_about_an_address_a_card_or_a_bank_is_found() {
        for text in [
            "street_address",
            "the IBAN",
            "Card number",
            "postal-code",
            "pays by 4242 4242 4242 4242",
            "\"5555555555554444\"",
        ] {
            assert!(find(text).is_some(), "{text}");
        }
        for text in [
            "the e-mail address",
            "discards numbers",
            "4242 4242 4242 4243",
            "publicity",
            "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
            "took 1234 of 5678 in 12",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
