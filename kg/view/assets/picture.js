// The picture: vis-network draws it and finds the places; when it has, its physics is switched off for good.

const box = $("picture");
const drawnNodes = new vis.DataSet(), drawnEdges = new vis.DataSet();
const places = new Map(); // where each node stands, once it has been in the picture
const measure = document.createElement("canvas").getContext("2d");
const FONT = 14, GAP = 7, MARGIN = 26, LINE = 1.25, FACE = "system-ui, 'Noto Sans', 'Liberation Sans', sans-serif";
const MANY = 150; // more nodes than this come with their places, and labels are not pushed free
let fontWorld = FONT;
let colours = {};
let settling = false;

const picture = new vis.Network(box, { nodes: drawnNodes, edges: drawnEdges }, {
  autoResize: true,
  physics: false,
  layout: { randomSeed: 7, improvedLayout: false },
  interaction: {
    hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, multiselect: false, keyboard: false,
    tooltipDelay: 3600000, zoomSpeed: 0.6, hideEdgesOnZoom: GRAPH.edges.length > 1500, hideEdgesOnDrag: GRAPH.edges.length > 1500,
  },
  nodes: { borderWidth: 1.5, borderWidthSelected: 1.5, labelHighlightBold: false,
    scaling: { label: { enabled: false, drawThreshold: 7, maxVisible: 26 } } },
  edges: { hoverWidth: 0, selectionWidth: 0, labelHighlightBold: false, arrowStrikethrough: false,
    selfReference: { size: 18 }, scaling: { label: { enabled: false, drawThreshold: 6, maxVisible: 16 } } },
});

// ---- how things look

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = [...Object.keys(GRAPH.kinds), ...Object.keys(GRAPH.links), "ink", "soft", "halo", "paper", "strong"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

// Long names stand on several lines, and end in dots where even those are too few.
function wrapped(text) {
  const lines = [];
  for (const word of text.split(/\s+/u)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && (last + " " + word).length <= 20) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push([...word].length > 24 ? `${[...word].slice(0, 23).join("")}…` : word);
  }
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2].replace(/…$/u, "")}…`] : lines;
}

function labelOf(node) {
  const lines = wrapped(node.label);
  if (node.group !== "event") return lines;
  if (node.manner) lines.push(`(${node.manner})`);
  if (node.note) lines.push(shortDate(node.note));
  return lines;
}

function shortDate(date) {
  return inWords(date).replace(/\b(January|February|March|April|August|September|October|November|December)\b/gu,
    (month) => month.slice(0, 3));
}

const MOST = Math.max(1, ...GRAPH.nodes.map((node) => NODES.get(node.id).links.length));
for (const node of NODES.values()) {
  node.lines = labelOf(node);
  node.size = (node.group === "event" ? 8 : 9) + 13 * Math.sqrt(node.links.length / MOST);
}

// Lines between the same two are bent apart, each the same way whichever end it starts from.
function bend() {
  const pairs = new Map();
  for (const edge of EDGES.values()) {
    const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(edge);
  }
  for (const edges of pairs.values()) {
    edges.forEach((edge, i) => {
      const offset = (i - (edges.length - 1) / 2) * Math.min(0.24, 0.9 / edges.length) * (edge.from < edge.to ? 1 : -1);
      edge.smooth = offset === 0 ? { enabled: false, type: "continuous" }
        : { enabled: true, type: offset > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(offset) };
    });
  }
}
bend();

// Those whom the selection is about; null where nothing is selected.
function inFocus() {
  if (!chosenShows()) return null;
  return new Set(state.node !== null ? [state.node, ...neighbours(state.node)] : chosenNames());
}

function nodeLook(node, focus) {
  const dim = focus !== null && !focus.has(node.id);
  const chosen = state.node === node.id;
  const colour = colours[node.group];
  const unsure = Boolean(node.manner) && node.manner !== "planned" && node.manner !== "reported";
  return {
    id: node.id,
    label: node.lines.join("\n"),
    shape: node.shape,
    size: node.size,
    hidden: !nodeShows(node),
    opacity: dim ? 0.14 : 1,
    borderWidth: chosen ? 4 : 1.5,
    color: { background: unsure || node.manner === "planned" ? colours.halo : colour, border: chosen ? colours.ink : colour,
      highlight: { background: colour, border: colours.ink }, hover: { background: colour, border: colours.ink } },
    shapeProperties: { borderDashes: unsure ? [4, 3] : false },
    font: { face: FACE, size: fontOf(node), color: dim ? faint(colours.ink) : colours.ink, strokeWidth: dim ? 0 : 4,
      strokeColor: colours.halo, vadjust: 0 },
  };
}

function edgeLook(edge, focus, labelled) {
  const touches = state.edge === edge.id || (state.node !== null && (edge.from === state.node || edge.to === state.node));
  const dim = focus !== null && !touches;
  const colour = colours[edge.link];
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    hidden: !edgeShows(edge) || !inPicture(NODES.get(edge.from)) || !inPicture(NODES.get(edge.to)),
    smooth: edge.smooth,
    dashes: DASHES[edge.link] || false,
    width: 1.3 + Math.min(3, Math.log2(edge.facts.length || 1)) * 0.8 + (state.edge === edge.id ? 2 : 0),
    arrows: { to: { enabled: edge.arrows === "to", scaleFactor: 0.7 } },
    color: { color: colour, hover: colour, highlight: colour, opacity: dim ? 0.1 : touches ? 1 : 0.75, inherit: false },
    label: labelled && touches && hasRoom(edge) ? edge.label : " ",
    font: { face: FACE, size: Math.min(fontWorld, 26) * 0.86, color: colours.ink, strokeWidth: 4, strokeColor: colours.halo,
      align: "horizontal" },
  };
}

// Whether the words of a line fit between its ends.
function hasRoom(edge) {
  const from = places.get(edge.from), to = places.get(edge.to);
  if (!from || !to) return false;
  measure.font = `${Math.min(fontWorld, 26) * 0.86}px ${FACE}`;
  const ends = NODES.get(edge.from).size + NODES.get(edge.to).size + fontWorld * 3;
  return Math.hypot(from.x - to.x, from.y - to.y) > measure.measureText(edge.label).width + ends;
}

function faint(colour) {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}30` : colour;
}

function dress() {
  const focus = inFocus();
  near = large !== null && focus !== null ? apart([...focus].map((id) => NODES.get(id)).filter((n) => places.has(n.id)).slice(0, 60)) : null;
  const touched = state.node !== null ? NODES.get(state.node).links.filter(edgeShows).length : 1;
  const inside = [...NODES.values()].filter(inPicture);
  const between = [...EDGES.values()].filter((e) => inPicture(NODES.get(e.from)) && inPicture(NODES.get(e.to)));
  drawnOnce(() => {
    drawnNodes.update(changed(inside.map((node) => nodeLook(node, focus)), nodeLooks));
    drawnEdges.update(changed(between.map((edge) => edgeLook(edge, focus, touched <= 12)), edgeLooks));
  });
  $("nothing").hidden = inside.some(nodeShows);
  $("nothing").textContent = !filtered() ? "There is nothing to draw: no such facts were found."
    : state.since && state.until && state.since > state.until ? "No day is left: “From” is after “To”."
      : "Nothing to show with these filters.";
}

// vis-network draws everything anew at each of these changes; once after all of them is enough.
function drawnOnce(act) {
  const tell = (what) => picture.body.emitter.emit(what);
  tell("_blockRedraw");
  try {
    act();
  } finally {
    tell("_allowRedraw");
    tell("_requestRedraw");
  }
}

// Of looks only those that are not as they were, since to tell vis-network of one is slow.
const nodeLooks = new Map(), edgeLooks = new Map();
function changed(looks, before) {
  return looks.filter((look) => {
    const now = JSON.stringify(look);
    if (before.get(look.id) === now) return false;
    before.set(look.id, now);
    return true;
  });
}

// ---- where things stand

// In a large picture only some names are written large enough to be read from afar.
// `large` are those, `near` those of the selection.
let large = null, near = null;
const fontOf = (node) => (large === null || (near || large).has(node.id) ? fontWorld : FONT);

function boxOf(node, font = fontOf(node)) {
  const place = places.get(node.id);
  measure.font = `${font}px ${FACE}`;
  const width = Math.max(node.size * 2, ...node.lines.map((line) => measure.measureText(line).width)) + GAP * 2;
  return { place, left: -width / 2, right: width / 2, top: -node.size - GAP,
    bottom: node.size + node.lines.length * font * LINE + GAP };
}

// Push boxes apart, each pair along its shorter way, until none overlap; those in `still` stay.
function pushApart(nodes, still = new Set()) {
  const boxes = nodes.map((node) => ({ ...boxOf(node), still: still.has(node.id) }));
  for (let round = 0; round < 300; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < boxes.length; j += 1) moved = parted(boxes[i], boxes[j]) || moved;
    }
    if (!moved) return;
  }
}

function parted(a, b) {
  const x = Math.min(a.place.x + a.right, b.place.x + b.right) - Math.max(a.place.x + a.left, b.place.x + b.left);
  const y = Math.min(a.place.y + a.bottom, b.place.y + b.bottom) - Math.max(a.place.y + a.top, b.place.y + b.top);
  if (x <= 0.5 || y <= 0.5 || (a.still && b.still)) return false;
  const [axis, by] = x < y ? ["x", x] : ["y", y];
  const way = a.place[axis] < b.place[axis] || (a.place[axis] === b.place[axis]) ? -1 : 1;
  const share = a.still || b.still ? 1 : 0.5;
  if (!a.still) a.place[axis] += way * by * share;
  if (!b.still) b.place[axis] -= way * by * share;
  return true;
}

// Push signs apart, without their labels: of many nodes, each round looks only at those side by side.
function spreadOut(nodes) {
  const boxes = nodes.map((node) => {
    const half = node.size + 3;
    return { place: places.get(node.id), left: -half, right: half, top: -half, bottom: half };
  });
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    boxes.sort((a, b) => a.place.x - b.place.x);
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < boxes.length && boxes[j].place.x - boxes[i].place.x < 56; j += 1) {
        moved = parted(boxes[i], boxes[j]) || moved;
      }
    }
    if (!moved) return;
  }
}

// Stretch the picture to the shape of the window, so that labels have room.
function stretch(nodes) {
  const xs = nodes.map((node) => places.get(node.id).x), ys = nodes.map((node) => places.get(node.id).y);
  const width = Math.max(...xs) - Math.min(...xs) || 1, height = Math.max(...ys) - Math.min(...ys) || 1;
  const ratio = (box.clientWidth / Math.max(1, box.clientHeight)) / (width / height);
  const by = Math.max(0.4, Math.min(2.5, ratio));
  for (const node of nodes) {
    const place = places.get(node.id);
    place.x *= by > 1 ? by : 1;
    place.y *= by < 1 ? 1 / by : 1;
  }
}

function extent(nodes) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const node of nodes) {
    const b = boxOf(node);
    left = Math.min(left, b.place.x + b.left); right = Math.max(right, b.place.x + b.right);
    top = Math.min(top, b.place.y + b.top); bottom = Math.max(bottom, b.place.y + b.bottom);
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

function view(nodes) {
  const all = extent(nodes);
  const scale = Math.min((box.clientWidth - MARGIN) / all.width, (box.clientHeight - MARGIN) / all.height, 1.25);
  return { position: { x: all.x, y: all.y }, scale: Math.max(scale, 0.02) };
}

function shownNodes() {
  return [...NODES.values()].filter((node) => inPicture(node) && places.has(node.id));
}

function fit(animate = false) {
  const nodes = shownNodes().filter(nodeShows);
  if (nodes.length) picture.moveTo({ ...view(nodes), animation: animate && moves() ? { duration: 300 } : false });
}

function moves() {
  return !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Labels as large on the screen as text is, whatever the zoom at which the whole picture fits.
function settleLabels(nodes) {
  fontWorld = FONT;
  large = null;
  near = null;
  if (nodes.length > MANY) {
    large = new Set();
    fontWorld = FONT / view(nodes).scale;
    large = apart(nodes.slice(0, 60));
    return;
  }
  for (let round = 0; round < 4; round += 1) {
    pushApart(nodes);
    const wanted = Math.min(FONT / view(nodes).scale, FONT * 2.2);
    if (Math.abs(wanted - fontWorld) < 0.5) break;
    fontWorld = wanted;
  }
  pushApart(nodes);
}

// Of nodes in order of rank, those whose labels cover no label before them.
function apart(nodes) {
  const chosen = new Set(), taken = [];
  for (const node of nodes) {
    const b = boxOf(node, fontWorld), at = { left: b.place.x + b.left, right: b.place.x + b.right,
      top: b.place.y + b.top, bottom: b.place.y + b.bottom };
    if (taken.some((o) => o.left < at.right && at.left < o.right && o.top < at.bottom && at.top < o.bottom)) continue;
    taken.push(at);
    chosen.add(node.id);
  }
  return chosen;
}

function moveAll(nodes) {
  drawnNodes.update(nodes.map((node) => ({ id: node.id, ...places.get(node.id) })));
}

// Let vis-network find places for all that are in the picture, once; then its physics is off.
function layOut(done) {
  const nodes = [...NODES.values()].filter(inPicture);
  places.clear();
  if (!nodes.length) {
    done();
    return;
  }
  if (nodes.length > MANY && nodes.every((node) => node.x !== undefined)) {
    for (const node of nodes) places.set(node.id, { x: node.x, y: node.y });
    stretch(nodes);
    spreadOut(nodes);
    settleLabels(nodes);
    moveAll(nodes);
    done();
    return;
  }
  settling = true;
  seed(nodes);
  moveAll(nodes);
  picture.setOptions({ physics: {
    enabled: true,
    solver: "barnesHut",
    barnesHut: { gravitationalConstant: -20000, springLength: 90, springConstant: 0.05, damping: 0.4,
      centralGravity: 2, avoidOverlap: 0, theta: 0.5 },
    minVelocity: 0.5,
    stabilization: { enabled: true, iterations: 400, updateInterval: 1000, fit: false },
  } });
  picture.once("stabilizationIterationsDone", () => {
    picture.setOptions({ physics: { enabled: false } });
    const found = picture.getPositions(nodes.map((node) => node.id));
    for (const node of nodes) places.set(node.id, found[node.id]);
    stretch(nodes);
    settleLabels(nodes);
    moveAll(nodes);
    settling = false;
    done();
  });
  picture.stabilize(400);
}

// The same start each time: on a spiral, the most connected in the middle.
function seed(nodes) {
  nodes.forEach((node, i) => {
    const angle = i * 2.399963, far = 46 * Math.sqrt(i + 0.3);
    places.set(node.id, { x: far * Math.cos(angle), y: far * Math.sin(angle) });
  });
}

// Newcomers stand by those they know; nobody else moves.
function place(newcomers) {
  const still = new Set(places.keys());
  for (const node of newcomers) {
    const known = node.links.map((e) => (e.from === node.id ? e.to : e.from)).filter((id) => places.has(id));
    const middle = known.reduce((sum, id) => ({ x: sum.x + places.get(id).x, y: sum.y + places.get(id).y }), { x: 0, y: 0 });
    const n = Math.max(1, known.length), angle = node.rank * 2.399963;
    places.set(node.id, { x: middle.x / n + 90 * Math.cos(angle), y: middle.y / n + 90 * Math.sin(angle) });
  }
  const nodes = shownNodes();
  if (nodes.length <= MANY * 2) pushApart(nodes, still);
  moveAll(newcomers);
}

// ---- drawing

let drawnAll = null;
function draw() {
  const inside = [...NODES.values()].filter(inPicture);
  const stale = drawnNodes.getIds().filter((id) => !inPicture(NODES.get(id)));
  drawnEdges.remove(drawnEdges.getIds().filter((id) => {
    const edge = EDGES.get(id);
    return !inPicture(NODES.get(edge.from)) || !inPicture(NODES.get(edge.to));
  }));
  drawnNodes.remove(stale);
  for (const id of stale) nodeLooks.delete(id);
  for (const id of [...edgeLooks.keys()]) if (!drawnEdges.get(id)) edgeLooks.delete(id);
  const newcomers = inside.filter((node) => !drawnNodes.get(node.id));
  dress();
  if (drawnAll !== state.all) {
    drawnAll = state.all;
    box.setAttribute("aria-busy", "true");
    layOut(() => {
      dress();
      fit();
      show();
      box.removeAttribute("aria-busy");
    });
  } else if (newcomers.length) {
    place(newcomers);
  }
  // a filter moves nothing, not even the view
  if (!settling && (newcomers.length || chosenWas !== chosenNow())) show();
  chosenWas = chosenNow();
}

let chosenWas = "";
const chosenNow = () => JSON.stringify([state.node, state.edge]);

// What is selected is brought into view, if it is not there.
function show() {
  if (!chosenShows()) return;
  const ids = chosenNames();
  const outside = ids.some((id) => {
    const place = places.get(id);
    if (!place) return true;
    const at = picture.canvasToDOM(place);
    return at.x < 40 || at.y < 40 || at.x > box.clientWidth - 40 || at.y > box.clientHeight - 60;
  });
  if (outside) centre(ids);
}

function centre(ids) {
  const at = ids.map((id) => places.get(id)).filter(Boolean);
  if (!at.length) return;
  const position = { x: at.reduce((s, p) => s + p.x, 0) / at.length, y: at.reduce((s, p) => s + p.y, 0) / at.length };
  const scale = Math.max(picture.getScale(), Math.min(1, FONT / fontWorld));
  picture.moveTo({ position, scale, animation: moves() ? { duration: 350 } : false });
}

function zoom(by) {
  picture.moveTo({ scale: Math.max(0.02, Math.min(4, picture.getScale() * by)), animation: moves() ? { duration: 150 } : false });
}

// ---- what the hand does

const tip = $("tip");

function tell(at, title, lines) {
  tip.replaceChildren(el("b", {}, title), ...lines.filter(Boolean).map((line) => el("span", {}, line)));
  tip.hidden = false;
  const x = at.x + 16 + tip.offsetWidth > box.clientWidth ? at.x - tip.offsetWidth - 12 : at.x + 16;
  const y = at.y + 16 + tip.offsetHeight > box.clientHeight ? at.y - tip.offsetHeight - 12 : at.y + 16;
  tip.style.left = `${Math.max(4, x)}px`;
  tip.style.top = `${Math.max(4, y)}px`;
}

function tellNode(id, at) {
  const node = NODES.get(id);
  const [one] = GRAPH.kinds[node.group];
  const note = node.group === "event" ? node.note && inWords(node.note) : node.note;
  tell(at, node.label, [[one, node.manner, note].filter(Boolean).join(" · "),
    `${plural(node.links.filter(edgeShows).length, "link", "links")}, ${plural(node.facts.filter(factShows).length, "fact", "facts")}`]);
}

function tellEdge(id, at) {
  const edge = EDGES.get(id);
  const between = edge.arrows === "to" ? "→" : "–";
  tell(at, edge.label, [`${NODES.get(edge.from).label} ${between} ${NODES.get(edge.to).label}`,
    plural(edge.facts.filter(factShows).length, "fact", "facts")]);
}

function quiet() {
  tip.hidden = true;
  box.classList.remove("over");
}

// A finger has no hover: what it touches is told in the panel, not on top of the picture.
let finger = false;
for (const kind of ["pointerdown", "pointermove"]) {
  box.addEventListener(kind, (event) => { finger = event.pointerType === "touch"; }, true);
}

// The name whose sign is nearest to a finger's tap, if it is as near as a finger can point.
function underFinger({ x, y }) {
  let best = null, least = 22;
  for (const node of shownNodes().filter(nodeShows)) {
    const at = picture.canvasToDOM(places.get(node.id)), far = Math.hypot(at.x - x, at.y - y);
    if (far < least) [best, least] = [node.id, far];
  }
  return best;
}

picture.on("hoverNode", ({ node, pointer }) => { if (finger) return; box.classList.add("over"); tellNode(node, pointer.DOM); });
picture.on("hoverEdge", ({ edge, pointer }) => { if (finger) return; box.classList.add("over"); tellEdge(edge, pointer.DOM); });
for (const end of ["blurNode", "blurEdge", "dragStart", "zoom"]) picture.on(end, quiet);
box.addEventListener("pointerleave", quiet);

picture.on("click", ({ nodes, edges, pointer }) => {
  quiet();
  picture.unselectAll();
  const touched = nodes.length ? nodes[0] : finger ? underFinger(pointer.DOM) : null;
  if (touched !== null) selectNode(touched);
  else if (edges.length) selectEdge(edges[0]);
  else clearSelection();
});
picture.on("dragEnd", ({ nodes }) => {
  for (const id of nodes) places.set(id, picture.getPosition(id));
});

let size = "";
picture.on("resize", () => {
  const now = `${box.clientWidth} ${box.clientHeight}`;
  if (now !== size && !settling && places.size) window.requestAnimationFrame(refit); // after vis-network's own zoom
  size = now;
});

// In another window labels are again as large as text is; names move only as far as their labels need.
function refit() {
  if (settling || document.documentElement.classList.contains("printing")) return;
  const nodes = shownNodes();
  settleLabels(nodes);
  moveAll(nodes);
  dress();
  fit();
}

box.addEventListener("keydown", (event) => {
  const shown = shownNodes().filter(nodeShows).sort((a, b) => a.rank - b.rank);
  const at = shown.findIndex((node) => node.id === state.node);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (step && shown.length) {
    const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length;
    selectNode(shown[next].id);
  } else if (event.key === "Home" && shown.length) selectNode(shown[0].id);
  else if (event.key === "Enter" && (state.node !== null || state.edge !== null)) openPanel();
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit(true);
  else return;
  event.preventDefault();
});

window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); dress(); });
let beforePrint = null;
window.addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  $("legend").open = true;
  beforePrint = { position: picture.getViewPosition(), scale: picture.getScale() };
  readColours();
  dress();
  fit();
  picture.redraw();
});
window.addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  $("legend").open = !small;
  readColours();
  dress();
  if (beforePrint) picture.moveTo({ ...beforePrint, animation: false });
});
