// Answers for the page “We met” alone, and only when there is no network. `says` stands above, written by the server.
const CACHE = `met-${says.version}`;

const keep = async () => {
  const cache = await caches.open(CACHE);
  for (const url of [says.page, ...says.files]) {
    const answer = await fetch(url, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer);
  }
  await self.skipWaiting();
};

const begin = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("met-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};

const kept = async (url) => (await (await caches.open(CACHE)).match(url)) ?? Response.error();

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname.startsWith(says.scope);
  if (!isPage && !says.files.includes(url.pathname)) return;
  event.respondWith(fetch(request).catch(() => kept(isPage ? says.page : url.pathname)));
});
