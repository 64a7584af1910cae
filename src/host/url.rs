//! Percent-encoding and query strings. Both consoles pass a query on unchanged, and the legacy one refuses any that is not
//! fully encoded. So every character outside the unreserved ones is encoded here.

/// Percent-encodes a text as UTF-8; only `A-Z a-z 0-9 - . _ ~` stay.
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

/// A path with its query. Parameters without a value are left out: the hosts read an empty filter as a filter.
pub fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut url = path.to_owned();
    let mut separator = '?';
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        url.push(separator);
        url.push_str(&encode(name));
        url.push('=');
        url.push_str(&encode(value));
        separator = '&';
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_unusual_is_encoded() {
        assert_eq!(encode("zoë a/b+c&d=%"), "zo%C3%AB%20a%2Fb%2Bc%26d%3D%25");
        assert_eq!(encode("Az09-._~"), "Az09-._~");
    }

    #[test]
    fn empty_parameters_are_left_out() {
        assert_eq!(with_query("/x", &[("a", ""), ("b", "1"), ("c", "é")]), "/x?b=1&c=%C3%A9");
        assert_eq!(with_query("/x", &[]), "/x");
    }
}
