//! JSON that means one thing only: a name that occurs twice in an object is refused (RFC 8259, section 4, leaves open
//! which one counts), and so is the NUL character, which PostgreSQL cannot store. And a whole number is one however it is
//! written: to JSON Schema 2.0 is an integer, but to the generated code only 2 is.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The largest number below which every whole one has a floating-point number of its own.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Parses a body. Also tells whether a number in it was written in another way than the value has it.
///
/// # Errors
/// What is wrong, and in which line and column.
pub(super) fn parse(bytes: &[u8]) -> Result<(Value, bool), serde_json::Error> {
    let rewritten = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict(&rewritten).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, rewritten.get()))
}

#[derive(Clone, Copy)]
struct Strict<'a>(&'a Cell<bool>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && value.abs() < MOST_EXACT {
            self.0.set(true);
            return Ok((value as i64).into());
        }
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number is too large"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        if value.contains('\0') {
            Err(E::custom("a string has a NUL character"))
        } else {
            Ok(value.into())
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self)?;
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!(
                    "the name {name:?} occurs twice in one object"
                )));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_name_that_occurs_twice_is_refused_at_any_depth() {
        assert!(
            parse(br#"{"a": {"b": 1, "b": 2}}"#)
                .is_err_and(|error| error.to_string().contains("\"b\" occurs twice"))
        );
        assert!(parse(br#"[{"a": 1}, {"a": 1.5}, null, "x", -2, true]"#).is_ok());
    }

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        for (written, value) in [("2.0", 2), ("1e2", 100), ("-0.0", 0), ("2.50e1", 25)] {
            let parsed = parse(written.as_bytes());
            assert!(parsed.is_ok_and(|parsed| parsed == (value.into(), true)));
        }
        for written in ["2", "1.5", "1e300", "9007199254740993.0"] {
            assert!(parse(written.as_bytes()).is_ok_and(|(_, rewritten)| !rewritten));
        }
    }

    #[test]
    fn a_nul_character_and_text_after_the_end_are_refused() {
        assert!(parse(br#""a\u0000b""#).is_err());
        assert!(parse(b"{} {}").is_err());
    }
}
