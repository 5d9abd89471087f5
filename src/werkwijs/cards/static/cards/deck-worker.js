/* Answers for the pages of an edition when there is no internet, from what a page kept. Pages are asked for first,
   so that cards which are not public any more are gone here too; what never changes is taken from the device. */
"use strict";

const SCOPE = new URL(self.registration.scope).pathname;
const MINE = SCOPE.replace(/^\//, "");
const PATIENCE = 5000;
let reached = true;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function mine() {
  return (await caches.keys()).filter((name) => name.startsWith(MINE));
}

async function kept(request, how) {
  for (const name of await mine()) {
    const found = await (await caches.open(name)).match(request, how);
    if (found) return found;
  }
  return undefined;
}

async function freshen(request, answer) {
  for (const name of await mine()) {
    const cache = await caches.open(name);
    if (await cache.match(request)) await cache.put(request, answer.clone());
  }
}

/* A player asks for a part of a sound; what is kept is the whole. */
async function part(request, whole) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") || "");
  if (!asked || whole.status !== 200) return whole;
  const all = await whole.arrayBuffer();
  const first = Number(asked[1]);
  const last = Math.min(asked[2] ? Number(asked[2]) : all.byteLength - 1, all.byteLength - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${all.byteLength}` } });
  const headers = new Headers(whole.headers);
  headers.set("Content-Range", `bytes ${first}-${last}/${all.byteLength}`);
  headers.set("Content-Length", String(last - first + 1));
  return new Response(all.slice(first, last + 1), { status: 206, headers });
}

function soon(request) {
  return new Promise((yes, no) => {
    const late = setTimeout(() => no(new Error("late")), PATIENCE);
    fetch(request).then(yes, no).finally(() => clearTimeout(late));
  });
}

async function page(request) {
  const copy = await kept(request, { ignoreSearch: true });
  try {
    const answer = await (copy ? soon(request) : fetch(request));
    reached = true;
    if (answer.status === 404 && copy) {
      for (const name of await mine()) await caches.delete(name);
    } else if (answer.ok && !new URL(request.url).search) {
      await freshen(request, answer);
    }
    return answer;
  } catch (unreachable) {
    reached = false;
    return copy || (await kept(`${SCOPE}zonder-internet/`)) || Response.error();
  }
}

async function thing(request) {
  const copy = await kept(request.url);
  return copy ? part(request, copy) : fetch(request);
}

/* Browsers do not always know that there is no internet; here it was just tried. */
self.addEventListener("message", (event) => event.source.postMessage({ reached }));

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const ofPages = address.pathname.startsWith(SCOPE) && !address.pathname.startsWith(`${SCOPE}bestand/`);
  event.respondWith(ofPages ? page(request) : thing(request));
});
