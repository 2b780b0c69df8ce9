//! `swagger::Nullable` and `Option`: the generated models keep absent and null apart, our own types say it with options.

use swagger::Nullable;

/// A value that is always sent, as null if there is none.
pub fn of<T>(value: Option<T>) -> Nullable<T> {
    value.map_or(Nullable::Null, Nullable::Present)
}

/// What a merge patch says about a field: nothing, clear it, or a new value (RFC 7396).
pub fn change<T>(value: Option<Nullable<T>>) -> Option<Option<T>> {
    value.map(|value| match value {
        Nullable::Null => None,
        Nullable::Present(value) => Some(value),
    })
}
