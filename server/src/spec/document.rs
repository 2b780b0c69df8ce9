//! The spec as a tree of values, with its references followed.

use serde_json::{Map, Value, json};

/// The whole document.
pub struct Document {
    root: Value,
}

impl Document {
    /// Parses YAML.
    ///
    /// # Errors
    /// A sentence, if it is not YAML.
    pub fn parse(yaml: &str) -> Result<Self, String> {
        serde_yaml_ng::from_str(yaml)
            .map(|root| Self { root })
            .map_err(|error| format!("The spec is not YAML: {error}."))
    }

    /// The document as JSON, with the address of the environment that it is served from.
    pub fn into_json(mut self, public_url: &str) -> String {
        self.root["servers"] = json!([{ "url": public_url, "description": "This server" }]);
        self.root.to_string()
    }

    /// What a JSON pointer leads to.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// The members of the object at a JSON pointer.
    ///
    /// # Errors
    /// A sentence, if there is no object.
    pub fn members(&self, pointer: &str) -> Result<&Map<String, Value>, String> {
        self.at(pointer)
            .and_then(Value::as_object)
            .ok_or_else(|| format!("The spec has no object at {pointer}."))
    }

    /// The value, or what its `$ref` leads to.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return value;
        };
        reference
            .strip_prefix('#')
            .and_then(|pointer| self.root.pointer(pointer))
            .map_or(value, |target| self.resolve(target))
    }
}

/// The YAML text with the address of the environment that it is served from, and all else as it was written.
pub fn yaml_for_environment(yaml: &str, public_url: &str) -> String {
    let mut text = String::with_capacity(yaml.len());
    let mut inside_servers = false;
    for line in yaml.split_inclusive('\n') {
        if line.starts_with("servers:") {
            inside_servers = true;
            text.push_str(&format!(
                "servers:\n  - url: {public_url}\n    description: This server\n\n"
            ));
        } else if !line.starts_with([' ', '-', '\n', '\r']) {
            inside_servers = false;
        }
        if !inside_servers {
            text.push_str(line);
        }
    }
    text
}
