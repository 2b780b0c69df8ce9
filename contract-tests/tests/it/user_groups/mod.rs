//! Personas, bands, labels and distributors: who may own which, what they say of themselves, how they belong together,
//! who follows and recommends them.

mod changes;
mod following;
mod invitations;
mod labels;
mod lists;
mod members;
mod names;
mod offers;
mod ownership;
mod profile;
mod scene;
mod search;
mod tags;
mod turns;
mod words;
