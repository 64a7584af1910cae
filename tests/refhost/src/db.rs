//! The SQLite file: opening, migrating, locking. It owns the connection. It must never decide about data, because the
//! constraints in the migrations do.

use anyhow::Context;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// In order. The database's `user_version` is the number of applied migrations.
const MIGRATIONS: [&str; 6] = [
    include_str!("../migrations/001_tables.sql"),
    include_str!("../migrations/002_guards.sql"),
    include_str!("../migrations/003_access_token.sql"),
    include_str!("../migrations/004_shared.sql"),
    include_str!("../migrations/005_profiles.sql"),
    include_str!("../migrations/006_changes.sql"),
];

/// The only connection. Each request holds it for a few milliseconds, and never across an await.
pub(crate) struct Db {
    connection: Mutex<Connection>,
    author: Arc<Mutex<Author>>,
}

/// Whose changes of devices the history notes, and the run that they belong to; nobody's without a name.
#[derive(Default)]
struct Author {
    name: Option<String>,
    run: String,
}

impl Db {
    /// Opens or creates the database and brings its schema up to date.
    pub(crate) fn open(path: &str, fresh: bool) -> anyhow::Result<Db> {
        let in_memory = path == ":memory:";
        if fresh && !in_memory {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let file = format!("{path}{suffix}");
                match std::fs::remove_file(&file) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(error).with_context(|| format!("deleting {file}"));
                    }
                    _ => {}
                }
            }
        }
        let mut connection = if in_memory {
            Connection::open_in_memory()?
        } else {
            if let Some(folder) = Path::new(path).parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("creating {}", folder.display()))?;
            }
            Connection::open(path).with_context(|| format!("opening {path}"))?
        };
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;",
        )?;
        add_functions(&connection)?;
        let author = Arc::default();
        add_author(&connection, &author)?;
        migrate(&mut connection).with_context(|| format!("migrating {path}"))?;
        Ok(Db { connection: Mutex::new(connection), author })
    }

    /// Waits for the connection. A panic of another request leaves no half-done work: its transaction is rolled back.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.hold(Author::default())
    }

    /// Like [`Db::lock`], for changes of devices by an admin, which the history notes. Without a run this one call is a run.
    pub(crate) fn lock_for(&self, name: &str, run: Option<String>) -> MutexGuard<'_, Connection> {
        self.hold(Author { name: Some(name.to_owned()), run: run.unwrap_or_default() })
    }

    fn hold(&self, mut author: Author) -> MutexGuard<'_, Connection> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if author.name.is_some() && author.run.is_empty() {
            // SQLite owns the only source of chance here.
            let random = "SELECT lower(hex(randomblob(8)))";
            author.run = connection.query_row(random, [], |row| row.get(0)).unwrap_or_default();
        }
        *self.author.lock().unwrap_or_else(PoisonError::into_inner) = author;
        connection
    }
}

/// SQLite folds only ASCII by itself, and the directory knows a zoë. Apple counts a URL as it is encoded.
fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| text.to_lowercase()))
    })?;
    connection.create_scalar_function("encoded_length", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| encoded_length(&text)))
    })
}

/// What the history's trigger asks: who changes devices now, and in which run.
fn add_author(connection: &Connection, author: &Arc<Mutex<Author>>) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    let now = author.clone();
    connection.create_scalar_function("author", 0, flags, move |_| {
        Ok(now.lock().unwrap_or_else(PoisonError::into_inner).name.clone())
    })?;
    let now = author.clone();
    connection.create_scalar_function("author_run", 0, flags, move |_| {
        Ok(now.lock().unwrap_or_else(PoisonError::into_inner).run.clone())
    })?;
    connection.create_scalar_function("now", 0, flags, |_| Ok(self::now()))
}

/// How many characters a URL has when everything that RFC 3986 does not know is percent-encoded.
fn encoded_length(url: &str) -> i64 {
    const KNOWN: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";
    let one = |byte: u8| if byte.is_ascii_alphanumeric() || KNOWN.contains(&byte) { 1 } else { 3 };
    url.bytes().map(one).sum()
}

fn migrate(connection: &mut Connection) -> anyhow::Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = done as usize;
    anyhow::ensure!(
        done <= MIGRATIONS.len(),
        "the database was made by a newer version; start with --fresh"
    );
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", (index + 1) as u32)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Milliseconds since the Unix epoch, UTC.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_millis() as i64)
}
