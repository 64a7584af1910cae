//! The table of Setup Assistant's panes, `panes.txt`, which has its sources. It must never decide what a user sees.

use crate::system::System;
use crate::text;

/// The table with its comments.
const SOURCE: &str = include_str!("panes.txt");

/// The table as it is shipped: without comments.
pub const PANES: &str = match core::str::from_utf8(&WITHOUT_COMMENTS) {
    Ok(text) => text,
    Err(_) => panic!("whole lines are left out"),
};

const LENGTH: usize = bare::<0>().1;
const WITHOUT_COMMENTS: [u8; LENGTH] = bare().0;

/// Copies the table without the lines that begin with `#`, as far as there is room, and says how long it is.
const fn bare<const ROOM: usize>() -> ([u8; ROOM], usize) {
    let source = SOURCE.as_bytes();
    let mut kept = [0; ROOM];
    let (mut at, mut length) = (0, 0);
    let mut is_comment = false;
    while at < source.len() {
        if at == 0 || source[at - 1] == b'\n' {
            is_comment = source[at] == b'#';
        }
        if !is_comment {
            if length < ROOM {
                kept[length] = source[at];
            }
            length += 1;
        }
        at += 1;
    }
    (kept, length)
}

/// How far a key skips its pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Always.
    Skippable,
    /// Not always: the pane may come before the device has read the profile.
    Early,
}

/// A pane of Setup Assistant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane {
    /// Its name: the key, or a name of our own for a pane without one.
    pub id: &'static str,
    /// The key of `skip_setup_items`; `None` for a pane that no key skips.
    pub key: Option<&'static str>,
    /// The key of the pane that it depends on.
    pub needs: Option<&'static str>,
    words: &'static str,
}

/// The versions of a system that have a pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first version with the pane.
    pub since: &'static str,
    /// The version that made the key do nothing.
    pub deprecated: Option<&'static str>,
    /// The version without the pane.
    pub removed: Option<&'static str>,
    /// How far the key skips it.
    pub mark: Mark,
}

/// All panes, in the order in which a user may see them.
///
/// ```
/// use rules::setup::panes;
/// use rules::system::System;
///
/// let wallpaper = panes().find(|pane| pane.id == "Wallpaper").expect("a pane of the Mac");
/// let span = wallpaper.span(System::Mac).expect("the Mac has it");
/// assert_eq!((span.since, span.removed), ("14.1", Some("26")));
/// ```
pub fn panes() -> impl Iterator<Item = Pane> {
    let mut rest = PANES;
    core::iter::from_fn(move || {
        let (line, behind) = text::split_first(rest, b'\n')?;
        rest = behind;
        let (name, words) = text::split_first(line, b' ')?;
        let (id, key) = match name.strip_prefix('=') {
            Some(id) => (id, None),
            None => (name, Some(name)),
        };
        let needs = split(words).find_map(|word| word.strip_prefix("needs="));
        Some(Pane { id, key, needs, words })
    })
}

/// The words of a line.
fn split(words: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(words);
    core::iter::from_fn(move || {
        let words = rest?;
        let (word, behind) = match text::split_first(words, b' ') {
            Some((word, behind)) => (word, Some(behind)),
            None => (words, None),
        };
        rest = behind;
        Some(word)
    })
}

impl Pane {
    /// The versions of a system that have the pane; `None` for a system that never had it.
    pub fn span(&self, system: System) -> Option<Span> {
        let letter = match system {
            System::Ios => 'i',
            System::Mac => 'm',
            System::Tv => 't',
            System::Vision => 'v',
            System::Other | System::Missing => return None,
        };
        let is_version = |rest: &&str| rest.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let word =
            split(self.words).find_map(|word| word.strip_prefix(letter).filter(is_version))?;
        let (word, mark) = match word.strip_suffix('*') {
            Some(word) => (word, Mark::Early),
            None => (word, Mark::Skippable),
        };
        let (since, removed) = until(word, b'x');
        let (since, deprecated) = until(since, b'-');
        Some(Span { since, deprecated, removed, mark })
    }
}

fn until(word: &'static str, sign: u8) -> (&'static str, Option<&'static str>) {
    text::split_first(word, sign).map_or((word, None), |(since, until)| (since, Some(until)))
}
