// Asks for sure before something is done that cannot be taken back: a box that says what it does, and tells there when it fails.

import { button, h, put } from "./elements.js";
import { perform } from "./waiting.js";

const EDGE = 16;

/** Open the box in a place. `work` is done for "yes", `then` takes its answer once the box is closed. */
export function confirm(place, { title, text, yes, no, what, danger = false }, work, then) {
  const told = h("div", {});
  const pressed = button(yes, async () => {
    const answer = await perform(pressed, told, what, work);
    if (!answer) return;
    box.close();
    then(answer);
  }, { class: danger ? "danger" : null });
  const box = h("dialog", { "aria-labelledby": "confirming", onclose: () => box.remove() },
    h("h2", { id: "confirming" }, title), text, told,
    h("div", { class: "buttons" }, pressed, button(no, () => box.close(), { class: "quiet" })));
  put(place, box);
  box.showModal();
  if (document.documentElement.classList.contains("framed")) bringIntoSight(box);
}

/** Put the box in the middle of what can be seen of the page: a frame is as high as its page, and its own middle may be out of sight. */
function bringIntoSight(box) {
  // The portal is of another host and tells nothing; an observer is told by the browser which part of the frame is shown.
  new IntersectionObserver(([{ intersectionRect: shown }], observer) => {
    observer.disconnect();
    const highest = window.innerHeight - box.offsetHeight - EDGE;
    const middle = shown.top + (shown.height - box.offsetHeight) / 2;
    box.style.marginTop = `${Math.max(EDGE, Math.min(middle, highest))}px`;
  }).observe(document.body);
}
