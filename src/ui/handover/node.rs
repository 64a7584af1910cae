//! A small tree of elements that is drawn in a page and written to a file alike, so that the paper, its preview and the saved
//! file cannot differ. It must never hold markup: every text and every value is escaped where it is written.

/// An element or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A text.
    Text(String),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its name; those of SVG are in `SVG`.
    pub name: &'static str,
    /// Its attributes. None of them is run as a script or as a style.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// The names of the elements that are a drawing.
pub const SVG: [&str; 2] = ["svg", "path"];

/// Starts an element.
pub fn node(name: &'static str, class: &str) -> Element {
    let element = Element { name, attributes: Vec::new(), children: Vec::new() };
    if class.is_empty() { element } else { element.attr("class", class) }
}

impl Element {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds an element.
    pub fn child(mut self, child: Element) -> Element {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds elements.
    pub fn list(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds a text.
    pub fn text(mut self, text: impl Into<String>) -> Element {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Writes it as HTML.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => escape(text, out),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// Writes a text so that HTML reads it as this text, between tags and in quotes.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No document may have it, and a browser would put another character in its place.
            '\0' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(element: &Element) -> String {
        let mut out = String::new();
        element.write(&mut out);
        out
    }

    #[test]
    fn no_text_and_no_value_becomes_markup() {
        let hostile = "</p><script>alert(1)</script>\" onload='x' & \0&lt;";
        let written = html(&node("p", "").attr("title", hostile).text(hostile));
        assert_eq!(written.matches('<').count(), 2);
        assert_eq!(written.matches('"').count(), 2);
        assert!(!written.contains('\''));
        let escaped = "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; &amp;lt;";
        assert_eq!(written, format!("<p title=\"{escaped}\">{escaped}</p>"));
    }

    #[test]
    fn elements_stand_in_each_other() {
        let list = node("ol", "way").list(["a", "b"].map(|text| node("li", "").text(text)));
        assert_eq!(html(&list), "<ol class=\"way\"><li>a</li><li>b</li></ol>");
        assert_eq!(html(&node("p", "").child(node("b", "").text("x"))), "<p><b>x</b></p>");
    }
}
