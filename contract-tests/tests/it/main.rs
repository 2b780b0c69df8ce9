//! One binary for all contract tests: a module per tag of the spec, then what holds for the whole API.

mod administration;
mod cleanup;
mod letters;
mod mail;
mod oauth;
mod service;
mod sessions;
mod user_groups;
mod users;

mod access;
mod bad_input;
mod contract;
mod examples;
mod images;
mod limits;
mod migrations;
mod outages;
mod privacy;
mod processes;
