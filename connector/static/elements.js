// Builds what is shown. Texts become text nodes and nothing else: whatever a name or a note holds, it stays text.

const NO_VALUE = "–";

/** Build an element. Attributes named `on…` are listeners, `true` sets and `false` or `null` leaves out; children are nodes or texts. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

/** Put children into an element; lists are put in one by one, and nothing is put in for null. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Put children in place of what is there. */
export function put(element, ...children) {
  element.replaceChildren();
  return add(element, ...children);
}

/** Give a text, or a dash where there is none. */
export function orNone(text) {
  return text === "" || text === null || text === undefined ? NO_VALUE : text;
}

/** Build a table. A column is `{title, cell(row), number, head}`; `head` marks the cell that names its row. */
export function table(caption, columns, rows, { marked = () => false, hidden = false } = {}) {
  const head = columns.map((one) => h("th", { scope: "col", class: one.number ? "number" : null }, one.title));
  const body = rows.map((row) =>
    h("tr", { class: marked(row) ? "marked" : null }, columns.map((one) => cell(one, row))));
  const whole = h("table", {}, h("caption", { class: hidden ? "unseen" : null }, caption),
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
  return h("div", { class: "wide", role: "region", "aria-label": caption, tabindex: "0" }, whole);
}

function cell(column, row) {
  const content = column.cell(row);
  const attributes = { class: column.number ? "number" : null };
  if (column.head) return h("th", { ...attributes, scope: "row" }, content);
  return h("td", attributes, content instanceof Node || Array.isArray(content) ? content : orNone(content));
}

/** Build a list of names and values; those without a value are shown as a dash. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs.map(([name, value]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value instanceof Node || Array.isArray(value) ? value : orNone(value)))));
}

/** Mark a value that is not the same on both sides, also for those who do not see the mark. */
export function differing(isOther, content) {
  return isOther ? h("span", { class: "differs" }, content, h("span", { class: "unseen" }, " (differs)")) : content;
}

/** Build a section with a heading. */
export function section(title, ...children) {
  const id = `section-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), children);
}

/** Build a box that stands out. `kind` is info, good, warning or error. */
export function notice(kind, title, ...children) {
  return h("div", { class: `notice ${kind}`, role: kind === "error" ? "alert" : null },
    title ? h("p", { class: "notice-title" }, title) : null, children);
}

/** Build what stands where there is nothing yet: what it means, and what to do. */
export function empty(title, ...children) {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), children);
}

/** Build a small label; `kind` colours it, the text says the same. */
export function badge(text, kind) {
  return h("span", { class: `badge ${kind ?? "plain"}` }, text);
}

/** Build a control with its label and, perhaps, a hint. `control` is a tag; gives the whole and the control. */
export function field(label, control, attributes = {}, { hint, options } = {}) {
  const id = `field-${attributes.name}`;
  const element = h(control, { id, "aria-describedby": hint ? `${id}-hint` : null, ...attributes },
    (options ?? []).map(([value, text]) => h("option", { value, selected: value === attributes.value }, text)));
  if (attributes.value !== undefined) element.value = attributes.value;
  const whole = h("div", { class: "field" }, h("label", { for: id }, label), element,
    hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null);
  return { whole, element };
}

/** Build a button. */
export function button(text, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}
