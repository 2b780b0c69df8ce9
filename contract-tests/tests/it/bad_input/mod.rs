//! Input that no client should send: it is refused with a sentence that says what would be right, and it breaks nothing.

mod bodies;
mod connections;
mod every_operation;
mod numbers;
mod parameters;
mod scene;
