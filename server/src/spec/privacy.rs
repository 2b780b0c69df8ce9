//! `x-privacy`: who may see each property of the publicly readable schemas, and which of that people choose themselves.

use std::collections::HashMap;

use serde::{Deserialize as _, Serialize};
use serde_json::{Map, Value};

use super::document::Document;
use crate::{error::Error, policy::Audience, privacy::Choices};

/// The schemas that views filter by audience.
const FILTERED: [&str; 4] = ["User", "UserGroup", "Link", "GroupMember"];

/// Who may see each property, by schema.
pub struct Audiences {
    schemas: HashMap<String, Box<[Field]>>,
}

/// A property with `x-privacy`.
struct Field {
    name: String,
    /// Who may see it, if nobody chose.
    audience: Audience,
    /// The widest audience that may be chosen; `None` if none may.
    widest: Option<Audience>,
}

/// What a viewer sees of one thing: a person or a group.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    fields: &'a [Field],
    viewer: Audience,
    choices: &'a Choices,
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
            let fields = properties
                .iter()
                .map(|(property, value)| load_field(document, name, property, value));
            schemas.insert(name.clone(), fields.collect::<Result<_, String>>()?);
        }
        if let Some(name) = FILTERED.iter().find(|name| !schemas.contains_key(**name)) {
            return Err(format!(
                "No property of {name} has x-privacy in the spec. Say who may see each."
            ));
        }
        Ok(Self { schemas })
    }

    /// What this audience sees of something of this schema, of which somebody has chosen so.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema with `x-privacy`.
    pub fn sight<'a>(
        &'a self,
        schema: &str,
        viewer: Audience,
        choices: &'a Choices,
    ) -> Result<Sight<'a>, Error> {
        Ok(Sight {
            fields: self.fields(schema)?,
            viewer,
            choices,
        })
    }

    /// Takes from a request's body what it says of the fields that can be chosen.
    ///
    /// # Errors
    /// Internal, if the body says of one what is no audience; the contract has made sure that it does not.
    pub fn chosen(&self, schema: &str, body: &impl Serialize) -> Result<Choices, Error> {
        let body = serde_json::to_value(body).map_err(Error::internal)?;
        let said = self.choosable(schema)?.filter_map(|field| {
            let audience = Audience::deserialize(body.get(&field.name)?);
            Some(audience.map(|audience| (field.name.clone(), audience)))
        });
        said.collect::<Result<_, _>>().map_err(Error::internal)
    }

    /// The audience of each field that can be chosen: the choice, or what holds without one.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema with `x-privacy`.
    pub fn in_force(&self, schema: &str, choices: &Choices) -> Result<Map<String, Value>, Error> {
        let fields = self.choosable(schema)?.map(|field| {
            let audience = serde_json::to_value(field.in_force(choices));
            Ok((field.name.clone(), audience.map_err(Error::internal)?))
        });
        fields.collect()
    }

    /// The audience of one field: the choice, or what holds without one.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema or property with `x-privacy`.
    pub fn in_force_of(
        &self,
        schema: &str,
        property: &str,
        choices: &Choices,
    ) -> Result<Audience, Error> {
        let mut fields = self.fields(schema)?.iter();
        let field = fields.find(|field| field.name == property);
        let field = field.ok_or_else(|| {
            Error::internal(format!(
                "{property} of {schema} has no x-privacy in the spec"
            ))
        })?;
        Ok(field.in_force(choices))
    }

    /// Whether this audience sees a property of everything of this schema, whatever anybody chose.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema with `x-privacy`.
    pub fn everywhere(
        &self,
        schema: &str,
        property: &str,
        viewer: Audience,
    ) -> Result<bool, Error> {
        let mut fields = self.fields(schema)?.iter();
        let field = fields.find(|field| field.name == property);
        Ok(field.is_some_and(|field| field.widest.is_none() && field.audience <= viewer))
    }

    fn fields(&self, schema: &str) -> Result<&[Field], Error> {
        let fields = self.schemas.get(schema).ok_or_else(|| {
            Error::internal(format!("the schema {schema} has no x-privacy in the spec"))
        })?;
        Ok(fields)
    }

    fn choosable(&self, schema: &str) -> Result<impl Iterator<Item = &Field>, Error> {
        let fields = self.fields(schema)?.iter();
        Ok(fields.filter(|field| field.widest.is_some()))
    }
}

impl<'a> Sight<'a> {
    /// Whether this property is seen. One that the spec does not have is seen by nobody.
    pub fn sees(&self, property: &str) -> bool {
        let mut fields = self.fields.iter();
        fields
            .find(|field| field.name == property)
            .is_some_and(|field| field.in_force(self.choices) <= self.viewer)
    }

    /// The properties that only the person and staff see.
    pub fn private(self) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter();
        fields
            .filter(move |field| field.in_force(self.choices) == Audience::Private)
            .map(|field| field.name.as_str())
    }
}

impl Field {
    /// What was chosen, but never more than may be; without a choice, what the spec begins with.
    fn in_force(&self, choices: &Choices) -> Audience {
        let chosen = self
            .widest
            .and_then(|widest| Some(choices.of(&self.name)?.max(widest)));
        chosen.unwrap_or(self.audience)
    }
}

fn load_field(
    document: &Document,
    schema: &str,
    property: &str,
    value: &Value,
) -> Result<Field, String> {
    let place = format!("The property {property} of {schema}");
    let privacy = value
        .get("x-privacy")
        .ok_or_else(|| format!("{place} has no x-privacy in the spec."))?;
    let choosable = privacy.get("choosable").and_then(Value::as_bool);
    let choosable = choosable.ok_or_else(|| {
        format!("{place} must say in x-privacy whether it is choosable: true or false.")
    })?;
    let audience = |value: &Value| {
        Audience::deserialize(value).map_err(|_| {
            format!("{place} must have an audience of public, community or private in x-privacy.")
        })
    };
    let widest = privacy.get("widest").map(audience).transpose()?;
    let field = Field {
        name: property.to_owned(),
        audience: audience(privacy.get("audience").unwrap_or(&Value::Null))?,
        widest: choosable.then_some(widest.unwrap_or(Audience::Public)),
    };
    if widest.is_some_and(|widest| !choosable || widest > field.audience) {
        return Err(format!(
            "{place} has a widest audience in x-privacy, but one cannot choose it, or begins with a wider one."
        ));
    }
    for chosen_in in ["Privacy", "PrivacyChoice"] {
        let pointer = format!("/components/schemas/{schema}{chosen_in}/properties/{property}");
        if choosable && document.at(&pointer).is_none() {
            return Err(format!(
                "{place} is choosable, but {schema}{chosen_in} has no {property} in the spec."
            ));
        }
    }
    Ok(field)
}
