// The requests: those that wait for a person first, then all of them, the newest first, with a search.

import { ask } from "../asking.js";
import { badge, empty, field, h, section, table } from "../elements.js";
import { growing } from "../growing.js";
import { fill } from "../waiting.js";
import { COLOURS, moment, STANDS } from "../words.js";

const STATUSES = ["", "draft", "tiers_setup", "pending", "inquiring", "approved", "failed", "scheduled", "revoking", "revoked"];

export const title = () => "Requests";

/** Build the page. The search stands in the address, so that it can be kept and passed on. */
export async function page({ query, signal }) {
  const search = query.get("search") ?? "";
  const status = query.get("status") ?? "";
  const place = h("div", {});
  // The search stays there when it finds nothing that can be asked for: it can be corrected.
  fill(place, "Looking for requests", async () => listed(await ask("requests", { query: { search, status }, signal }), { search, status }));
  return [parkedOnes(await ask("requests/parked", { signal })), section("All requests", searching(search, status), place)];
}

/** Build the colour and the word of where a request stands. */
export function standing(row) {
  const [word, kind] = STANDS[row.stands] ?? [row.stands, "plain"];
  return badge(word, kind);
}

/** Build the link to a request's page. */
export function linkTo(id) {
  return h("a", { class: "whole", href: `#/requests/${encodeURIComponent(id)}` }, id);
}

/** Build the link to an asset's page. */
export function linkToAsset(id) {
  return id ? h("a", { class: "whole", href: `#/assets/${encodeURIComponent(id)}` }, id) : "";
}

function parkedOnes(found) {
  if (!found.requests.length && !found.next) {
    return section("Waiting for a person", empty("Nobody has to act.", h("p", {}, "Requests that need a decision or a correction stand here, with what to do.")));
  }
  const drawn = (rows) => table("Parked requests, the longest parked first", [
    { title: "Request", head: true, cell: (row) => linkTo(row.request_id) },
    { title: "Type", cell: (row) => row.type },
    { title: "Asset", cell: (row) => linkToAsset(row.asset_id) },
    { title: "Parked since", cell: (row) => moment(row.since) },
    { title: "What is the matter", cell: (row) => h("span", { class: "text" }, row.why) },
  ], rows);
  return section("Waiting for a person", growing(found, "requests", drawn, (after) => ask("requests/parked", { query: { after } })));
}

function searching(search, status) {
  const wanted = field("Search", "input", { name: "search", type: "search", value: search, maxlength: 64 },
    { hint: "A request (PR-…), an asset (AS-…), an Adobe customer or order." });
  const kept = field("Status", "select", { name: "status", value: status },
    { options: STATUSES.map((one) => [one, one || "any"]) });
  const go = (event) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    if (wanted.element.value.trim()) asked.set("search", wanted.element.value.trim());
    if (kept.element.value) asked.set("status", kept.element.value);
    location.hash = `#/requests${asked.size ? `?${asked}` : ""}`;
  };
  return h("form", { class: "row", role: "search", onsubmit: go }, wanted.whole, kept.whole, h("button", { type: "submit" }, "Search"));
}

function listed(found, asked) {
  if (!found.requests.length) return nothing(asked);
  const drawn = (rows) => table("Requests, the newest first", [
    { title: "Request", head: true, cell: (row) => linkTo(row.request_id) },
    { title: "Type", cell: (row) => row.type },
    { title: "Status", cell: (row) => badge(row.status, COLOURS[row.status]) },
    { title: "Stands", cell: standing },
    { title: "Asset", cell: (row) => linkToAsset(row.asset_id) },
    { title: "Marketplace", cell: (row) => row.marketplace },
    { title: "Created", cell: (row) => moment(row.created) },
  ], rows);
  return growing(found, "requests", drawn, (after) => ask("requests", { query: { ...asked, after } }));
}

function nothing({ search, status }) {
  if (search || status) return empty("No request fits.", h("p", {}, "Check the id, or choose another status."));
  return empty("No request has come yet.",
    h("p", {}, "A request stands here as soon as somebody orders. Until then: ", h("a", { href: "#/accounts" }, "set up the Adobe account"), "."));
}
