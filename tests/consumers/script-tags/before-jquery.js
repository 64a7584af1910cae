// jQuery 1.11 finds out whether `focusin` bubbles by an attribute with a handler, which a strict policy forbids. It does not
// try where the window has the property.
if (!("onfocusin" in window)) window.onfocusin = null;
