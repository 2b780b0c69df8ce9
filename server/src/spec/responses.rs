//! Responses, held against the spec where USER_API_CHECK_RESPONSES says so, as it does in debug builds and tests: there a
//! response that breaks the spec becomes a 500, so that no drift between the two survives a test.

use std::sync::Arc;

use hyper::{HeaderMap, header::CONTENT_TYPE};
use serde_json::Value;

use super::{
    document::Document,
    media,
    schema::{Compiler, Schema},
};

/// A response that an operation may give.
pub(super) struct Response {
    /// Its media type, and its schema if responses are checked.
    content: Option<(String, Option<Arc<Schema>>)>,
    headers: Vec<String>,
    /// Of 413: how many bytes a body may have.
    pub(super) max_bytes: Option<usize>,
}

impl Response {
    pub(super) fn load(
        document: &Document,
        compiler: &Compiler,
        place: &str,
        response: &Value,
    ) -> Result<Self, String> {
        if response
            .get("x-response-id")
            .and_then(Value::as_str)
            .is_none()
        {
            return Err(format!(
                "The response {place} has no x-response-id in the spec. Give it a name, such as Ok."
            ));
        }
        let mut content = None;
        if let Some((media_type, media)) = response
            .get("content")
            .and_then(Value::as_object)
            .and_then(|content| content.iter().next())
        {
            let schema = media
                .get("schema")
                .ok_or_else(|| format!("The response {place} has no schema in the spec."))?;
            content = Some((
                media_type.clone(),
                compiler.compile_response(document, schema, &format!("the response {place}"))?,
            ));
        }
        let headers = response
            .get("headers")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let required = headers.filter(|(_, header)| {
            document.resolve(header).get("required") == Some(&Value::Bool(true))
        });
        Ok(Self {
            content,
            headers: required.map(|(name, _)| name.clone()).collect(),
            max_bytes: response
                .get("x-max-bytes")
                .and_then(Value::as_u64)
                .and_then(|bytes| usize::try_from(bytes).ok()),
        })
    }

    pub(super) fn media_type(&self) -> Option<&str> {
        self.content
            .as_ref()
            .map(|(media_type, _)| media_type.as_str())
    }

    /// Whether it always has this header.
    pub(super) fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header == name)
    }

    /// What is wrong with a response, in a sentence.
    pub(super) fn breach(&self, headers: &HeaderMap, body: &[u8]) -> Option<String> {
        if let Some(missing) = self
            .headers
            .iter()
            .find(|name| !headers.contains_key(name.as_str()))
        {
            return Some(format!("the header {missing} is missing"));
        }
        let Some((media_type, schema)) = &self.content else {
            return (!body.is_empty())
                .then(|| "there is a body where none is described".to_owned());
        };
        let theirs = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if theirs.split(';').next() != Some(media_type) {
            return Some(format!(
                "the media type is {theirs:?} instead of {media_type}"
            ));
        }
        if media_type.starts_with("image/") {
            return (media::of_image(body) != Some(media_type))
                .then(|| format!("the body is no {media_type}"));
        }
        let value = if media_type.ends_with("json") {
            serde_json::from_slice(body).ok()
        } else if media_type.ends_with("yaml") {
            serde_yaml_ng::from_slice(body).ok()
        } else {
            String::from_utf8(body.to_vec()).ok().map(Value::String)
        };
        let Some(value) = value else {
            return Some("the body cannot be read".to_owned());
        };
        let errors = schema.as_ref()?.errors("/body", &value);
        errors
            .first()
            .map(|error| format!("{}: {}", error.pointer, error.detail))
    }
}
