// The same in words: all names and all facts, with the same filters and the same selection.

const ROWS = 200;
const rows = { facts: ROWS, names: ROWS, lines: ROWS };

function choosable(chosen, choose) {
  return {
    class: chosen ? "chosen" : null,
    on: { click: (event) => { if (!event.target.closest("button, a")) choose(); } },
  };
}

function nameRow(node) {
  const [one] = GRAPH.kinds[node.group];
  return el("tr", choosable(state.node === node.id, () => selectNode(node.id)),
    el("th", { scope: "row" }, nodeLink(node.id)), el("td", {}, one),
    el("td", { class: "number" }, String(node.links.filter(edgeShows).length)),
    el("td", { class: "number" }, String(node.facts.filter(factShows).length)));
}

function factRow(index, chosen) {
  const fact = GRAPH.facts[index];
  const { first, verb, last, tail } = headline(fact);
  return el("tr", { class: chosen ? "chosen" : null },
    el("td", { class: "day" }, fact.date ? shortDate(fact.date) : fact.days ? shortDate(fact.days[0]) : "",
      fact.days && !fact.date ? el("span", {}, "reported") : null),
    el("td", {}, el("b", {}, el("bdi", {}, first)), " ", el("bdi", {}, verb), last && " ", el("bdi", {}, last), tail, fact.manner ? ` (${fact.manner})` : "",
      fact.says ? el("div", { dir: "auto" }, fact.direct ? `“${fact.says}”` : fact.says) : null, fact.sentence ? marked(fact) : null),
    el("td", {}, source(fact) || ""));
}

function lineRow(edge) {
  return el("tr", choosable(state.edge === edge.id, () => selectEdge(edge.id)),
    el("td", {}, nodeLink(edge.from)), el("td", {}, icon(edge.link, true), " ", edgeLink(edge)), el("td", {}, nodeLink(edge.to)),
    el("td", { class: "number" }, String(edge.facts.filter(factShows).length)));
}

// A table with a heading and its count; of a long one the first rows and a button for more.
function table(name, title, heads, entries, row) {
  const rest = entries.length - rows[name];
  const more = () => {
    const from = rows[name];
    rows[name] += ROWS;
    drawList();
    const next = $(`table-${name}`).tBodies[0].rows[from];
    next.tabIndex = -1; // whoever reads by keyboard goes on from here
    next.focus();
  };
  return [
    el("table", { id: `table-${name}` }, el("caption", { class: "unseen" }, title),
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col", class: COUNTS.has(head) ? "number" : null }, head)))),
      el("tbody", {}, ...entries.slice(0, rows[name]).map(row))),
    rest > 0 ? el("button", { class: "plain", type: "button", on: { click: more } }, `${rest.toLocaleString("en")} more`) : "",
  ];
}
const COUNTS = new Set(["Links", "Facts"]);

function drawList() {
  const names = [...NODES.values()].filter((node) => node.group !== "event" && nodeShows(node));
  const chosen = new Set(selectedFacts());
  const visible = new Set();
  for (const node of NODES.values()) if (nodeShows(node)) for (const i of node.facts) visible.add(i);
  for (const edge of EDGES.values()) if (edgeShows(edge)) for (const i of edge.facts) visible.add(i);
  if (!filtered()) GRAPH.facts.forEach((_, i) => visible.add(i)); // also those that name nobody
  const facts = inTime([...visible].filter(factShows)).sort((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)));
  const lines = [...EDGES.values()].filter(edgeShows);
  const about = chosen.size ? `Those of the selection first (${chosen.size.toLocaleString("en")} of ${facts.length.toLocaleString("en")}).` : "";
  const held = $("list").contains(document.activeElement) ? document.activeElement.dataset.go || "" : null;
  $("list").replaceChildren(
    el("h2", {}, `Facts (${facts.length.toLocaleString("en")})`), about ? el("p", { class: "note" }, about) : "",
    ...table("facts", "Facts in order of time", ["When", "Fact and its words", "Article"], facts, (i) => factRow(i, chosen.has(i))),
    el("h2", {}, `Names (${names.length.toLocaleString("en")})`),
    ...table("names", "Names, the most connected first", ["Name", "Kind", "Links", "Facts"], names, nameRow),
    el("h2", {}, `Lines (${lines.length.toLocaleString("en")})`),
    ...table("lines", "Lines between names and events", ["From", "Line", "To", "Facts"], lines, lineRow));
  if (held === null || $("list").hidden) return;
  const again = held && [...$("list").querySelectorAll("[data-go]")].find((each) => each.dataset.go === held);
  (again || $("list")).focus({ preventScroll: !again });
}
