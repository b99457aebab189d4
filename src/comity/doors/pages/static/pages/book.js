// Keys for the book: each does what a link or a button on the page does too.
const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-people] .person, #people > .person")];
const here = () => rows().findIndex((row) => row.classList.contains("at"));

const go = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = Math.min(Math.max(here() + step, 0), all.length - 1);
  all.forEach((row, place) => row.classList.toggle("at", place === at));
  all[at].querySelector("a.whole").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
};

const tick = () => rows()[here()]?.querySelector("input[type=checkbox]")?.click();
const edit = () => {
  const link = document.querySelector("[data-edit]") ?? rows()[here()]?.querySelector("a.whole");
  if (link) location.assign(link.matches("[data-edit]") ? link.href : `${link.href}edit/`);
};
const back = () => document.querySelector(".places a[aria-current]")?.click();
const search = () => {
  const field = document.querySelector("[data-search]");
  if (field) { field.focus(); field.select(); } else back();
};
const help = () => document.querySelector("[data-keys] summary")?.click();

const keys = { "/": search, "j": () => go(1), "k": () => go(-1), "x": tick, "e": edit, "u": back, "?": help };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    // Escape leaves the field; by itself a browser would also empty it.
    if (event.key === "Escape" && event.target.matches("[data-search]")) { event.preventDefault(); event.target.blur(); }
    if (event.key === "ArrowDown" && event.target.matches("[data-search]")) { event.preventDefault(); go(1); }
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Whoever is found may come when one stands in the list already: there one goes on, or on the first of them.
const address = (row) => row?.querySelector("a.whole").href;
let stood;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "people") stood = address(document.activeElement.closest("#people .person"));
});
document.addEventListener("htmx:afterSettle", () => {
  if (!stood) return;
  rows().find((row) => address(row) === stood)?.classList.add("at");
  stood = undefined;
  go(here() < 0 ? 1 : 0);
});

// How many are ticked, all of this page at once, all of every page, or nobody.
const boxes = () => [...document.querySelectorAll("[data-people] .pick input")];
const everybody = () => document.querySelector("[data-everybody]");
const count = () => {
  const all = boxes(), ticked = all.filter((box) => box.checked).length;
  if (everybody() && ticked < all.length) everybody().checked = false;
  document.querySelectorAll("[data-count]").forEach((place) => { place.textContent = everybody()?.checked ? everybody().dataset.everybody : ticked; });
  document.querySelectorAll("[data-all]").forEach((box) => {
    box.checked = ticked > 0 && ticked === all.length;
    box.indeterminate = ticked > 0 && ticked < all.length;
  });
};
const tickAll = (on) => { boxes().forEach((box) => { box.checked = on; }); count(); };
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all], [data-everybody]")) tickAll(event.target.checked);
  else if (event.target.matches(".pick input")) count();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-none]")) tickAll(false); });
count();
