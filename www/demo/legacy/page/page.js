// The console's script on the DEP page, in that console's style: a classic script, jQuery 1.11, no
// build step. It is a complete example for integrators.
(function ($) {
  "use strict";

  var app = $("#app-context");
  var context = app.attr("data-app-context");

  // A failed download of the plugin must not leave an empty page without a message.
  if (!window.DepEnroll) {
    $("#dep-failed")
      .text("The device enrollment plugin could not be downloaded. Reload the page.")
      .removeClass("hidden");
    return;
  }

  var policy = { tenantDomain: app.attr("data-tenant") };
  var options = {
    transport: "invoker",
    url: context + "/api/invoker/execute/",
    canEdit: app.attr("data-can-edit") === "true",
    policy: policy,
  };

  // The paths and names that this server has beyond the plugin's defaults.
  var contract = app.attr("data-contract");
  if (contract) options.contract = contract;

  // `?timeout=1500` shortens the timeout. Operators use it to test slow gateways.
  var timeout = /[?&]timeout=(\d+)/.exec(window.location.search);
  if (timeout) options.timeoutMs = Number(timeout[1]);

  window.DepEnroll.configure(options);

  $("#check-form").on("submit", function (event) {
    event.preventDefault();
    var result = $("#check-result").removeClass("message-info message-danger");
    var typed = $("#check-username").val();
    window.DepEnroll.ready().then(
      function () {
        var answer = window.DepEnroll.validateUsername(typed, policy);
        var sentences = $.map(answer.problems, function (problem) {
          return problem.message;
        });
        if (answer.ok) sentences.unshift("The username “" + answer.value + "” can be used.");
        result
          .addClass(answer.ok ? "message-info" : "message-danger")
          .attr("data-ok", String(answer.ok))
          .text(sentences.join(" "));
      },
      function (reason) {
        result.addClass("message-danger").text(reason.message);
      },
    );
  });

  $("#own-form").on("submit", function (event) {
    event.preventDefault();
    var result = $("#own-result").removeClass("message-info message-danger").text("");
    window.DepEnroll.openEnrollment({ serial: $("#own-serial").val() }).then(
      function (outcome) {
        result.addClass("message-info").text("The dialog answered: " + outcome);
      },
      function (reason) {
        result.addClass("message-danger").text("The dialog failed: " + reason.message);
      },
    );
  });
})(jQuery);
