//! What makes texts alike to the rules, for faces that answer the same thing over and over, as a page does with every key
//! that an admin types: it is enough to ask about one of them. It must never say so of texts that the rules tell apart: a
//! property proves it.

/// Characters of which texts are judged alike, by the check of a field and its defaults.
///
/// - What the check says about a text of usual characters depends on nothing but how many there are.
/// - With characters [`within`](Alike::within) among them, though not at an end, it depends on nothing but how many all of
///   them are.
/// - With one [`parting`](Alike::parting) character among them, though not at an end, it depends on nothing but how many
///   stand before it.
/// - Behind a [`leading`](Alike::leading) character, all of that holds among texts that are the same up to it.
///
/// That is so but for what repeats a part of the text: the normal form, and parameters of problems. Whoever asks about one
/// text for all of them has to see to those.
///
/// All but the leading ones are ranges: the first and the last character of each in turn, none beyond `U+FFFF`.
pub struct Alike {
    /// The usual characters.
    pub usual: &'static str,
    /// Characters that may stand among them.
    pub within: &'static str,
    /// Characters one of which may stand among them.
    pub parting: &'static str,
    /// A character up to which a text has to be the same.
    pub leading: &'static str,
}
