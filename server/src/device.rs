//! The kind of browser and system that a person signs in with, for them to know their sessions by.

use woothee::{parser::Parser, woothee::VALUE_UNKNOWN};

/// How long a name may be, in characters.
const MAX: usize = 100;

/// The device that sends this `User-Agent`, such as "Firefox on Linux"; of a program its name, `None` if it says nothing.
pub fn of(user_agent: &str) -> Option<String> {
    let known = Parser::new()
        .parse(user_agent)
        .filter(|found| found.name != VALUE_UNKNOWN);
    let name = match known {
        Some(found) if found.os != VALUE_UNKNOWN => format!("{} on {}", found.name, found.os),
        Some(found) => found.name.to_owned(),
        None => user_agent.split(['/', ' ']).next()?.to_owned(),
    };
    let name: String = name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(MAX)
        .collect();
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_with_its_system_and_a_program_by_its_name() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
        assert_eq!(of(firefox).as_deref(), Some("Firefox on Linux"));
        assert_eq!(of("player-app/3.1").as_deref(), Some("player-app"));
        assert_eq!(of(""), None);
    }
}
