//! Files from the build folder and other folders, read again for every request. It owns each console's content types.
//! It must never read outside the folder.

use crate::Host;
use crate::text;
use axum::http::HeaderValue;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use time::OffsetDateTime;
use time::macros::format_description;

/// The server whose content types apply.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Server {
    /// The legacy console's own file server.
    Legacy,
    /// The servlet container of the React console.
    Entgra,
}

/// The content type by file ending. No server knows `wasm`, `mjs` or `map`; the legacy one does not know `json`
/// either.
pub(crate) fn kind(server: Server, path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (ending, server) {
        ("js", Server::Legacy) => "application/x-javascript",
        ("js", Server::Entgra) => "application/javascript",
        ("json", Server::Entgra) => "application/json",
        ("css", _) => "text/css",
        ("html", _) => "text/html",
        ("svg", _) => "image/svg+xml",
        ("png", _) => "image/png",
        ("txt", _) => "text/plain",
        _ => "application/octet-stream",
    }
}

/// A file on disk.
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    pub(crate) modified: SystemTime,
}

/// A file below the build folder by its percent-encoded path. `None` if it is missing or outside.
pub(crate) async fn read(host: &Host, path: &str) -> Option<Vec<u8>> {
    read_below(&host.options.www, path).await.map(|file| file.bytes)
}

/// The same for any folder.
pub(crate) async fn read_below(folder: &Path, path: &str) -> Option<File> {
    let file = locate(folder, path)?;
    let modified = tokio::fs::metadata(&file).await.ok()?.modified().ok()?;
    Some(File { bytes: tokio::fs::read(file).await.ok()?, modified })
}

fn locate(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = text::decode(path, false);
    let mut file = folder.to_owned();
    for part in path.split('/') {
        if part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

/// A time in the format of HTTP headers.
pub(crate) fn http_date(time: SystemTime) -> Option<HeaderValue> {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    HeaderValue::from_str(&OffsetDateTime::from(time).format(format).ok()?).ok()
}

/// A word that changes with the build. Legacy pages put it into the plugin's address, because that console lets
/// browsers cache files for 150 days.
pub(crate) async fn build_mark(host: &Host) -> String {
    let mut mark: u64 = 0;
    for name in
        ["dep-enroll.js", "dep-enroll.classic.js", "dep-enroll.wasm", "dep-enroll-rest.wasm"]
    {
        if let Ok(data) = tokio::fs::metadata(host.options.www.join(name)).await {
            let changed =
                data.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            let nanos = changed.map_or(0, |passed| passed.as_nanos() as u64);
            mark = mark.rotate_left(9) ^ nanos ^ data.len();
        }
    }
    format!("{mark:x}")
}
