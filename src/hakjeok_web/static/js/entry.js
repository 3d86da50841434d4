// The entry page of a paper: saves by itself two seconds after the last key and on leaving a field, adds and removes lines of
// tables in place, and lets Enter go on to the next line. Every button works without this file.
(() => {
  const form = document.getElementById("entry");
  if (!form) return;
  const SECONDS = 2;
  const state = document.querySelector("[data-autosave-state]");
  const told = document.querySelector("[data-autosave-told]");
  const conflict = document.getElementById("entry-conflict");
  const savesItself = form.hasAttribute("data-autosave");
  const left = new Set();
  let timer = 0;
  let typed = 0;
  let kept = 0;
  let running = null;
  let changing = false;
  let stopped = false;

  const say = (text, { aloud = false } = {}) => {
    if (state) state.textContent = text;
    if (aloud && told) told.textContent = text;
  };
  const fieldOf = (input) => input.closest("[data-entry-field]");

  // What is wrong at a field shows once it was left, and goes as soon as it is right.
  const showProblems = (problems) => {
    for (const box of form.querySelectorAll("[data-entry-field]")) {
      const sentence = left.has(box.dataset.entryField) ? problems[box.dataset.entryField] : "";
      const there = box.querySelector(".form-hint-invalid");
      const input = box.querySelector("input:not([type=hidden]), select, textarea");
      if (!sentence) {
        if (there) there.remove();
        input?.removeAttribute("aria-invalid");
      } else {
        const place = there ?? document.createElement("p");
        place.className = "form-hint-invalid";
        place.id = `id_${box.dataset.entryField}_error`;
        place.textContent = sentence;
        if (!there) (box.querySelector(".form-group") ?? box).append(place);
        input?.setAttribute("aria-invalid", "true");
      }
      box.querySelector(".form-conts")?.classList.toggle("is-error", Boolean(sentence));
    }
  };

  const failed = (sentence) => {
    const again = say.failing ? {} : { aloud: true };
    say.failing = true;
    say("저장하지 못함", again);
    window.hjFailure(`${sentence} 적은 것은 화면에 그대로 있습니다.`);
  };
  const worked = (answer) => {
    if (say.failing) say(`저장됨 ${answer.saved}`, { aloud: true });
    else say(`저장됨 ${answer.saved}`);
    say.failing = false;
    window.hjFailure("");
    form.action = answer.address;
    form.elements.version.value = answer.version;
    if (location.pathname + location.search !== answer.address) history.replaceState(null, "", answer.address);
    showProblems(answer.problems);
  };
  const elsewhere = (answer) => {
    stopped = true;
    say("저장하지 못함", { aloud: true });
    conflict.hidden = false;
    conflict.querySelector("[data-entry-reload]").href = answer.address;
    conflict.querySelector(".hj-notice-body").append(Object.assign(document.createElement("p"), { textContent: answer.message }));
    conflict.querySelector("[data-entry-mine]").addEventListener("click", () => {
      form.elements.version.value = answer.version;
      form.action = answer.address;
      conflict.hidden = true;
      stopped = false;
      save();
    }, { once: true });
    conflict.scrollIntoView({ block: "center" });
  };

  const send = async () => {
    const sending = typed;
    say("저장 중…");
    const headers = { "X-Autosave": "1", Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers }).catch(() => null);
    if (!response) return failed("인터넷이 끊겼습니다. 이어지면 저장합니다.");
    if (response.redirected) return failed("로그인이 끝났습니다. 새 창에서 로그인하면 이어서 저장합니다.");
    const answer = await response.json().catch(() => null);
    if (response.status === 409 && answer) return elsewhere(answer);
    if (!response.ok || !answer?.address) return failed(answer?.message ?? "저장하지 못했습니다. 잠시 뒤 다시 저장합니다.");
    kept = sending;
    worked(answer);
  };
  // One saving at a time; what is typed meanwhile goes with the next one.
  const save = () => {
    clearTimeout(timer);
    if (!savesItself || stopped || changing || kept === typed) return running;
    running ??= send().finally(() => {
      running = null;
      if (kept !== typed && !stopped) timer = setTimeout(save, SECONDS * 1000 * (say.failing ? 5 : 1));
    });
    return running;
  };

  form.addEventListener("input", () => {
    typed += 1;
    clearTimeout(timer);
    timer = setTimeout(save, SECONDS * 1000);
  });
  form.addEventListener("focusout", (event) => {
    const box = fieldOf(event.target);
    if (!box || box.contains(event.relatedTarget)) return;
    left.add(box.dataset.entryField);
    save();
  });
  form.addEventListener("hj:changed", () => {
    typed += 1;
    save();
  });
  addEventListener("online", save);

  // A line more or less: the page is sent as its button would send it, and only the table is taken from the answer.
  const change = async (button) => {
    if (changing) return;
    await running;
    clearTimeout(timer);
    changing = true;
    const table = button.closest("[data-sheet]");
    const adds = button.hasAttribute("data-add-row");
    const sending = typed;
    const body = new FormData(form);
    body.set(button.name, button.value);
    table.inert = !adds; // a line that moves up cannot take what is typed meanwhile
    const response = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
    table.inert = false;
    const fresh = page?.getElementById(table.id);
    if (fresh) put(page, table, document.adoptNode(fresh), adds);
    changing = false;
    if (!fresh) {
      button.removeAttribute("data-row-act"); // then the page itself is sent, and says what is wrong
      return void form.requestSubmit(button);
    }
    kept = sending;
    if (kept !== typed) timer = setTimeout(save, SECONDS * 1000);
    const lines = fresh.querySelectorAll("tr[data-line]");
    const line = lines[adds ? lines.length - 1 : Math.min(Number(button.value.split(":")[2]) - 1, lines.length - 1)];
    line?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };
  const put = (page, table, fresh, adds) => {
    const made = page.getElementById("entry");
    form.elements.version.value = made.elements.version.value;
    form.action = made.getAttribute("action") ?? form.action;
    if (savesItself) history.replaceState(null, "", made.getAttribute("action"));
    if (savesItself) say(page.querySelector("[data-autosave-state]")?.textContent ?? "");
    for (const old of adds ? table.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea") : []) {
      const same = fresh.querySelector(`[name="${old.name}"]`);
      if (same) same.value = old.value;
    }
    table.replaceWith(fresh);
  };
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("data-row-act")) {
      event.preventDefault();
      change(button);
      return;
    }
    if (running) {
      // Leaving the last field for the button has begun a saving; the page goes after it, on top of what it kept.
      event.preventDefault();
      running.then(() => stopped || form.requestSubmit(button ?? undefined));
      return;
    }
    kept = typed;
    stopped = true;
    clearTimeout(timer);
  });

  // Enter goes to the line below, and makes one at the end; in a text of several lines it breaks the line.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.matches("textarea, button, canvas")) return;
    event.preventDefault();
    const line = event.target.closest("tr[data-line]");
    if (!line) return;
    const at = [...line.children].indexOf(event.target.closest("td"));
    const below = line.nextElementSibling?.children[at]?.querySelector("input:not([type=hidden]), select, textarea");
    if (below) below.focus();
    else event.target.closest("[data-sheet]").querySelector("[data-add-row]")?.click();
  });

  addEventListener("beforeunload", (event) => {
    if (savesItself && kept !== typed) event.preventDefault();
  });
})();
