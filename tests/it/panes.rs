//! Holds the table of Setup Assistant's panes against Apple's own list of skip keys, where that lies beside the checkout. It says
//! how each line that differs should read.

use rules::setup::{Mark, panes};
use rules::system::System;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Apple's list, `other/skipkeys.yaml` of apple/device-management.
const LIST: &str = "../../../shared/data/skipkeys.yaml";

const SYSTEMS: [(&str, &str, System); 4] = [
    ("iOS", "i", System::Ios),
    ("macOS", "m", System::Mac),
    ("tvOS", "t", System::Tv),
    ("visionOS", "v", System::Vision),
];

/// What the list says of one system: its lines as pairs.
type Support = BTreeMap<String, String>;

/// The support of each system, by the system's name.
type Supports = BTreeMap<String, Support>;

/// Reads the list: the support of all keys at the top, and that of each key. The file has few forms, so these few lines read it;
/// what they do not understand is missed below.
fn read(list: &str) -> (Supports, BTreeMap<String, Supports>) {
    let (mut top, mut keys) = (Supports::new(), BTreeMap::<String, Supports>::new());
    let (mut key, mut is_support, mut system) = (None::<String>, 0, String::new());
    for line in list.lines() {
        let depth = line.len() - line.trim_start().len();
        let Some((name, value)) = line.trim_start().trim_start_matches("- ").split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches('\'');
        if line.starts_with("- key:") {
            key = Some(value.to_owned());
            keys.insert(value.to_owned(), Supports::new());
            is_support = 0;
        } else if name == "supportedOS" {
            is_support = depth;
        } else if depth <= is_support {
            is_support = 0;
        } else if is_support > 0 {
            let supports = match &key {
                Some(key) => keys.get_mut(key).unwrap(),
                None => &mut top,
            };
            if depth == is_support + 2 {
                system = name.to_owned();
                supports.entry(system.clone()).or_default();
            } else if depth == is_support + 4 {
                supports.get_mut(&system).unwrap().insert(name.to_owned(), value.to_owned());
            }
        }
    }
    (top, keys)
}

/// A version without zeros at its end.
fn short(version: &str) -> &str {
    version.strip_suffix(".0").map_or(version, short)
}

/// The line of a key in the words of the table.
fn line(key: &str, own: &Supports, top: &Supports) -> String {
    let mut line = key.to_owned();
    for (name, letter, _) in SYSTEMS {
        let mut support = top[name].clone();
        support.extend(own.get(name).cloned().unwrap_or_default());
        let since = short(&support["introduced"]);
        if since == "n/a" {
            continue;
        }
        line += &format!(" {letter}{since}");
        for (word, sign) in [("deprecated", '-'), ("removed", 'x')] {
            if let Some(version) = support.get(word) {
                line += &format!("{sign}{}", short(version));
            }
        }
        if support.get("always-skippable").is_some_and(|always| always == "false") {
            line.push('*');
        }
    }
    line
}

/// The lines of the table that have a key, in the same words, by key.
fn lines() -> BTreeMap<&'static str, String> {
    let of = |pane: rules::setup::Pane| {
        let key = pane.key?;
        let mut line = key.to_owned();
        for (_, letter, system) in SYSTEMS {
            let Some(span) = pane.span(system) else { continue };
            line += &format!(" {letter}{}", span.since);
            for (version, sign) in [(span.deprecated, '-'), (span.removed, 'x')] {
                if let Some(version) = version {
                    line += &format!("{sign}{version}");
                }
            }
            if span.mark == Mark::Early {
                line.push('*');
            }
        }
        Some((key, line))
    };
    panes().filter_map(of).collect()
}

#[test]
fn the_table_of_panes_says_what_apples_list_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    let Ok(list) = fs::read_to_string(&path) else {
        eprintln!(
            "NOT CHECKED: {} is not there, so the table of panes was not compared",
            path.display()
        );
        return;
    };
    let (top, keys) = read(&list);
    assert!(keys.len() >= 50 && top.len() >= 4, "the list cannot be read any more");
    let known = lines();
    let mut wrong: Vec<String> = keys
        .iter()
        .map(|(key, own)| line(key, own, &top))
        .filter(|line| !known.values().any(|known| known == line))
        .map(|line| format!("should read {line}"))
        .collect();
    let gone = known.keys().filter(|key| !keys.contains_key(**key));
    wrong.extend(gone.map(|key| format!("is no longer listed: {key}")));
    assert!(wrong.is_empty(), "src/rules/setup/panes.txt:\n{}", wrong.join("\n"));
}

/// The reader of the list is proven where the list itself is not there.
#[test]
fn a_list_of_apples_is_read() {
    let list = "\
payload:
  payloadtype: SkipKeys
  supportedOS:
    iOS:
      introduced: '7.0'
      always-skippable: true
    macOS:
      introduced: '10.9'
    tvOS:
      introduced: '10.2'
    visionOS:
      introduced: '26.0'
payloadkeys:
- key: Keyboard
  title: Skip it
  supportedOS:
    iOS:
      introduced: '13.0'
      always-skippable: false
    macOS:
      introduced: 10.12.4
      deprecated: '12.0'
      removed: '14.0'
    tvOS:
      introduced: n/a
  type: <string>
- key: TOS
  type: <string>
";
    let (top, keys) = read(list);
    let lines: Vec<String> = keys.iter().map(|(key, own)| line(key, own, &top)).collect();
    assert_eq!(lines, ["Keyboard i13* m10.12.4-12x14 v26", "TOS i7 m10.9 t10.2 v26"]);
}

/// A line that depends on a pane which is not there, or has no version, would never be noticed.
#[test]
fn every_line_of_the_table_is_understood() {
    let all: Vec<_> = panes().collect();
    assert!(all.len() > 50);
    for pane in &all {
        let spans = SYSTEMS.into_iter().filter_map(|(_, _, system)| pane.span(system));
        assert!(spans.count() > 0, "{}", pane.id);
        assert!(pane.needs.is_none_or(|needs| all.iter().any(|other| other.key == Some(needs))));
        assert_eq!(all.iter().filter(|other| other.id == pane.id).count(), 1, "{} twice", pane.id);
    }
    for line in rules::setup::PANES.lines() {
        let words = line.split(' ').skip(1);
        for word in words {
            let is_version = ["i", "m", "t", "v"].iter().any(|letter| {
                word.strip_prefix(letter)
                    .is_some_and(|rest| rest.chars().all(|c| "0123456789.-x*".contains(c)))
            });
            assert!(is_version || word.starts_with("needs="), "{line}: {word}");
        }
    }
}
