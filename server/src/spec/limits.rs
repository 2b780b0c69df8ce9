//! `x-rate-limits`: the spec's rules about how often an operation may be called.

use serde_json::Value;

use super::responses::Response;
use crate::limits::{Counts, Per, Rule};

/// The keys of a rule.
const KEYS: [&str; 5] = ["per", "times", "seconds", "counts", "bucket"];

/// Reads `x-rate-limits` of an operation.
///
/// # Errors
/// A sentence about what is missing or unknown.
pub(super) fn load(
    operation_id: &str,
    operation: &Value,
    too_many: Option<&Response>,
) -> Result<Vec<Rule>, String> {
    let Some(rules) = operation.get("x-rate-limits") else {
        return Ok(Vec::new());
    };
    let rules = rules.as_array().filter(|rules| !rules.is_empty());
    let rules = rules.ok_or_else(|| format!("{operation_id} has x-rate-limits without a rule in the spec. Write one, such as {{ per: address, times: 20, seconds: 600 }}."))?;
    if !too_many.is_some_and(|response| response.has_header("Retry-After")) {
        return Err(format!(
            "{operation_id} has x-rate-limits but no response 429 with Retry-After in the spec. Refer to TooManyRequests."
        ));
    }
    rules
        .iter()
        .map(|rule| load_rule(operation_id, rule))
        .collect()
}

fn load_rule(operation_id: &str, rule: &Value) -> Result<Rule, String> {
    let wrong = |key: &str, mend: &str| {
        let value = rule.get(key).map_or("nothing".to_owned(), Value::to_string);
        format!("{operation_id} has {value} as {key} in x-rate-limits of the spec. {mend}")
    };
    let members = rule.as_object().into_iter().flatten();
    if let Some((key, _)) = members
        .into_iter()
        .find(|(key, _)| !KEYS.contains(&key.as_str()))
    {
        let known = KEYS.join(", ");
        return Err(wrong(key, &format!("A rule has only {known}.")));
    }
    let word = |key| {
        rule.get(key)
            .map(|value| value.as_str().unwrap_or_default())
    };
    let number = |key| {
        let number = rule.get(key).and_then(Value::as_u64);
        let number = number.and_then(|number| u32::try_from(number).ok());
        number
            .filter(|number| *number > 0)
            .ok_or_else(|| wrong(key, "Write a number above 0."))
    };
    Ok(Rule {
        per: word("per").and_then(Per::named).ok_or_else(|| {
            wrong(
                "per",
                "Write address, account, client, account_and_address or client_and_address.",
            )
        })?,
        times: number("times")?,
        seconds: number("seconds")?,
        counts: match word("counts") {
            None | Some("requests") => Counts::Requests,
            Some("failures") => Counts::Failures,
            Some("unknown_tokens") => Counts::UnknownTokens,
            Some("taken_usernames") => Counts::TakenUsernames,
            Some(_) => {
                return Err(wrong(
                    "counts",
                    "Write requests, failures, unknown_tokens or taken_usernames.",
                ));
            }
        },
        bucket: word("bucket").unwrap_or(operation_id).to_owned(),
    })
}

/// Two rules that count together must be the same rule.
///
/// # Errors
/// A sentence that names the bucket.
pub(super) fn agree<'a>(rules: impl Iterator<Item = &'a Rule>) -> Result<(), String> {
    let mut seen: Vec<&Rule> = Vec::new();
    for rule in rules {
        let same = |other: &&&Rule| {
            other.bucket == rule.bucket && other.per == rule.per && other.seconds == rule.seconds
        };
        match seen.iter().find(same) {
            Some(other) if *other != rule => {
                return Err(format!(
                    "x-rate-limits has two different rules per {} in {} seconds for {} in the spec. Make them one.",
                    rule.per.name(),
                    rule.seconds,
                    rule.bucket
                ));
            }
            Some(_) => {}
            None => seen.push(rule),
        }
    }
    Ok(())
}
