// The facts of what is selected, each with its sentence and its article.

function marked(fact) {
  const points = Array.from(fact.sentence || ""); // offsets count code points
  const quote = el("blockquote", { dir: "auto" });
  let at = 0;
  for (const [start, end] of fact.marks || []) {
    if (start < at || start >= end || end > points.length) continue;
    quote.append(points.slice(at, start).join("").replace(/^\s+/u, at ? " " : ""), el("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  quote.append(points.slice(at).join("").trimEnd());
  return quote;
}

function source(fact) {
  const article = GRAPH.articles[fact.article];
  if (!article) return null;
  const name = article.title || "the article";
  const title = article.url
    ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, el("bdi", {}, name)) : el("bdi", {}, name);
  const more = [article.publisher, article.published && inWords(article.published)].filter(Boolean).join(", ");
  return el("p", { class: "from" }, title, more && " – ", more && el("bdi", {}, more));
}

function factCard(index) {
  const fact = GRAPH.facts[index];
  const { first, verb, last, tail } = headline(fact);
  const says = fact.says && (fact.direct ? `“${fact.says}”` : fact.says);
  // what is said need not be repeated where the sentence marks it whole
  const repeated = fact.says && (fact.sentence || "").includes(fact.says);
  return el("article", { class: "fact" },
    el("p", { class: "when" }, dayWords(fact), fact.manner ? el("span", { class: "tag" }, fact.manner) : null),
    el("p", { class: "head" }, el("bdi", {}, first), " ", el("bdi", { class: "verb" }, verb || ""), " ", el("bdi", {}, last), tail),
    says && !repeated ? el("p", { class: "says", dir: "auto" }, says) : null,
    fact.sentence ? marked(fact) : null,
    source(fact));
}

function cards(indices, most = 60) {
  const block = el("div");
  const add = (from) => {
    block.append(...indices.slice(from, from + most).map(factCard));
    if (indices.length > from + most) {
      const next = el("button", { class: "plain", type: "button" }, `Show ${Math.min(most, indices.length - from - most)} more`);
      next.addEventListener("click", () => {
        add(from + most);
        const card = next.nextElementSibling;
        next.remove();
        card.tabIndex = -1; // whoever reads by keyboard goes on from here
        card.focus();
      });
      block.append(next);
    }
  };
  add(0);
  return block;
}

const nodeLink = (id) => el("button", { class: "link", type: "button", dir: "auto", "data-go": `node ${id}`,
  "aria-current": state.node === id ? "true" : null, on: { click: () => selectNode(id) } }, NODES.get(id).label);
const edgeLink = (edge, name = edge.label) => el("button", { class: "link", type: "button", "data-go": `edge ${edge.id}`,
  "aria-current": state.edge === edge.id ? "true" : null, on: { click: () => selectEdge(edge.id) } }, name);

// Why what is selected is not in the picture, where that is so.
function hiddenNote() {
  if (chosenShows()) return null;
  return el("p", { class: "note" }, "The filters hide this in the picture. ",
    el("button", { class: "link", type: "button", on: { click: showEverything } }, "Show everything again"));
}

function overview() {
  const top = [...NODES.values()].filter((node) => node.group !== "event" && nodeShows(node)).slice(0, 8);
  const shown = GRAPH.facts.map((_, i) => i).filter(factShows), dated = shown.filter((i) => GRAPH.facts[i].date);
  const facts = inTime(dated.length ? dated : shown);
  return [
    el("h2", {}, "What this shows"),
    state.lost ? el("p", { class: "lost" }, "The address points to a name or a line that is not in this graph.") : null,
    el("p", { class: "note" }, "Who holds which office, what happened, and who said what to whom. Choose a name or a line: "
      + "its facts appear here, each with the words of the article that it stands on."),
    top.length ? el("h3", {}, "Most connected") : null,
    el("ul", { class: "names" }, ...top.map((node) => el("li", {}, icon(node.group), nodeLink(node.id),
      el("span", { class: "number" }, plural(node.links.filter(edgeShows).length, "link", "links"))))),
    facts.length ? el("h3", {}, "In order of time") : null,
    facts.length ? cards(facts, 12) : null,
  ];
}

function aboutNode(node) {
  const [one] = GRAPH.kinds[node.group];
  const near = neighbours(node.id);
  const left = near.filter((id) => !inPicture(NODES.get(id)));
  const note = node.group === "event" ? node.note && inWords(node.note) : node.note;
  const also = node.forms && node.forms.length ? `also called ${list(node.forms)}` : "";
  const facts = selectedFacts();
  return [
    el("h2", {}, icon(node.group), el("bdi", {}, node.label)),
    el("p", { class: "note" }, [one, node.manner, note, also].filter(Boolean).join(" · ")),
    hiddenNote(),
    el("div", { class: "actions" },
      left.length ? el("button", { class: "plain", type: "button", on: { click: () => {
        for (const id of left) state.extra.add(id);
        change({});
      } } }, `Bring in ${plural(left.length, "neighbour", "neighbours")} left out`) : null,
      el("button", { class: "plain", type: "button", on: { click: () => centre([node.id]) } }, "Centre"),
      el("button", { class: "plain", type: "button", on: { click: clearSelection } }, "Clear")),
    el("h3", {}, plural(facts.length, "fact", "facts")),
    cards(facts),
    near.length ? el("h3", {}, "Linked to") : null,
    near.length ? linked(node, near) : null,
  ];
}

// Whoever a name is linked to, and by which lines: each of them opens its facts.
function linked(node, near, from = 0, most = 40) {
  const rows = near.slice(from, from + most).map((id) => el("li", {}, icon(NODES.get(id).group), nodeLink(id),
    el("span", { class: "lines" }, ...node.links.filter((e) => edgeShows(e) && (e.from === id || e.to === id)).map((edge) => edgeLink(edge)))));
  const block = el("ul", { class: "names" }, ...rows);
  if (near.length > from + most) {
    const next = el("button", { class: "plain", type: "button" }, `Show ${Math.min(most, near.length - from - most)} more`);
    next.addEventListener("click", () => {
      const rest = linked(node, near, from + most, most);
      next.parentElement.replaceWith(...rest.children);
    });
    block.append(el("li", {}, next));
  }
  return block;
}

function aboutEdge(edge) {
  const from = NODES.get(edge.from), to = NODES.get(edge.to);
  const facts = selectedFacts();
  return [
    el("h2", {}, icon(edge.link, true), edge.label),
    hiddenNote(),
    el("ul", { class: "names" }, el("li", {}, icon(from.group), nodeLink(from.id)), el("li", {}, icon(to.group), nodeLink(to.id))),
    el("div", { class: "actions" }, el("button", { class: "plain", type: "button", on: { click: clearSelection } }, "Clear")),
    el("h3", {}, plural(facts.length, "fact", "facts")),
    cards(facts),
  ];
}

let panelOf = null;
function drawPanel() {
  const held = $("panel").contains(document.activeElement);
  const content = state.node !== null ? aboutNode(NODES.get(state.node))
    : state.edge !== null ? aboutEdge(EDGES.get(state.edge)) : overview();
  $("panel").replaceChildren(...content.filter(Boolean));
  document.documentElement.classList.toggle("chosen", chosenNames().length > 0); // on paper: its facts, else all
  if (held) $("panel").focus({ preventScroll: true }); // what had the focus is gone
  if (panelOf === chosenNow()) return;
  if (panelOf !== null) say();
  panelOf = chosenNow();
  $("panel").closest(".facts").scrollTop = 0;
}

// In one line, to whom the picture is silent, what is selected now.
function say() {
  const names = chosenNames().map((id) => NODES.get(id).label);
  const what = state.edge !== null ? `${EDGES.get(state.edge).label}: ${names.join(", ")}` : names[0];
  $("said").textContent = names.length ? `${what}, ${plural(selectedFacts().length, "fact", "facts")}` : "Nothing selected";
}

// ---- facts or table

function openTab(name, focus = false) {
  for (const each of ["panel", "list"]) {
    const tab = $(`tab-${each}`), open = each === name;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
    $(each).hidden = !open;
    if (open && focus) tab.focus();
  }
  document.querySelector(".room").classList.toggle("wide", name === "list");
  if (name === "list") drawList();
}

function openPanel() {
  openTab("panel");
  $("panel").focus();
}

for (const name of ["panel", "list"]) {
  $(`tab-${name}`).addEventListener("click", () => openTab(name));
  $(`tab-${name}`).addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    openTab(event.key === "Home" ? "panel" : event.key === "End" ? "list" : name === "panel" ? "list" : "panel", true);
  });
}
