//! `www/src/validate/shapes.ts`, made from the Rust code that reads the values: a recorder stands in for a value and notes
//! which fields are read, and as what. A field that only one side knows fails this test or does not compile.

use boundary::input::Input;
use boundary::{changes, facts, setup};
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

/// A value in whose place it stands: what was read of it.
#[derive(Clone, Default)]
struct Recorder(Rc<RefCell<Shape>>);

#[derive(Default)]
struct Shape {
    /// The word of `shape.ts` for a value without fields.
    kind: Option<&'static str>,
    fields: Vec<(&'static str, Recorder)>,
    item: Option<Recorder>,
}

impl Recorder {
    fn note(&self, kind: &'static str) {
        self.0.borrow_mut().kind = Some(kind);
    }

    /// The shape as TypeScript; `known` are shapes with names.
    fn typescript(&self, known: &[(&str, String)]) -> String {
        let shape = self.0.borrow();
        let text = if let Some(item) = &shape.item {
            format!("[{}]", item.typescript(known))
        } else if shape.fields.is_empty() {
            shape.kind.expect("a value that nobody reads").to_owned()
        } else {
            let field =
                |(name, field): &(_, Recorder)| format!("{name}: {}", field.typescript(known));
            format!("{{ {} }}", shape.fields.iter().map(field).collect::<Vec<_>>().join(", "))
        };
        let named = known.iter().find(|(_, named)| *named == text);
        named.map_or(text, |(name, _)| (*name).to_owned())
    }
}

impl Input for Recorder {
    fn field(&self, name: &'static str) -> Self {
        let mut shape = self.0.borrow_mut();
        if let Some((_, field)) = shape.fields.iter().find(|(known, _)| *known == name) {
            return field.clone();
        }
        let field = Recorder::default();
        shape.fields.push((name, field.clone()));
        field
    }

    fn is_there(&self) -> bool {
        self.note("VALUE");
        true
    }

    fn text(&self) -> Option<String> {
        self.note("TEXT");
        Some(String::new())
    }

    fn flag(&self) -> Option<bool> {
        self.note("FLAG");
        Some(true)
    }

    fn number(&self) -> Option<u32> {
        self.note("NUMBER");
        Some(0)
    }

    fn items(&self) -> Option<Vec<Self>> {
        let mut shape = self.0.borrow_mut();
        Some(vec![shape.item.get_or_insert_default().clone()])
    }
}

/// Reads everything that the rules need of a value.
type Reader = fn(&Recorder);

/// A profile and the device that it is for.
fn flags(input: &Recorder) {
    setup::profile(&input.field("profile"));
    setup::device(input);
}

/// The file as it should be.
pub fn typescript() -> String {
    let mut out = "// The values that the functions take. Made from the Rust code that reads them; a test fails when they differ.\n\
         //\n\
         //   DEP_GENERATE=1 cargo test --package it shapes\n\
         \n\
         import { type Described, FLAG, NUMBER, TEXT, VALUE } from \"./shape\";\n\
         import type { DepProfile, FlagsRequest, PreviewRequest } from \"../setup/types\";\n\
         import type { ChangesRequest, ChecklistFacts, Enrollment, UsernamePolicy } from \"./types\";\n"
        .to_owned();
    let mut known: Vec<(&str, String)> = Vec::new();
    let readers: [(&str, &str, Reader); 7] = [
        ("POLICY", "UsernamePolicy", |input| drop(facts::policy(input))),
        ("ENROLLMENT", "Enrollment", |input| drop(facts::draft(input))),
        ("FACTS", "ChecklistFacts", |input| {
            facts::facts(input);
            facts::confirmations(input);
        }),
        ("CHANGES", "ChangesRequest", |input| drop(changes::request(input))),
        ("PROFILE", "DepProfile", |input| drop(setup::profile(input))),
        ("FLAGS", "FlagsRequest", flags),
        ("PREVIEW", "PreviewRequest", |input| {
            flags(input);
            let enrollment = input.field("enrollment");
            enrollment.is_there();
            facts::draft(&enrollment);
        }),
    ];
    for (name, described, read) in readers {
        let recorder = Recorder::default();
        read(&recorder);
        let shape = recorder.typescript(&known);
        write!(out, "\nexport const {name} = {{\n").unwrap();
        for (field, value) in &recorder.0.borrow().fields {
            writeln!(out, "  {field}: {},", value.typescript(&known)).unwrap();
        }
        writeln!(out, "}} as const satisfies Described<{described}>;").unwrap();
        known.push((name, shape));
    }
    out
}

#[test]
fn the_scripts_read_the_fields_that_the_rules_read() {
    crate::declared::holds("www/src/validate/shapes.ts", &typescript());
}
