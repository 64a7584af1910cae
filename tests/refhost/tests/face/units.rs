//! Units in the legacy console, and the web application beside the React console.

use crate::harness::{invoker, send, server_with};
use axum::Router;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use refhost::Options;
use std::path::PathBuf;

/// A folder of units and a build folder, deleted at the end.
struct UnitFolder(PathBuf);

const TEMPLATE: &str = r#"{{#zone "content"}}<i id="unit" data-c="{{@app.context}}" data-d="{{@user.domain}}"
    data-u="{{@user.username}}" data-p="{{#each @user.permissions}}{{@key}} {{/each}}"></i>{{/zone}}
{{#zone "bottomJs"}}<script src="{{@unit.publicUri}}/1/a.js"></script>{{/zone}}{{#zone "nowhere"}}lost{{/zone}}"#;

impl UnitFolder {
    fn new(name: &str, definition: &str, template: &str) -> UnitFolder {
        let folder =
            std::env::temp_dir().join(format!("refhost-units-{name}-{}", std::process::id()));
        let copied = UnitFolder(folder);
        for (file, text) in [
            ("units/x.unit.list/list.json", definition),
            ("units/x.unit.list/list.hbs", template),
            ("units/x.unit.list/public/1/a.js", "one;"),
            ("units/x.unit.list/public/1/b.js", "two;"),
            ("units/x.unit.list/public/1/c.wasm", "\0asm"),
            ("units/x.unit.list/public/plain.js", "0"),
            (
                "www/demo/legacy/page/dep.html",
                "{{zone topCss}}[{{zone content}}]{{header}}({{zone bottomJs}})",
            ),
            ("www/demo/legacy/page/header.html", "{{username}}"),
            ("www/demo/legacy/page/devices.html", "demo"),
        ] {
            let path = copied.0.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        copied
    }

    fn server(&self) -> Router {
        server_with(Options {
            www: self.0.join("www"),
            units: Some(self.0.join("units")),
            ..Options::default()
        })
    }
}

impl Drop for UnitFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const PAGE: &str = "/devicemgt/dep/devices";

#[tokio::test]
async fn a_unit_is_added_to_the_consoles_own_page() {
    let definition = r#"{"version":"1","pushedUris":["/dep/{+any}"]}"#;
    let copied = UnitFolder::new("pushed", definition, TEMPLATE);
    let app = copied.server();
    let page = invoker(&app, "viewer").await.open(PAGE).await.body;
    assert!(
        page.starts_with(r#"[<i id="unit" data-c="/devicemgt" data-d="carbon.super""#),
        "{page}"
    );
    assert!(page.contains(r#"data-u="viewer" data-p="/permission/admin/device-mgt/ios/dep/view"#));
    assert!(!page.contains("dep/add"), "{page}");
    // init.js gives admins the whole device management, and what lies below it is not in the list.
    let full = invoker(&app, "admin").await.open(PAGE).await.body;
    assert!(full.contains(r#"data-p="/permission/admin/device-mgt ""#), "{full}");
    let script = r#"</i>]viewer(<script src="/devicemgt/public/x.unit.list/1/a.js"></script>)"#;
    assert!(page.ends_with(script), "{page}");
    let foreign = invoker(&app, "admin@acme.com").await.open(PAGE).await.body;
    assert!(foreign.contains(r#"data-d="acme.com""#) && foreign.contains(r#"data-u="admin""#));
    assert_eq!(send(&app, "GET", PAGE, &[], "").await.status, 302);
}

#[tokio::test]
async fn a_unit_is_left_out_of_other_pages_and_without_permission() {
    for (name, definition) in [
        ("elsewhere", r#"{"version":"1","pushedUris":["/users/{+any}"]}"#),
        ("unnamed", r#"{"version":"1"}"#),
        (
            "forbidden",
            r#"{"version":"1","pushedUris":["/dep/{+any}"],"permissions":["/permission/admin/x"]}"#,
        ),
    ] {
        let copied = UnitFolder::new(name, definition, TEMPLATE);
        let page = invoker(&copied.server(), "admin").await.open(PAGE).await;
        assert_eq!((page.status, page.body.as_str()), (200, "[]admin()"), "{name}");
    }
}

#[tokio::test]
async fn a_broken_unit_breaks_the_page() {
    let pushed = r#"{"version":"1","pushedUris":["/dep/{+any}"]}"#;
    for (name, definition, template) in [
        ("versionless", r#"{"pushedUris":["/dep/{+any}"]}"#, TEMPLATE),
        ("no-list", r#"{"version":"1","pushedUris":"/dep/{+any}"}"#, TEMPLATE),
        ("no-json", "version", TEMPLATE),
        ("child", r#"{"version":"1","extends":"y"}"#, TEMPLATE),
        ("strange", pushed, r#"{{#zone "content"}}{{unit "y"}}{{/zone}}"#),
    ] {
        let copied = UnitFolder::new(name, definition, template);
        let page = invoker(&copied.server(), "admin").await.open(PAGE).await;
        assert_eq!(page.status, 500, "{name}");
    }
}

#[tokio::test]
async fn another_folder_beside_a_unit_breaks_every_page() {
    // UUF's utils.js looks for a definition in every folder.
    let definition = r#"{"version":"1","pushedUris":["/dep/{+any}"]}"#;
    let copied = UnitFolder::new("backup", definition, TEMPLATE);
    let app = copied.server();
    let admin = invoker(&app, "admin").await;
    assert_eq!(admin.open(PAGE).await.status, 200);
    for name in ["x.unit.list.bak", "x.unit.list-old", "__MACOSX", "archive"] {
        let other = copied.0.join("units").join(name);
        std::fs::create_dir_all(&other).expect("a folder");
        assert_eq!(admin.open(PAGE).await.status, 500, "{name}");
        assert_eq!(send(&app, "GET", "/devicemgt/login", &[], "").await.status, 500, "{name}");
        std::fs::remove_dir(other).expect("deleted");
        assert_eq!(admin.open(PAGE).await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn units_have_an_order_and_can_be_disabled() {
    let copied = UnitFolder::new("order", r#"{"version":"1"}"#, "");
    let units = [
        ("a.last", "z", ""),
        ("b.first", "y", r#","index":"first""#),
        ("c.off", "x", r#","disabled":true"#),
        ("d.early", "w", r#","index":7"#),
    ];
    for (name, text, more) in units {
        let folder = copied.0.join("units").join(name);
        let short = name.rsplit('.').next().expect("a word");
        std::fs::create_dir_all(&folder).expect("a folder");
        let definition = format!(r#"{{"version":"1","pushedUris":["/dep/devices"]{more}}}"#);
        std::fs::write(folder.join(format!("{short}.json")), definition).expect("a file");
        let template = format!("{{{{#zone \"content\"}}}}{text}{{{{/zone}}}}");
        std::fs::write(folder.join(format!("{short}.hbs")), template).expect("a file");
    }
    let app = copied.server();
    let admin = invoker(&app, "admin").await;
    // An index that is no number is not supported here.
    assert_eq!(admin.open(PAGE).await.status, 500);
    std::fs::remove_dir_all(copied.0.join("units/b.first")).expect("deleted");
    assert!(admin.open(PAGE).await.body.starts_with("[wz]"));
}

#[tokio::test]
async fn files_of_a_unit_have_legacy_types_and_a_long_cache_life() {
    let copied = UnitFolder::new("files", r#"{"version":"1"}"#, TEMPLATE);
    let app = copied.server();
    let unit = "/devicemgt/public/x.unit.list";
    for (path, status, kind, body) in [
        ("1/a.js", 200, "application/x-javascript", "one;"),
        ("1/c.wasm", 200, "application/octet-stream", "\0asm"),
        ("1/a.js,x.unit.list/1/b.js_/combined.js", 200, "application/x-javascript", "one;two;"),
        ("1/a.js,x.unit.list/1/b.js", 400, "text/html;charset=UTF-8", ""),
        ("1/a.js,x.unit.list/1/z.js_/combined.js", 404, "text/html;charset=UTF-8", ""),
        ("plain.js", 400, "text/html;charset=UTF-8", ""),
        ("1/z.js", 404, "text/html;charset=UTF-8", ""),
        ("1/..%2f..%2flist.json", 404, "text/html;charset=UTF-8", ""),
    ] {
        let answer = send(&app, "GET", &format!("{unit}/{path}"), &[], "").await;
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        if status == 200 {
            assert_eq!(answer.body, body);
            assert_eq!(answer.header("cache-control"), "public,max-age=12960000");
            let modified = answer.header("last-modified");
            assert!(modified.ends_with(" GMT") && modified.len() == 29, "{modified}");
        }
    }
    let away = Options { units: Some(PathBuf::from("/nowhere")), ..Options::default() };
    assert!(refhost::app(away).unwrap_err().to_string().contains("/nowhere"));
}

/// Starts a stand-in for the servlet container and returns its address.
async fn container() -> String {
    let page = async |headers: HeaderMap| {
        let known = headers.contains_key("if-none-match");
        let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        (status, [(CONTENT_TYPE, "text/html"), (ETAG, "\"1\"")], "<head><title>x</title></head>")
    };
    let module = async || ([(CONTENT_TYPE, "application/wasm")], "\0asm");
    let router = Router::new()
        .route(
            "/dep-enrollment",
            get(async || (StatusCode::FOUND, [(LOCATION, "/dep-enrollment/")])),
        )
        .route("/dep-enrollment/", get(page))
        .route("/dep-enrollment/1/x.wasm", get(module));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[tokio::test]
async fn the_web_application_has_this_hosts_origin_and_headers() {
    let app = server_with(Options { war: Some(container().await), ..Options::default() });
    let bare = send(&app, "GET", "/dep-enrollment", &[], "").await;
    assert_eq!((bare.status, bare.header("location")), (302, "/dep-enrollment/"));
    let page = send(&app, "GET", "/dep-enrollment/", &[], "").await;
    assert_eq!(page.body, "<head><script src=\"/__probe.js\"></script><title>x</title></head>");
    assert!(page.header("content-security-policy").contains("style-src 'self';"));
    assert_eq!(page.header("etag"), "\"1\"");
    let known = [("if-none-match", "\"1\"")];
    assert_eq!(send(&app, "GET", "/dep-enrollment/", &known, "").await.status, 304);
    let module = send(&app, "GET", "/dep-enrollment/1/x.wasm", &[], "").await;
    assert_eq!(
        (module.header("content-type"), module.body.as_str()),
        ("application/wasm", "\0asm")
    );
    assert_eq!(module.header("x-frame-options"), "DENY");
    assert_eq!(send(&app, "GET", "/dep-enrollment/none", &[], "").await.status, 404);
}

#[tokio::test]
async fn a_missing_container_is_reported() {
    let app = server_with(Options { war: Some("http://127.0.0.1:9".into()), ..Options::default() });
    let page = send(&app, "GET", "/dep-enrollment/", &[], "").await;
    assert_eq!(page.status, 502);
    assert!(page.body.contains("http://127.0.0.1:9 does not answer"), "{}", page.body);
    let wrong = Options { war: Some("ftp://x".into()), ..Options::default() };
    assert!(refhost::app(wrong).unwrap_err().to_string().contains("http://"));
}
