// Loaded before jQuery 1.11, which finds out whether `focusin` bubbles by setting an `onfocusin`
// attribute whenever the window has no such property. The page's Content-Security-Policy forbids
// handler attributes and would report every page view. All browsers of today bubble `focusin`.
if (!("onfocusin" in window)) window.onfocusin = null;
