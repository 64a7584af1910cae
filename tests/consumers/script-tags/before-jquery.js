// jQuery 1.11 tests whether `focusin` bubbles by setting a handler attribute, which a strict policy forbids. It skips the test
// if the window has this property.
if (!("onfocusin" in window)) window.onfocusin = null;
