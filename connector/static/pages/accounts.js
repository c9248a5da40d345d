// The Adobe accounts: what is set up for which product, marketplace and environment; one is tried at Adobe before it is saved.

import { ask, named } from "../asking.js";
import { confirm } from "../confirming.js";
import { badge, button, empty, field, h, notice, put, section, table } from "../elements.js";
import { fill, perform, say } from "../waiting.js";
import { moment } from "../words.js";

const PLAIN = ["product", "marketplace", "environment", "program", "distributor_id", "currency", "market_segment",
  "default_reseller_id", "downsize_in_window", "oauth_url", "url", "scopes"];
const SECRET = ["credentials", "api_key", "adobe_client_secret"];
const ENVIRONMENTS = [["production", "Production"], ["test", "Test"], ["development", "Development"]];
const SEGMENTS = [["COM", "Commercial"], ["EDU", "Education"], ["GOV", "Government"]];
const PROGRAMS = [["vipmp", "VIP Marketplace"], ["retail", "Partner Connection Retail"]];
const DOWNSIZE = [["renewal", "Lower the renewal, keep the seats until then"], ["return", "Return what can be returned at once"]];
const EXAMPLE = '{"api_key": "…", "adobe_client_secret": "…", "oauth_url": "…", "url": "…"}';

export const title = () => "Adobe accounts";

/** Build the page. */
export async function page({ signal }) {
  const place = h("div", {});
  const form = h("div", {});
  const show = async () => {
    const found = await ask("accounts", { signal });
    put(form, found.can_save ? writing(null, redraw) : cannotSave());
    return list(found, (one) => edit(one));
  };
  const redraw = () => fill(place, "Reading the accounts", show);
  const edit = (one) => {
    put(form, writing(one, redraw));
    form.querySelector("textarea").focus();
  };
  put(place, await show());
  return [section("Accounts", place), form];
}

function cannotSave() {
  return notice("warning", "Accounts cannot be saved yet.",
    h("p", {}, "Saved accounts are sealed with a key. Ask the extension's owner to set the variable ", h("code", {}, "ENCRYPTION_KEY"), "; those of the variables work meanwhile."));
}

function list({ accounts, can_save: canSave }, edit) {
  if (!accounts.length) {
    return empty("No Adobe account is set up.", h("p", {}, "Without one every request waits. Add the account that Adobe gave you, below."));
  }
  const told = h("div", {});
  const whole = table("Adobe accounts by product, marketplace and environment", [
    { title: "Account", head: true, cell: (one) => one.name },
    { title: "Product", cell: (one) => (one.product === "*" ? "any" : one.product) },
    { title: "Marketplace", cell: (one) => (one.marketplace === "*" ? "any" : one.marketplace) },
    { title: "Environment", cell: (one) => badge(one.environment, one.environment === "production" ? "good" : "info") },
    { title: "Distributor", cell: (one) => one.distributor_id },
    { title: "Currency", cell: (one) => `${one.currency}, ${one.market_segment}` },
    { title: "From", cell: (one) => (one.source === "console" ? ["saved ", moment(one.saved_at)] : "the variable CONNECTOR_ACCOUNTS") },
    { title: "Actions", cell: (one) => (canSave ? actions(one, edit, told) : "") },
  ], accounts);
  return [whole, told];
}

function actions(one, edit, told) {
  const what = `${one.name}, ${one.product}, ${one.marketplace}`;
  return h("span", { class: "actions" },
    button(one.source === "console" ? "Change" : "Replace", () => edit(one), { class: "quiet", "aria-label": `Change ${what}` }),
    one.account_id ? button("Remove", () => confirmRemoval(one, told), { class: "quiet danger", "aria-label": `Remove ${what}` }) : null);
}

function confirmRemoval(one, told) {
  const asked = {
    title: `Remove ${one.name}?`, yes: "Remove the account", no: "Keep it", what: "Removing the account", danger: true,
    text: h("p", {}, `Requests of ${one.product} on ${one.marketplace} use the account of the variables from then on. Where there is none, they wait.`),
  };
  confirm(told, asked, () => ask(`accounts/${named(one.account_id)}`, { method: "DELETE" }), () => {
    say("The account is removed.");
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  });
}

function writing(one, redraw) {
  const given = one ?? { environment: "production", program: "vipmp", market_segment: "COM", downsize_in_window: "renewal" };
  const fields = allFields(given, Boolean(one));
  const told = h("div", {});
  const read = () => written(fields);
  const test = () => perform(tested, told, "Trying the account at Adobe", () => ask("accounts/test", { body: read() }))
    .then((answer) => answer && put(told, notice("good", "Adobe accepts this account.", h("p", {}, "It is not saved yet."))) && say("Adobe accepts this account."));
  const save = async (event) => {
    event.preventDefault();
    const answer = await perform(saved, told, "Trying the account at Adobe, then saving it", () => ask("accounts", { body: read() }));
    if (!answer) return;
    for (const name of SECRET) fields[name].element.value = "";
    await redraw();
    const heading = document.querySelector("h1");
    const word = notice("good", `The account ${answer.name} is saved.`, h("p", {}, "Every request uses it from its next delivery on. Parked requests go on within an hour, by themselves."));
    heading.after(word);
    say(`The account ${answer.name} is saved.`);
    heading.focus();
  };
  const tested = button("Test at Adobe", test, { class: "quiet" });
  const saved = h("button", { type: "submit" }, "Test and save");
  const whole = (names) => names.map((name) => fields[name].whole);
  return section(one ? `Change ${one.name}` : "Add an account", h("form", { class: "account", onsubmit: save, autocomplete: "off" },
    h("fieldset", {}, h("legend", {}, "What it is for"), h("div", { class: "grid" }, whole(["product", "marketplace", "environment", "program"]))),
    h("fieldset", {}, h("legend", {}, "Adobe's credentials"), fields.credentials.whole,
      h("details", {}, h("summary", {}, "Type them one by one instead"), h("div", { class: "grid" }, whole(["api_key", "adobe_client_secret", "oauth_url", "url", "scopes"])))),
    h("fieldset", {}, h("legend", {}, "Your contract with Adobe"),
      h("div", { class: "grid" }, whole(["distributor_id", "currency", "market_segment", "default_reseller_id", "downsize_in_window"]))),
    told, h("div", { class: "buttons" }, saved, tested)));
}

function allFields(given, isKept) {
  const text = (name, label, more = {}, hint = undefined) =>
    field(label, "input", { name, type: "text", value: given[name] ?? "", autocomplete: "off", spellcheck: "false", ...more }, { hint });
  const choice = (name, label, options) => field(label, "select", { name, value: given[name] }, { options });
  const secretHint = isKept ? "Leave it empty to keep the saved key and secret; they are never shown." : "Kept sealed, and never shown again.";
  return {
    product: text("product", "Product", { required: true, placeholder: "PRD-000-000-000" }, "* for any product"),
    marketplace: text("marketplace", "Marketplace", { required: true, placeholder: "MP-00000" }),
    environment: choice("environment", "Environment", ENVIRONMENTS),
    program: choice("program", "Adobe's programme", PROGRAMS),
    credentials: field("Credentials JSON", "textarea", { name: "credentials", rows: 5, spellcheck: "false", autocomplete: "off", placeholder: EXAMPLE },
      { hint: `Paste CloudBlue's JSON as it is. ${secretHint}` }),
    api_key: text("api_key", "API key", { type: "password", autocomplete: "new-password", value: "" }),
    adobe_client_secret: text("adobe_client_secret", "Client secret", { type: "password", autocomplete: "new-password", value: "" }),
    oauth_url: text("oauth_url", "Token address (oauth_url)", { type: "url" }),
    url: text("url", "API address (url)", { type: "url" }),
    scopes: text("scopes", "Scopes", {}, "Empty for Adobe's usual ones"),
    distributor_id: text("distributor_id", "Distributor id", { required: true }),
    currency: text("currency", "Currency", { required: true, maxlength: 3, placeholder: "USD" }),
    market_segment: choice("market_segment", "Market segment", SEGMENTS),
    default_reseller_id: text("default_reseller_id", "Default reseller id", {}, "Empty where each reseller is set up of its own"),
    downsize_in_window: choice("downsize_in_window", "Fewer seats inside the return window", DOWNSIZE),
  };
}

function written(fields) {
  const found = {};
  for (const name of [...PLAIN, ...SECRET]) {
    const value = fields[name].element.value.trim();
    if (value) found[name] = value;
  }
  return found;
}
