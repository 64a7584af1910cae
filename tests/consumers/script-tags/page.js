// The plugin on a page of classic scripts with jQuery 1.11, as in old consoles. Nothing is bundled.
(function ($) {
  "use strict";

  // A line in the console fails the test of this page.
  function failed(reason) {
    console.error(reason);
  }

  var policy = { tenantDomain: "carbon.super" };
  DepEnroll.configure({ transport: "invoker", policy: policy });

  // `dep-enroll/validate` is an ES module. A classic script loads it like this.
  Promise.all([DepEnroll.ready(), import("./lib/dep-enroll-validate.js")]).then(function (loaded) {
    var validate = loaded[1];
    DepEnroll.validateImport("serial;username\nC02EMPTY0001;alice\n").then(function (report) {
      $("#imported").text(JSON.stringify(report));
    }, failed);
    validate.ready().then(function () {
      $("#username").on("input", function () {
        var typed = $(this).val();
        $("#with-elements").text(JSON.stringify(DepEnroll.validateUsername(typed, policy)));
        $("#alone").text(JSON.stringify(validate.validateUsername(typed, policy)));
      });
    }, failed);
  }, failed);

  $("#edit").on("click", function () {
    DepEnroll.openEnrollment({ serial: "C02EMPTY0001" }).then(function (answer) {
      $("#answer").text(answer);
    }, failed);
  });

  // Events bubble, so any ancestor can listen.
  $(document).on("dep-dialog-close", function (event) {
    var detail = event.originalEvent.detail;
    $("#closed").text(detail.serial + " " + detail.reason);
  });
})(jQuery);
