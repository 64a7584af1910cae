//! The gallery of the plugin's states, which is no part of a console: its pages show the plugin over answers of their own.
//! It must never need a session.

use crate::Host;
use crate::files::{self, Server, kind};
use crate::pages::{self, STRICT};
use crate::ways::typed;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use axum::response::Response;
use std::sync::Arc;

/// `GET /gallery/…`: a file of the gallery, or a file of the plugin beside it.
pub(crate) async fn serve(State(host): State<Arc<Host>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/gallery/");
    let path = if path.is_empty() { "index.html" } else { path };
    let file = match files::read(&host, &format!("gallery/{path}")).await {
        Some(file) => Some(file),
        None => files::read(&host, path).await,
    };
    let Some(file) = file else { return pages::not_found() };
    if !path.ends_with(".html") {
        return typed(200, kind(Server::Entgra, path), file);
    }
    let body = String::from_utf8_lossy(&file).replace("{{probe}}", pages::probe(&host));
    let mut response = typed(200, "text/html;charset=UTF-8", body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(STRICT));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The list of scenes frames the stage.
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}
