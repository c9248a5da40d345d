// A reseller: the company on the marketplace beside Adobe's reseller, with the differences marked, and adopting one that Adobe has.

import { ask, named } from "../asking.js";
import { confirm } from "../confirming.js";
import { badge, differing, empty, facts, field, h, notice, put, section, table } from "../elements.js";
import { say } from "../waiting.js";
import { adobes, COLOURS, day, moment } from "../words.js";
import { requestOf, standing } from "./resellers.js";

const HIDDEN = "not shown";

export const title = (id) => `Reseller ${id}`;

/** Build the page. */
export async function page({ id, signal }) {
  const place = h("div", {});
  const show = async () => {
    const found = await ask(`resellers/${named(id)}`, { signal });
    put(place, whole(found, show));
  };
  await show();
  return place;
}

function whole(found, redraw) {
  return [
    summary(found),
    matter(found),
    section("Both sides", found.adobe ? sides(found) : empty("Adobe's side is not known.", h("p", {}, "The tier configuration has no Adobe reseller yet."))),
    found.reseller_id ? null : section("Adopt an existing reseller", adopting(found, redraw)),
  ];
}

function summary(found) {
  return facts([
    ["Company", h("span", { class: "text" }, found.company_name || "–")], ["State", standing(found)], ["Since", found.since ? moment(found.since) : ""],
    ["Tier configuration", badge(found.status, COLOURS[found.status])], ["Adobe reseller", found.reseller_id],
    ["Default reseller", found.default_reseller_id], ["Open request", requestOf(found)],
    ["Product", found.product], ["Marketplace", found.marketplace], ["Account", found.account],
  ]);
}

function matter(found) {
  if (found.state === "parked") {
    return notice("warning", "The open request waits for a person.", h("p", { class: "text" }, found.why));
  }
  if (found.state === "being_set_up") {
    return notice("info", "The reseller is being set up.", h("p", {}, "Purchases below it wait until Adobe has it. Does Adobe have the company already? Adopt its reseller, below."));
  }
  if (found.state === "missing") {
    return notice("warning", "The company has no Adobe reseller.",
      h("p", {}, found.default_reseller_id ? `Purchases below it are sold under the default reseller ${found.default_reseller_id}.` : "Purchases below it wait for a person, as the account has no default reseller. Create an adjustment of the tier configuration: it sets the reseller up, or takes one that you adopt below."));
  }
  if (!found.differs.length) return notice("good", "Both sides agree.");
  return notice("warning", "Adobe and the marketplace differ.", h("p", {}, "The rows are marked. Create an adjustment of the tier configuration: it brings Adobe up to date, but for company name, country and region, which only Adobe's support can change."));
}

function sides(found) {
  const [ours, theirs] = [found.marketplace_side, found.adobe];
  const street = ({ address }) => [address.line_1, address.line_2, `${address.postal_code} ${address.city}`.trim()].filter(Boolean).join("\n");
  const rows = [
    ["company_name", "Company name", ours.company_name, theirs.company_name],
    ["address", "Address", street(ours), street(theirs)],
    ["region", "Region", ours.address.region, theirs.address.region],
    ["country", "Country", ours.address.country, theirs.address.country],
    ["phone", "Phone", HIDDEN, HIDDEN],
    ["contacts", "Contacts", HIDDEN, HIDDEN],
    ["market_segments", "Market segments", ours.market_segment, theirs.market_segments.join(", ")],
    ["", "Status", badge(found.status, COLOURS[found.status]), adobes(theirs.status)],
    ["", "Created", "", theirs.created ? day(theirs.created) : ""],
  ].map(([id, name, here, there]) => ({ name, here, there, differs: found.differs.includes(id) }));
  const shown = (row, content) => differing(row.differs, content instanceof Node ? content : h("span", { class: "text" }, content || "–"));
  return table("The company on the marketplace beside the reseller at Adobe", [
    { title: "What", head: true, cell: (row) => row.name },
    { title: "Marketplace", cell: (row) => shown(row, row.here) },
    { title: "Adobe", cell: (row) => shown(row, row.there) },
  ], rows, { marked: (row) => row.differs });
}

function adopting(found, redraw) {
  const wanted = field("Adobe reseller id", "input", { name: "reseller_id", type: "text", required: true, maxlength: 64, autocomplete: "off", spellcheck: "false" },
    { hint: "As Adobe's partner pages show it." });
  const told = h("div", {});
  const go = (event) => {
    event.preventDefault();
    const resellerId = wanted.element.value.trim();
    const asked = {
      title: `Let ${found.company_name || found.configuration_id} stand for the Adobe reseller ${resellerId}?`,
      text: consequences(found), yes: "Adopt the reseller", no: "Do nothing", what: "Asking Adobe for the reseller, then writing its id",
    };
    confirm(told, asked, () => ask(`resellers/${named(found.configuration_id)}/adopt`, { body: { reseller_id: resellerId } }), (answer) => done(answer, redraw));
  };
  return [
    h("p", {}, "Where Adobe has the company as a reseller already, the tier configuration can stand for that one: none is created then."),
    h("form", { class: "row", onsubmit: go }, wanted.whole, h("button", { type: "submit" }, "Adopt …")), told,
  ];
}

function consequences(found) {
  return h("ul", {},
    h("li", {}, "Adobe is asked first: the reseller must be the distributor's own, active, and sell the account's market segment."),
    h("li", {}, "No other company of the marketplace may stand for it."),
    h("li", {}, found.request_id ? `The id is written to the open request ${found.request_id}, which goes on with it.` : "The id goes to the open request of the tier configuration. Now there is none: create an adjustment first."),
    h("li", {}, "From then on the company's customers are created under this reseller. To change it later is a matter for Adobe's support."));
}

async function done(answer, redraw) {
  const said = answer.written ? `The reseller ${answer.reseller_id} is adopted.` : "The id stood there already.";
  await redraw();
  const heading = document.querySelector("h1");
  heading.after(notice("good", said, h("p", {}, answer.text)));
  heading.focus();
  say(said);
}
