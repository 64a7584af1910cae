//! Where a list of actions goes beside its button, in pixels of the window.

use web_sys::HtmlElement;

/// Room between the list and the edge of the window.
const EDGE: f64 = 8.0;

/// Room between the list and its button.
const GAP: f64 = 4.0;

/// A rectangle; for the window, its size and how far the page is scrolled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// The place of an element in the window.
    pub fn of(element: &HtmlElement) -> Area {
        let rect = element.get_bounding_client_rect();
        Area { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
    }

    /// The width of what coordinates on the page count from: the window without its scroll bar.
    pub fn page_width(element: &HtmlElement) -> f64 {
        let page = element.owner_document().and_then(|document| document.document_element());
        page.map_or(0.0, |page| f64::from(page.client_width()))
    }

    /// The window.
    pub fn of_window() -> Option<Area> {
        let window = web_sys::window()?;
        Some(Area {
            left: window.scroll_x().ok()?,
            top: window.scroll_y().ok()?,
            width: window.inner_width().ok()?.as_f64()?,
            height: window.inner_height().ok()?.as_f64()?,
        })
    }
}

/// The place of the list's corner on the page. It stands below the button and begins where the button begins; where there is
/// no room, it stands above, or ends where the button ends.
pub fn beside(button: Area, list: Area, window: Area, is_rtl: bool) -> (f64, f64) {
    let at_left = button.left;
    let at_right = button.left + button.width - list.width;
    let fits_left = at_left + list.width <= window.width - EDGE;
    let fits_right = at_right >= EDGE;
    let left = match is_rtl {
        true if fits_right => at_right,
        false if !fits_left => at_right,
        _ => at_left,
    };
    let below = button.top + button.height + GAP;
    let above = button.top - GAP - list.height;
    let fits_below = below + list.height <= window.height - EDGE;
    let top = if fits_below || above < EDGE { below } else { above };
    let lowest = (window.height - EDGE - list.height).max(EDGE);
    let rightmost = (window.width - EDGE - list.width).max(EDGE);
    // Not `clamp`: it panics with the numbers in its message.
    (window.left + left.min(rightmost).max(EDGE), window.top + top.min(lowest).max(EDGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Area = Area { left: 0.0, top: 0.0, width: 1000.0, height: 600.0 };

    fn list(left: f64, top: f64, window: Area, is_rtl: bool) -> (f64, f64) {
        let button = Area { left, top, width: 30.0, height: 30.0 };
        beside(button, Area { left: 0.0, top: 0.0, width: 200.0, height: 150.0 }, window, is_rtl)
    }

    #[test]
    fn a_list_stands_below_its_button_and_within_the_window() {
        assert_eq!(list(100.0, 100.0, WINDOW, false), (100.0, 134.0));
        assert_eq!(list(960.0, 100.0, WINDOW, false), (790.0, 134.0), "at the right edge");
        assert_eq!(list(100.0, 550.0, WINDOW, false), (100.0, 396.0), "at the lower edge");
    }

    #[test]
    fn from_right_to_left_a_list_ends_where_its_button_ends() {
        assert_eq!(list(500.0, 100.0, WINDOW, true), (330.0, 134.0));
        assert_eq!(list(10.0, 100.0, WINDOW, true), (10.0, 134.0), "at the left edge");
    }

    #[test]
    fn in_a_small_window_a_list_begins_at_the_edge() {
        let window = Area { width: 180.0, height: 140.0, ..WINDOW };
        assert_eq!(list(100.0, 50.0, window, false), (8.0, 8.0));
    }

    #[test]
    fn on_a_scrolled_page_a_list_stays_at_its_button() {
        let window = Area { left: 7.0, top: 1000.0, ..WINDOW };
        assert_eq!(list(100.0, 100.0, window, false), (107.0, 1134.0));
    }
}
