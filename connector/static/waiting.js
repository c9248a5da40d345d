// Shows that something is under way, what came of it, or why it did not: the same way on every page.

import { Refusal } from "./asking.js";
import { button, h, notice, put } from "./elements.js";

/** Say something to those who do not see the page change. */
export function say(text) {
  put(document.getElementById("said"), text);
}

/** Build a progress bar without an end, with what is done and for how long. */
export function progress(what) {
  const seconds = h("span", { class: "seconds", "aria-hidden": "true" });
  const whole = h("div", { class: "progress" }, h("progress", { "aria-label": what }), h("p", {}, `${what} … `, seconds));
  const began = Date.now();
  const clock = setInterval(() => {
    if (!whole.isConnected && Date.now() - began > 1000) clearInterval(clock);
    else put(seconds, `${Math.round((Date.now() - began) / 1000)} s`);
  }, 1000);
  return whole;
}

/** Build what tells of an error: what happened, what to do, and the id for support. */
export function problem(error, again) {
  const known = error instanceof Refusal;
  if (!known) console.error(error);
  const title = known ? error.title : "This page has a defect.";
  return notice("error", title,
    h("p", {}, known ? error.detail : "Tell support what you did, and the name of this page."),
    known && error.retryAfter ? h("p", {}, `Another try makes sense in ${error.retryAfter} s.`) : null,
    known && error.supportId ? h("p", {}, "For support: ", h("code", {}, error.supportId)) : null,
    again ? h("p", {}, button("Try again", again)) : null);
}

/** Fill a place with what `make` gives; shows progress meanwhile, and an error with another try where it fails. */
export async function fill(place, what, make) {
  put(place, progress(what));
  place.setAttribute("aria-busy", "true");
  try {
    put(place, await make());
  } catch (error) {
    if (error.name !== "AbortError") put(place, problem(error, () => fill(place, what, make)));
  } finally {
    place.removeAttribute("aria-busy");
  }
  return place;
}

/** Do something for a button: it is off meanwhile, and the place below it tells how it went. Gives the answer, or null.
 *
 * `explain` builds what tells of an error, where a page has more to say of it. */
export async function perform(pressed, place, what, work, explain = problem) {
  pressed.setAttribute("aria-disabled", "true");
  if (pressed.dataset.busy) return null;
  pressed.dataset.busy = "yes";
  put(place, progress(what));
  say(`${what} …`);
  try {
    const answer = await work();
    put(place);
    return answer;
  } catch (error) {
    put(place, explain(error));
    return null;
  } finally {
    delete pressed.dataset.busy;
    pressed.removeAttribute("aria-disabled");
  }
}

