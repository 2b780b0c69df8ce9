//! `x-privacy`: who may see each property of the publicly readable schemas.

use std::collections::HashMap;

use serde_json::Value;

use super::document::Document;
use crate::{error::Error, policy::Audience};

/// The schemas that views filter by audience.
const FILTERED: [&str; 4] = ["User", "UserGroup", "Link", "GroupMember"];

/// The audience of each property, by schema and property.
pub struct Audiences {
    schemas: HashMap<String, HashMap<String, Audience>>,
}

impl Audiences {
    /// Reads every schema that has `x-privacy` anywhere; then every property of it must.
    pub(super) fn load(document: &Document) -> Result<Self, String> {
        let mut schemas = HashMap::new();
        for (name, schema) in document.members("/components/schemas")? {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
                continue;
            };
            if !properties
                .values()
                .any(|property| property.get("x-privacy").is_some())
            {
                continue;
            }
            let audiences = properties.iter().map(|(property, schema)| {
                Ok((property.clone(), load_audience(name, property, schema)?))
            });
            schemas.insert(name.clone(), audiences.collect::<Result<_, String>>()?);
        }
        if let Some(name) = FILTERED.iter().find(|name| !schemas.contains_key(**name)) {
            return Err(format!(
                "No property of {name} has x-privacy in the spec. Say who may see each."
            ));
        }
        Ok(Self { schemas })
    }

    /// Tells of each property of a schema whether this audience sees it. A property that the spec does not have is seen by nobody.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema with `x-privacy`.
    pub fn seen_by(
        &self,
        schema: &str,
        audience: Audience,
    ) -> Result<impl Fn(&str) -> bool, Error> {
        let properties = self.schemas.get(schema).ok_or_else(|| {
            Error::internal(format!("the schema {schema} has no x-privacy in the spec"))
        })?;
        Ok(move |property: &str| {
            properties
                .get(property)
                .is_some_and(|widest| *widest <= audience)
        })
    }
}

fn load_audience(schema: &str, property: &str, value: &Value) -> Result<Audience, String> {
    let place = format!("The property {property} of {schema}");
    let privacy = value
        .get("x-privacy")
        .ok_or_else(|| format!("{place} has no x-privacy in the spec."))?;
    if !privacy.get("choosable").is_some_and(Value::is_boolean) {
        return Err(format!(
            "{place} must say in x-privacy whether it is choosable: true or false."
        ));
    }
    match privacy.get("audience").and_then(Value::as_str) {
        Some("public") => Ok(Audience::Public),
        Some("community") => Ok(Audience::Community),
        Some("private") => Ok(Audience::Private),
        _ => Err(format!(
            "{place} must have an audience of public, community or private in x-privacy."
        )),
    }
}
