//! The one text that somebody meant who made one slip: a letter too many, missing, wrong, or two swapped. It must never choose
//! between two.
//!
//! One slip and no more, because serial numbers of one delivery differ in two characters and are other devices.

/// The only one of these texts that is one slip away from what was typed.
pub fn only_near<'a>(typed: &str, texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut near = texts.filter(|text| is_near(typed.as_bytes(), text.as_bytes()));
    near.next().filter(|_| near.next().is_none())
}

/// Whether two texts are one slip apart, in whatever case.
fn is_near(left: &[u8], right: &[u8]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let is_same = |(left, right): &(&u8, &u8)| left.eq_ignore_ascii_case(right);
    let start = left.iter().zip(right).take_while(is_same).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left.iter().rev().zip(right.iter().rev()).take_while(is_same).count();
    match (&left[..left.len() - end], &right[..right.len() - end]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => is_same(&(a, d)) && is_same(&(b, c)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, only_near};

    #[test]
    fn one_slip_is_a_letter_more_less_or_other_or_two_swapped() {
        for (left, right, expected) in [
            ("Staff iPad", "Staff iPads", true),
            ("staff ipads", "Staff iPhds", true),
            ("C02EMTPY0001", "C02EMPTY0001", true),
            ("C02EMPTY001", "C02EMPTY0001", true),
            ("a", "", true),
            ("a", "b", true),
            ("", "", false),
            ("Staff", "staff", false),
            ("ab", "cd", false),
            ("abc", "cba", false),
            ("C02EMPTY0011", "C02EMPTY0022", false),
            ("é", "è", true),
            ("é", "ö", true),
            ("é", "e", false),
            ("Staff", "Staff iPads", false),
        ] {
            assert_eq!(is_near(left.as_bytes(), right.as_bytes()), expected, "{left} {right}");
            assert_eq!(is_near(right.as_bytes(), left.as_bytes()), expected, "{right} {left}");
        }
    }

    #[test]
    fn of_two_near_texts_none_is_meant() {
        let texts = ["C02EMPTY0001", "C02EMPTY0002", "DX3M9JRNL4LJ"];
        assert_eq!(only_near("DX3M9JRNL4L", texts.into_iter()), Some("DX3M9JRNL4LJ"));
        assert_eq!(only_near("C02EMPTY0003", texts.into_iter()), None);
        assert_eq!(only_near("nothing", texts.into_iter()), None);
    }
}
