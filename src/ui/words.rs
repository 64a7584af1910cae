//! Words of Apple's records in the form that people read. It must never change a serial number or a name.

use crate::format::lower;
use host::Device;

/// The model of a device. Older hosts fill only Apple's own description, or no more than the family.
pub fn model(device: &Device) -> &str {
    let words = [&device.model, &device.description, &device.family];
    words.into_iter().find(|word| !word.is_empty()).map_or("", |word| word)
}

/// A colour in capitals, such as `SPACE GRAY`, with a capital at the beginning of each word only. A text with a small letter
/// stays as it is. A letter outside of ASCII is a part of a word.
pub fn title_case(text: &str) -> String {
    if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return text.to_owned();
    }
    let mut titled = String::new();
    let mut inside = false;
    for c in text.chars() {
        if !inside || c.is_ascii() {
            titled.push(if inside { c.to_ascii_lowercase() } else { c });
        } else {
            titled.push_str(&lower(&c.to_string()));
        }
        inside = c.is_ascii_alphanumeric() || c == '\'' || !c.is_ascii();
    }
    titled
}

#[cfg(test)]
mod tests {
    use super::title_case;

    #[test]
    fn apples_capitals_are_not_shouted() {
        for (told, shown) in [
            ("SPACE GRAY", "Space Gray"),
            ("(PRODUCT)RED", "(Product)Red"),
            ("SPACE GREY/BLACK", "Space Grey/Black"),
            ("GOLD", "Gold"),
            ("ROSE-GOLD 2", "Rose-Gold 2"),
            ("GRÜN", "Grün"),
            ("ÉTÉ BLEU", "Été Bleu"),
            ("Space Gray", "Space Gray"),
            ("midnight", "midnight"),
            ("(PRODUCT)Red", "(PRODUCT)Red"),
            ("", ""),
        ] {
            assert_eq!(title_case(told), shown);
        }
    }
}
