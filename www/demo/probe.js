// A probe for tests: it records errors, warnings, policy violations and synchronous requests. The
// reference host puts it first into its pages if it runs with --faults. It must never change the
// behaviour of the page. It is a classic script, because it must run before all others.
(function () {
  "use strict";

  var probe = {
    violations: [],
    errors: [],
    console: [],
    synchronous: [],
  };
  window.__probe = probe;

  function words(value) {
    if (value instanceof Error)
      return value.name + ": " + value.message + "\n" + (value.stack || "");
    if (typeof value === "string") return value;
    try {
      return JSON.stringify(value) || String(value);
    } catch (_) {
      return String(value);
    }
  }

  document.addEventListener("securitypolicyviolation", function (event) {
    probe.violations.push(
      event.effectiveDirective +
        " blocked " +
        (event.blockedURI || "inline") +
        " at " +
        event.sourceFile +
        ":" +
        event.lineNumber +
        " " +
        (event.sample || ""),
    );
  });

  // Capturing, so that load errors of scripts and pictures are recorded as well.
  window.addEventListener(
    "error",
    function (event) {
      var target = event.target;
      var source = target && target !== window ? target.src || target.href || "" : "";
      probe.errors.push(source ? "did not load: " + source : words(event.error || event.message));
    },
    true,
  );

  window.addEventListener("unhandledrejection", function (event) {
    probe.errors.push("unhandled rejection: " + words(event.reason));
  });

  ["error", "warn"].forEach(function (level) {
    var original = console[level];
    console[level] = function () {
      var parts = Array.prototype.map.call(arguments, words);
      probe.console.push(level + ": " + parts.join(" "));
      return original.apply(console, arguments);
    };
  });

  // The legacy console's own library blocks the page with synchronous requests. The plugin must not.
  var open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, async) {
    if (async === false) probe.synchronous.push(method + " " + url);
    return open.apply(this, arguments);
  };
})();
