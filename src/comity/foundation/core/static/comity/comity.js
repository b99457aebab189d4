// What script adds to pages that already work without it.
document.documentElement.classList.add("script");

const flash = () => document.getElementById("flash");

// A message may be closed; it never goes by itself.
const showClosers = (root) => root.querySelectorAll("[data-close]").forEach((button) => { button.hidden = false; });
showClosers(document);
document.addEventListener("htmx:load", (event) => showClosers(event.detail.elt));
document.addEventListener("click", (event) => event.target.closest("[data-close]")?.closest(".notice")?.remove());

// What asks for news by itself does so while the page is in sight, and says nothing where that fails.
const isQuiet = (element) => element.matches("[data-quiet]");
document.addEventListener("htmx:beforeRequest", (event) => { if (document.hidden && isQuiet(event.detail.elt)) event.preventDefault(); });

// A part that failed says so where messages stand.
const failed = () => {
  const notice = document.createElement("div");
  notice.className = "notice error";
  const words = document.createElement("p");
  words.textContent = flash().dataset.failed;
  notice.append(words);
  flash().replaceChildren(notice);
  flash().scrollIntoView({ block: "nearest" });
};
const partFailed = (event) => { if (!isQuiet(event.detail.elt)) failed(); };
document.addEventListener("htmx:responseError", partFailed);
document.addEventListener("htmx:sendError", partFailed);

// A whole page in answer to a part means that the session ended: go there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, boosted } = event.detail;
  if (boosted || !/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  if (isQuiet(event.detail.requestConfig.elt)) return;
  location.assign(xhr.responseURL);
});

// A menu closes on Escape and on a click elsewhere.
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// A question that folds out in place becomes a dialog.
document.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (!details?.matches("details.ask")) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  const form = details.querySelector("form").cloneNode(true);
  form.className = "";
  const title = form.querySelector("h2") ?? details.querySelector("summary");
  dialog.setAttribute("aria-label", title.textContent.trim());
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (click) => { if (click.target === dialog || click.target.closest("[data-dismiss]")) dialog.close(); });
  document.body.append(dialog);
  window.htmx?.process(dialog);
  dialog.showModal();
});

// A link goes to the clipboard, and the button says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.copied;
  } catch { failed(); }
});
