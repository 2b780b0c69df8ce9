//! `x-access` and the scopes under `security`: the spec's rule about who may call an operation.

use serde_json::Value;
use uuid::Uuid;

use super::Operation;
use crate::{
    error::{Error, Refusal},
    policy::{Access, Caller, Intent, Rule},
};

/// What a token must carry for an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// The operation takes no access token.
    None,
    /// A token is welcome, and if there is one it needs this scope.
    Optional(Scope),
    /// A token with this scope.
    Required(Scope),
}

/// The scopes that an operation may ask for: two that limit what a token may do to anything, of which the second is the
/// wider, and others that are for one thing each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// To learn who the person is.
    OpenId,
    /// To spend and refund people's credits.
    Credits,
    /// To learn where people were, for rights.
    Rights,
    /// To read.
    Read,
    /// To read and change.
    ReadWrite,
}

impl Scope {
    /// All of them.
    const ALL: [Self; 5] = [
        Self::OpenId,
        Self::Credits,
        Self::Rights,
        Self::Read,
        Self::ReadWrite,
    ];

    /// As tokens carry it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Credits => "credits",
            Self::Rights => "rights",
            Self::Read => "read",
            Self::ReadWrite => "read_write",
        }
    }
}

/// Reads `x-access` of an operation.
pub(super) fn load_rule(
    operation_id: &str,
    operation: &Value,
    intent: Intent,
) -> Result<Rule, String> {
    let Some(words) = operation
        .get("x-access")
        .and_then(Value::as_array)
        .filter(|words| !words.is_empty())
    else {
        return Err(format!(
            "{operation_id} has no x-access in the spec. Say who may call it, such as x-access: [self, admin]."
        ));
    };
    let access = words.iter().map(|word| match word.as_str() {
        Some("anyone") => Ok(Access::Anyone),
        Some("signed_in") => Ok(Access::SignedIn),
        Some("self") => Ok(Access::Own),
        Some("group_owner") => Ok(Access::GroupOwner),
        Some("label_of_group") => Ok(Access::LabelOfGroup),
        Some("member_owner") => Ok(Access::MemberOwner),
        Some("new_owner") => Ok(Access::NewOwner),
        Some("tenant_admin") => Ok(Access::TenantAdmin),
        Some("admin") => Ok(Access::Admin),
        Some("super_admin") => Ok(Access::SuperAdmin),
        Some("client") => Ok(Access::Client),
        _ => Err(format!(
            "{operation_id} has an unknown word in x-access: {word}."
        )),
    });
    Ok(Rule {
        operation: operation_id.to_owned(),
        access: access.collect::<Result<_, _>>()?,
        intent,
    })
}

/// Reads the scope that `security` of an operation asks for.
pub(super) fn load_token(operation_id: &str, operation: &Value) -> Result<Token, String> {
    let Some(alternatives) = operation.get("security").and_then(Value::as_array) else {
        return Err(format!(
            "{operation_id} has no security in the spec. Write security: [] if it takes no token."
        ));
    };
    let Some(scopes) = alternatives
        .iter()
        .find_map(|alternative| alternative.get("oauth"))
    else {
        return Ok(Token::None);
    };
    let scope = match scopes.as_array().map(Vec::as_slice) {
        Some([name]) => Scope::ALL.into_iter().find(|scope| name == scope.name()),
        _ => None,
    };
    let scope = scope.ok_or_else(|| {
        let names = Scope::ALL.map(Scope::name).join(", ");
        format!("{operation_id} must ask for exactly one of the scopes {names}.")
    })?;
    let optional = alternatives.iter().any(|alternative| {
        alternative
            .as_object()
            .is_some_and(|schemes| schemes.is_empty())
    });
    Ok(if optional {
        Token::Optional(scope)
    } else {
        Token::Required(scope)
    })
}

/// Refuses a caller who may not call this operation, whomever it is about. What depends on the object is decided by
/// the use case, once it has read it.
///
/// # Errors
/// Forbidden.
pub fn authorize(
    operation: &Operation,
    caller: &Caller,
    path_user: Option<Uuid>,
) -> Result<(), Error> {
    if operation.rule.may_ever(caller, path_user) {
        Ok(())
    } else {
        Err(refusal(&operation.rule))
    }
}

/// The refusal of a caller whom a rule does not let in; says whom it would.
pub fn refusal(rule: &Rule) -> Error {
    let words = rule.access.iter().map(|access| match access {
        Access::Anyone => "anyone",
        Access::SignedIn => "people who are signed in",
        Access::Own => "the person themselves",
        Access::GroupOwner => "the owner of the group",
        Access::LabelOfGroup => "the label of the group",
        Access::MemberOwner => "the owner of the member",
        Access::NewOwner => "the person to whom the group is offered",
        Access::TenantAdmin => "tenant admins, for people of their own tenant with a lower role",
        Access::Admin if rule.intent == Intent::Change => "admins, for people with a lower role",
        Access::Admin => "admins",
        Access::SuperAdmin => "super admins",
        Access::Client => "applications acting for themselves",
    });
    Error::forbidden(format!(
        "Only these may do this: {}.",
        words.collect::<Vec<_>>().join("; ")
    ))
}

/// The refusal of a token whose scope is too narrow (RFC 6750, section 3.1).
pub(super) fn insufficient_scope(scheme: &str, needed: Scope, held: &str) -> Error {
    let name = needed.name();
    let detail = format!(
        "This needs a token with the scope {name}; yours has {}.",
        if held.is_empty() { "none" } else { held }
    );
    let challenge = format!("{scheme} error=\"insufficient_scope\", scope=\"{name}\"");
    Refusal {
        challenge: Some(challenge),
        ..Refusal::new("insufficient-scope", detail)
    }
    .into()
}
