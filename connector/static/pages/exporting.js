// The export of a price list: a workbook for CloudBlue, what is not in it, and what stands in the way.

import { ask, askForFile, Refusal } from "../asking.js";
import { button, empty, facts, field, h, notice, put, section } from "../elements.js";
import { perform, problem, say } from "../waiting.js";
import { moment, month } from "../words.js";
import { approving } from "./approving.js";
import { comparing, nameOf } from "./prices.js";

const FORMS = [["price-manager", "Price Manager: one row per level"], ["flat-list", "Flat list: the base level of each product"]];
// What only one of the forms knows.
const OF_FORM = { "price-manager": ["three_year", "rating"], "flat-list": ["vendor", "vendor_name"] };
const COMMITTED = "3YC";
const MOST = 100;
const KEPT_FOR = 60_000;

export const title = (id) => `Export of list ${id}`;

/** Build the page. */
export async function page({ id, signal }) {
  const [{ snapshots: [list] }, { snapshots: known }, { accounts }] = await Promise.all([
    ask("prices/snapshots", { query: { after: Number(id) + 1, limit: 1 }, signal }),
    ask("prices/snapshots", { query: { limit: MOST }, signal }),
    ask("accounts", { signal }),
  ]);
  if (String(list?.id) !== id) {
    return empty("There is no such price list.", h("p", {}, "It is not kept, or belongs to an account that is none of yours. ", h("a", { href: "#/prices" }, "Go to the kept price lists"), "."));
  }
  const approval = h("span", {}, list.approved ? "yes" : "no");
  return [summary(list, approval), section("What to write", writing(list, known, accounts, approval))];
}

function summary(list, approval) {
  return facts([
    ["List", nameOf(list)], ["Account", list.account], ["Month", month(list.month)], ["Revision", list.revision], ["Rows", list.rows],
    ["Fetched", list.fetched_at ? moment(list.fetched_at) : ""], ["Approved", approval],
  ]);
}

function writing(list, known, accounts, approval) {
  const fields = allFields(list, known, accounts);
  const ofForm = h("div", { class: "grid" });
  const follow = () => put(ofForm, ["form", "product", ...OF_FORM[fields.form.element.value]].map((name) => fields[name].whole));
  fields.form.element.addEventListener("change", follow);
  follow();
  const told = h("div", {});
  const done = h("div", {});
  const give = async (pressed, part, what) => {
    put(done);
    const file = await perform(pressed, told, what, () => askForFile("prices/exports", { body: written(list, part, fields) }), (error) => explained(error, list, approval));
    if (!file) return;
    save(file);
    const left = Number(file.headers.get("x-leftovers"));
    put(done, part === "workbook" ? downloaded(file.name, left, give) : notice("good", `${file.name} is downloaded.`, h("p", {}, "Each line says why it is not in the workbook.")));
    say(`${file.name} is downloaded.`);
  };
  const submit = (event) => {
    event.preventDefault();
    give(go, "workbook", "Making the workbook");
  };
  const go = h("button", { type: "submit" }, "Download the workbook");
  return h("form", { class: "account", onsubmit: submit, autocomplete: "off" },
    h("fieldset", {}, h("legend", {}, "The file"), ofForm,
      h("details", {}, h("summary", {}, "Items instead of a product"), fields.items.whole)),
    h("fieldset", {}, h("legend", {}, "Its prices"), h("div", { class: "grid" }, ["currency", "effective", "reseller"].map((name) => fields[name].whole))),
    told, done, h("div", { class: "buttons" }, go));
}

function downloaded(name, left, give) {
  if (!left) return notice("good", `${name} is downloaded.`, h("p", {}, "Nothing is left over: every offer and every item is in it."));
  const pressed = button("Download what is left over", () => give(pressed, "leftovers", "Listing what is left over"), { class: "quiet" });
  return notice("warning", `${name} is downloaded, without ${left} offers or items.`, h("p", {}, "A file of its own says why each of them is not in it."), h("p", {}, pressed));
}

/** Tell why no file was made; where prices moved too far, with the way to the differences and to the approval. */
function explained(error, list, approval) {
  if (!(error instanceof Refusal) || !error.blocks.length) return problem(error);
  const place = h("div", {});
  const approved = (answer) => {
    if (answer.id === list.id) put(approval, "yes");
    put(place, notice("good", `List ${answer.id} is approved.`, h("p", {}, "Download the workbook again.")));
    say(`List ${answer.id} is approved.`);
  };
  put(place, notice("error", error.title,
    h("ul", {}, error.blocks.map((one) => h("li", { class: "text" }, one))),
    error.approvable.includes(list.id) ? h("p", {}, h("a", { href: comparing(list, list.revision > 1 ? "revision" : "month") }, "Look at the differences")) : null,
    error.approvable.map((id) => h("div", { class: "buttons" }, approving(id, approved))),
    error.supportId ? h("p", {}, "For support: ", h("code", {}, error.supportId)) : null));
  return place;
}

function save({ content, name }) {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR);
}

function allFields(list, known, accounts) {
  const text = (name, label, more = {}, hint = undefined) => field(label, "input", { name, type: "text", value: "", spellcheck: "false", ...more }, { hint });
  const choice = (name, label, value, options, hint) => field(label, "select", { name, value }, { options, hint });
  const products = [...new Set(accounts.filter((one) => one.program === "vipmp").map((one) => one.product))].filter((one) => one !== "*");
  const committed = known.filter((one) => one.type === COMMITTED && one.status === "published" && ["account", "region", "segment", "currency"].every((name) => one[name] === list[name]));
  return {
    form: choice("form", "Form", FORMS[0][0], FORMS),
    currency: text("currency", "The marketplace's currency", { required: true, maxlength: 3, value: list.currency }),
    product: text("product", "Product", { value: products[0] ?? "", placeholder: "PRD-000-000-000" }, "Its items on the platform are written."),
    three_year: choice("three_year", "Committed prices beside them", "", [["", "none"], ...committed.map((one) => [String(one.id), `${COMMITTED}, ${month(one.month)}, revision ${one.revision}`])]),
    items: field("Items", "textarea", { name: "items", rows: 4, spellcheck: "false", placeholder: "65304470CA, Photoshop for teams" }, { hint: "One for each line: Adobe's product key or offer id, and perhaps a comma and a name. Where there are any, the product does not count." }),
    effective: text("effective", "Prices hold from", { type: "date" }, "Today, where it is empty, or the first day of a month to come."),
    reseller: text("reseller", "For the reseller", { value: "*" }, "* for all; TA-… for the rules of one."),
    rating: text("rating", "Rating of committed prices", { value: "3YC" }),
    vendor: text("vendor", "Vendor id"),
    vendor_name: text("vendor_name", "Vendor's name"),
  };
}

function written(list, part, fields) {
  const value = (name) => fields[name].element.value.trim();
  const body = { list: list.id, part, form: value("form"), currency: value("currency") };
  for (const name of ["product", "effective", "reseller", ...OF_FORM[body.form]]) if (value(name)) body[name] = value(name);
  if (body.three_year) body.three_year = Number(body.three_year);
  const lines = value("items").split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.length) body.items = lines.map((line) => /^([^,]*),?(.*)$/.exec(line)).map(([, mpn, name]) => ({ mpn: mpn.trim(), name: name.trim() }));
  return body;
}
