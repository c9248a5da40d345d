// Asks the extension's API, and turns whatever goes wrong into one kind of error that can be shown to people.

// Relative to the page: the same pages work at the top of a host and below a path.
const API = new URL("../api/adobe/", document.baseURI);

/** What went wrong, in words for people: `title`, `detail`, and where there is one the id for support. */
export class Refusal extends Error {
  constructor({ title, detail = "", code = "", support_id = "", status = 0, retryAfter = "", blocks = [], approvable = [] }) {
    super(title);
    Object.assign(this, { title, detail, code, supportId: support_id, status, retryAfter, blocks, approvable });
  }
}

/** Call a route; gives its JSON. `body` makes it a POST, `key` is sent as its Idempotency-Key. Throws `Refusal`. */
export async function ask(path, asked = {}) {
  const answer = await call(path, asked, "application/json");
  const found = await read(answer);
  if (answer.ok && found !== null) return found;
  throw refusal(answer, found);
}

/** Call a route that gives a file, with the same arguments; gives it with its name and the answer's headers. Throws `Refusal`. */
export async function askForFile(path, asked = {}) {
  const answer = await call(path, asked, "*/*");
  if (!answer.ok) throw refusal(answer, await read(answer));
  const [, name = "download"] = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "") ?? [];
  return { content: await answer.blob(), name, headers: answer.headers };
}

async function call(path, { query = {}, body, method, key, signal }, accept) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  const headers = { accept };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  try {
    return await fetch(url, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers, body: body === undefined ? undefined : JSON.stringify(body), signal, cache: "no-store",
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal({ title: "The console got no answer.", detail: "Check the connection, and try again." });
  }
}

/** Give the part of an address that names one thing. */
export function named(id) {
  return encodeURIComponent(id);
}

async function read(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

function refusal(answer, found) {
  const retryAfter = answer.headers.get("retry-after") ?? "";
  if (found && typeof found.title === "string") return new Refusal({ ...found, retryAfter });
  return new Refusal({
    title: `The platform answered with status ${answer.status}.`,
    detail: answer.status === 503 ? "The extension is not connected now. Try again in a minute." : "Try again, or tell support.",
    status: answer.status, retryAfter,
  });
}
