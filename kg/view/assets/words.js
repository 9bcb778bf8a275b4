// What is said: the graph as it was written into the page, and dates and counts in words.

const GRAPH = JSON.parse(document.getElementById("graph").textContent);
const NODES = new Map(GRAPH.nodes.map((node, rank) => [node.id, { ...node, rank, links: [] }]));
const EDGES = new Map(GRAPH.edges.map((edge) => [edge.id, edge]));
for (const edge of EDGES.values()) {
  NODES.get(edge.from).links.push(edge);
  if (edge.to !== edge.from) NODES.get(edge.to).links.push(edge);
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

const $ = (id) => document.getElementById(id);

// An element with text or children; text is only ever set as text.
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

// "2017-12-22" as "22 December 2017", "2017-11" as "November 2017"; an interval by both ends; else as it is.
function inWords(date) {
  const ends = date.split("/");
  if (ends.length === 2 && ends[0] && ends[1]) return span(inWords(ends[0]).split(" "), inWords(ends[1]).split(" "));
  const parts = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)$/.exec(date);
  if (!parts) return date;
  const month = parts[2] && MONTHS[Number(parts[2]) - 1];
  if (parts[2] && !month) return date;
  const words = [parts[3] && String(Number(parts[3])), month, parts[1]].filter(Boolean).join(" ");
  return parts[4] ? `about ${words}` : words;
}

// "20 May 2024" and "26 May 2024" as "20–26 May 2024": what both ends share stands once.
function span(first, last) {
  let shared = 0;
  while (shared < Math.min(first.length, last.length) - 1
    && first[first.length - 1 - shared] === last[last.length - 1 - shared]) shared += 1;
  const left = first.slice(0, first.length - shared).join(" ");
  return `${left}${left.includes(" ") || last.length - shared > 1 ? " – " : "–"}${last.join(" ")}`;
}

const list = (names) => names.join(", ");

// A fact in a line: who, what, whom. `verb` is what stands between the two.
function headline(fact) {
  const who = list(fact.who || []), whom = list(fact.whom || []), where = list(fact.where || []);
  if (fact.sort === "role") return { first: `${who || "Someone"},`, verb: whom ? `${fact.what} of` : fact.what, last: whom, tail: "" };
  if (fact.sort === "statement") {
    return { first: who || "Someone", verb: fact.what, last: whom, tail: fact.to ? `, to ${list(fact.to)}` : "" };
  }
  const what = fact.what.charAt(0).toUpperCase() + fact.what.slice(1);
  const between = [who, whom].filter(Boolean).join(" → ");
  return { first: between ? `${what}:` : what, verb: [between, where && `in ${where}`].filter(Boolean).join(" "), last: "", tail: "" };
}

function dayWords(fact) {
  if (fact.date) return inWords(fact.date);
  const reported = fact.days ? `reported ${inWords(fact.days[0])}` : "";
  return [fact.said && `“${fact.said}”`, reported].filter(Boolean).join(" · ") || "no date";
}

// Facts in order of time: dated ones by their first day, those without any day last, then as they stand in the text.
function inTime(indices) {
  const key = (i) => (GRAPH.facts[i].days ? GRAPH.facts[i].days[0] : "9999-99-99");
  return [...indices].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b));
}

// Letters without accents, in lower case, so that `Lopez` finds `López`.
function plainLetters(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const SHAPE_PATHS = {
  dot: "M9 2.5a6.5 6.5 0 1 0 .01 0z",
  square: "M3 3h12v12H3z",
  hexagon: "M5.5 3h7L16 9l-3.5 6h-7L2 9z",
  triangleDown: "M2 3.5h14L9 15.5z",
  star: "M9 1.5l2.2 4.9 5.3.5-4 3.5 1.2 5.2L9 12.9l-4.7 2.7 1.2-5.2-4-3.5 5.3-.5z",
  diamond: "M9 1.5L16.5 9 9 16.5 1.5 9z",
};
const SHAPE_OF = Object.create(null);
for (const node of NODES.values()) SHAPE_OF[node.group] = node.shape;
const DASHES = { part: false, office: false, where: [2, 4], to: false, about: [7, 4], cooperation: false,
  conflict: [9, 3], other: [2, 4] };
const SIGN_DASHES = { where: "1.6 2.4", about: "4 2.4", conflict: "6 2", other: "1.6 2.4" };
const ARROWED = new Set(["office", "to", "about"]);

// The sign of a kind of node or of line, as the picture draws it.
function icon(kind, line = false) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 18 18");
  svg.setAttribute("class", `icon ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const draw = (attributes) => {
    const path = document.createElementNS(space, "path");
    for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
    svg.append(path);
  };
  if (line) {
    const pen = { fill: "none", stroke: "currentColor", "stroke-width": "2.2" };
    draw({ d: "M1 9h15.5", ...pen, ...(DASHES[kind] ? { "stroke-dasharray": SIGN_DASHES[kind] } : {}) });
    if (ARROWED.has(kind)) draw({ d: "M11.5 4.5L16.5 9l-5 4.5", ...pen });
  } else {
    draw({ d: SHAPE_PATHS[SHAPE_OF[kind]] || SHAPE_PATHS.dot, fill: "currentColor" });
  }
  return svg;
}
