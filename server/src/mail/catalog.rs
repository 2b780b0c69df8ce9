//! Every letter there is, for people who want to know what the platform writes.

use chrono::DateTime;

use super::letters::{Letter, Letterhead};

/// What a letter says to begin with.
pub struct Sample {
    /// Its name in the outbox.
    pub kind: &'static str,
    /// Its subject.
    pub subject: String,
    /// Its first words.
    pub begins: String,
}

/// All letters.
pub fn samples() -> Vec<Sample> {
    let head = Letterhead {
        platform: "the platform".to_owned(),
        support: String::new(),
    };
    let letters = std::iter::successors(Some(first()), following);
    let samples = letters.map(|letter| {
        let words = letter.words(&head);
        Sample {
            kind: letter.kind(),
            subject: words.subject,
            begins: words.before.join(" "),
        }
    });
    samples.collect()
}

fn first() -> Letter {
    Letter::ConfirmEmail {
        link: String::new(),
        hours: 0,
    }
}

/// The letter after this one. A new one does not compile until it has its place here.
fn following(letter: &Letter) -> Option<Letter> {
    let link = String::new();
    match letter {
        Letter::ConfirmEmail { .. } => Some(Letter::ResetPassword { link, minutes: 0 }),
        Letter::ResetPassword { .. } => Some(Letter::ConfirmNewAddress { link, hours: 0 }),
        Letter::ConfirmNewAddress { .. } => Some(Letter::AddressChangeRequested {
            new_address: "name@example.org".to_owned(),
        }),
        Letter::AddressChangeRequested { .. } => Some(Letter::AddressChanged),
        Letter::AddressChanged => Some(Letter::PasswordChanged),
        Letter::PasswordChanged => Some(Letter::AddressInUse),
        Letter::AddressInUse => Some(Letter::AccountDeleted {
            link: None,
            erase_at: DateTime::UNIX_EPOCH,
        }),
        Letter::AccountDeleted { .. } => Some(Letter::AccountRestored),
        Letter::AccountRestored => None,
    }
}
