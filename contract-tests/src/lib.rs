//! The harness of the contract tests: a database and a running server per test, callers by role, and the spec that
//! every answer is held against. It calls the server over HTTP and shares no code with it that could hide a mistake.

pub mod app;
mod belongings;
mod bodies;
mod browser;
pub mod bucket;
pub mod callers;
pub mod certificates;
pub mod check;
pub mod command;
pub mod database;
pub mod dpop;
pub mod events;
pub mod logs;
pub mod mailbox;
pub mod news;
pub mod payment_details;
pub mod pictures;
mod postgres;
pub mod process;
pub mod proxy;
pub mod request;
mod run;
pub mod samples;
pub mod schema;
pub mod seen;
pub mod smtp;
pub mod snapshot;
pub mod spec;
pub mod stripe;
pub mod tls;
pub mod tokens;
mod tools;
pub mod visitor;

pub use app::{TestApp, at_the_same_moment};
pub use callers::{Caller, PASSWORD, Person};
pub use database::TestDb;
pub use mailbox::Mailbox;
pub use request::{Request, Response};
pub use spec::spec;
pub use visitor::Visitor;
