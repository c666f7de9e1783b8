// Everything html-validate recommends, but for what is listed here with its reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // HTML does not care about case here, and the templates write it small like every other tag.
    "doctype-style": "off",
    // Templates leave blanks at line ends, where a loop or a condition stood.
    "no-trailing-whitespace": "off",
    // How long a title is belongs to the editor, whom the page editor tells.
    "long-title": "off",
    // The linked words are often more than a number ("Call 988"), and the number is what the clinic typed.
    "tel-non-breaking": "off",
    // Safari forgets that a list without marks is a list, and that a table in blocks is a table, unless told.
    "no-redundant-role": "off",
    "prefer-native-element": ["error", { exclude: ["list", "search"] }],
    // Voice control finds the control by "for" where it overlooks that the label is around it.
    "no-redundant-for": "off",
    // The summary of errors stands above the heading of the page, where it is met first.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // Files of the site itself come from where the page came from.
    "require-sri": ["error", { target: "crossorigin" }],
    // Tick boxes of one question share a name.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  },
};
