//! [`super`]: certificates made with OpenSSL: a root, one that it issued, one that that issued, and one that has expired.

use super::*;

const ROOT: &str = "MIIBqDCCAU+gAwIBAgIUDFsgp4mJhp462ZFaDncOckmREBMwCgYIKoZIzj0EAwIwKTEQMA4GA1UECgwHRXhhbXBsZTEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2MTEyOTE5NDgzNloYDzIwODEwOTAxMTk0ODM2WjApMRAwDgYDVQQKDAdFeGFtcGxlMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR7/mRmDz4FYEEv7ugse0m51/+382QgjlrGc+VF3ogUhUoVzXm4/tey+W3fLlrhnr8p6qGWvvn/K2yBESM6242Yo1MwUTAdBgNVHQ4EFgQU3QbkRridTYKidoO7z9ziQQIRWmUwHwYDVR0jBBgwFoAU3QbkRridTYKidoO7z9ziQQIRWmUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBQ7IxzOd8KbWlhYwWXQ47L3odmgG+IUzDglhBuL0f+1gIgczPpRaAcqp1VRa67HTjwO+lC46aZdeUMfVCGy13xXc8=";
const ISSUING: &str = "MIIBqzCCAVKgAwIBAgIUFd0VDpa7ACOjRjmmkQGynnmF3jcwCgYIKoZIzj0EAwIwKTEQMA4GA1UECgwHRXhhbXBsZTEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2MTEyOTE5NDgzNloYDzIwNTQwNDE2MTk0ODM2WjAvMRAwDgYDVQQKDAdFeGFtcGxlMRswGQYDVQQDDBJFeGFtcGxlIElzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATsqb26Hq4lrvn6Fpqo60OaG1YhUeM2t4djVB/u4NEKmAEbIXTY9VwveOvF7IgadER4mh4p0q90K7BcMX9DgXI7o1AwTjAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBTsU2U2bFyYKnKyVFoZkcX057lbEDAfBgNVHSMEGDAWgBTdBuRGuJ1NgqJ2g7vP3OJBAhFaZTAKBggqhkjOPQQDAgNHADBEAiBbYaDzvDua0GGFbl75AR8pzl1fRnSZIZXnQAOkAxw81gIgGL4i13SSVFSoz4W8Y3nMNhOpTtq1oWc4qH1Y278gReg=";
const SERVER: &str = "MIIBOzCB4gIUUgAPoZiq/GrYhHB1itENTxCxzvUwCgYIKoZIzj0EAwIwLzEQMA4GA1UECgwHRXhhbXBsZTEbMBkGA1UEAwwSRXhhbXBsZSBJc3N1aW5nIENBMB4XDTI2MTEyOTE5NDgzNloXDTQ2MDEyODE5NDgzNlowEjEQMA4GA1UECwwHWsO8cmljaDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDIWBiwAtbdiBNOjZApe1pShdwwMpJVKcO+iPvGqv+boq4Y2vlS4SMZQSTi6SQt5Xjx164/QwYYfVOb3mXYiBXowCgYIKoZIzj0EAwIDSAAwRQIhAI5XMAJPUKvQHOJsFtUtpxQUzNTIOXGSz92BG778K88OAiBXXLz9WMiKLBYilJU6iQ5TTbSZxBrHWb+cIf15QVbSXQ==";
const EXPIRED: &str = "MIIBDTCBtAIBATAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhPbGQgUm9vdDAeFw0xOTAzMDExMjAwMDBaFw0yMDAzMDExMjAwMDBaMBMxETAPBgNVBAMMCE9sZCBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElwXv8MslyzzlyjJ4f2KpsrX9Q3ih5WupildfAuUq0RrYNn7MU/B0eOTkvKqT3IEQ6xcSzTuEBQa3ncGqpYu/izAKBggqhkjOPQQDAgNIADBFAiBwHKp9XMr6OHRo1IsMpfrlu1vuoN9jxOM3RFkvPxElFQIhAKz8rP+F3afQpc0HeTEK3xbcu2gD+gkzreQJlwsryBgB";

fn chain(all: &[&str]) -> Vec<Option<Certificate>> {
    all.iter().map(|one| read(one)).collect()
}

fn pem(base64: &str) -> String {
    let lines: Vec<&str> =
        (0..base64.len()).step_by(64).map(|at| &base64[at..(at + 64).min(base64.len())]).collect();
    format!(
        "-----BEGIN CERTIFICATE-----\r\n{}\r\n-----END CERTIFICATE-----\r\n",
        lines.join("\r\n")
    )
}

#[test]
fn a_certificate_says_whose_it_is_who_issued_it_and_how_long_it_is_valid() {
    let root = read(ROOT).unwrap();
    assert_eq!((root.subject.as_str(), root.is_root()), ("Example Root", true));
    // A date after 2049 has four digits of the year.
    assert_eq!(Some(root.until), host::time::parse("2081-09-01T19:48:36Z"));
    let server = read(SERVER).unwrap();
    assert_eq!((server.subject.as_str(), server.issuer.as_str()), ("Zürich", "Example Issuing CA"));
    assert!(!server.is_root() && server.is_issued_by(&read(ISSUING).unwrap()));
    let expired = read(EXPIRED).unwrap();
    assert_eq!(Some(expired.since), host::time::parse("2019-03-01T12:00:00Z"));
    assert_eq!(Some(expired.until), host::time::parse("2020-03-01T12:00:00Z"));
}

#[test]
fn pem_der_and_base64_add_the_same_certificate() {
    let der = decode(ROOT).unwrap();
    assert_eq!(encode(&der), ROOT);
    for bytes in [der.as_slice(), ROOT.as_bytes(), pem(ROOT).as_bytes()] {
        assert_eq!(collect(bytes), Ok(vec![ROOT.to_owned()]));
    }
    let several = format!("subject=CN = x\n{}\n# and\n{}", pem(SERVER), pem(ISSUING));
    assert_eq!(collect(several.as_bytes()), Ok(vec![SERVER.to_owned(), ISSUING.to_owned()]));
    assert!(same(ROOT, &format!(" {}\n{}", &ROOT[..60], &ROOT[60..])) && !same(ROOT, SERVER));
}

#[test]
fn what_is_no_certificate_adds_nothing_and_says_why() {
    let key =
        format!("{}-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----", pem(ROOT));
    let cut = &pem(ROOT)[..200];
    let der = decode(ROOT).unwrap();
    for (bytes, wanted) in [
        (&b""[..], Refusal::None),
        (b"hello there", Refusal::Broken),
        (b"not base64!", Refusal::None),
        (b"\xFF\xFE", Refusal::None),
        (key.as_bytes(), Refusal::Key),
        (cut.as_bytes(), Refusal::Broken),
        (&der[..der.len() - 1], Refusal::Broken),
        (b"0\x03\x02\x01\x01", Refusal::Broken),
        (b"0\x84\xFF\xFF\xFF\xFF", Refusal::Broken),
        (b"AAAA", Refusal::Broken),
    ] {
        assert_eq!(collect(bytes), Err(wanted), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn no_cut_or_changed_byte_makes_the_reader_fail() {
    let der = decode(SERVER).unwrap();
    for at in 0..der.len() {
        let _ = parse(&der[..at]);
        for byte in [0, 0x7F, 0x80, 0x84, 0xFF] {
            let mut other = der.clone();
            other[at] = byte;
            let _ = parse(&other);
        }
    }
}

#[test]
fn a_chain_is_in_order_when_each_certificate_comes_before_its_issuer() {
    assert_eq!(ordered(&chain(&[SERVER, ISSUING, ROOT])), None);
    assert_eq!(ordered(&chain(&[ROOT, ISSUING, SERVER])), Some(vec![2, 1, 0]));
    assert_eq!(ordered(&chain(&[ISSUING, SERVER, ROOT])), Some(vec![1, 0, 2]));
    // What has nothing to do with the others, and what cannot be read, keeps its place.
    assert_eq!(ordered(&chain(&[EXPIRED, SERVER, "AAAA", ROOT])), None);
    assert_eq!(ordered(&chain(&[])), None);
}
