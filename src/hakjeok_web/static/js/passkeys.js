// Passkeys (패스키): a form with data-passkey="get" or "create" asks the device when it is sent, and carries its answer
// in the field `credential`. The options stand in the page (data-passkey-options = id of a JSON script) or are fetched
// from the form's own address.
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  const SENTENCES = {
    NotAllowedError: "패스키를 쓰지 못했습니다. 취소했거나 시간이 지났습니다. 다시 눌러 주세요.",
    InvalidStateError: "이 기기에는 이 계정의 패스키가 이미 있습니다. 다른 기기에서 만들어 주세요.",
    SecurityError: "이 주소에서는 패스키를 쓸 수 없습니다. 학교에서 알려 준 주소로 다시 열어 주세요.",
    missing: "이 브라우저에서는 패스키를 쓸 수 없습니다. 다른 방법을 골라 주세요.",
    other: "패스키를 쓰지 못했습니다. 잠시 뒤 다시 눌러 주세요.",
  };
  const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const named = (list) => list?.map((each) => ({ ...each, id: toBytes(each.id) }));

  const options = async (form) => {
    const place = form.dataset.passkeyOptions;
    if (place) return Object.values(JSON.parse(document.getElementById(place).textContent))[0].publicKey;
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`options: ${response.status}`);
    return (await response.json()).request_options.publicKey;
  };

  const ask = async (kind, given) => {
    const publicKey = { ...given, challenge: toBytes(given.challenge) };
    if (kind === "create") {
      publicKey.user = { ...given.user, id: toBytes(given.user.id) };
      publicKey.excludeCredentials = named(given.excludeCredentials) ?? [];
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = named(given.allowCredentials) ?? [];
    return navigator.credentials.get({ publicKey });
  };

  const answer = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      type: credential.type,
      id: credential.id,
      rawId: toText(credential.rawId),
      authenticatorAttachment: credential.authenticatorAttachment,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  const tell = (form, error) => {
    const box = form.querySelector("[data-passkey-error]");
    box.textContent = SENTENCES[error] ?? SENTENCES.other;
    box.hidden = false;
  };

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!window.PublicKeyCredential) return tell(form, "missing");
      const button = form.querySelector("[type=submit]");
      button.setAttribute("aria-busy", "true");
      try {
        const credential = await ask(form.dataset.passkey, await options(form));
        form.elements.credential.value = JSON.stringify(answer(credential));
        form.submit();
      } catch (error) {
        tell(form, error.name);
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }
})();
