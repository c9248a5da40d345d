// The prices: what an offer costs whom on a day, and the kept price lists, also one that is being fetched now.

import { ask, Refusal } from "../asking.js";
import { badge, empty, field, h, put, section, table } from "../elements.js";
import { growing } from "../growing.js";
import { fill, say } from "../waiting.js";
import { day, LISTS, moment, month } from "../words.js";

const KEY_LENGTH = 10;
const CHOICES = ["account", "region", "segment", "currency"];
const ASKED = ["of", "day", "committed_since", "discount_code", "large_government", ...CHOICES];
const LOOK_AGAIN = 2000;
const MOST = 100;

export const title = () => "Prices";

/** Build the page. What is looked for stands in the address. */
export async function page({ query, signal }) {
  const kept = await ask("prices/snapshots", { signal });
  const asked = Object.fromEntries(ASKED.map((name) => [name, query.get(name) ?? ""]));
  const found = h("div", {});
  if (asked.of) fill(found, "Looking into the kept lists", async () => costs(await ask("prices/search", { query: searched(asked), signal })));
  return [
    section("What does it cost?", searching(asked, kept.snapshots), found),
    section("Kept price lists", lists(kept, signal)),
  ];
}

/** Build the name of a list as people tell lists apart. */
export function nameOf(list) {
  return `${list.region} ${list.segment} ${list.currency} ${list.type}`;
}

/** Build the address of the page that compares the last list of a month. */
export function comparing(list, before) {
  return `#/prices/differences?${new URLSearchParams({ scope: list.scope, month: list.month, with: before })}`;
}

/** Build the address of a list's export. */
export function exportOf(list) {
  return `#/prices/lists/${list.id}/export`;
}

function searched({ of, ...rest }) {
  return { [of.length > KEY_LENGTH ? "offer" : "product"]: of, ...rest };
}

function searching(asked, known) {
  const text = (name, label, more = {}, hint = undefined) => field(label, "input", { name, type: "text", value: asked[name], autocomplete: "off", spellcheck: "false", ...more }, { hint });
  const choice = (name, label) => {
    const values = new Set([asked[name], ...known.map((one) => one[name])].filter(Boolean));
    return field(label, "select", { name, value: asked[name] }, { options: [["", "any"], ...[...values].sort().map((one) => [one, one])] });
  };
  const fields = [
    text("of", "Offer or product", { required: true, pattern: "[0-9A-Za-z]{10,20}", maxlength: 20, placeholder: "65304470CA01A12" }, "A whole offer id, or a product key for all its offers."),
    text("day", "Day of the order", { type: "date" }, "Today, where it is empty."),
    text("committed_since", "Three-year commitment since", { type: "date" }, "Empty without one."),
    text("discount_code", "Discount code", { maxlength: 40, placeholder: "HVD_L18_POST" }),
  ];
  const large = h("input", { type: "checkbox", role: "switch", id: "large", checked: asked.large_government === "true" });
  const scope = CHOICES.map((name) => choice(name, name.charAt(0).toUpperCase() + name.slice(1)));
  const go = (event) => {
    event.preventDefault();
    const wanted = new URLSearchParams();
    for (const { element } of [...fields, ...scope]) if (element.value.trim()) wanted.set(element.name, element.value.trim());
    if (large.checked) wanted.set("large_government", "true");
    location.hash = `#/prices?${wanted}`;
  };
  const isNarrowed = CHOICES.some((name) => asked[name]);
  return h("form", { class: "search", role: "search", onsubmit: go },
    h("div", { class: "grid" }, fields.map((one) => one.whole)),
    h("div", { class: "switch" }, large, h("label", { for: large.id }, "A large government agency")),
    h("details", { open: isNarrowed }, h("summary", {}, "Where several lists fit"), h("div", { class: "grid" }, scope.map((one) => one.whole))),
    h("div", { class: "buttons" }, h("button", { type: "submit" }, "Look up")));
}

function costs({ prices }) {
  say(`${prices.length} prices found.`);
  return table("What Adobe charges, and the row of the list that says so", [
    { title: "Offer", head: true, cell: (one) => one.offer_id },
    { title: "Partner price", number: true, cell: (one) => `${one.partner_price} ${one.currency}` },
    { title: "Suggested price", number: true, cell: (one) => (one.street_price ? `${one.street_price} ${one.currency}` : "") },
    { title: "Discount code", cell: (one) => one.discount_code },
    { title: "Orders from, to", cell: (one) => [day(one.first_order), " – ", day(one.last_order)] },
    { title: "By the day", cell: (one) => day(one.day) },
    { title: "Price list", cell: (one) => [`${nameOf(one.snapshot)}, ${month(one.snapshot.month)}`, one.exact_month ? null : h("span", { class: "id" }, badge("of an earlier month", "warning"))] },
  ], prices);
}

function lists(kept, signal) {
  if (!kept.snapshots.length) {
    return empty("No price list is kept yet.",
      h("p", {}, "The platform's schedule of the method “Fetch Adobe's price lists” fetches those that the variable ", h("code", {}, "PRICE_LISTS"), " names. Ask the extension's owner to set both."));
  }
  const seen = new Set();
  const changing = new Map();
  const drawn = (rows) => table("Price lists, the newest first", [
    { title: "List", head: true, cell: (one) => [nameOf(one), h("span", { class: "id" }, one.account)] },
    { title: "Month", cell: (one) => month(one.month) },
    { title: "Revision", number: true, cell: (one) => place(changing, one, "revision", one.revision ?? "–") },
    { title: "State", cell: (one) => place(changing, one, "state", state(one)) },
    { title: "Rows", number: true, cell: (one) => place(changing, one, "rows", one.rows) },
    { title: "Fetched", cell: (one) => place(changing, one, "fetched", fetched(one)) },
    { title: "List no.", number: true, cell: (one) => one.id },
    { title: "Go to", cell: (one) => place(changing, one, "ways", ways(one, seen)) },
  ], rows);
  const whole = growing(kept, "snapshots", drawn, (after) => ask("prices/snapshots", { query: { after } }));
  follow(changing, seen, signal);
  return whole;
}

/** Keep a cell of a list that is still being fetched, so that it can be filled anew. */
function place(changing, one, name, content) {
  const cell = h("div", {}, content);
  if (one.status === "fetching") changing.set(one.id, { ...changing.get(one.id), [name]: cell });
  return cell;
}

function state(one) {
  const [word, kind] = LISTS[one.status] ?? [one.status, "plain"];
  if (one.status === "fetching") {
    const isCounted = one.total !== undefined && one.total > 0;
    return [badge(word, kind), h("div", { class: "progress" },
      h("progress", { "aria-label": `Fetching ${nameOf(one)}`, max: isCounted ? one.total : null, value: isCounted ? one.rows : undefined }),
      h("p", {}, isCounted ? `${one.rows} of ${one.total} rows` : "Adobe has not said how many rows"))];
  }
  return [badge(word, kind), one.approved ? [" ", badge("approved", "good")] : null, one.problem ? h("span", { class: "id text" }, one.problem) : null];
}

function fetched(one) {
  return one.fetched_at ? moment(one.fetched_at) : ["since ", moment(one.began_at)];
}

/** Build the ways on; only the last list of a month is compared, and the newest come first. */
function ways(one, seen) {
  if (one.status !== "published") return "–";
  const isLast = !seen.has(`${one.scope} ${one.month}`);
  seen.add(`${one.scope} ${one.month}`);
  const name = `${nameOf(one)}, ${month(one.month)}, revision ${one.revision}`;
  return h("span", { class: "actions" },
    isLast ? h("a", { href: comparing(one, one.revision > 1 ? "revision" : "month"), "aria-label": `Differences of ${name}` }, "Differences") : null,
    h("a", { href: exportOf(one), "aria-label": `Export of ${name}` }, "Export"));
}

/** Look again and again how far the lists have come that are being fetched, as long as the page is there. */
function follow(changing, seen, signal) {
  if (!changing.size || signal.aborted) return;
  const look = async () => {
    if (signal.aborted) return;
    const newest = Math.max(...changing.keys());
    try {
      const { snapshots } = await ask("prices/snapshots", { query: { after: newest + 1, limit: MOST }, signal });
      const known = new Map(snapshots.map((one) => [one.id, one]));
      for (const [id, cells] of [...changing]) {
        if (!refilled(cells, known.get(id), seen)) changing.delete(id);
      }
    } catch (error) {
      // One look that fails is no reason to stop: the page stays as it is, and the next look comes.
      if (!(error instanceof Refusal) && error.name !== "AbortError") throw error;
    }
    follow(changing, seen, signal);
  };
  setTimeout(look, LOOK_AGAIN);
}

/** Fill the cells of a list anew; tells whether it is still being fetched. */
function refilled(cells, one, seen) {
  if (!one) {
    // A list with the content of the last one is kept once.
    put(cells.state, badge("nothing new", "plain"));
    return false;
  }
  put(cells.state, state(one));
  put(cells.rows, one.rows);
  if (one.status === "fetching") return true;
  put(cells.revision, one.revision ?? "–");
  put(cells.fetched, fetched(one));
  put(cells.ways, ways(one, seen));
  say(`${nameOf(one)}, ${month(one.month)}: ${(LISTS[one.status] ?? [one.status])[0]}.`);
  return false;
}
