//! The contract: `api/openapi.yaml`, read once at start. What it says about an operation is kept in the form that a
//! request needs; what it leaves out stops the start.

mod accept;
pub mod access;
mod address;
pub mod authenticate;
mod body;
mod bounds;
mod document;
mod explain;
mod finish;
mod hints;
mod json;
pub mod layer;
mod limits;
pub mod log;
mod media;
mod operation;
mod parameters;
pub mod privacy;
pub mod problems;
mod read;
mod responses;
mod schema;

use std::{collections::HashMap, sync::Arc};

use hyper::Method;
use matchit::Params;
use serde_json::Value;

use crate::error::Error;
pub use document::{Document, yaml_for_environment};
pub use operation::{Operation, Shape};

/// The specification, as it is written.
pub const SPEC: &str = include_str!("../../../api/openapi.yaml");

/// Everything that the server takes from the spec.
pub struct Contract {
    /// The operations, by path and method.
    paths: matchit::Router<PathItem>,
    /// The bodies that operations take, by operationId.
    bodies: HashMap<String, Arc<body::Body>>,
    /// Status and title of each problem, by its code.
    pub problems: problems::Problems,
    /// Who may see each property of each publicly readable schema.
    pub privacy: privacy::Audiences,
    /// The names of the properties of each schema of an object.
    fields: HashMap<String, Vec<String>>,
}

/// The operations of a path.
pub struct PathItem {
    operations: Vec<Operation>,
    /// What goes into `Allow`.
    allow: String,
}

/// The operation that a request is for.
pub enum Found<'contract, 'path> {
    /// An operation, with the values of its path parameters as they came.
    Operation(&'contract Operation, Params<'contract, 'path>),
    /// The path exists, but not with this method; it has these.
    OtherMethods(&'contract str),
    /// There is no such path.
    Nothing,
}

impl Contract {
    /// Reads the spec, and of its responses what it takes to check them if that is to be done.
    ///
    /// # Errors
    /// A sentence that names the operation or property in which something is missing or unknown.
    pub fn load(document: &Document, checks_responses: bool) -> Result<Self, String> {
        let compiler = schema::Compiler::new(document, checks_responses)?;
        let mut paths = matchit::Router::new();
        let mut bodies = HashMap::new();
        let mut rules = Vec::new();
        for (path, item) in document.members("/paths")? {
            let operations = operation::load_path(document, &compiler, path, item)?;
            let with_body = operations.iter().filter_map(|operation| {
                Some((operation.id.clone(), Arc::clone(operation.body.as_ref()?)))
            });
            bodies.extend(with_body);
            let limits = operations.iter().flat_map(|operation| &operation.limits);
            rules.extend(limits.cloned());
            let mut methods: Vec<_> = operations
                .iter()
                .map(|operation| operation.method.as_str())
                .collect();
            let is_safe =
                |operation: &Operation| operation.method == Method::GET && !operation.has_effects;
            if operations.iter().any(is_safe) {
                methods.push("HEAD");
            }
            let allow = methods.join(", ");
            paths
                .insert(path, PathItem { operations, allow })
                .map_err(|error| {
                    format!("The path {path} of the spec clashes with another: {error}.")
                })?;
        }
        limits::agree(rules.iter())?;
        let problems = problems::Problems::load(document)?;
        let privacy = privacy::Audiences::load(document)?;
        let schemas = document.members("/components/schemas")?.iter();
        let fields = schemas.filter_map(|(name, schema)| {
            let properties = schema.get("properties")?.as_object()?;
            Some((name.clone(), properties.keys().cloned().collect()))
        });
        Ok(Self {
            fields: fields.collect(),
            paths,
            bodies,
            problems,
            privacy,
        })
    }

    /// A body as an operation gets it, held against its schema and with its defaults; for a form that means the same.
    ///
    /// # Errors
    /// Invalid, with each field that is wrong.
    pub fn check_body(&self, operation_id: &str, body: Value) -> Result<Value, Error> {
        let expected = self.bodies.get(operation_id);
        let expected = expected
            .ok_or_else(|| Error::internal(format!("{operation_id} takes no body in the spec")))?;
        expected.check_value(body)
    }

    /// The names of a schema's properties, for the trail.
    ///
    /// # Errors
    /// Internal, if the spec has no such schema.
    pub fn fields(&self, schema: &str) -> Result<Vec<&str>, Error> {
        let fields = self.fields.get(schema);
        let fields =
            fields.ok_or_else(|| Error::internal(format!("the spec has no schema {schema}")))?;
        Ok(fields.iter().map(String::as_str).collect())
    }

    /// Finds the operation for a request. HEAD is answered as GET without a body (RFC 9110, section 9.3.2), but for a GET
    /// that changes something: a program that only looks whether a link works is not to use it up.
    pub fn find<'path>(&self, method: &Method, path: &'path str) -> Found<'_, 'path> {
        let Ok(found) = self.paths.at(path) else {
            return Found::Nothing;
        };
        let fits = |operation: &&Operation| {
            if method == Method::HEAD {
                operation.method == Method::GET && !operation.has_effects
            } else {
                operation.method == method
            }
        };
        match found.value.operations.iter().find(fits) {
            Some(operation) => Found::Operation(operation, found.params),
            None => Found::OtherMethods(&found.value.allow),
        }
    }
}
