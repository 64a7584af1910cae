//! The user directory and the roles. It owns the log-ins, and must never contain a secret.

use super::{Dice, OTHER_TENANT};
use crate::auth::SUPER_TENANT;
use rusqlite::{Transaction, params};

const DIRECTORY_SCOPES: [&str; 3] =
    ["um:users:is-exist", "um:users:search", "um:users:user-details:view"];

/// Role, its DEP scopes, and access to the user directory.
const ROLES: [(&str, &[&str], bool); 3] = [
    ("admin", &["ios:dep:add", "ios:dep:view"], true),
    ("viewer", &["ios:dep:view"], true),
    ("helpdesk", &["ios:dep:add", "ios:dep:view"], false),
];

/// The log-ins: tenant, username, role. The password is the username.
const ADMINS: [(&str, &str, &str); 4] = [
    (SUPER_TENANT, "admin", "admin"),
    (SUPER_TENANT, "viewer", "viewer"),
    (SUPER_TENANT, "helpdesk", "helpdesk"),
    (OTHER_TENANT, "admin", "admin"),
];

/// The directory entries that tests name: tenant, store, username, first name, last name.
const NAMED: [(&str, &str, &str, &str, &str); 12] = [
    (SUPER_TENANT, "PRIMARY", "alice", "Alice", "Moreau"),
    (SUPER_TENANT, "PRIMARY", "bob", "Bob", "Hughes"),
    (SUPER_TENANT, "PRIMARY", "carol", "Carol", "Nakamura"),
    (SUPER_TENANT, "PRIMARY", "dave", "Dave", "Okafor"),
    (SUPER_TENANT, "PRIMARY", "erin.o-brien", "Erin", "O'Brien"),
    (SUPER_TENANT, "PRIMARY", "zoë", "Zoë", "Lindqvist"),
    (SUPER_TENANT, "PRIMARY", "jürgen.müller", "Jürgen", "Müller"),
    (SUPER_TENANT, "SALES", "frank", "Frank", "Osei"),
    (SUPER_TENANT, "SALES", "grace", "Grace", "Whitfield"),
    (SUPER_TENANT, "SALES", "heidi", "Heidi", "Brandt"),
    (OTHER_TENANT, "PRIMARY", "wile.coyote", "Wile", "Coyote"),
    (OTHER_TENANT, "PRIMARY", "marvin", "Marvin", "Mars"),
];

const FIRST: [&str; 20] = [
    "Aisha", "Anders", "Beatriz", "Chen", "Dmitri", "Elena", "Fatima", "Giorgio", "Hana",
    "Ibrahim", "Johanna", "Kwame", "Leila", "Mateus", "Nadia", "Oscar", "Priya", "Rafael", "Sofia",
    "Tomasz",
];

const LAST: [&str; 20] = [
    "Adeyemi", "Bakker", "Castro", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ivanova",
    "Jensen", "Kowalski", "Larsen", "Mendes", "Novak", "Olsen", "Petrov", "Quinn", "Rossi",
    "Schmidt", "Tanaka",
];

/// The number of generated people.
const GENERATED: u64 = 60;

pub(super) fn insert(transaction: &Transaction<'_>, seed: u64) -> rusqlite::Result<()> {
    for (name, scopes, directory) in ROLES {
        transaction.execute("INSERT INTO ROLE (NAME) VALUES (?1)", [name])?;
        let id = transaction.last_insert_rowid();
        for scope in scopes.iter().chain(DIRECTORY_SCOPES.iter().filter(|_| directory)) {
            transaction.execute(
                "INSERT INTO ROLE_SCOPE (ROLE_ID, SCOPE) VALUES (?1, ?2)",
                params![id, scope],
            )?;
        }
    }
    for (tenant, name, role) in ADMINS {
        let password =
            if tenant == SUPER_TENANT { name.to_owned() } else { format!("{name}@{tenant}") };
        transaction.execute(
            "INSERT INTO USER (TENANT_DOMAIN, USERNAME, PASSWORD, ROLE_ID)
             VALUES (?1, ?2, ?3, (SELECT ID FROM ROLE WHERE NAME = ?4))",
            params![tenant, name, password, role],
        )?;
    }
    let mut add = transaction.prepare(
        "INSERT INTO USER (TENANT_DOMAIN, STORE, USERNAME, FIRST_NAME, LAST_NAME, EMAIL) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (tenant, store, name, first, last) in NAMED {
        // One person without an address, because clients must handle absent fields.
        let email =
            (name != "dave").then(|| format!("{}.{}@example.com", ascii(first), ascii(last)));
        add.execute(params![tenant, store, name, first, last, email])?;
    }
    let mut dice = Dice::new(seed ^ 0x7065_6F70_6C65);
    for index in 0..GENERATED {
        let first = FIRST[(index % 20) as usize];
        let last = LAST[((index + dice.below(3) * 20 + index / 20 * 7) % 20) as usize];
        let name = format!("{}.{}", ascii(first), ascii(last));
        add.execute(params![
            SUPER_TENANT,
            "PRIMARY",
            name,
            first,
            last,
            format!("{name}@example.com")
        ])?;
    }
    Ok(())
}

/// The number of people in the large fleets of the tests.
pub(super) const STAFF: u64 = 5000;

/// Whether a generated device belongs to one of the [`STAFF`]. The first thousand devices share a few people that tests name.
pub(super) fn is_staff(device: u64) -> bool {
    device >= 1000
}

/// The username of one of the [`STAFF`].
pub(super) fn staff(number: u64) -> String {
    let (first, last) = (FIRST[(number % 20) as usize], LAST[(number / 20 % 20) as usize]);
    format!("{}.{}{number}", ascii(first), ascii(last))
}

/// Adds the [`STAFF`] to the directory, unless they are there already.
pub(super) fn insert_staff(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut add = transaction.prepare(
        "INSERT OR IGNORE INTO USER (TENANT_DOMAIN, USERNAME, FIRST_NAME, LAST_NAME, EMAIL) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for number in 0..STAFF {
        let name = staff(number);
        let (first, last) = (FIRST[(number % 20) as usize], LAST[(number / 20 % 20) as usize]);
        add.execute(params![SUPER_TENANT, name, first, last, format!("{name}@example.com")])?;
    }
    Ok(())
}

fn ascii(name: &str) -> String {
    let keep = |c: char| match c {
        'ë' => Some('e'),
        'ü' => Some('u'),
        c => c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase()),
    };
    name.chars().filter_map(keep).collect()
}
