//! Request bodies, held against the spec: JSON and forms against their schema, images against what their first bytes say.

use std::sync::Arc;

use hyper::{
    body::Bytes,
    header::{CONTENT_TYPE, HeaderMap},
};
use mime::Mime;
use serde_json::{Map, Value};

use super::{
    document::Document,
    json, media, parameters,
    schema::{Compiler, Schema},
};
use crate::error::{Error, FieldError, Refusal};

/// The body that an operation takes.
pub(super) struct Body {
    required: bool,
    /// Several only for images.
    media_types: Vec<Mime>,
    /// None for images.
    schema: Option<Arc<Schema>>,
    is_form: bool,
    /// What a merge patch leaves out stays as it is, so it gets no defaults (RFC 7396).
    is_patch: bool,
}

impl Body {
    pub(super) fn load(
        document: &Document,
        compiler: &Compiler,
        operation_id: &str,
        body: &Value,
    ) -> Result<Self, String> {
        let content = body.get("content").and_then(Value::as_object);
        let content = content
            .ok_or_else(|| format!("The body of {operation_id} has no media type in the spec."))?;
        let parse = |name: &String| {
            name.parse::<Mime>()
                .map_err(|_| format!("{name} in {operation_id} is no media type."))
        };
        let media_types = content.keys().map(parse).collect::<Result<Vec<_>, _>>()?;
        let are_images = media_types.iter().all(media::is_image);
        let (Some(media_type), true) = (media_types.first(), media_types.len() == 1 || are_images)
        else {
            return Err(format!(
                "The body of {operation_id} must have exactly one media type in the spec, or images of several."
            ));
        };
        let schema = content
            .values()
            .next()
            .and_then(|content| content.get("schema"));
        let schema = schema
            .ok_or_else(|| format!("The body of {operation_id} has no schema in the spec."))?;
        let schema = if are_images {
            None
        } else {
            let place = format!("the body of {operation_id}");
            Some(compiler.compile(document, schema, &place)?)
        };
        Ok(Self {
            required: body.get("required") == Some(&Value::Bool(true)),
            is_form: *media_type == mime::APPLICATION_WWW_FORM_URLENCODED,
            is_patch: media_type.essence_str() == "application/merge-patch+json",
            schema,
            media_types,
        })
    }

    /// The body as the use case gets it: with the spec's defaults for what was left out.
    ///
    /// # Errors
    /// Unsupported media type, or invalid with each place that is wrong.
    pub(super) fn check(&self, headers: &HeaderMap, bytes: Bytes) -> Result<Bytes, Error> {
        if bytes.is_empty() && !headers.contains_key(CONTENT_TYPE) {
            let mend = format!("This needs a body of the type {}.", self.names());
            return if self.required {
                Err(whole(mend))
            } else {
                Ok(bytes)
            };
        }
        self.check_media_type(headers)?;
        let Some(schema) = &self.schema else {
            return self.check_image(bytes);
        };
        let (mut value, rewritten) = if self.is_form {
            (parse_form(&bytes, schema)?, false)
        } else {
            json::parse(&bytes).map_err(|error| whole(format!("The body is not JSON: {error}.")))?
        };
        if self.complete(&mut value)? || rewritten {
            return serde_json::to_vec(&value)
                .map(Bytes::from)
                .map_err(Error::internal);
        }
        Ok(bytes)
    }

    /// Whether it is a picture.
    pub(super) fn is_image(&self) -> bool {
        self.schema.is_none()
    }

    /// The same for a value that came in another way.
    pub(super) fn check_value(&self, mut value: Value) -> Result<Value, Error> {
        self.complete(&mut value)?;
        Ok(value)
    }

    /// Adds the spec's defaults; tells whether there were any.
    fn complete(&self, value: &mut Value) -> Result<bool, Error> {
        let Some(schema) = &self.schema else {
            return Ok(false);
        };
        parameters::refuse(schema.errors("/body", value))?;
        let object = value
            .as_object_mut()
            .filter(|_| !self.is_form && !self.is_patch);
        Ok(object.is_some_and(|object| schema.add_defaults(object)))
    }

    fn check_media_type(&self, headers: &HeaderMap) -> Result<(), Error> {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        let theirs = values
            .next()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<Mime>().ok());
        let fits = theirs.filter(|theirs| {
            self.media_types
                .iter()
                .any(|ours| ours.essence_str() == theirs.essence_str())
                && theirs
                    .get_param(mime::CHARSET)
                    .is_none_or(|set| set == mime::UTF_8)
        });
        if fits.is_some() && values.next().is_none() {
            return Ok(());
        }
        Err(Refusal::new(
            "unsupported-media-type",
            format!(
                "This takes a body with the header Content-Type set to {}.",
                self.names()
            ),
        )
        .into())
    }

    /// An image is what its bytes say, whatever it is called (RFC 9110, section 15.5.16).
    fn check_image(&self, bytes: Bytes) -> Result<Bytes, Error> {
        let is_one = |found| self.media_types.iter().any(|ours| ours.as_ref() == found);
        if media::of_image(&bytes).is_some_and(is_one) {
            return Ok(bytes);
        }
        let detail = format!("The body is not of the type {}.", self.names());
        Err(Refusal::new("unsupported-media-type", detail).into())
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.media_types.iter().map(Mime::to_string).collect();
        names.join(" or ")
    }
}

/// A field that the spec does not have may come twice, as it is ignored or refused by itself (RFC 6749, section 3.2).
fn parse_form(bytes: &[u8], schema: &Schema) -> Result<Value, Error> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| whole("The body must be UTF-8.".to_owned()))?;
    let mut object = Map::new();
    for (name, value) in parameters::pairs(text) {
        let (Some(name), Some(value)) = (name, value) else {
            return Err(whole("The body must be UTF-8, percent-encoded.".to_owned()));
        };
        if object.contains_key(&name) && schema.has_property(&name) {
            return Err(whole(format!(
                "The field {name} occurs twice. Send it once."
            )));
        }
        object.insert(name, Value::String(value));
    }
    Ok(Value::Object(object))
}

/// A refusal of the body as a whole.
fn whole(detail: String) -> Error {
    Error::invalid(vec![FieldError {
        pointer: "/body".to_owned(),
        detail,
    }])
}
