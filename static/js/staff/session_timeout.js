/* Warns before a staff session ends, and covers the page when it has. The server decides; this only asks it. */
(function () {
  "use strict";

  const ADDRESS = document.currentScript.dataset.status;
  const SIGN_IN = document.currentScript.dataset.signIn;
  const WARNING = 120;
  const SIGN_EVERY = 60;
  const SPOKEN = [60, 30, 10];

  let dialog = null;
  let shown = "";
  let spoken = null;
  let who = null;
  let token = null;
  let ends = 0;
  let canStay = true;
  let next = 0;
  let ticking = 0;
  let lastSign = Date.now();

  const left = () => Math.max(0, Math.round((ends - Date.now()) / 1000));

  async function ask(method) {
    const options = { method, credentials: "same-origin", cache: "no-store" };
    if (method === "POST") options.headers = { "X-CSRFToken": token };
    try {
      const answer = await fetch(ADDRESS, options);
      if (!answer.ok) throw new Error(answer.status);
      take(await answer.json());
    } catch {
      /* No network: ask again before long. */
      plan(30);
    }
  }

  function take(answer) {
    ends = Date.now() + answer.left * 1000;
    if (!answer.left) return showEnd();
    if (who && who !== answer.who) return location.reload();
    if (token !== answer.token) renewForms(answer.token);
    ({ who, token } = answer);
    canStay = answer.can_stay;
    if (answer.left > WARNING) {
      close();
      plan(answer.left - WARNING);
    } else {
      showWarning();
    }
  }

  function plan(seconds) {
    clearTimeout(next);
    next = setTimeout(() => ask("GET"), seconds * 1000);
  }

  /* After signing in again in another tab, the forms of this page would be refused. */
  function renewForms(fresh) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  }

  function signOfLife() {
    if (dialog || !token || Date.now() - lastSign < SIGN_EVERY * 1000) return;
    lastSign = Date.now();
    ask("POST");
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function open(kind, title, ...children) {
    close();
    const heading = element("h2", { id: "time-out-title", className: "time-out__title", textContent: title });
    dialog = element("dialog", { className: `time-out time-out--${kind}` }, heading, ...children);
    shown = kind;
    spoken = element("p", { className: "time-out__spoken" });
    spoken.setAttribute("role", "status");
    dialog.append(spoken);
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "time-out-title");
    dialog.setAttribute("aria-describedby", "time-out-words");
    document.body.append(dialog);
    dialog.showModal();
  }

  function close() {
    clearInterval(ticking);
    if (!dialog) return;
    const old = dialog;
    dialog = null;
    shown = "";
    old.close();
    old.remove();
  }

  const button = (words, onclick) =>
    element("button", { type: "button", className: "button time-out__button", textContent: words, onclick });

  const time = (seconds) =>
    seconds > 60 ? `${Math.ceil(seconds / 60)} minutes` : seconds === 1 ? "1 second" : `${seconds} seconds`;

  function showWarning() {
    /* Somebody may answer in another tab. */
    plan(20);
    if (shown === "warning") return;
    const clock = element("strong", { textContent: time(left()) });
    const words = element("p", { id: "time-out-words" });
    words.append(
      canStay ? "Nobody has used this page for a while. " : "A session lasts 12 hours at most. Save your work now. ",
      "Time left: ",
      clock
    );
    const title = `You will be signed out in ${time(left())}`;
    open("warning", title, words, canStay ? button("Stay signed in", () => ask("POST")) : button("Close", keepQuiet));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (canStay) ask("POST");
      else keepQuiet();
    });
    ticking = setInterval(() => {
      clock.textContent = time(left());
      if (SPOKEN.includes(left())) spoken.textContent = `You will be signed out in ${time(left())}.`;
      if (!left()) {
        clearInterval(ticking);
        ask("GET");
      }
    }, 1000);
  }

  function keepQuiet() {
    const seconds = left();
    close();
    plan(seconds + 1);
  }

  function showEnd() {
    clearTimeout(next);
    if (shown === "end") {
      spoken.textContent = "You are still signed out.";
      return;
    }
    const words = element("p", {
      id: "time-out-words",
      textContent: "What you typed is still on this page. Sign in in a new tab, then come back to this one.",
    });
    const signIn = element("a", {
      href: SIGN_IN,
      target: "_blank",
      rel: "noopener",
      className: "button time-out__button",
      textContent: "Sign in again",
    });
    open("end", "You were signed out", words, signIn, button("I have signed in", () => ask("GET")));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
  }

  for (const sign of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(sign, signOfLife, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask("GET");
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask("GET");
  });
  ask("GET");
})();
