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
    /* Not one of the editor's own messages: those stand at the top, out of sight of whoever pastes further down. */
    window.alert(
      `What you pasted has ${number.format(characters)} characters, and one block holds ${number.format(LONGEST)}. ` +
        "Nothing was added, and your page is as it was. Copy smaller parts, and give each a block of its own."
    );
  }

  document.addEventListener("paste", refuse, true);
})();
