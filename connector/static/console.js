// The shell: reads the address, shows the page that it means, and keeps navigation, title and focus in step.

import { h, put } from "./elements.js";
import { speakWithPortal } from "./frame.js";
import * as accounts from "./pages/accounts.js";
import * as customer from "./pages/customer.js";
import * as differences from "./pages/differences.js";
import * as exporting from "./pages/exporting.js";
import * as overview from "./pages/overview.js";
import * as prices from "./pages/prices.js";
import * as request from "./pages/request.js";
import * as requests from "./pages/requests.js";
import * as reseller from "./pages/reseller.js";
import * as resellers from "./pages/resellers.js";
import { problem, progress, say } from "./waiting.js";

const NAVIGATION = [["#/overview", "Overview"], ["#/requests", "Requests"], ["#/resellers", "Resellers"], ["#/prices", "Prices"], ["#/accounts", "Accounts"]];
const ROUTES = [
  [/^#\/overview$/, overview, "#/overview"],
  [/^#\/requests\/([^/]+)$/, request, "#/requests"],
  [/^#\/assets\/([^/]+)$/, customer, "#/requests"],
  [/^#\/requests$/, requests, "#/requests"],
  [/^#\/resellers\/([^/]+)$/, reseller, "#/resellers"],
  [/^#\/resellers$/, resellers, "#/resellers"],
  [/^#\/prices\/differences$/, differences, "#/prices"],
  [/^#\/prices\/lists\/([^/]+)\/export$/, exporting, "#/prices"],
  [/^#\/prices$/, prices, "#/prices"],
  [/^#\/accounts$/, accounts, "#/accounts"],
];
const NAME = "Adobe VIP Marketplace";
const main = document.getElementById("main");
let leave = new AbortController();
let shown = "";

/** Show what the address names; gives up what the page before was still asking for. */
async function show() {
  const [address, query = ""] = (location.hash || document.body.dataset.start).split("?");
  delete main.dataset.ready;
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const found = match(address);
  mark(found?.[2] ?? "");
  // The page that is opened first keeps the browser's own focus; from then on it goes where the content changed.
  const moves = shown !== "";
  shown = address;
  const heading = h("h1", { tabindex: "-1" }, found ? found[1].title(found[3]) : "There is no such page");
  const place = h("div", { class: "page" });
  put(main, heading, place);
  document.title = `${heading.textContent} – ${NAME}`;
  if (moves) heading.focus();
  if (!found) {
    put(place, h("p", {}, "The address names no page of the console. ", h("a", { href: "#/requests" }, "Go to the requests.")));
    return;
  }
  put(place, progress("Reading"));
  try {
    const content = await found[1].page({ id: found[3], query: new URLSearchParams(query), signal });
    if (signal.aborted) return;
    put(place, content);
    say(`${heading.textContent}: shown.`);
  } catch (error) {
    if (!signal.aborted) put(place, problem(error, show));
  }
  main.dataset.ready = address;
}

function match(address) {
  for (const [pattern, page, under] of ROUTES) {
    const found = pattern.exec(address);
    if (found) return [found, page, under, decoded(found[1] ?? "")];
  }
  return null;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function mark(under) {
  put(document.getElementById("navigation"), NAVIGATION.map(([address, text]) =>
    h("li", {}, h("a", { href: address, "aria-current": address === under ? "page" : null }, text))));
}

document.getElementById("skip").addEventListener("click", () => main.focus());
window.addEventListener("hashchange", show);
speakWithPortal();
show();
