// What each rule of javascript.yaml must find (ruleid) and must leave alone (ok). Read by semgrep only, never served.
// ruleid: text-becomes-markup-or-code
list.innerHTML = name;
// ruleid: text-becomes-markup-or-code
list.insertAdjacentHTML("beforeend", name);
// ruleid: text-becomes-markup-or-code
eval(name);
// ok: text-becomes-markup-or-code
list.textContent = name;
// ruleid: kept-in-the-browser
localStorage.setItem("draft", text);
// ruleid: kept-in-the-browser
document.cookie = "draft=" + text;
// ruleid: asks-another-host
fetch("https://counting.example/hit");
// ok: asks-another-host
fetch("/accounts/session/");
