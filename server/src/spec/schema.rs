//! Schemas of OpenAPI 3.0 as validators. JSON Schema has no `nullable`, so that becomes a type of its own.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jsonschema::{Draft, PatternCache, PatternOptions, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::{
    document::Document,
    explain,
    hints::{Object, collect_hints, collect_objects, collect_patterns, name_of},
};
use crate::error::FieldError;

/// How many values a value may consist of for each mistake in it to be told. In a larger one it is the first only, since a
/// megabyte can hold half a million of them, which all would be looked for and explained.
const MOST_EXPLAINED: usize = 1000;

/// Makes validators out of the document's schemas.
pub(super) struct Compiler {
    /// All schemas of the document, in the words of JSON Schema.
    schemas: Value,
    /// The `x-hint` of each pattern.
    hints: HashMap<String, String>,
    /// The same pattern stands in many schemas, and each compiled one takes memory.
    patterns: PatternCache,
    /// Whether responses are checked: else nobody asks for their schemas, which take as much memory as all others.
    checks_responses: bool,
    /// What was compiled, by the schema as it is written: most responses share theirs.
    compiled: RefCell<HashMap<String, Arc<Schema>>>,
}

/// A schema, compiled.
pub(super) struct Schema {
    validator: Validator,
    /// The properties that a value may have, for "did you mean".
    properties: Vec<String>,
    /// The same for each object within it, by its JSON pointer with `*` for the number of an item.
    inner: HashMap<String, Object>,
    /// The `x-hint` of each pattern in it.
    hints: HashMap<String, String>,
    /// What holds for a property that is left out.
    defaults: Vec<(String, Value)>,
    /// What holds if there is no value at all.
    pub(super) default: Option<Value>,
    /// Its name in the spec, if it has one.
    name: Option<String>,
}

impl Compiler {
    pub(super) fn new(document: &Document, checks_responses: bool) -> Result<Self, String> {
        let mut schemas = Value::Object(document.members("/components/schemas")?.clone());
        translate(&mut schemas);
        let mut hints = HashMap::new();
        collect_hints(document.at("").unwrap_or(&Value::Null), &mut hints);
        Ok(Self {
            schemas,
            hints,
            patterns: PatternCache::new(),
            checks_responses,
            compiled: RefCell::default(),
        })
    }

    /// Compiles a schema; `place` says where it stands, for the sentence if it cannot be.
    pub(super) fn compile(
        &self,
        document: &Document,
        schema: &Value,
        place: &str,
    ) -> Result<Arc<Schema>, String> {
        let written = schema.to_string();
        if let Some(compiled) = self.compiled.borrow().get(&written) {
            return Ok(Arc::clone(compiled));
        }
        let compiled = Arc::new(self.compile_anew(document, schema, place)?);
        self.compiled
            .borrow_mut()
            .insert(written, Arc::clone(&compiled));
        Ok(compiled)
    }

    /// Compiles the schema of a response, if those are checked.
    pub(super) fn compile_response(
        &self,
        document: &Document,
        schema: &Value,
        place: &str,
    ) -> Result<Option<Arc<Schema>>, String> {
        let compiled = self
            .checks_responses
            .then(|| self.compile(document, schema, place));
        compiled.transpose()
    }

    fn compile_anew(
        &self,
        document: &Document,
        schema: &Value,
        place: &str,
    ) -> Result<Schema, String> {
        let resolved = document.resolve(schema);
        let properties = resolved.get("properties").and_then(Value::as_object);
        let properties: Vec<_> = properties.into_iter().flatten().collect();
        let defaults = properties.iter().filter_map(|(property, schema)| {
            let default = document.resolve(schema).get("default")?;
            Some(((*property).clone(), default.clone()))
        });
        let name = name_of(schema);
        let mut schema = schema.clone();
        translate(&mut schema);
        let schemas = self.reached_from(&schema);
        let whole = json!({ "allOf": [schema], "components": { "schemas": schemas } });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_pattern_cache(self.patterns.clone())
            .with_pattern_options(PatternOptions::regex())
            .should_validate_formats(true)
            .build(&whole)
            .map_err(|error| format!("The schema of {place} cannot be used: {error}."))?;
        let mut used = HashMap::new();
        collect_patterns(document, resolved, &self.hints, &mut used);
        let mut inner = HashMap::new();
        collect_objects(document, resolved, "", &mut inner);
        Ok(Schema {
            validator,
            defaults: defaults.collect(),
            properties: properties
                .into_iter()
                .map(|(property, _)| property.clone())
                .collect(),
            inner,
            hints: used,
            default: resolved.get("default").cloned(),
            name,
        })
    }
}

impl Compiler {
    /// The schemas that this one refers to, straight or by way of others. A validator keeps what it is given, so it gets
    /// no more than that.
    fn reached_from(&self, schema: &Value) -> Map<String, Value> {
        let mut reached = Map::new();
        let mut open = vec![schema];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => open.extend(members.values()),
                Value::Array(items) => open.extend(items),
                Value::String(text) => {
                    let Some(name) = text.strip_prefix("#/components/schemas/") else {
                        continue;
                    };
                    let Some(found) = self.schemas.get(name) else {
                        continue;
                    };
                    if reached.insert(name.to_owned(), found.clone()).is_none() {
                        open.push(found);
                    }
                }
                _ => {}
            }
        }
        reached
    }
}

impl Schema {
    /// Whether the value obeys.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// Whether it names this property.
    pub(super) fn has_property(&self, name: &str) -> bool {
        self.properties.iter().any(|property| property == name)
    }

    /// Adds the default of each property that was left out; tells whether there was any.
    pub(super) fn add_defaults(&self, object: &mut Map<String, Value>) -> bool {
        let before = object.len();
        for (property, default) in &self.defaults {
            object.entry(property).or_insert_with(|| default.clone());
        }
        object.len() > before
    }

    /// Each place where the value does not obey, below the pointer `base`; of a very large value the first.
    pub(super) fn errors(&self, base: &str, value: &Value) -> Vec<FieldError> {
        if self.accepts(value) {
            return Vec::new();
        }
        let broken: Vec<_> = if consists_of_more(value, &mut { MOST_EXPLAINED }) {
            self.validator.validate(value).err().into_iter().collect()
        } else {
            self.validator.iter_errors(value).collect()
        };
        let explained = broken
            .iter()
            .flat_map(|error| explain::explain(base, error, &self.known_at(error)));
        // One sentence a place: the first thing that is wrong there.
        let mut places = HashSet::new();
        explained
            .filter(|error| places.insert(error.pointer.clone()))
            .collect()
    }
}

impl Schema {
    /// What is known about the object that is wrong: the value, or one within it.
    fn known_at(&self, error: &ValidationError<'_>) -> explain::Known<'_> {
        let steps = error.instance_path().as_str().split('/');
        let is_number = |step: &str| step.parse::<usize>().is_ok();
        let steps = steps.map(|step| if is_number(step) { "*" } else { step });
        let object = self.inner.get(&steps.collect::<Vec<_>>().join("/"));
        explain::Known {
            properties: object.map_or(&self.properties, |object| &object.properties),
            hints: &self.hints,
            name: match object {
                Some(object) => Some(object.name.as_deref().unwrap_or("This object")),
                None => self.name.as_deref(),
            },
        }
    }
}

/// Whether the value consists of more values than are left to count.
fn consists_of_more(value: &Value, left: &mut usize) -> bool {
    if *left == 0 {
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().any(|item| consists_of_more(item, left)),
        Value::Object(members) => members
            .values()
            .any(|member| consists_of_more(member, left)),
        _ => false,
    }
}

/// Turns `nullable` into a type, and drops what only people read.
fn translate(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.starts_with("x-") && name != "example");
            if members.remove("nullable") == Some(Value::Bool(true)) {
                if let Some(kind) = members.get_mut("type") {
                    *kind = json!([kind.take(), "null"]);
                }
                if let Some(Value::Array(choices)) = members.get_mut("enum") {
                    choices.push(Value::Null);
                }
            }
            for (name, member) in members {
                match member {
                    // The names of properties are not keywords.
                    Value::Object(properties) if name == "properties" => {
                        properties.values_mut().for_each(translate)
                    }
                    member => translate(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(translate),
        _ => {}
    }
}
