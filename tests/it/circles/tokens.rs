//! A Rust file as its names and signs: without comments, literals, lifetimes, and items that only tests have.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::str::FromStr;

/// The tokens of a file: names, `::`, and every other sign by itself. Panics on a file that is no Rust.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    flatten(TokenStream::from_str(text).unwrap(), &mut tokens);
    without_tests(&tokens)
}

/// Whether a token is a name.
pub fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    let mut stream = stream.into_iter().peekable();
    while let Some(tree) = stream.next() {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(open.to_owned());
                flatten(group.stream(), tokens);
                tokens.push(close.to_owned());
            }
            TokenTree::Ident(name) => tokens.push(name.to_string()),
            TokenTree::Literal(_) => {}
            TokenTree::Punct(sign) => {
                let is_joint = sign.spacing() == Spacing::Joint;
                let next_is_colon =
                    matches!(stream.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                match sign.as_char() {
                    // The name of a lifetime or a label follows.
                    '\'' => drop(stream.next()),
                    ':' if is_joint && next_is_colon => {
                        stream.next();
                        tokens.push("::".to_owned());
                    }
                    other => tokens.push(other.to_string()),
                }
            }
        }
    }
}

/// Leaves out each item behind an attribute `#[cfg(…test…)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(4).eq(["#", "[", "cfg", "("]) {
            let attribute = close(tokens, at + 1);
            let says = |word: &str| tokens[at..attribute].iter().any(|token| token == word);
            if says("test") && !says("not") {
                at = item(tokens, attribute);
                continue;
            }
        }
        kept.push(tokens[at].clone());
        at += 1;
    }
    kept
}

/// The place behind an item: behind its first block, or behind a `;` before any.
fn item(tokens: &[String], mut at: usize) -> usize {
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => return close(tokens, at),
            "(" | "[" => at = close(tokens, at),
            ";" => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// The place behind the bracket that closes the one at `at`.
fn close(tokens: &[String], at: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

#[test]
fn comments_literals_and_lifetimes_are_no_tokens() {
    let text = r###"
        // use a::b; // no
        /* outer /* inner */ still */
        fn f<'a>(x: &'a str) -> char { g("h::i \" ", r#"j "k" "#, b"l", 'm', '\'', 1.5); x::y(r, b) }
    "###;
    let expected = "fn f < > ( x : & str ) - > char { g ( , , , , , ) ; x :: y ( r , b ) }";
    assert_eq!(tokens(text).join(" "), expected);
}

#[test]
fn items_of_tests_are_left_out() {
    let text = "use a; #[cfg(test)] use b::{c}; fn d() {} #[cfg(test)] #[path = \"t.rs\"] mod tests;
        #[cfg(all(test, unix))] mod more { fn e() {} } #[cfg(not(test))] fn f() {} #[inline] fn g() {}";
    let expected =
        "use a ; ; fn d ( ) { } # [ cfg ( not ( test ) ) ] fn f ( ) { } # [ inline ] fn g ( ) { }";
    assert_eq!(tokens(text).join(" "), expected);
}
