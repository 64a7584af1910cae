// Loaded before jQuery 1.11. Without this property, jQuery tests whether `focusin` bubbles by setting
// an `onfocusin` attribute. The page's Content-Security-Policy forbids handler attributes, so every
// page view would report a violation. All current browsers bubble `focusin`.
if (!("onfocusin" in window)) window.onfocusin = null;
