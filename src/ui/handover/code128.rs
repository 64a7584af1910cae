//! Code 128, the bar code of Apple's own boxes: the bars of a text, in modules. It must never know where they are drawn.

/// Bars and spaces of the values 0 to 102, of the three starts and of the stop: six widths each, the stop has seven.
const WIDTHS: &[u8] = b"\
212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222\
123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321\
232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121\
313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224\
111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111\
111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113\
114311411113411311113141114131311141411131211412211214211232\
2331112";

const START_B: u8 = 104;
const STOP: u8 = 106;

/// White space that a scanner needs on both sides, in modules.
const QUIET: u32 = 10;

/// The values of the symbols for a text, from the start to the stop. `None` for a text with other characters than those of
/// ASCII that can be printed, and for an empty one.
pub fn values(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let mut values = vec![START_B];
    values.extend(text.bytes().map(|byte| byte - b' '));
    let places = values.iter().enumerate();
    let sum = places.fold(0, |sum, (place, value)| sum + place.max(1) * usize::from(*value));
    values.push((sum % 103) as u8);
    values.push(STOP);
    Some(values)
}

/// The widths of a symbol's bars and spaces in turn, as digits.
pub fn widths(value: u8) -> &'static [u8] {
    let from = usize::from(value) * 6;
    let to = if value == STOP { from + 7 } else { from + 6 };
    WIDTHS.get(from..to).unwrap_or_default()
}

/// The bars of a text as an SVG path in a field one module high, and the width of that field.
pub fn bars(text: &str) -> Option<(String, u32)> {
    let mut path = String::new();
    let mut x = QUIET;
    for value in values(text)? {
        for (place, digit) in widths(value).iter().enumerate() {
            let width = u32::from(*digit - b'0');
            if place % 2 == 0 {
                let (from, width) = (x.to_string(), width.to_string());
                for part in ["M", &from, " 0h", &width, "v1h-", &width, "z"] {
                    path.push_str(part);
                }
            }
            x += width;
        }
    }
    Some((path, x + QUIET))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of the check symbol.
    fn check(text: &str) -> u8 {
        let values = values(text).expect("a text with bars");
        values[values.len() - 2]
    }

    #[test]
    fn check_symbols_are_the_known_ones() {
        // 104 + 48·1 + 42·2 + 42·3 + 17·4 + 18·5 + 19·6 + 35·7 = 879 = 8·103 + 55.
        assert_eq!(check("PJJ123C"), 55);
        // 104 + 39·1 = 143 = 103 + 40.
        assert_eq!(check("G"), 40);
        assert_eq!(values("AB"), Some(vec![104, 33, 34, (104 + 33 + 68) as u8 - 103, 106]));
    }

    #[test]
    fn every_symbol_is_eleven_modules_wide_and_no_two_are_alike() {
        let mut seen: Vec<&[u8]> = Vec::new();
        for value in 0..STOP {
            let digits = widths(value);
            let sum = |from: usize| -> u32 {
                digits.iter().skip(from).step_by(2).map(|digit| u32::from(digit - b'0')).sum()
            };
            let (bars, spaces) = (sum(0), sum(1));
            assert_eq!(bars + spaces, 11, "{value}");
            assert_eq!(bars % 2, 0, "the bars of {value} have an even number of modules");
            assert!(digits.iter().all(|digit| matches!(digit, b'1'..=b'4')));
            assert!(!seen.contains(&digits), "{value}");
            seen.push(digits);
        }
        assert_eq!(widths(STOP), b"2331112");
        assert_eq!(WIDTHS.len(), 106 * 6 + 7);
    }

    #[test]
    fn symbols_of_the_standard_have_their_widths() {
        for (value, digits) in [
            (0, b"212222"),
            (16, b"123122"),
            (33, b"111323"),
            (64, b"111422"),
            (95, b"114113"),
            (100, b"114131"),
            (103, b"211412"),
            (104, b"211214"),
            (105, b"211232"),
        ] {
            assert_eq!(widths(value), digits, "{value}");
        }
    }

    #[test]
    fn bars_and_spaces_alternate_between_two_quiet_zones() {
        let (path, width) = bars("C02ASSIGN001").expect("bars");
        assert_eq!(width, 20 + 11 * 14 + 13);
        assert!(path.starts_with("M10 0h2v1h-2zM13 0h1v1h-1zM16 0h1v1h-1zM21 "));
        assert_eq!(path.matches('M').count(), 3 * 14 + 4);
        assert!(path.ends_with(&format!("M{} 0h2v1h-2z", width - 12)));
    }

    #[test]
    fn a_text_that_has_no_bars_is_not_guessed() {
        for text in ["", "Zoë", "a\tb", "\u{7f}"] {
            assert_eq!(bars(text), None, "{text:?}");
        }
    }
}
