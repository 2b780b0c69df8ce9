//! The trail: that everything which changes something leaves an event and nothing else does, and who may read which.

mod callers;
mod every_operation;
mod indexes;
mod lists;
mod nothing;
mod reach;
mod rights;
mod sign_in;
mod tokens;
