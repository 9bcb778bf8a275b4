// The page begins.

function subtitle() {
  const dates = DAYS.length ? (FIRST_DAY === LAST_DAY ? inWords(FIRST_DAY) : `${inWords(FIRST_DAY)} – ${inWords(LAST_DAY)}`) : "";
  return [plural(GRAPH.articles.length, "article", "articles"), plural(GRAPH.facts.length, "fact", "facts"), dates]
    .filter(Boolean).join(" · ");
}

function redraw() {
  draw();
  drawLegend();
  drawDays();
  drawCount();
  drawPanel();
  if (!$("list").hidden) drawList();
}

$("title").textContent = GRAPH.title;
$("subtitle").textContent = subtitle();
if (small) $("legend").open = false;
SMALL.addEventListener("change", () => {
  if (window.matchMedia("print").matches) return;
  small = SMALL.matches;
  $("legend").open = !small;
  keepChosen();
  drawnAll = null;
  redraw();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address is the state's own
  openTab("list");
  $("list").focus();
});
window.addEventListener("hashchange", () => { readAddress(); redraw(); });
window.addEventListener("beforeprint", () => drawList());

// As in a page of pyvis, for scripts of one's own.
Object.assign(window, { network: picture, nodes: drawnNodes, edges: drawnEdges });

readAddress();
readColours();
whenChanged(redraw);
redraw();
