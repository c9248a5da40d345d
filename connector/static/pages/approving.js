// Approving a price list whose prices moved too far: asked for sure, since nobody can take it back.

import { ask } from "../asking.js";
import { confirm } from "../confirming.js";
import { button, h } from "../elements.js";

/** Build the button and the place of its box. `then` is told once the list is approved. */
export function approving(id, then) {
  const told = h("div", {});
  const asked = {
    title: `Approve list ${id}?`, yes: "Approve the list", no: "Do nothing", what: "Approving the list",
    text: h("ul", {},
      h("li", {}, "Its prices moved further than the limit allows; you have looked at the differences, and they are right."),
      h("li", {}, "It can be exported from then on, and later lists are measured by it."),
      h("li", {}, "Your user's id is kept with the approval. It cannot be taken back.")),
  };
  const open = () => confirm(told, asked, () => ask("prices/approve", { body: { list: id } }), then);
  return [button(`Approve list ${id} …`, open, { class: "quiet" }), told];
}
