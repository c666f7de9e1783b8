/* Has the device make a passkey, or prove that it has one, and sends what it says with the form. */
(function () {
  "use strict";

  const PROBLEMS = {
    NotAllowedError: "Your device did not answer, or its window was closed. Try again.",
    InvalidStateError: "This device already has a passkey for your account.",
    SecurityError: "Passkeys do not work at this address. Open the site by its usual name.",
  };
  const ANY_OTHER = "That did not work on this device.";
  const IN_BYTES = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const known = (credentials = []) => credentials.map((one) => ({ ...one, id: toBytes(one.id) }));

  function create({ publicKey }) {
    const { challenge, user, excludeCredentials } = publicKey;
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: toBytes(challenge),
        user: { ...user, id: toBytes(user.id) },
        excludeCredentials: known(excludeCredentials),
      },
    });
  }

  function get({ publicKey }) {
    const { challenge, allowCredentials } = publicKey;
    return navigator.credentials.get({
      publicKey: { ...publicKey, challenge: toBytes(challenge), allowCredentials: known(allowCredentials) },
    });
  }

  function written(credential) {
    const response = {};
    for (const name of IN_BYTES) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  }

  function tell(form, words) {
    const problem = document.createElement("p");
    problem.className = "field__error";
    problem.append(Object.assign(document.createElement("span"), { textContent: words }));
    form.querySelector("[role=alert]").replaceChildren(problem);
  }

  function prepare(form) {
    const ask = form.dataset.passkey === "create" ? create : get;
    let waiting = false;

    async function send(event) {
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      form.querySelector("[role=alert]").replaceChildren();
      try {
        form.elements.credential.value = written(await ask(JSON.parse(form.dataset.options)));
        form.submit();
      } catch (problem) {
        tell(form, PROBLEMS[problem.name] || ANY_OTHER);
        waiting = false;
      }
    }

    form.addEventListener("submit", send);
    form.hidden = false;
    form.nextElementSibling.hidden = true;
  }

  if (!window.PublicKeyCredential || !navigator.credentials) return;
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
