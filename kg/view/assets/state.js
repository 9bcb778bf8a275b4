// What is chosen: the selection, the filters and how much is shown. All of it stands in the page's address.

// A phone, upright or not; on paper the page stays as large as it was on the screen.
const SMALL = window.matchMedia("screen and (max-width: 820px), screen and (max-height: 480px)");
let small = SMALL.matches;
const MOST_AT_FIRST = () => (small ? 12 : 36);

const state = { node: null, edge: null, hidden: new Set(), since: "", until: "", all: false, extra: new Set(),
  lost: false };
const watchers = [];

function change(changes, { quiet = false } = {}) {
  Object.assign(state, { lost: false }, changes);
  saveAddress();
  if (!quiet) for (const watch of watchers) watch();
}

function whenChanged(watch) {
  watchers.push(watch);
}

// ---- what the filters let through

function factShows(index) {
  const fact = GRAPH.facts[index];
  if (!state.since && !state.until) return true;
  if (!fact.days) return false;
  return (!state.since || fact.days[1] >= state.since) && (!state.until || fact.days[0] <= state.until);
}

const kindShows = (node) => !state.hidden.has(node.group);

function edgeShows(edge) {
  return !state.hidden.has(`line-${edge.link}`) && kindShows(NODES.get(edge.from)) && kindShows(NODES.get(edge.to))
    && edge.facts.some(factShows);
}

function nodeShows(node) {
  return kindShows(node) && (node.facts.length === 0 || node.facts.some(factShows));
}

// The most connected that hold together: who would stand alone in the picture gives way to one who would not.
function mostConnected(most) {
  const ranked = [...NODES.values()];
  if (ranked.length <= most * 1.25) return new Set(ranked.map((node) => node.id));
  const chosen = new Set(ranked.slice(0, most).map((node) => node.id));
  const joins = (node) => node.links.filter((e) => e.from !== e.to && chosen.has(e.from === node.id ? e.to : e.from)).length;
  for (const node of ranked.slice(0, most).reverse()) {
    if (joins(node)) continue;
    const other = ranked.reduce((best, each) => (chosen.has(each.id) || !joins(each) || (best && joins(best) >= joins(each)) ? best
      : each), null);
    if (!other) break;
    chosen.delete(node.id);
    chosen.add(other.id);
  }
  return chosen;
}

let first = { most: 0, ids: new Set() };
function atFirst() {
  const most = MOST_AT_FIRST();
  if (first.most !== most) first = { most, ids: mostConnected(most) };
  return first.ids;
}

// Those in the picture: the most connected, whatever was looked for, or all.
function inPicture(node) {
  return state.all || atFirst().has(node.id) || state.extra.has(node.id);
}

function filtered() {
  return state.hidden.size > 0 || Boolean(state.since) || Boolean(state.until);
}

function neighbours(id) {
  const found = new Set();
  for (const edge of NODES.get(id).links) if (edgeShows(edge)) found.add(edge.from === id ? edge.to : edge.from);
  found.delete(id);
  return [...found].sort((a, b) => NODES.get(a).rank - NODES.get(b).rank);
}

// The names that the selection is about: one, both ends of a line, or none.
function chosenNames() {
  if (state.node !== null) return [state.node];
  return state.edge !== null ? [EDGES.get(state.edge).from, EDGES.get(state.edge).to] : [];
}

// Whether the filters leave the selection in the picture.
function chosenShows() {
  return state.node !== null ? nodeShows(NODES.get(state.node)) : state.edge !== null && edgeShows(EDGES.get(state.edge));
}

// What is selected is in the picture, however little of the rest is.
function keepChosen() {
  for (const id of chosenNames()) if (!inPicture(NODES.get(id))) state.extra.add(id);
}

// Facts of the selection, in order of time.
function selectedFacts() {
  const chosen = state.node !== null ? NODES.get(state.node) : state.edge !== null ? EDGES.get(state.edge) : null;
  return chosen ? inTime(chosen.facts.filter(factShows)) : [];
}

// ---- selection

function selectNode(id) {
  if (!NODES.has(id)) return;
  Object.assign(state, { node: id, edge: null });
  keepChosen();
  change({});
}

function selectEdge(id) {
  if (!EDGES.has(id)) return;
  Object.assign(state, { node: null, edge: id });
  keepChosen();
  change({});
}

function showAll(all) {
  Object.assign(state, { all, extra: new Set() });
  keepChosen();
  change({});
}

function clearSelection() {
  change({ node: null, edge: null });
}

// ---- the address

function saveAddress() {
  const parts = new URLSearchParams();
  if (state.node !== null) parts.set("node", state.node);
  if (state.edge !== null) parts.set("edge", state.edge);
  if (state.hidden.size) parts.set("hide", [...state.hidden].sort().join(","));
  if (state.since) parts.set("since", state.since);
  if (state.until) parts.set("until", state.until);
  if (state.all) parts.set("all", "1");
  if (state.extra.size) parts.set("with", [...state.extra].sort().join("|"));
  const address = parts.toString();
  if (address === location.hash.slice(1)) return;
  // from a disk some browsers refuse to change the history; the hash alone they allow
  try {
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
  } catch {
    location.hash = address;
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(parts.get(name) || "") ? parts.get(name) : "");
  const known = new Set([...Object.keys(GRAPH.kinds), ...Object.keys(GRAPH.links).map((link) => `line-${link}`)]);
  const node = parts.get("node"), edge = parts.get("edge");
  state.hidden = new Set((parts.get("hide") || "").split(",").filter((kind) => known.has(kind)));
  state.since = day("since");
  state.until = day("until");
  state.all = parts.get("all") === "1";
  state.extra = new Set((parts.get("with") || "").split("|").filter((id) => NODES.has(id)));
  state.node = node !== null && NODES.has(node) ? node : null;
  state.edge = state.node === null && edge !== null && EDGES.has(edge) ? edge : null;
  state.lost = (node !== null || edge !== null) && state.node === null && state.edge === null;
  keepChosen();
}
