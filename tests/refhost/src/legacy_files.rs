//! The legacy console's file server: `/devicemgt/public/<component>/<subdir>/<file>`. It owns those addresses, their
//! headers and the folder of each component. It must never serve a page.

use crate::Host;
use crate::files::{self, File, Server, kind};
use crate::pages::not_found;
use crate::ways::{html, typed};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LAST_MODIFIED};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// Browsers cache files for 150 days.
const LONG: &str = "public,max-age=12960000";

/// Serves a file, or several concatenated files if the address has commas.
pub(crate) async fn serve(State(host): State<Arc<Host>>, request: Request) -> Response {
    let path = request.uri().path();
    let rest = path.strip_prefix("/devicemgt/public/").unwrap_or("");
    let bad = || html(StatusCode::BAD_REQUEST, "Bad request");
    let Some(names) = names(rest) else { return bad() };
    let mut whole: Option<File> = None;
    for name in names {
        let Some(place) = Place::of(name) else { return bad() };
        let Some(file) = place.read(&host).await else { return not_found() };
        whole = Some(match whole {
            None => file,
            Some(mut before) => {
                before.bytes.extend(file.bytes);
                before.modified = before.modified.max(file.modified);
                before
            }
        });
    }
    let Some(file) = whole else { return bad() };
    let mut response = typed(200, kind(Server::Legacy, rest), file.bytes);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(LONG));
    if let Some(time) = files::http_date(file.modified) {
        headers.insert(LAST_MODIFIED, time);
    }
    response
}

/// The files of an address: `a/js/x.js`, or `a/js/x.js,b/js/y.js_/combined.js`.
fn names(rest: &str) -> Option<Vec<&str>> {
    if !rest.contains(',') {
        return Some(vec![rest]);
    }
    let (list, _) = rest.rsplit_once("_/combined.")?;
    Some(list.split(',').collect())
}

/// The parts of a file's address. The console requires a sub-directory.
struct Place<'a> {
    component: &'a str,
    folder: &'a str,
    file: &'a str,
}

impl<'a> Place<'a> {
    fn of(name: &'a str) -> Option<Self> {
        let mut parts = name.splitn(3, '/');
        let place = Place { component: parts.next()?, folder: parts.next()?, file: parts.next()? };
        (!place.file.is_empty()).then_some(place)
    }

    async fn read(&self, host: &Host) -> Option<File> {
        let Place { component, folder, file } = self;
        let stored = match (*component, *folder) {
            // Any word, because it stands for the build; see `build_mark`.
            ("dep-enroll", _) => (*file).to_owned(),
            ("console", "lib" | "page") => format!("demo/legacy/{folder}/{file}"),
            _ => {
                let units = host.options.units.as_ref()?;
                return files::read_below(units, &format!("{component}/public/{folder}/{file}"))
                    .await;
            }
        };
        files::read_below(&host.options.www, &stored).await
    }
}
