// What stands for what: dates as people read them, and the words for codes of Adobe's and the platform's.

const MOMENT = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC",
});
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });

/** Build a moment: UTC, the machine's form beside it. Empty where there is none. */
export function moment(iso) {
  return written(iso, MOMENT, " UTC");
}

/** Build a day. */
export function day(iso) {
  return written(iso, DAY, "");
}

/** Say a day without its year, for places that are narrow. */
export function shortDay(iso) {
  return SHORT.format(new Date(iso));
}

/** Say how long something took: two digits at least, in the unit that people would choose. */
export function lasting(seconds) {
  const [divisor, unit] = [[86_400, "days"], [3600, "h"], [60, "min"]].find(([one]) => seconds >= 2 * one) ?? [1, "s"];
  const value = seconds / divisor;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function written(iso, form, zone) {
  const time = document.createElement("time");
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) {
    time.textContent = iso || "–";
    return time;
  }
  time.dateTime = iso;
  time.textContent = form.format(at) + zone;
  return time;
}

/** Where a request stands: the word, and the colour of its label. */
export const STANDS = {
  parked: ["waits for a person", "warning"],
  waiting: ["waits for time", "info"],
  seen: ["under way", "info"],
  ended: ["ended", "plain"],
  unseen: ["not here yet", "plain"],
};

/** Where a reseller stands: the word, and the colour of its label. */
export const RESELLERS = {
  set_up: ["set up", "good"], being_set_up: ["being set up", "info"], parked: ["waits for a person", "warning"], missing: ["missing", "error"],
};

/** How a kept price list stands: the word, and the colour of its label. */
export const LISTS = { fetching: ["being fetched", "info"], incomplete: ["incomplete", "error"], published: ["whole", "good"] };

/** Say a month, which the API writes as 202603. */
export function month(written) {
  return MONTH.format(new Date(`${written.slice(0, 4)}-${written.slice(4)}-01T00:00:00Z`));
}

/** The platform's status of a request or an asset: the colour of its label. */
export const COLOURS = {
  approved: "good", active: "good", failed: "error", terminated: "error", pending: "info", inquiring: "warning",
  suspended: "warning", processing: "info",
};

/** Adobe's statuses of orders, subscriptions and customers. */
export const ADOBES = {
  1000: "active or complete (1000)", 1002: "being processed (1002)", 1004: "inactive (1004)", 1008: "returned (1008)",
  1009: "not renewed (1009)", 1010: "moved (1010)", 1020: "account inactive (1020)", 1024: "unknown (1024)", 1026: "invalid (1026)",
};

/** Say an Adobe status in words; one that is not known stays as it is. */
export function adobes(status) {
  return ADOBES[status] ?? status;
}

/** What a step of the explanation is. */
export const STEPS = { known: "Known", seen: "Looked up", would: "Before that", next: "Next move", why: "Because" };

/** How a request ended: what the connector answered with; where somebody else did, the platform's own word stands. */
export const ENDS = { approve: "approved", fail: "refused", inquire: "asked back" };

/** What happened, in the timeline. */
export const HAPPENED = { came: "Came in", waits: "Waits", parked: "Parked", ended: "Ended", call: "Call to Adobe" };
