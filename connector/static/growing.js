// Shows a list that comes page by page: a table, and a button that adds the rows of the page after.

import { add, button, h, put } from "./elements.js";
import { perform, say } from "./waiting.js";

/** Build it. `found[name]` are the first rows, `found.next` where more begin; `draw` makes a table of rows, `load(next)` asks for more. */
export function growing(found, name, draw, load) {
  const whole = draw(found[name]);
  const place = h("div", { class: "more" });
  const offer = (next) => {
    put(place);
    if (!next) return;
    const told = h("div", {});
    const pressed = button("Show more", async () => {
      const page = await perform(pressed, told, "Reading more", () => load(next));
      if (!page) return;
      const rows = [...draw(page[name]).querySelectorAll("tbody tr")];
      add(whole.querySelector("tbody"), rows);
      say(`${rows.length} more rows.`);
      offer(page.next);
      (rows[0]?.querySelector("a, button") ?? place.querySelector("button"))?.focus();
    });
    add(place, pressed, told);
  };
  offer(found.next);
  return [whole, place];
}
