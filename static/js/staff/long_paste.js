/* Refuses a paste longer than a block: the editor would stand still for a minute before anybody could say so. */
(function () {
  "use strict";

  const LONGEST = Number(document.currentScript.dataset.longest);
  const number = new Intl.NumberFormat("en-US");

  function refuse(event) {
    const characters = event.clipboardData ? event.clipboardData.getData("text/plain").length : 0;
    if (characters <= LONGEST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(
      `What you pasted has ${number.format(characters)} characters, and one block holds ${number.format(LONGEST)}. ` +
        "Nothing was added, and your page is as it was. Copy smaller parts, and give each a block of its own."
    );
  }

  function say(text) {
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
    window.scrollTo({ top: 0 });
  }

  document.addEventListener("paste", refuse, true);
})();
