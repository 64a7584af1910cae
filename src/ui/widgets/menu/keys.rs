//! Which keys a menu takes, and where they lead. It must never touch the page.

use crate::format::lower;
use crate::widgets::key_of;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Letters that come within this many milliseconds make one word.
const WORD_MS: f64 = 700.0;

/// The key of an event in the list, if it moves there or leaves it. Enter and Space are the buttons' own.
pub fn is_taken(event: &Event) -> Option<String> {
    let (key, is_composing) = key_of(event);
    let keyboard = event.unchecked_ref::<KeyboardEvent>();
    let has_modifier = keyboard.ctrl_key() || keyboard.alt_key() || keyboard.meta_key();
    (!is_composing && !has_modifier && means_something(&key)).then_some(key)
}

fn means_something(key: &str) -> bool {
    match key {
        "ArrowDown" | "ArrowUp" | "Home" | "End" | "PageUp" | "PageDown" | "Escape" | "Tab" => true,
        key => letter(key).is_some(),
    }
}

/// The one letter, digit or sign that a key writes.
fn letter(key: &str) -> Option<char> {
    let mut letters = key.chars();
    letters.next().filter(|letter| letters.next().is_none() && *letter != ' ')
}

/// The entry that a key leads to from the active one; `None` for a key that does not move.
pub fn moved(key: &str, active: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(if active >= last { 0 } else { active + 1 }),
        "ArrowUp" => Some(active.checked_sub(1).unwrap_or(last).min(last)),
        "Home" | "PageUp" => Some(0),
        "End" | "PageDown" => Some(last),
        _ => None,
    }
}

/// The letters typed so far.
#[derive(Default)]
pub struct Typed {
    word: String,
    at: f64,
}

impl Typed {
    /// Takes a key. Returns the entry whose text begins with the letters, the next one behind the active one; `None` for a key
    /// that is no letter, and where none begins so. The same letter again goes on to the next entry.
    pub fn find(&mut self, key: &str, at: f64, active: usize, texts: &[&str]) -> Option<usize> {
        letter(key)?;
        if at - self.at > WORD_MS {
            self.word.clear();
        }
        self.at = at;
        self.word.push_str(&lower(key));
        let first = self.word.chars().next();
        let is_one_letter = self.word.chars().all(|other| Some(other) == first);
        let word = match first {
            Some(first) if is_one_letter => first.to_string(),
            _ => self.word.clone(),
        };
        // A longer word may still mean the active entry.
        let start = active + usize::from(is_one_letter);
        let mut order = (0..texts.len()).map(|step| (start + step) % texts.len());
        order.find(|at| lower(texts[*at]).starts_with(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] =
        ["Assign device", "Edit enrollment", "Copy serial number", "Checklist"];

    #[test]
    fn a_menu_leaves_to_its_buttons_and_to_the_browser_what_is_theirs() {
        for key in ["ArrowDown", "ArrowUp", "Escape", "Tab", "End", "a", "é"] {
            assert!(means_something(key), "{key}");
        }
        for key in ["Enter", " ", "F5"] {
            assert!(!means_something(key), "{key}");
        }
    }

    #[test]
    fn arrows_go_round_and_home_and_end_go_to_the_ends() {
        assert_eq!(moved("ArrowDown", 0, 4), Some(1));
        assert_eq!(moved("ArrowDown", 3, 4), Some(0));
        assert_eq!(moved("ArrowUp", 0, 4), Some(3));
        assert_eq!(moved("ArrowUp", 9, 4), Some(3));
        assert_eq!(moved("Home", 2, 4), Some(0));
        assert_eq!(moved("End", 2, 4), Some(3));
        assert_eq!(moved("a", 2, 4), None);
        assert_eq!(moved("ArrowDown", 0, 0), None);
    }

    #[test]
    fn letters_find_the_entry_that_begins_with_them() {
        let mut typed = Typed::default();
        assert_eq!(typed.find("c", 1000.0, 0, &TEXTS), Some(2));
        assert_eq!(typed.find("H", 1100.0, 2, &TEXTS), Some(3), "a second letter narrows the word");
        assert_eq!(typed.find("x", 1200.0, 3, &TEXTS), None);
        assert_eq!(typed.find("e", 3000.0, 3, &TEXTS), Some(1), "a pause begins a new word");
    }

    #[test]
    fn the_same_letter_again_goes_to_the_next_entry() {
        let mut typed = Typed::default();
        assert_eq!(typed.find("c", 1000.0, 0, &TEXTS), Some(2));
        assert_eq!(typed.find("c", 1100.0, 2, &TEXTS), Some(3));
        assert_eq!(typed.find("c", 1200.0, 3, &TEXTS), Some(2));
    }

    #[test]
    fn keys_that_are_no_letters_find_nothing() {
        let mut typed = Typed::default();
        for key in ["Enter", " ", "F5", ""] {
            assert_eq!(typed.find(key, 1000.0, 0, &TEXTS), None, "{key:?}");
        }
        assert_eq!(typed.find("a", 1000.0, 0, &[]), None);
    }
}
