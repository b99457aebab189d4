// The sort: keys and a swipe press the buttons that are on the page anyway.
const place = document.getElementById("sort");
const isRtl = document.documentElement.dir === "rtl";
const FAR = 90; // pixels a card must be drawn before it counts

const isOnItsWay = () => document.querySelector(".htmx-request") !== null;
const press = (answer) => place.querySelector(`.answers button[value="${answer}"]`)?.click();
const toward = (distance) => ((distance > 0) === isRtl ? "not-now" : "both");
const keys = {
  "1": () => press("ask"), "2": () => press("help"), "3": () => press("both"), "4": () => press("not-now"),
  ArrowRight: () => press(toward(1)), ArrowLeft: () => press(toward(-1)),
  u: () => place.querySelector("#back")?.click(),
};

// Whoever types faster than the cards come loses no key: each waits for its card, in turn.
const waiting = [];
const goOn = () => { while (waiting.length && !isOnItsWay()) waiting.shift()(); };
place.addEventListener("htmx:afterSettle", () => setTimeout(goOn)); // once the request is really over
document.addEventListener("htmx:afterRequest", (event) => { if (!event.detail.successful) waiting.length = 0; });

document.addEventListener("keydown", (event) => {
  const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (isTaken || event.target.matches("input, textarea, select, [contenteditable]")) return;
  if (!keys[event.key] || document.querySelector("dialog[open], details.menu[open]")) return;
  event.preventDefault();
  waiting.push(keys[event.key]);
  goOn();
});

let drawn = null; // the card under the finger, and where that began

const follow = (distance) => {
  const { card } = drawn;
  card.style.translate = `${distance}px`;
  const answer = Math.abs(distance) > FAR ? toward(distance) : "";
  card.dataset.toward = answer === "both" ? card.dataset.yes : answer ? card.dataset.no : "";
};
const letGo = () => { if (drawn) follow(0); drawn = null; };

place.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("article[data-asked]");
  if (!card || event.pointerType === "mouse" || !event.isPrimary || event.target.closest("button, a")) return;
  drawn = { card, from: event.clientX, id: event.pointerId };
  card.setPointerCapture(event.pointerId);
});
place.addEventListener("pointermove", (event) => {
  if (drawn?.id === event.pointerId) follow(event.clientX - drawn.from);
});
place.addEventListener("pointerup", (event) => {
  if (drawn?.id !== event.pointerId) return;
  const distance = event.clientX - drawn.from;
  letGo();
  if (Math.abs(distance) > FAR && !isOnItsWay()) press(toward(distance));
});
place.addEventListener("pointercancel", letGo);
