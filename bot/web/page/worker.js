/** Keeps the timetable for when there is no network: its files, its document, the programme last seen. */

const EDITION = "{edition}";
const FILES = "{list}".split(" ");
const SHELL = `shell-${EDITION}`;
const SEEN = "seen";
/** Milliseconds that the network may take before what was seen last is shown. */
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    Promise.all([
      caches.open(SHELL).then((cache) => cache.addAll(FILES)),
      caches.open(SEEN).then((cache) => cache.add("./")),
    ]),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const path = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  if (request.mode === "navigate" && path === "") event.respondWith(fresh(request, "./"));
  else if (path.startsWith("page/")) event.respondWith(stored(request));
  else if (path.startsWith("api/programme/")) event.respondWith(fresh(request, request.url));
});

/** Editions before this one are of no more use. */
async function tidy() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name !== SHELL && name !== SEEN).map((name) => caches.delete(name)),
  );
  await self.clients.claim();
}

/** A file never changes under its address; one of the next edition is kept until that has its own worker. @param {Request} request */
async function stored(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** From the network, and kept; what was kept last where the network does not answer. @param {Request} request @param {string} key */
async function fresh(request, key) {
  const cache = await caches.open(SEEN);
  const asked = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(key, response.clone());
    return response;
  });
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
  try {
    return await Promise.race([asked, late]);
  } catch {
    return (await cache.match(key)) ?? asked;
  }
}
