/* Whatever is written in the editor's form counts as unsaved at once. Wagtail alone takes for saved what is in the form
   two seconds after it opened, and looks for changes only twice a second. */
(function () {
  "use strict";

  function note(event) {
    const form = event.target instanceof Element && event.target.closest("form[data-controller~='w-unsaved']");
    if (!form) return;
    form.setAttribute("data-w-unsaved-force-value", "true");
    form.setAttribute("data-w-unsaved-has-edits-value", "true");
  }

  for (const sign of ["beforeinput", "input", "change", "paste", "drop"]) {
    document.addEventListener(sign, note, { capture: true, passive: true });
  }
})();
