//! What can stand in a cell of a table?

use std::fmt;

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// The types that columns have, as files of columns know them too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// Words or a code.
    String,
    /// A whole number.
    I64,
    /// A number with a fraction.
    F64,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// Several words or codes.
    Strings,
    /// Several things, each with these fields.
    Structs(&'static [Field]),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its heading.
    pub name: &'static str,
    /// The type of its cells.
    pub of: Type,
    /// Can it be unknown?
    pub nullable: bool,
    /// One line about it.
    pub about: &'static str,
}

/// What stands in one cell, by the type of its column.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Null,
    String(String),
    I64(i64),
    F64(f64),
    Bool(bool),
    Date(Date),
    Strings(Vec<String>),
    /// In the order of the fields.
    Structs(Vec<Vec<Value>>),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Type::String => "string",
            Type::I64 => "i64",
            Type::F64 => "f64",
            Type::Bool => "bool",
            Type::Date => "date",
            Type::Strings => "list<string>",
            Type::Structs(_) => "list<struct>",
        })
    }
}

/// What becomes a cell; it knows the type of its column.
pub(super) trait Cell {
    const TYPE: Type;
    const NULLABLE: bool = false;
    fn value(self) -> Value;
}

/// One of several things in a cell.
pub(super) trait Struct {
    const FIELDS: &'static [Field];
    fn values(self) -> Vec<Value>;
}

macro_rules! cells {
    ($($rust:ty: $of:ident),*) => {
        $(impl Cell for $rust {
            const TYPE: Type = Type::$of;
            fn value(self) -> Value {
                Value::$of(self)
            }
        })*
    };
}

cells!(String: String, i64: I64, f64: F64, bool: Bool, Date: Date, Vec<String>: Strings);

impl<C: Cell> Cell for Option<C> {
    const TYPE: Type = C::TYPE;
    const NULLABLE: bool = true;
    fn value(self) -> Value {
        self.map_or(Value::Null, C::value)
    }
}

impl<S: Struct> Cell for Vec<S> {
    const TYPE: Type = Type::Structs(S::FIELDS);
    fn value(self) -> Value {
        Value::Structs(self.into_iter().map(S::values).collect())
    }
}

impl Value {
    /// As one line of text: lists with `;` between, structs as JSON, nothing for what is not known.
    pub fn text(&self, of: Type) -> String {
        match self {
            Value::Null => String::new(),
            Value::String(words) => one_line(words),
            Value::Strings(list) => list.iter().map(|s| one_line(s).replace(';', ",")).collect::<Vec<_>>().join(";"),
            Value::Structs(list) if list.is_empty() => String::new(),
            Value::Structs(_) => self.json(of).to_string(),
            Value::I64(number) => number.to_string(),
            Value::F64(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Date(day) => day.to_string(),
        }
    }

    fn json(&self, of: Type) -> Json {
        match (self, of) {
            (Value::Structs(list), Type::Structs(fields)) => list.iter().map(|values| object(fields, values)).collect(),
            (Value::I64(number), _) => (*number).into(),
            (Value::F64(number), _) => (*number).into(),
            (Value::Bool(yes), _) => (*yes).into(),
            (Value::Strings(list), _) => list.clone().into(),
            (Value::Null, _) => Json::Null,
            _ => self.text(of).into(),
        }
    }
}

fn object(fields: &[Field], values: &[Value]) -> Json {
    let pairs = fields.iter().zip(values).map(|(field, value)| (field.name.to_string(), value.json(field.of)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

/// Without what would part lines or cells, or steer a terminal.
fn one_line(words: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    words.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
