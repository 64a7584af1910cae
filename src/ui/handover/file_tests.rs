//! The sheet as files: nothing of them is executed.

use super::super::paper::DOCUMENT;
use super::super::paper::tests::{content, entry, person};
use super::super::state::Layout;
use super::*;

fn page(content: &Content) -> String {
    let texts = Texts::default();
    let about = "2 devices".to_owned();
    let paper = Paper { texts: &texts, content, layout: Layout::List, about, headings: DOCUMENT };
    html(&paper, "en\"><script>", "ltr")
}

#[test]
fn the_file_needs_nothing_else_and_runs_nothing() {
    let mut content = content();
    let hostile = "<img src=x onerror=alert(1)>\"'&";
    content.entries.push(entry(hostile, person(hostile, hostile), true));
    content.entries[0].model = hostile.to_owned();
    let page = page(&content);
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en&quot;&gt;&lt;script&gt;\" dir=\"ltr\">")
    );
    for executed in ["<script", "<img", "<link", "<iframe", "javascript:", "url(", "@import"] {
        assert!(!page.to_ascii_lowercase().contains(executed), "{executed}");
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.ends_with("</html>\n"));
}

#[test]
fn the_style_sheet_cannot_end_its_element() {
    assert!(!STYLE.contains("</"));
}

#[test]
fn the_table_has_everything_and_no_formula() {
    let mut content = content();
    content.entries.push(entry("=1+1", person("@sum", "+alice, \"x\""), true));
    let table = table(&Texts::default(), &content);
    let rows: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(
        rows,
        [
            "Serial number,Model,Color,Profile,Username,Name,Sign-in during setup,Agent app,Left out because",
            "C02ASSIGN001,iPad (9th generation),Space Gray,Staff iPads,alice,Alice Moreau,No,Yes,",
            "C02LOGIN0001,iPad (9th generation),Space Gray,Staff iPads,,,Yes,No,",
            "'=1+1,iPad (9th generation),Space Gray,Staff iPads,'@sum,\"'+alice, \"\"x\"\"\",No,Yes,",
            "C02GONE00001,,,,,,,,Not on this server",
            "C02STRANGE01,,,,,,,,Needs your answer",
            "",
        ]
    );
}
