// The overview: what came and how it ended, day by day, how long approvals took, and how Adobe answered.

import { ask } from "../asking.js";
import { lyingBars, stackedBars } from "../charts.js";
import { empty, facts, field, h, section, table } from "../elements.js";
import { lasting, shortDay } from "../words.js";

const SPANS = [["7", "7 days"], ["30", "30 days"], ["90", "90 days"]];
const USUAL = "30";
const CAME = { key: "came", name: "came in" };
const OUTCOMES = [
  { key: "approved", name: "approved", kind: "good" }, { key: "failed", name: "refused", kind: "error" },
  { key: "inquired", name: "asked back", kind: "warning" }, { key: "other", name: "ended otherwise", kind: "plain" },
];
const ATTEMPTS = { title: "Attempts", number: true, cell: (one) => one.attempts };

export const title = () => "Overview";

/** Build the page. The number of days stands in the address. */
export async function page({ query, signal }) {
  const days = query.get("days") ?? USUAL;
  const found = await ask("overview", { query: { days }, signal });
  return [
    spanning(days),
    figures(found),
    section("Requests per day", perDay(found.days)),
    h("div", { class: "pair" },
      section("Adobe's refusals by code", refusals(found.refusals)),
      section("Calls to Adobe per account", calls(found.accounts))),
    found.all_installations ? section("All installations together", together(found.all_installations)) : null,
  ];
}

function spanning(days) {
  const options = SPANS.some(([value]) => value === days) ? SPANS : [...SPANS, [days, `${days} days`]];
  const span = field("The last", "select", { name: "days", value: days }, { options });
  const go = (event) => {
    event.preventDefault();
    location.hash = `#/overview?days=${span.element.value}`;
  };
  return h("form", { class: "row", onsubmit: go }, span.whole, h("button", { type: "submit" }, "Show"));
}

function figures(found) {
  const total = (key) => found.days.reduce((sum, one) => sum + one[key], 0);
  const { approved, median_seconds: median, p90_seconds: p90 } = found.time_to_approval;
  const big = (text) => h("span", { class: "big" }, text);
  return h("div", { class: "figures" }, facts([
    ["Came in", big(total("came"))], ["Approved", big(total("approved"))], ["Refused", big(total("failed"))],
    ["Time to approval, half within", big(approved ? lasting(median) : "–")],
    ["Time to approval, 9 of 10 within", big(approved ? lasting(p90) : "–")],
    ["Wait for a person now", found.parked ? h("a", { class: "big", href: "#/requests" }, found.parked) : big("0")],
    ["Under way or wait for time now", big(found.waiting)],
  ]));
}

function perDay(days) {
  const columns = days.map((one) => ({ ...one, name: shortDay(one.day) }));
  const nothing = columns.every((one) => [CAME, ...OUTCOMES].every(({ key }) => !one[key]));
  if (nothing) {
    return empty("No request came or ended in these days.",
      h("p", {}, "Choose more days above. Before the first order: ", h("a", { href: "#/accounts" }, "set up the Adobe account"), "."));
  }
  return stackedBars("Requests per day by how they ended (UTC)", columns, OUTCOMES, CAME);
}

function refusals(found) {
  if (!found.length) return empty("Adobe refused nothing.", h("p", {}, "Refusals of orders, customers and resellers stand here by Adobe's code."));
  const rows = found.map((one) => ({ name: one.code, number: one.refusals, text: String(one.refusals) }));
  return lyingBars("Refusals by Adobe's code, the most frequent first", rows, [
    { title: "Code", head: true, cell: (one) => one.name }, { title: "Refusals", number: true, cell: (one) => one.number },
  ]);
}

function calls(found) {
  if (!found.length) return empty("No call was made.", h("p", {}, "Calls that change something at Adobe are counted here, for the accounts of your marketplaces."));
  const rows = found.map((one) => ({
    name: one.account, number: one.calls, part: one.throttled,
    text: `${one.calls} ${one.calls === 1 ? "call" : "calls"}${one.throttled ? `, ${one.throttled} throttled` : ""}`,
  }));
  return lyingBars("Calls that change something, and those that Adobe had no room for (dotted)", rows, [
    { title: "Account", head: true, cell: (one) => one.name }, { title: "Calls", number: true, cell: (one) => one.number },
    { title: "Throttled", number: true, cell: (one) => one.part },
  ]);
}

function together(found) {
  return [
    facts([["HTTP attempts since anybody counts", found.attempts], ["Throttled", found.throttled]]),
    found.outcomes.length ? table("HTTP attempts at Adobe by outcome", [{ title: "Outcome", head: true, cell: (one) => one.outcome }, ATTEMPTS], found.outcomes) : null,
  ];
}
