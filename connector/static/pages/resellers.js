// The resellers: tier configurations of tier 1 with where each stands, and the default reseller of each marketplace.

import { ask } from "../asking.js";
import { badge, empty, field, h, section, table } from "../elements.js";
import { growing } from "../growing.js";
import { moment, RESELLERS } from "../words.js";
import { linkTo } from "./requests.js";

export const title = () => "Resellers";

/** Build the page. What is looked for stands in the address. */
export async function page({ query, signal }) {
  const asked = { product: query.get("product") ?? "", marketplace: query.get("marketplace") ?? "" };
  const [found, known] = await Promise.all([ask("resellers", { query: asked, signal }), ask("accounts", { signal })]);
  return [
    section("Resellers of the marketplaces", choosing(asked, known.accounts), listed(found, asked)),
    section("Default resellers", defaults(found.defaults)),
  ];
}

/** Build the label of where a reseller stands. */
export function standing(row) {
  const [word, kind] = RESELLERS[row.state] ?? [row.state, "plain"];
  return badge(word, kind);
}

function choosing(asked, accounts) {
  const choice = (name, any) => {
    const known = new Set([asked[name], ...accounts.map((one) => one[name])].filter((one) => one && one !== "*"));
    return [["", any], ...[...known].sort().map((one) => [one, one])];
  };
  const product = field("Product", "select", { name: "product", value: asked.product }, { options: choice("product", "any") });
  const marketplace = field("Marketplace", "select", { name: "marketplace", value: asked.marketplace }, { options: choice("marketplace", "any") });
  const go = (event) => {
    event.preventDefault();
    const wanted = new URLSearchParams();
    for (const { element } of [product, marketplace]) if (element.value) wanted.set(element.name, element.value);
    location.hash = `#/resellers${wanted.size ? `?${wanted}` : ""}`;
  };
  return h("form", { class: "row", role: "search", onsubmit: go }, product.whole, marketplace.whole, h("button", { type: "submit" }, "Show"));
}

function listed(found, asked) {
  if (!found.resellers.length && !found.next) return nothing(asked);
  return growing(found, "resellers", drawn, (after) => ask("resellers", { query: { ...asked, after } }));
}

function drawn(rows) {
  return table("Tier configurations of tier 1", [
    { title: "Company", head: true, cell: (row) => [h("a", { href: `#/resellers/${encodeURIComponent(row.configuration_id)}` }, row.company_name || row.company_id), h("span", { class: "id" }, row.configuration_id)] },
    { title: "State", cell: (row) => [standing(row), row.since ? h("span", { class: "id" }, "since ", moment(row.since)) : null] },
    { title: "Adobe reseller", cell: (row) => row.reseller_id },
    { title: "Product", cell: (row) => row.product },
    { title: "Marketplace", cell: (row) => row.marketplace },
    { title: "Account", cell: (row) => row.account },
    { title: "Open request", cell: (row) => requestOf(row) },
  ], rows);
}

/** Build the link to a tier configuration's open request. */
export function requestOf(row) {
  return row.request_id ? linkTo(row.request_id) : "";
}

function nothing({ product, marketplace }) {
  if (product || marketplace) return empty("No reseller fits.", h("p", {}, "Choose another product or marketplace."));
  return empty("No reseller is set up yet.",
    h("p", {}, "The platform opens a tier configuration with the first order below a reseller; it stands here from then on."));
}

function defaults(found) {
  if (!found.length) {
    return empty("No account has a default reseller.",
      h("p", {}, "Each reseller is set up at Adobe of its own then. To sell under one where a tier has none: ", h("a", { href: "#/accounts" }, "change the account"), "."));
  }
  return table("The Adobe reseller under which is sold where a tier has none", [
    { title: "Marketplace", head: true, cell: (one) => (one.marketplace === "*" ? "any" : one.marketplace) },
    { title: "Default reseller", cell: (one) => one.reseller_id },
    { title: "Product", cell: (one) => (one.product === "*" ? "any" : one.product) },
    { title: "Environment", cell: (one) => badge(one.environment, one.environment === "production" ? "good" : "info") },
    { title: "Account", cell: (one) => one.account },
  ], found);
}
