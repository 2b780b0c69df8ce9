//! Personas, bands, labels and distributors: who may own which, changing them, finding them in lists.

mod changes;
mod lists;
mod ownership;
