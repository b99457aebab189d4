// What one page keeps on a phone: a code to show and codes taken while there is no network. Nothing of it is secret
// from who holds the phone; it leaves with “Forget on this phone”.
const SPARE = "met.spare", KEPT = "met.kept", SENDING = "met.sending";
const $ = (name, root = document) => root.querySelector(`[data-met-${name}]`);
const read = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; } };
const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));
const show = (node, yes = true) => { if (node) node.hidden = !yes; };
const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10); };

const spare = () => {
  const code = read(SPARE, null);
  return code && new Date(code.until) > new Date() ? code : null;
};
const keep = (what) => write(KEPT, [...read(KEPT, []).filter((one) => one.what !== what), { what, on: today() }]);
const drop = (what) => write(KEPT, read(KEPT, []).filter((one) => one.what !== what));
const isPath = (what) => what.startsWith("/");

const wipe = async (scope) => {
  [SPARE, KEPT].forEach((key) => localStorage.removeItem(key));
  sessionStorage.removeItem(SENDING);
  for (const name of await caches.keys()) if (name.startsWith("met-")) await caches.delete(name);
  await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
};

// The list of what was taken; letters are sent through the form of the page, links by themselves.
const list = (canGo) => {
  const section = $("kept"), rows = read(KEPT, []);
  if (!section) return;
  const node = section.querySelector("template");
  $("list").replaceChildren(...rows.map(({ what, on }) => {
    const row = node.content.cloneNode(true);
    if (!isPath(what)) $("what", row).textContent = what;
    const time = $("on", row), go = $("go", row);
    time.dateTime = on;
    time.textContent = new Date(`${on}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
    go.href = isPath(what) ? `${what}?on=${on}` : "#";
    show(go, canGo);
    go.addEventListener("click", (event) => {
      sessionStorage.setItem(SENDING, what);
      const form = $("letters");
      if (isPath(what) || !form) return;
      event.preventDefault();
      form.elements.letters.value = what;
      form.elements.on.value = on;
      form.requestSubmit();
    });
    $("drop", row).addEventListener("click", () => { drop(what); list(canGo); });
    return row;
  }));
  show(section, rows.length > 0);
};

const online = (phone) => {
  const { worker, scope, spare: address } = phone.dataset;
  const state = () => {
    const has = spare() !== null;
    show($("without"), !has); show($("with"), has); show($("keep"), !has);
    show($("forget"), has || read(KEPT, []).length > 0);
  };
  const fetchSpare = async () => {
    const answer = await fetch(address, { method: "POST", body: new FormData($("keep")), headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    write(SPARE, { ...(await answer.json()), at: Date.now() });
  };
  $("keep").addEventListener("submit", async (event) => {
    event.preventDefault();
    show($("failed"), false);
    try {
      await navigator.serviceWorker.register(worker, { scope });
      await fetchSpare();
      await navigator.serviceWorker.ready;
      state();
    } catch { show($("failed")); }
  });
  $("forget").addEventListener("submit", (event) => {
    event.preventDefault();
    wipe(scope).finally(() => event.target.submit());
  });
  const code = read(SPARE, null);
  if (code && Date.now() - code.at > 86_400_000) fetchSpare().then(state, () => {}); // a fresh one each day it is seen
  show(phone);
  state();
  list(true);
};

const offline = (main) => {
  const path = location.pathname, { scope } = main.dataset, code = spare();
  if (/^[^/]+:[^/]+\/$/.test(decodeURIComponent(path.slice(scope.length)))) { keep(path); show($("took")); }
  if (code) { $("picture").src = code.picture; $("letters-out").textContent = code.letters; }
  show($("spare"), code !== null); show($("no-spare"), code === null);
  $("take").addEventListener("submit", (event) => {
    event.preventDefault();
    keep(event.target.elements.letters.value.trim().toUpperCase());
    event.target.reset();
    show($("took"));
    list(false);
  });
  $("wipe").addEventListener("click", () => wipe(scope).then(() => location.assign(scope)));
  list(false);
};

if ($("phone") && "serviceWorker" in navigator && "caches" in window) online($("phone"));
if ($("offline")) offline($("offline"));
if ($("confirms") && read(KEPT, []).some((one) => one.what === location.pathname)) sessionStorage.setItem(SENDING, location.pathname);
if ($("done") && sessionStorage.getItem(SENDING)) { drop(sessionStorage.getItem(SENDING)); sessionStorage.removeItem(SENDING); }
