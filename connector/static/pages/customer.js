// A customer: the asset on the platform beside what Adobe has, with the differences marked, and auto-renewal to be switched.

import { ask, named } from "../asking.js";
import { badge, differing, empty, facts, field, h, notice, put, section, table } from "../elements.js";
import { growing } from "../growing.js";
import { fill, perform, say } from "../waiting.js";
import { adobes, COLOURS, day, moment } from "../words.js";

const MOST = 100_000;
const ACTIONS = { "auto-renewal": "auto-renewal switched", resume: "request resumed" };

export const title = (id) => `Customer of ${id}`;

/** Build the page. */
export async function page({ id, signal }) {
  const place = h("div", {});
  const show = async () => {
    const found = await ask(`assets/${named(id)}/customer`, { signal });
    put(place, whole(found, show, signal));
  };
  await show();
  return place;
}

function whole(found, redraw, signal) {
  const unequal = found.items.filter((one) => one.differs.length).length;
  return [
    summary(found),
    unequal
      ? notice("warning", `${unequal} of ${found.items.length} items differ between Adobe and the platform.`, h("p", {}, "The cells are marked. The next request of the asset brings the platform up to date; where Adobe is wrong, ask Adobe."))
      : notice("good", "Both sides agree.", null),
    section("Items on both sides", items(found)),
    section("Auto-renewal", renewals(found, redraw)),
    section("Orders", orders(found.orders)),
    section("Other subscriptions of the customer", others(found.other_subscriptions)),
    section("Done in the console", actions(found.asset_id, signal)),
  ];
}

function summary(found) {
  const levels = found.discount_levels.map((one) => `${one.type.toLowerCase()} ${one.level}`).join(", ");
  return facts([
    ["Asset", h("a", { href: `#/requests?search=${encodeURIComponent(found.asset_id)}` }, `${found.asset_id}, its requests`)],
    ["Status", badge(found.status, COLOURS[found.status])],
    ["Adobe customer", found.customer_id], ["Adobe's status", adobes(found.customer_status)], ["Adobe reseller", found.reseller_id],
    ["Account", found.account], ["Renews on", day(found.coterm_date)], ["Discount levels", levels],
  ]);
}

function items(found) {
  if (!found.items.length) return empty("The asset has no items.", h("p", {}, "They stand here once a request for it is approved."));
  const differs = (one, name, content) => differing(one.differs.includes(name), content);
  return table("The asset's items beside their Adobe subscriptions", [
    { title: "Item", head: true, cell: (one) => [one.name || one.mpn, h("span", { class: "id" }, one.mpn)] },
    { title: "Seats, platform", number: true, cell: (one) => differs(one, "quantity", one.quantity ?? "–") },
    { title: "Seats, Adobe", number: true, cell: (one) => differs(one, "quantity", one.adobe ? one.adobe.quantity : "none") },
    { title: "Seats at renewal", number: true, cell: (one) => one.adobe?.renewal_quantity ?? "" },
    { title: "Auto-renewal", cell: (one) => (one.adobe ? badge(one.adobe.autorenewal ? "on" : "off", one.adobe.autorenewal ? "good" : "plain") : "") },
    { title: "Renewal, platform", cell: (one) => differs(one, "renewal_date", day(one.renewal_date)) },
    { title: "Renewal, Adobe", cell: (one) => differs(one, "renewal_date", day(one.adobe?.renewal_date)) },
    { title: "Subscription", cell: (one) => (one.adobe ? [h("span", { class: "id first" }, one.subscription_id), adobes(one.adobe.status)] : "no subscription at Adobe") },
  ], found.items, { marked: (one) => one.differs.length > 0 });
}

function renewals(found, redraw) {
  const held = found.items.filter((one) => one.adobe);
  if (!held.length) return empty("There is nothing to renew.", h("p", {}, "No item of the asset has a subscription at Adobe."));
  return h("div", { class: "cards" }, held.map((one) => renewal(one, found, redraw)));
}

function renewal(one, found, redraw) {
  const name = one.name || one.mpn;
  const id = one.subscription_id;
  const isOn = h("input", { type: "checkbox", role: "switch", id: `renews-${id}`, checked: one.adobe.autorenewal });
  const seats = field("Seats at renewal", "input", {
    name: `seats-${id}`, type: "number", min: 1, max: MOST, required: true, value: one.adobe.renewal_quantity || one.adobe.quantity,
  });
  const told = h("div", {});
  // One key for one wish: the same wish again, after an answer was lost, is the same action and happens once.
  const wish = { text: "", key: "" };
  const apply = async (event) => {
    event.preventDefault();
    const body = wanted(found, id, isOn.checked, Number(seats.element.value));
    const text = JSON.stringify(body);
    if (wish.text !== text) Object.assign(wish, { text, key: crypto.randomUUID() });
    const answer = await perform(go, told, "Telling Adobe", () => ask("subscription/autorenewal", { body, key: wish.key }));
    if (!answer) return;
    Object.assign(wish, { text: "", key: "" });
    const [now] = answer.items;
    const said = `${name}: auto-renewal is ${now?.autorenewal ? `on, with ${now.renewal_quantity} seats` : "off"} at Adobe.`;
    await redraw();
    document.querySelector("h1").after(notice("good", said));
    document.querySelector("h1").focus();
    say(said);
  };
  const follow = () => { seats.element.disabled = !isOn.checked; };
  isOn.addEventListener("change", follow);
  follow();
  const go = h("button", { type: "submit" }, "Apply");
  return h("form", { class: "card", onsubmit: apply, "aria-label": `Auto-renewal of ${name}` },
    h("h3", {}, name),
    h("div", { class: "switch" }, isOn, h("label", { for: isOn.id }, "Renews by itself")),
    seats.whole, h("p", { class: "hint" }, `${one.adobe.quantity} seats now; renews on `, day(one.adobe.renewal_date), "."),
    told, h("div", { class: "buttons" }, go));
}

function wanted(found, subscription, isOn, seats) {
  const [environment] = found.account.split("/");
  const item = { subscription_id: subscription, ...(isOn ? { renewal_quantity: seats } : {}) };
  return { asset_id: found.asset_id, environment, autorenewal: isOn, items: [item] };
}

function orders(found) {
  if (!found.length) return empty("Adobe has no orders of this customer.", h("p", {}, "The next purchase of the asset places one."));
  return table("Orders at Adobe, and what can be returned of them", [
    { title: "Order", head: true, cell: (one) => [one.order_id, one.is_the_assets ? [" ", badge("this asset's", "info")] : null] },
    { title: "Type", cell: (one) => one.type.toLowerCase() },
    { title: "Status", cell: (one) => adobes(one.status) },
    { title: "Created", cell: (one) => moment(one.created) },
    { title: "Lines", cell: (one) => h("ul", { class: "lines" }, one.lines.map((line) => h("li", {}, h("span", { class: "id first" }, line.offer_id), `${line.quantity} seats`))) },
    { title: "Can be returned", cell: (one) => returnable(one) },
  ], found);
}

function returnable(one) {
  if (!one.returnable_until) return one.returned_order_id ? ["returns ", h("span", { class: "id first" }, one.returned_order_id)] : "nothing any more";
  const seats = one.lines.reduce((sum, line) => sum + line.returnable, 0);
  return [`${seats} seats until `, moment(one.returnable_until)];
}

function others(found) {
  if (!found.length) return empty("There are no others.", h("p", {}, "Everything that Adobe has of this customer belongs to the asset."));
  return table("Subscriptions of the customer that belong to no item of this asset", [
    { title: "Subscription", head: true, cell: (one) => one.subscription_id },
    { title: "Offer", cell: (one) => one.offer_id }, { title: "Status", cell: (one) => adobes(one.status) },
    { title: "Seats", number: true, cell: (one) => one.quantity },
    { title: "Seats at renewal", number: true, cell: (one) => (one.autorenewal ? one.renewal_quantity : "does not renew") },
    { title: "Renews on", cell: (one) => day(one.renewal_date) },
  ], found);
}

function actions(id, signal) {
  const path = `assets/${named(id)}/actions`;
  const drawn = (rows) => table("What people did to the asset, the newest first", [
    { title: "Begun", head: true, cell: (one) => moment(one.began_at) },
    { title: "What", cell: (one) => ACTIONS[one.what] ?? one.what },
    { title: "Who", cell: (one) => one.user },
    { title: "Outcome", cell: (one) => badge(one.outcome, one.outcome === "done" ? "good" : "warning") },
    { title: "Answer", cell: (one) => h("span", { class: "text" }, answered(one.answer)) },
  ], rows);
  const place = h("div", {});
  fill(place, "Reading what was done", async () => {
    const found = await ask(path, { signal });
    if (found.actions.length) return growing(found, "actions", drawn, (after) => ask(path, { query: { after } }));
    return empty("Nobody did anything to the asset here.", h("p", {}, "Switches of auto-renewal and resumed requests stand here, with who did it."));
  });
  return place;
}

function answered(answer) {
  if (!answer) return "no answer was given yet";
  if (!answer.items) return answer.text ?? "";
  return answer.items.map((one) => `${one.mpn}: ${one.autorenewal ? `renews with ${one.renewal_quantity} seats` : "does not renew"}`).join("\n");
}
