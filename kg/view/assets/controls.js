// Legend, filters and search.

// ---- legend: each kind with its sign and its count; unticked it is hidden

function legendRow(key, name, sign, count) {
  const tick = el("input", { type: "checkbox", id: `show-${key}` });
  tick.checked = !state.hidden.has(key);
  tick.addEventListener("change", () => {
    const hidden = new Set(state.hidden);
    if (tick.checked) hidden.delete(key); else hidden.add(key);
    change({ hidden });
  });
  return el("label", { class: "row", for: `show-${key}` }, tick, sign, el("span", { class: "name" }, name),
    el("span", { class: "number" }, count));
}

function counted(shown, total) {
  return shown === total ? total.toLocaleString("en") : `${shown.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}

function drawLegend() {
  const open = document.activeElement && document.activeElement.id;
  const nodes = [...NODES.values()], edges = [...EDGES.values()];
  const there = (edge) => inPicture(NODES.get(edge.from)) && inPicture(NODES.get(edge.to)) && edgeShows(edge);
  $("kinds").replaceChildren(...Object.entries(GRAPH.kinds).flatMap(([kind, [, many]]) => {
    const of = nodes.filter((node) => node.group === kind);
    const shown = of.filter((node) => inPicture(node) && nodeShows(node)).length;
    return of.length ? [legendRow(kind, many, icon(kind), counted(shown, of.length))] : [];
  }));
  $("links").replaceChildren(...Object.entries(GRAPH.links).flatMap(([link, name]) => {
    const of = edges.filter((edge) => edge.link === link);
    return of.length ? [legendRow(`line-${link}`, name, icon(link, true), counted(of.filter(there).length, of.length))] : [];
  }));
  $("links").parentElement.hidden = edges.length === 0;
  if (open && open.startsWith("show-") && $(open)) $(open).focus();
}

// ---- days

const DAYS = GRAPH.facts.filter((fact) => fact.days).map((fact) => fact.days);
const FIRST_DAY = DAYS.reduce((low, [first]) => (first < low ? first : low), "9999-12-31");
const LAST_DAY = DAYS.reduce((high, [, last]) => (last > high ? last : high), "0000-01-01");

function drawDays() {
  $("days").hidden = DAYS.length === 0;
  for (const name of ["since", "until"]) {
    const input = $(name);
    if (document.activeElement !== input) input.value = state[name];
  }
  if (FIRST_DAY < LAST_DAY) drawBars(); // of a single day there is nothing to tell
  $("bars").hidden = !(FIRST_DAY < LAST_DAY);
  $("reset").hidden = !filtered();
}

// How many facts there are over the time, as small bars; those within the chosen days stand out.
function drawBars() {
  const number = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;
  const low = number(FIRST_DAY), wide = Math.max(1, number(LAST_DAY) - low + 1), count = 30;
  if (!Number.isFinite(low) || !Number.isFinite(wide)) return;
  const bars = Array.from({ length: count }, () => ({ all: 0, in: 0 }));
  GRAPH.facts.forEach((fact, i) => {
    if (!fact.days) return;
    const bar = bars[Math.min(count - 1, Math.floor(((number(fact.days[0]) - low) / wide) * count))];
    if (!bar) return;
    bar.all += 1;
    bar.in += factShows(i) ? 1 : 0;
  });
  const most = Math.max(...bars.map((bar) => bar.all), 1);
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${count * 6} 34`);
  svg.setAttribute("preserveAspectRatio", "none");
  bars.forEach((bar, i) => {
    for (const [what, name] of [[bar.all, ""], [bar.in, "in"]]) {
      if (!what) continue;
      const rect = document.createElementNS(space, "rect");
      const high = Math.max(2, (what / most) * 32);
      for (const [key, value] of Object.entries({ x: i * 6 + 1, y: 34 - high, width: 4.4, height: high, class: name })) {
        rect.setAttribute(key, value);
      }
      svg.append(rect);
    }
  });
  const ends = [FIRST_DAY, LAST_DAY].map((day) => el("span", {}, day.slice(0, 4) === "0000" ? "" : shortDate(day)));
  $("bars").replaceChildren(svg, el("p", {}, ...ends));
}

for (const name of ["since", "until"]) {
  $(name).addEventListener("change", () => {
    const value = $(name).value;
    if (value && value < "1000") return; // a year being typed, digit by digit, begins as 0002
    change({ [name]: /^\d{4}-\d\d-\d\d$/.test(value) ? value : "" });
  });
  $(name).addEventListener("blur", () => { $(name).value = state[name]; });
}

function showEverything() {
  change({ hidden: new Set(), since: "", until: "" });
}
$("reset").addEventListener("click", () => {
  showEverything();
  const tick = $("kinds").querySelector("input"); // the button that had the focus is gone
  if (tick) tick.focus();
});

// ---- search

const find = $("find"), found = $("found");
const NAMES = [...NODES.values()].map((node) => ({ node, names: [node.label, ...(node.forms || [])].map(plainLetters) }));
let hits = [], active = -1;

function search(text) {
  const wanted = plainLetters(text.trim());
  if (!wanted) return [];
  const score = ({ names }) => Math.min(...names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1
    : name.split(/[\s-]+/u).some((word) => word.startsWith(wanted)) ? 2 : name.includes(wanted) ? 3 : 9)));
  return NAMES.map((each) => [score(each), each.node]).filter(([rank]) => rank < 9)
    .sort((a, b) => a[0] - b[0] || a[1].rank - b[1].rank).slice(0, 12).map(([, node]) => node);
}

function drawFound() {
  found.replaceChildren(...hits.map((node, i) => {
    const [one] = GRAPH.kinds[node.group];
    const note = node.group === "event" && node.note ? shortDate(node.note) : one;
    const item = el("li", { role: "option", id: `hit-${i}`, "aria-selected": String(i === active) },
      icon(node.group), el("span", {}, node.label), el("small", {}, note));
    // the field keeps the focus; a finger that scrolls the list chooses nothing
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(i));
    return item;
  }));
  if (!hits.length && find.value.trim()) found.replaceChildren(el("li", { role: "option", "aria-disabled": "true" }, "No such name here"));
  const open = document.activeElement === find && Boolean(find.value.trim());
  found.hidden = !open;
  find.setAttribute("aria-expanded", String(open));
  const at = found.children[active];
  if (open && at) at.scrollIntoView({ block: "nearest" });
  if (open && active >= 0) find.setAttribute("aria-activedescendant", `hit-${active}`);
  else find.removeAttribute("aria-activedescendant");
}

function closeFound() {
  found.hidden = true;
  find.setAttribute("aria-expanded", "false");
  find.removeAttribute("aria-activedescendant");
}

function choose(i) {
  const node = hits[i];
  if (!node) return;
  find.value = node.label;
  closeFound();
  if (state.hidden.has(node.group)) {
    const hidden = new Set(state.hidden);
    hidden.delete(node.group);
    state.hidden = hidden;
  }
  if (!nodeShows(node)) Object.assign(state, { since: "", until: "" }); // whoever is looked for is to be seen
  selectNode(node.id);
  openTab("panel");
  centre([node.id]);
}

find.addEventListener("input", () => { hits = search(find.value); active = hits.length ? 0 : -1; drawFound(); });
find.addEventListener("focus", () => { hits = search(find.value); active = hits.length ? 0 : -1; find.select(); });
find.addEventListener("blur", closeFound);
find.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (hits.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
    drawFound();
  } else if (event.key === "Enter") {
    event.preventDefault();
    choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (found.hidden) { find.value = ""; hits = []; clearSelection(); } else closeFound();
  }
});

// ---- the bar under the picture

function drawCount() {
  const nodes = [...NODES.values()];
  const shown = nodes.filter((node) => inPicture(node) && nodeShows(node)).length;
  const let_through = nodes.filter(nodeShows).length;
  const left = let_through - shown;
  const told = left > 0
    ? `${shown.toLocaleString("en")} of ${let_through.toLocaleString("en")} shown, the most connected; ${left.toLocaleString("en")} left out`
    : shown < nodes.length ? `${shown.toLocaleString("en")} shown, ${(nodes.length - shown).toLocaleString("en")} hidden by the filters`
      : `All ${shown.toLocaleString("en")} shown`;
  const whole = GRAPH.beyond ? `${told}. This file leaves out ${GRAPH.beyond.toLocaleString("en")} more` : told;
  if ($("count").textContent !== whole) $("count").textContent = whole; // said aloud only when it changes
  $("more").hidden = !(left > 0 || state.all) || atFirst().size === nodes.length;
  $("more").textContent = state.all ? "Show fewer" : "Show all";
}

$("more").addEventListener("click", () => showAll(!state.all));
$("in").addEventListener("click", () => zoom(1.3));
$("out").addEventListener("click", () => zoom(1 / 1.3));
$("fit").addEventListener("click", () => fit(true));

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    find.focus();
  } else if (event.key === "Escape" && !typing) {
    quiet();
    clearSelection();
  }
});
