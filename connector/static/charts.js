// Draws numbers as SVG. A picture never stands alone: a table says the same, and patterns and words say what colours do.

import { h, table } from "./elements.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDE = { width: 1280, height: 280, left: 44, right: 8, top: 22, bottom: 30 };
const NARROW = { width: 620, row: 46, top: 4, bar: 14 };
const LABEL_WIDTH = 58;
const NUMBER_WIDTH = 22;
const WIDEST_BAR = 48;
let drawn = 0;

/** Build one bar for each column, made of its series; `line` names what is drawn as a line across the bar, without being part of it.
 *
 * A column is `{name, …numbers}`, a series `{key, name, kind}`; kinds are good, error, warning and plain. */
export function stackedBars(title, columns, series, line) {
  const { width, height, left, right, top, bottom } = WIDE;
  const prefix = `chart-${drawn += 1}`;
  const sum = (one) => series.reduce((total, { key }) => total + one[key], 0);
  const ticks = ticksUpTo(Math.max(1, ...columns.map((one) => Math.max(sum(one), one[line.key]))));
  const floor = height - bottom;
  const y = (value) => floor - (value / ticks.at(-1)) * (floor - top);
  const band = (width - left - right) / columns.length;
  const thick = Math.min(band * 0.64, WIDEST_BAR);
  const each = Math.ceil(LABEL_WIDTH / band);
  const picture = svg(title, width, height, prefix, [
    ticks.map((value) => [
      s("line", { class: "grid-line", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      s("text", { class: "axis", x: left - 8, y: y(value) + 4, "text-anchor": "end" }, value),
    ]),
    columns.map((one, number) => {
      const middle = left + band * (number + 0.5);
      let below = 0;
      const parts = series.filter(({ key }) => one[key]).map(({ key, kind }) => {
        const part = s("rect", { x: middle - thick / 2, width: thick, y: y(below + one[key]), height: y(below) - y(below + one[key]), ...fill(kind, prefix) });
        below += one[key];
        return part;
      });
      const highest = Math.max(below, one[line.key]);
      return s("g", {}, s("title", {}, `${one.name}: ${said(one, series, line)}`),
        s("rect", { class: "hit", x: middle - band / 2, width: band, y: top, height: floor - top }), parts,
        one[line.key] ? s("line", { class: "mark", x1: middle - thick * 0.68, x2: middle + thick * 0.68, y1: y(one[line.key]), y2: y(one[line.key]) }) : null,
        below && band >= NUMBER_WIDTH ? s("text", { class: "total", x: middle, y: y(highest) - 7, "text-anchor": "middle" }, below) : null,
        // Counted from the last one: today has its name always.
        (columns.length - 1 - number) % each === 0 ? s("text", { class: "axis", x: middle, y: height - 9, "text-anchor": "middle" }, one.name) : null);
    }),
  ]);
  const numbers = [line, ...series].map(({ key, name }) => ({ title: name, number: true, cell: (one) => one[key] }));
  return figure(picture, [legend(series, line, prefix)], table(title, [{ title: "Day", head: true, cell: (one) => one.name }, ...numbers], columns));
}

/** Build one lying bar for each row `{name, number, part, text}`; `part` of the number is hatched, `text` says both. */
export function lyingBars(title, rows, columns) {
  const { width, row, top, bar } = NARROW;
  const prefix = `chart-${drawn += 1}`;
  const most = Math.max(1, ...rows.map((one) => one.number));
  const long = (value) => (value / most) * width;
  const picture = svg(title, width, top + row * rows.length, prefix, rows.map((one, number) => {
    const y = top + row * number;
    const part = one.part ?? 0;
    return s("g", {},
      s("text", { class: "name", x: 0, y: y + 15 }, one.name),
      s("text", { class: "name", x: width, y: y + 15, "text-anchor": "end" }, one.text),
      s("rect", { class: "track", x: 0, y: y + 22, width, height: bar }),
      s("rect", { class: "info", x: 0, y: y + 22, width: long(one.number - part), height: bar }),
      part ? s("rect", { x: long(one.number - part), y: y + 22, width: Math.max(3, long(part)), height: bar, ...fill("warning", prefix) }) : null);
  }));
  return figure(picture, [], table(title, columns, rows));
}

function said(one, series, line) {
  return [line, ...series].filter(({ key }) => one[key]).map(({ key, name }) => `${one[key]} ${name}`).join(", ") || "nothing";
}

/** Give the numbers beside the lines of the grid: whole ones, from 0 to one that nothing exceeds. */
function ticksUpTo(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 1;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, number) => number * step);
}

function legend(series, line, prefix) {
  const swatch = (...drawing) => s("svg", { width: 16, height: 14, viewBox: "0 0 16 14", "aria-hidden": "true" }, drawing);
  return h("ul", { class: "legend" },
    h("li", {}, swatch(s("line", { class: "mark", x1: 0, x2: 16, y1: 7, y2: 7 })), line.name),
    series.map(({ name, kind }) => h("li", {}, swatch(s("rect", { width: 16, height: 14, ...fill(kind, prefix) })), name)));
}

function figure(picture, more, numbers) {
  return h("div", { class: "figure" }, h("div", { class: "drawing" }, picture), more,
    h("details", {}, h("summary", {}, "The numbers as a table"), numbers));
}

function svg(title, width, height, prefix, drawing) {
  return s("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}. The numbers stand in the table below.` },
    s("defs", {}, hatching(prefix)), drawing);
}

/** Give the patterns by which series are told apart without colours. */
function hatching(prefix) {
  const pattern = (kind, size, ...lines) => s("pattern", { id: `${prefix}-${kind}`, width: size, height: size, patternUnits: "userSpaceOnUse" },
    s("rect", { class: kind, width: size, height: size }), lines);
  return [
    pattern("error", 8, s("path", { class: "hatch", d: "M-2 2 2-2M0 8 8 0M6 10 10 6" })),
    pattern("warning", 6, s("circle", { class: "dot", cx: 3, cy: 3, r: 1.3 })),
    pattern("plain", 6, s("path", { class: "hatch", d: "M0 3H6" })),
  ];
}

function fill(kind, prefix) {
  return kind === "good" ? { class: "good" } : { fill: `url(#${prefix}-${kind})` };
}

function s(tag, attributes, ...children) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, typeof value === "number" ? Number(value.toFixed(2)) : value);
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined) element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}
