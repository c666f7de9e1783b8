/* Copies and prints recovery codes. Without it the codes are text to select, and a file to download. */
(function () {
  "use strict";

  const codes = document.getElementById("recovery_codes");
  const said = document.querySelector("[data-recovery-codes-said]");

  const ACTIONS = { copy, print: () => window.print() };

  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.value.trim());
      said.textContent = "Copied. Paste them somewhere safe, such as a password manager.";
    } catch {
      codes.select();
      said.textContent = "Your browser didn’t copy them. They’re selected now: press Ctrl+C, or Command+C on a Mac.";
    }
  }

  for (const button of document.querySelectorAll("[data-recovery-codes]")) {
    button.addEventListener("click", ACTIONS[button.dataset.recoveryCodes]);
    button.hidden = false;
  }
})();
