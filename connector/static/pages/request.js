// One request: where it stands and why, what happens next, everything that happened, and what it says.

import { ask, named } from "../asking.js";
import { badge, button, empty, facts, h, notice, orNone, put, section, table } from "../elements.js";
import { fill, perform, say } from "../waiting.js";
import { COLOURS, ENDS, HAPPENED, moment, STEPS } from "../words.js";
import { linkToAsset, standing } from "./requests.js";

const OUTCOMES = { accepted: "good", refused: "error", unknown: "warning", open: "info" };

export const title = (id) => `Request ${id}`;

/** Build the page; what happens next is looked up at Adobe and comes later. */
export async function page({ id, signal }) {
  const found = await ask(`requests/${named(id)}`, { signal });
  return [
    summary(found),
    matter(found),
    section("What happens next", next(found, signal)),
    section("Timeline", timeline(found.timeline)),
    found.has_support_bundle ? section("For Adobe's support", support(found.request_id, signal)) : null,
    section("Note for the customer", found.note ? h("p", { class: "text quoted" }, found.note) : h("p", {}, "The request has no note.")),
    section("Parameters", parameters(found.parameters)),
  ];
}

function summary(found) {
  return facts([
    ["Type", found.type], ["Status", badge(found.status, COLOURS[found.status])], ["Stands", standing(found)],
    ["Since", moment(found.since)], ["Created", moment(found.created)], ["Asset", linkToAsset(found.asset_id)],
    ["Marketplace", found.marketplace],
  ]);
}

function matter(found) {
  const why = found.why ? h("p", { class: "text" }, found.why) : null;
  if (found.stands === "parked") return notice("warning", "This request waits for a person.", why, resuming(found.request_id));
  if (found.reason) return notice("error", "The request was refused.", h("p", { class: "text" }, found.reason));
  return why ? notice("info", "Why it stands there", why) : null;
}

function resuming(id) {
  const told = h("div", {});
  const pressed = button("It is put right: go on", async () => {
    const answer = await perform(pressed, told, "Taking it off the list", () => ask(`requests/${named(id)}/resume`, { body: {} }));
    if (!answer) return;
    put(told.parentElement, notice("good", "It waits for nobody any more.", h("p", {}, answer.text)));
    say("It waits for nobody any more.");
  }, { class: "quiet" });
  return h("div", {}, h("p", {}, pressed), told);
}

function next(found, signal) {
  if (found.stands === "ended") return h("p", {}, "Nothing: the request has ended.");
  const place = h("div", {});
  fill(place, "Looking at Adobe, without doing anything", async () => {
    const { steps } = await ask(`requests/${named(found.request_id)}/explanation`, { signal });
    if (!steps.length) return h("p", {}, "There is nothing to do.");
    return h("ol", { class: "steps" }, steps.map((one) =>
      h("li", { class: one.kind === "next" ? "next" : null }, h("span", { class: "kind" }, STEPS[one.kind] ?? one.kind), h("span", { class: "text" }, one.text))));
  });
  return place;
}

function timeline(happened) {
  if (!happened.length) return empty("Nothing has happened yet.", h("p", {}, "The platform has not delivered the request to the connector."));
  return h("ol", { class: "timeline" }, happened.map((one) =>
    h("li", { class: OUTCOMES[one.outcome] ?? one.what },
      h("p", { class: "when" }, moment(one.at)),
      h("p", { class: "what" }, HAPPENED[one.what] ?? one.what, one.outcome ? [" ", badge(one.outcome, OUTCOMES[one.outcome])] : null),
      one.text ? h("p", { class: "text" }, one.what === "ended" ? ENDS[one.text] ?? one.text : one.text) : null,
      one.what === "call" ? call(one) : null)));
}

function call(one) {
  const known = [
    ["Answered", one.answered ? moment(one.answered) : "no answer yet"],
    ["Tries without an answer", one.unanswered || ""],
    ["Adobe's code", one.adobe_code], ["Correlation id", one.correlation_id], ["Adobe's request id", one.adobe_request_id],
  ].filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return h("details", {}, h("summary", {}, "For support"), facts(known));
}

/** Build what Adobe's support asks for. The redemption code is not even asked for before somebody wants to see it. */
function support(id, signal) {
  const path = `requests/${named(id)}/support-bundle`;
  const place = h("div", {});
  const told = h("div", {});
  const shown = ({ lines }) => table("What Adobe's support asks for about a claim", [
    { title: "What", head: true, cell: (one) => one.title },
    { title: "Text", cell: (one) => h("span", { class: "text value" }, one.text) },
  ], lines);
  const toggle = async () => {
    const isShown = pressed.getAttribute("aria-pressed") === "true";
    const answer = await perform(pressed, told, isShown ? "Taking the code away" : "Reading the code", () => ask(path, { query: isShown ? {} : { show_code: "true" } }));
    if (!answer) return;
    put(place, shown(answer));
    pressed.setAttribute("aria-pressed", String(!isShown));
    say(isShown ? "The redemption code is not shown any more." : "The redemption code stands in the table.");
  };
  const pressed = button("Show the redemption code", toggle, { class: "quiet", "aria-pressed": "false" });
  fill(place, "Collecting what support asks for", async () => shown(await ask(path, { signal })));
  return [h("p", {}, "Adobe asks for the code where a customer cannot redeem. Whoever has it can redeem the product: give it to nobody else."),
    place, told, h("div", { class: "buttons" }, pressed)];
}

/** Build the parameters: those that say something, and the empty ones behind a fold. */
function parameters(found) {
  if (!found.length) return empty("The request has no parameters.", h("p", {}, "The product defines none for requests of this type."));
  const isSaying = (one) => one.filled || Boolean(one.error);
  const [saying, silent] = [found.filter(isSaying), found.filter((one) => !isSaying(one))];
  return [
    saying.length ? parameterTable("Parameters of the request", saying) : empty("Every parameter is empty.", h("p", {}, "Their names stand below.")),
    silent.length ? h("details", { class: "more" }, h("summary", {}, `${silent.length} empty parameters`), parameterTable("Empty parameters", silent)) : null,
  ];
}

function parameterTable(caption, rows) {
  return table(caption, [
    { title: "Parameter", head: true, cell: (one) => [one.title || one.id, one.title ? h("span", { class: "id" }, one.id) : null] },
    { title: "Value", cell: value },
    { title: "Error shown to the customer", cell: (one) => h("span", { class: "text" }, orNone(one.error)) },
  ], rows, { marked: (one) => Boolean(one.error) });
}

function value(one) {
  if (one.hidden) return h("em", {}, one.filled ? "filled, and not shown" : "empty");
  if (!one.filled) return "";
  const text = typeof one.value === "string" ? one.value : JSON.stringify(one.value, null, 1);
  return h("span", { class: "text value" }, text);
}
