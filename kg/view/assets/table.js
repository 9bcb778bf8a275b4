// The same in words: all names and all facts, with the same filters and the same selection.

const ROWS = 200;
let rowsNames = ROWS, rowsFacts = ROWS;

function choosable(chosen, choose) {
  return {
    "aria-selected": String(chosen),
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
  return el("tr", { "aria-selected": String(chosen) },
    el("td", { class: "day" }, fact.date ? shortDate(fact.date) : fact.days ? shortDate(fact.days[0]) : "",
      fact.days && !fact.date ? el("span", {}, "reported") : null),
    el("td", {}, el("b", {}, first), ` ${[verb, last].filter(Boolean).join(" ")}${tail && !tail.startsWith(",") ? " " : ""}${tail}`, fact.manner ? ` (${fact.manner})` : "",
      fact.says ? el("div", {}, fact.direct ? `“${fact.says}”` : fact.says) : null, fact.sentence ? marked(fact) : null),
    el("td", {}, source(fact) || ""));
}

function more(rest, act) {
  return rest > 0 ? el("button", { class: "plain", type: "button", on: { click: act } }, `${rest.toLocaleString("en")} more`) : null;
}

function table(caption, heads, rows) {
  return el("table", {}, el("caption", { class: "unseen" }, caption),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows));
}

function drawList() {
  const names = [...NODES.values()].filter((node) => node.group !== "event" && nodeShows(node));
  const chosen = new Set(selectedFacts());
  const visible = new Set();
  for (const node of NODES.values()) if (nodeShows(node)) for (const i of node.facts) visible.add(i);
  for (const edge of EDGES.values()) if (edgeShows(edge)) for (const i of edge.facts) visible.add(i);
  if (!filtered()) GRAPH.facts.forEach((_, i) => visible.add(i)); // also those that name nobody
  const facts = inTime([...visible].filter(factShows)).sort((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)));
  const about = chosen.size ? `Those of the selection first (${chosen.size} of ${facts.length.toLocaleString("en")}).` : "";
  $("list").replaceChildren(
    el("h2", {}, `Facts (${facts.length.toLocaleString("en")})`), el("p", { class: "note" }, about),
    table("Facts in order of time", ["When", "Fact and its words", "Article"],
      facts.slice(0, rowsFacts).map((i) => factRow(i, chosen.has(i)))),
    more(facts.length - rowsFacts, () => { rowsFacts += ROWS; drawList(); }) || "",
    el("h2", {}, `Names (${names.length.toLocaleString("en")})`),
    table("Names, the most connected first", ["Name", "Kind", "Links", "Facts"], names.slice(0, rowsNames).map(nameRow)),
    more(names.length - rowsNames, () => { rowsNames += ROWS; drawList(); }) || "");
}
