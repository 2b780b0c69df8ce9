//! The person at the terminal: what they are told, and the password that they are asked for.

use std::io::{BufRead as _, IsTerminal as _, Read as _, stdin};

/// No password is longer, in bytes; a file that was sent by mistake is not read to its end.
const LONGEST: u64 = 4096;

/// Tells the person something.
#[expect(
    clippy::print_stdout,
    reason = "this is what the person at the terminal reads"
)]
pub fn say(text: &str) {
    println!("{text}");
}

/// A new password: typed twice without showing, or the first line of what is sent.
///
/// # Errors
/// A sentence, if none came or the two differ.
pub fn new_password() -> Result<String, String> {
    if stdin().is_terminal() {
        return typed_twice();
    }
    let mut line = String::new();
    stdin()
        .lock()
        .take(LONGEST)
        .read_line(&mut line)
        .map_err(|error| format!("The password on standard input cannot be read: {error}."))?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err("No password came. Send it as the first line of standard input, or run this at a terminal and type it.".to_owned());
    }
    Ok(password.to_owned())
}

/// Asks for a plain yes. Where nobody sits, the answer is no.
pub fn agrees(question: &str) -> bool {
    if !stdin().is_terminal() {
        return false;
    }
    say(question);
    let mut line = String::new();
    let read = stdin().lock().take(LONGEST).read_line(&mut line);
    read.is_ok() && line.trim() == "yes"
}

fn typed_twice() -> Result<String, String> {
    let ask = |prompt| {
        rpassword::prompt_password(prompt)
            .map_err(|error| format!("The password cannot be read: {error}."))
    };
    let password = ask("New password, which is not shown: ")?;
    if password == ask("Once more: ")? {
        Ok(password)
    } else {
        Err("The two are not the same. Nothing was changed.".to_owned())
    }
}
