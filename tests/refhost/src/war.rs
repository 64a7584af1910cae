//! The web application beside the React console. Requests below `/dep-enrollment` are forwarded to the servlet
//! container, so that the application has the origin and the sessions of this host. It must never answer by itself.

use crate::Host;
use crate::pages;
use crate::ways::typed;
use anyhow::{Context, ensure};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use axum::response::Response;
use std::sync::Arc;

/// The path of the web application, on the container and here.
pub(crate) const PATH: &str = "/dep-enrollment";

/// The container.
pub(crate) struct War {
    origin: String,
    client: reqwest::Client,
}

impl War {
    /// `origin` is the container's origin, for example `http://127.0.0.1:8080`.
    pub(crate) fn new(origin: &str) -> anyhow::Result<War> {
        let origin = origin.trim_end_matches('/').to_owned();
        ensure!(
            origin.starts_with("http://"),
            "the container of the web application must be at an http:// address, not {origin:?}"
        );
        let client = reqwest::Client::builder()
            // The container is local, and its redirects are for the browser.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("a client for the container of the web application")?;
        Ok(War { origin, client })
    }

    async fn fetch(&self, request: Request) -> reqwest::Result<Response> {
        let (parts, _) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
        let call = self
            .client
            .request(parts.method, format!("{}{path}", self.origin))
            .headers(passed(parts.headers));
        let answer = call.send().await?;
        let (status, headers) = (answer.status(), passed(answer.headers().clone()));
        let mut response = Response::new(answer.bytes().await?.into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// All headers except those of one connection or of one body encoding.
fn passed(mut headers: HeaderMap) -> HeaderMap {
    for name in [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

/// `/dep-enrollment/…`.
pub(crate) async fn serve(State(host): State<Arc<Host>>, request: Request) -> Response {
    let Some(war) = &host.war else { return pages::not_found() };
    match war.fetch(request).await {
        Ok(response) if is_page(&response) => pages::guarded(&host, response).await,
        Ok(response) => response,
        Err(error) => {
            let words = format!("The container at {} does not answer: {error}\n", war.origin);
            typed(502, "text/plain;charset=UTF-8", words)
        }
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    response.status().is_success() && kind.is_some_and(|kind| kind.starts_with("text/html"))
}
