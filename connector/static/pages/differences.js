// How the last price list of a month differs from the one before it: the revision before, or the last one of a month before.

import { ask, Refusal } from "../asking.js";
import { badge, empty, facts, h, section, table } from "../elements.js";
import { growing } from "../growing.js";
import { say } from "../waiting.js";
import { day, moment, month } from "../words.js";
import { approving } from "./approving.js";
import { comparing, exportOf, nameOf } from "./prices.js";

const KINDS = { added: "good", removed: "error", price: "warning", dates: "info", attributes: "plain", indicator: "plain", disagreement: "error" };

export const title = () => "Differences between price lists";

/** Build the page. Which lists are meant stands in the address. */
export async function page({ query, signal }) {
  const asked = { scope: query.get("scope"), month: query.get("month"), with: query.get("with") ?? "revision" };
  let found;
  try {
    found = await ask("prices/differences", { query: asked, signal });
  } catch (error) {
    if (error instanceof Refusal && error.code === "list-not-found") return nothing();
    throw error;
  }
  return [
    summary(found),
    ways(found, asked),
    section("What changed", changes(found, asked)),
  ];
}

function nothing() {
  return empty("There is nothing to compare.",
    h("p", {}, "The list is the first one of its kind that is kept, or none of yours. ", h("a", { href: "#/prices" }, "Go to the kept price lists"), "."));
}

function summary({ older, newer }) {
  const told = (list) => [`${month(list.month)}, revision ${list.revision}, ${list.rows} rows, fetched `, moment(list.fetched_at)];
  return facts([["List", nameOf(newer)], ["Account", newer.account], ["Before", told(older)], ["Now", told(newer)]]);
}

function ways({ newer }, asked) {
  const approved = h("span", {}, newer.approved ? badge("approved", "good") : approving(newer.id, () => {
    approved.replaceChildren(badge("approved", "good"));
    say(`List ${newer.id} is approved.`);
    document.querySelector("h1").focus();
  }));
  const other = (before, text) => (asked.with === before ? null : h("a", { href: comparing(newer, before) }, text));
  return h("div", { class: "ways" },
    newer.revision > 1 ? other("revision", "Compare with the revision before") : null, other("month", "Compare with the month before"),
    h("a", { href: exportOf(newer) }, "Export this list"), h("a", { href: "#/prices" }, "All price lists"), approved);
}

function changes(found, asked) {
  if (!found.differences.length) return empty("The lists do not differ.", h("p", {}, "Every row says the same in both."));
  return growing(found, "differences", drawn, (after) => ask("prices/differences", { query: { ...asked, after } }));
}

function drawn(rows) {
  return table("Rows that are not the same in both lists, in the order of offers", [
    { title: "Offer", head: true, cell: (one) => [one.offer_id, one.discount_code ? h("span", { class: "id" }, one.discount_code) : null] },
    { title: "What", cell: (one) => one.kinds.map((kind) => [badge(kind, KINDS[kind]), " "]) },
    { title: "Partner price", number: true, cell: (one) => moved(one.partner_before, one.partner) },
    { title: "Suggested price", number: true, cell: (one) => moved(one.street_before, one.street) },
    { title: "Orders from, to", cell: (one) => (one.first_order ? [day(one.first_order), " – ", day(one.last_order)] : "") },
    { title: "Counts from", cell: (one) => (one.since ? day(one.since) : "") },
    { title: "Adobe's own statement", cell: (one) => (one.said ? `${one.said}; but it ${one.seen}` : "") },
  ], rows, { marked: (one) => one.kinds.includes("disagreement") });
}

/** Say an amount before and after, and by how much it moved. */
function moved(before, after) {
  if (!before && !after) return "";
  if (!before || before === after) return after || `${before} → –`;
  if (!after) return `${before} → –`;
  const percent = (Number(after) / Number(before) - 1) * 100;
  const move = Number.isFinite(percent) ? `${percent > 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} %` : "";
  return [`${before} → ${after}`, h("span", { class: "id" }, move)];
}
