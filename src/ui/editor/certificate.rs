//! Certificates as a profile has them: DER in base64. Reads whose a certificate is, who issued it and how long it is valid, since
//! no browser has a way to. It must never judge a signature, and never take a private key.
//!
//! Sources: RFC 5280, 4.1 (the fields), 4.1.2.5 (the two forms of a date), X.690 (DER), RFC 7468 (PEM), RFC 4648 (base64).

use super::der::{self, Der};
use host::Millis;

/// A certificate, as far as an admin wants to know it.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// Whose it is: the common name, else the unit or organization.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Not valid before.
    pub since: Millis,
    /// Not valid after.
    pub until: Millis,
    /// The whole names, to be compared.
    names: [Vec<u8>; 2],
}

impl Certificate {
    /// Whether this certificate names the other one as its issuer.
    pub fn is_issued_by(&self, other: &Certificate) -> bool {
        self.names[1] == other.names[0]
    }

    /// Whether it issued itself, as roots do.
    pub fn is_root(&self) -> bool {
        self.names[0] == self.names[1]
    }
}

/// Why a text or a file adds no certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has none.
    None,
    /// It has a private key.
    Key,
    /// One of its certificates cannot be read.
    Broken,
}

/// Reads a certificate of a record; `None` if it is none.
pub fn read(base64: &str) -> Option<Certificate> {
    parse(&decode(base64)?)
}

/// Whether two texts of a record are the same certificate, however they are broken into lines.
pub fn same(one: &str, other: &str) -> bool {
    one == other || decode(one).is_some_and(|bytes| Some(bytes) == decode(other))
}

/// The certificates of a pasted text or a file, in base64: PEM with any number of them, DER, or DER in base64.
pub fn collect(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    if bytes.first() == Some(&der::SEQUENCE) {
        return parse(bytes).map(|_| vec![encode(bytes)]).ok_or(Refusal::Broken);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::None)?;
    if text.contains("PRIVATE KEY-----") {
        return Err(Refusal::Key);
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once("-----BEGIN CERTIFICATE-----") {
        let (block, behind) =
            behind.split_once("-----END CERTIFICATE-----").ok_or(Refusal::Broken)?;
        found.push(decode(block).filter(|der| parse(der).is_some()).ok_or(Refusal::Broken)?);
        rest = behind;
    }
    if found.is_empty() {
        let der = decode(text).filter(|der| !der.is_empty()).ok_or(Refusal::None)?;
        parse(&der).ok_or(Refusal::Broken)?;
        found.push(der);
    }
    Ok(found.iter().map(|der| encode(der)).collect())
}

/// The order in which each certificate comes before the one that issued it; `None` if they are in it, or if there is none.
pub fn ordered(chain: &[Option<Certificate>]) -> Option<Vec<usize>> {
    let mut left: Vec<usize> = (0..chain.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        // The first one that issued none of the others that are left.
        let has_issued = |at: usize| {
            left.iter().filter(|other| **other != at).any(|other| issued(chain, at, *other))
        };
        let next = left.iter().position(|at| !has_issued(*at))?;
        order.push(left.remove(next));
    }
    // What is not out of order stays as it is.
    (!order.is_sorted()).then_some(order)
}

/// Whether one certificate of a chain has issued another.
fn issued(chain: &[Option<Certificate>], issuer: usize, other: usize) -> bool {
    match (&chain[issuer], &chain[other]) {
        (Some(issuer), Some(other)) => !other.is_root() && other.is_issued_by(issuer),
        _ => false,
    }
}

fn parse(bytes: &[u8]) -> Option<Certificate> {
    let (certificate, rest) = Der::take(bytes)?;
    if !rest.is_empty() || certificate.tag != der::SEQUENCE {
        return None;
    }
    let (body, _) = Der::take(certificate.content)?;
    let mut fields = body.children();
    let first = fields.next()?;
    // The version, which old certificates leave out, stands before the serial number.
    if first.tag == der::VERSION {
        fields.next()?;
    }
    fields.next()?;
    let issuer = fields.next()?;
    let mut validity = fields.next()?.children();
    let (since, until) = (validity.next()?.date()?, validity.next()?.date()?);
    let subject = fields.next()?;
    // A public key follows: without it, this is something else.
    fields.next()?;
    Some(Certificate {
        subject: subject.name(),
        issuer: issuer.name(),
        since,
        until,
        names: [subject.content.to_vec(), issuer.content.to_vec()],
    })
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Reads base64, with spaces and line breaks anywhere.
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0u32);
    let mut is_over = false;
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        if byte == b'=' {
            is_over = true;
            continue;
        }
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        if is_over {
            return None;
        }
        bits = (bits << 6 | digit as u32) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
