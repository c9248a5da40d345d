// Asks the extension's API, and turns whatever goes wrong into one kind of error that can be shown to people.

// Relative to the page: the same pages work at the top of a host and below a path.
const API = new URL("../api/adobe/", document.baseURI);

/** What went wrong, in words for people: `title`, `detail`, and where there is one the id for support. */
export class Refusal extends Error {
  constructor({ title, detail = "", code = "", support_id = "", status = 0, retryAfter = "" }) {
    super(title);
    Object.assign(this, { title, detail, code, supportId: support_id, status, retryAfter });
  }
}

/** Call a route; gives its JSON. `body` makes it a POST, `key` is sent as its Idempotency-Key. Throws `Refusal`. */
export async function ask(path, { query = {}, body, method, key, signal } = {}) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  let answer;
  try {
    answer = await fetch(url, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers, body: body === undefined ? undefined : JSON.stringify(body), signal, cache: "no-store",
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal({ title: "The console got no answer.", detail: "Check the connection, and try again." });
  }
  const found = await read(answer);
  if (answer.ok && found !== null) return found;
  throw refusal(answer, found);
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
