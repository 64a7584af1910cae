//! The consoles' pages and files, with the quirks of their servers.

use crate::harness::{control, invoker, send, server, server_with};
use refhost::Options;
use serde_json::json;
use std::path::PathBuf;

/// A build folder, deleted at the end.
struct Build(PathBuf);

impl Build {
    fn new(name: &str) -> Build {
        let folder = std::env::temp_dir().join(format!("refhost-{name}-{}", std::process::id()));
        let build = Build(folder);
        for (file, text) in [
            ("dep-enroll.js", "export {}"),
            ("dep-enroll.wasm", "\0asm"),
            ("dep-enroll.js.map", "{}"),
            (
                "demo/legacy/page/devices.html",
                "<p data-u=\"{{username}}\" data-e=\"{{canEdit}}\" data-t=\"{{tenant}}\">{{context}}</p>{{probe}}{{build}}",
            ),
            ("demo/entgra/index.html", "<div id=\"root\"></div>{{probe}}"),
            ("demo/entgra/app.js", "1"),
            ("gallery/index.html", "<iframe></iframe>{{probe}}"),
            ("gallery/stage.js", "2"),
        ] {
            let path = build.0.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        build
    }

    fn server(&self) -> axum::Router {
        server_with(Options { www: self.0.clone(), ..Options::default() })
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_legacy_page_needs_a_session_and_is_filled_in() {
    let build = Build::new("legacy");
    let app = build.server();
    let away = send(&app, "GET", "/devicemgt/dep/devices", &[], "").await;
    assert_eq!((away.status, away.header("location")), (302, "/devicemgt/login"));
    let viewer = invoker(&app, "viewer").await;
    let page = viewer.open("/devicemgt/dep/devices").await;
    assert!(page.body.starts_with("<p data-u=\"viewer\" data-e=\"false\" data-t=\"carbon.super\">/devicemgt</p><script src=\"/__probe.js\">"));
    assert!(!page.body.contains("{{"));
    assert!(page.header("content-security-policy").starts_with(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
    ));
    assert_eq!(
        (page.header("x-frame-options"), page.header("x-content-type-options")),
        ("DENY", "nosniff")
    );
    viewer.open("/devicemgt/logout").await;
    assert_eq!(viewer.open("/devicemgt/dep/devices").await.status, 302);
}

#[tokio::test]
async fn the_gallery_needs_no_session_and_may_frame_itself() {
    let build = Build::new("gallery");
    let app = build.server();
    let page = send(&app, "GET", "/gallery/", &[], "").await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.starts_with("<iframe></iframe><script src=\"/__probe.js\">"),
        "{}",
        page.body
    );
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
    assert!(page.header("content-security-policy").starts_with("default-src 'self';"));
    // Its own files come first, then the plugin's.
    assert_eq!(send(&app, "GET", "/gallery/stage.js", &[], "").await.body, "2");
    assert_eq!(send(&app, "GET", "/gallery/dep-enroll.js", &[], "").await.body, "export {}");
    assert_eq!(send(&app, "GET", "/gallery/nowhere.wasm", &[], "").await.status, 404);
    assert_eq!(send(&app, "GET", "/gallery/../../Cargo.toml", &[], "").await.status, 404);
}

#[tokio::test]
async fn the_log_in_page_shows_the_error() {
    let app = server();
    let page = send(&app, "POST", "/devicemgt/login", &[], "username=admin&password=%3Cb%3E").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("role=\"alert\"") && !page.body.contains("style="));
    assert!(!send(&app, "GET", "/devicemgt/login", &[], "").await.body.contains("role=\"alert\""));
}

#[tokio::test]
async fn legacy_files_have_legacy_types_and_a_long_cache_life() {
    let build = Build::new("files");
    let app = build.server();
    let cases = [
        ("dep-enroll/1/dep-enroll.js", 200, "application/x-javascript"),
        ("dep-enroll/1/dep-enroll.wasm", 200, "application/octet-stream"),
        ("dep-enroll/1/dep-enroll.js.map", 200, "application/octet-stream"),
        ("dep-enroll/dep-enroll.js", 400, "text/html;charset=UTF-8"),
        ("dep-enroll.js", 400, "text/html;charset=UTF-8"),
        ("dep-enroll/1/a.js,b.js", 400, "text/html;charset=UTF-8"),
        ("dep-enroll/1/missing.js", 404, "text/html;charset=UTF-8"),
        ("dep-enroll/1/..%2f..%2fetc%2fpasswd", 404, "text/html;charset=UTF-8"),
        ("console/page/devices.html", 200, "text/html"),
        ("console/other/x.js", 404, "text/html;charset=UTF-8"),
    ];
    for (path, status, kind) in cases {
        let answer = send(&app, "GET", &format!("/devicemgt/public/{path}"), &[], "").await;
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{path}");
        let life = if status == 200 { "public,max-age=12960000" } else { "" };
        assert_eq!(
            (answer.header("cache-control"), answer.header("x-frame-options")),
            (life, "DENY"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_missing_file_of_the_react_console_is_its_page_with_a_404() {
    let build = Build::new("entgra");
    let app = build.server();
    let cases = [
        ("", 200, true),
        ("login", 200, true),
        ("devices/C02", 200, true),
        ("public/app/app.js", 200, false),
        ("public/dep-enroll/dep-enroll.wasm", 200, false),
        ("public/dep-enroll/nothing.wasm", 404, true),
        ("public/app/nothing", 404, true),
        ("nothing.js", 404, true),
    ];
    for (path, status, page) in cases {
        let answer = send(&app, "GET", &format!("/entgra/{path}"), &[], "").await;
        assert_eq!((answer.status, answer.body.contains("id=\"root\"")), (status, page), "{path}");
        assert_eq!(answer.header("content-security-policy").contains("'unsafe-inline'"), page);
    }
    let wasm = send(&app, "GET", "/entgra/public/dep-enroll/dep-enroll.wasm", &[], "").await;
    assert_eq!(wasm.header("content-type"), "application/octet-stream");
    let config = send(&app, "GET", "/entgra/public/conf/config.json", &[], "").await.json();
    assert_eq!(config["serverConfig"]["invoker"]["uri"], "/entgra-ui-request-handler/invoke");
}

#[tokio::test]
async fn files_are_read_for_every_request() {
    let build = Build::new("fresh");
    let app = build.server();
    let url = "/entgra/public/app/app.js";
    assert_eq!(send(&app, "GET", url, &[], "").await.body, "1");
    std::fs::write(build.0.join("demo/entgra/app.js"), "2").expect("a file");
    assert_eq!(send(&app, "GET", url, &[], "").await.body, "2");
}

#[tokio::test]
async fn a_missing_build_says_how_to_build_it() {
    let app = server_with(Options { www: PathBuf::from("/nowhere"), ..Options::default() });
    let page = send(&app, "GET", "/entgra/", &[], "").await;
    assert_eq!(page.status, 503);
    assert!(page.body.contains("cargo xtask build"));
}

#[tokio::test]
async fn a_live_session_is_sent_back_from_the_log_in_page() {
    // auth/login.jag looks at the session only, so an expired access token stays.
    let app = server();
    let admin = invoker(&app, "admin").await;
    let back = admin.open("/devicemgt/login").await;
    assert_eq!((back.status, back.header("location")), (302, "/devicemgt/dep/devices"));
    control(&app, "POST", "/__expire", json!({})).await;
    assert_eq!(admin.open("/devicemgt/login").await.status, 200);
}

#[tokio::test]
async fn a_page_with_a_name_of_its_own_for_this_machine_is_refused() {
    // The name is bound to 127.0.0.1 after the page is loaded, and the passwords are known.
    let app = server();
    for (name, status) in [
        ("evil.example", 421),
        ("evil.example:80", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ] {
        for path in ["/devicemgt/login", "/api/x", "/__log", "/gallery/", "/devicemgt/public/a/b/c"]
        {
            let answer = send(&app, "GET", path, &[("host", name)], "").await;
            assert_eq!(
                (answer.status, answer.header("x-frame-options")),
                (status, ""),
                "{name}{path}"
            );
        }
    }
    for name in ["localhost:1", "127.0.0.1:1", "[::1]:1"] {
        assert_eq!(send(&app, "GET", "/devicemgt/login", &[("host", name)], "").await.status, 200);
    }
}

#[tokio::test]
async fn without_the_option_there_are_no_control_endpoints_and_no_reports() {
    let app = refhost::app(Options { devices: 12, ..Options::default() }).expect("a server");
    for path in ["/__csp", "/__log", "/__sql", "/__faults", "/__expire-token"] {
        for method in ["GET", "POST"] {
            assert_eq!(send(&app, method, path, &[], "{}").await.status, 404, "{method} {path}");
        }
    }
    let page = send(&app, "GET", "/devicemgt/login", &[], "").await;
    assert!(page.header("content-security-policy").ends_with("style-src 'self'"));
}

#[tokio::test]
async fn a_large_policy_report_is_refused() {
    let app = server();
    let report = json!({"csp-report": {"script-sample": "x".repeat(20_000)}}).to_string();
    assert_eq!(send(&app, "POST", "/__csp", &[], &report).await.status, 413);
    assert_eq!(send(&app, "GET", "/__csp", &[], "").await.body, "[]");
}

#[tokio::test]
async fn policy_reports_are_stored() {
    let app = server();
    let page = send(&app, "GET", "/devicemgt/login", &[], "").await;
    assert!(page.header("content-security-policy").ends_with("; report-uri /__csp"));
    send(&app, "POST", "/__csp", &[], r#"{"csp-report":{"blocked-uri":"inline"}}"#).await;
    let reports = send(&app, "GET", "/__csp", &[], "").await.json();
    assert_eq!(reports[0]["csp-report"]["blocked-uri"], "inline");
    send(&app, "DELETE", "/__csp", &[], "").await;
    assert_eq!(send(&app, "GET", "/__csp", &[], "").await.body, "[]");
}
