//! One binary for all contract tests: a module per tag of the spec, then what holds for the whole API.

mod administration;
mod audit;
mod billing;
mod cleanup;
mod letters;
mod location;
mod mail;
mod membership;
mod oauth;
mod own_data;
mod service;
mod sessions;
mod user_groups;
mod users;

mod access;
mod bad_input;
mod contract;
mod create_admin;
mod demo;
mod examples;
mod images;
mod import;
mod limits;
mod migrations;
mod outages;
mod overview;
mod payment_details;
mod privacy;
mod processes;
mod tls;
