"""Drawings for the notebooks: a network, and facts in time.

They are pictures for paper. `kg view` makes the picture to click on.
The colours are those of Okabe and Ito, which people see apart whatever their sight of colours; what a
colour says, a shape, a line or a word says too.
"""

import datetime as dt
import itertools
import math

import matplotlib.dates as mdates
import matplotlib.patheffects as effects
import matplotlib.pyplot as plt
import networkx as nx
from matplotlib.lines import Line2D

plt.rcParams.update({"figure.dpi": 110, "font.family": "DejaVu Sans"})

INK, GREY = "#222222", "#8a8a8a"
KINDS = {  # of nodes: colour, shape
    "person": ("#56B4E9", "o"),
    "country": ("#E69F00", "s"),
    "organisation": ("#CC79A7", "D"),
    "place": ("#009E73", "^"),
    "group": ("#BBBBBB", "h"),
    "event": ("#F0E442", "p"),
}
TONES = {  # of statements: colour, line, words
    "warm": ("#0072B2", "solid", "warm words"),
    "plain": (GREY, "solid", "plain words"),
    "hard": ("#D55E00", "dashed", "hard words"),
}
SORTS = {  # of facts: colour, line, words
    "event": ("#0072B2", "solid", "joined by an event"),
    "statement": ("#D55E00", "dashed", "by a statement"),
    "role": ("#009E73", "dotted", "by an office"),
}
SIDES = {(0, -1): 0.0, (0, 1): 0.01, (1, 0): 0.2, (-1, 0): 0.21}
"""Where a name can stand: to the right and up from its node, and how much that is to be avoided."""
STANCES = {
    "warm": ("praising", "promising", "conceding"),
    "hard": ("accusing", "denying", "demanding", "threatening", "doubting"),
}


def tone(edge):
    """Whether a statement was warm, plain or hard."""
    return next((name for name, stances in STANCES.items() if edge["kind"] in stances), "plain")


def places(network, *, tries=200):
    """Where to draw each node: of many arrangements the one with the fewest crossings and the most room."""
    plain = nx.Graph(network)
    found = (nx.spring_layout(plain, seed=seed, k=0.4 + 0.4 * (seed % 5), weight=None) for seed in range(tries))
    return max(found, key=lambda positions: _room(plain, positions))


def draw(network, *, positions, title, by="sort", ax=None, sizes=None, colours=None):
    """Draw a network: lines joined by sort (or tone) and direction, the broader the more facts stand behind them.

    `by`: what the colour of a line tells, "sort" or "tone". `sizes` and `colours`: of nodes, by IRI.
    """
    alone = ax is None
    ax = ax or plt.subplots(figsize=(9, 5.6), layout="constrained")[1]
    sizes = {iri: (sizes or {}).get(iri, 240) for iri in network}
    styles, name = (TONES, tone) if by == "tone" else (SORTS, lambda edge: edge["sort"])
    lines = _summed(network, name)
    _lines(ax, lines, positions, styles, sizes)
    _nodes(ax, network, positions, sizes, colours or {})
    _labels(ax, network, positions, sizes)
    if alone:
        used = {style for _, _, style, _ in lines}
        _legend(ax, network, [styles[key] for key in styles if key in used], kinds=not colours)
    ax.set_title(title, parse_math=False, loc="left", fontsize=12, fontweight="bold", color=INK)
    _frame(ax, positions)
    return ax


def _frame(ax, positions):
    """The same for the same positions, whichever nodes are drawn, so that two drawings can be compared."""
    for spots, limit in zip(zip(*positions.values(), strict=True), (ax.set_xlim, ax.set_ylim), strict=True):
        margin = 0.12 * (max(spots) - min(spots))
        limit(min(spots) - margin, max(spots) + margin)
    ax.set_axis_off()


def _room(plain, positions):
    """How good an arrangement is: the smallest distance of a node from another or from a line, less crossings."""
    spots = {iri: (0.6 * x, y) for iri, (x, y) in positions.items()}  # names are wide, so sideways counts less
    lines = [(one, spots[one], other, spots[other]) for one, other in plain.edges]
    from_nodes = [math.dist(a, b) for a, b in itertools.combinations(spots.values(), 2)]
    from_lines = [
        1.5 * _gap(spots[iri], a, b) for one, a, other, b in lines for iri in spots if iri not in (one, other)
    ]
    crossings = sum(_cross(a, b, c, d) for (_, a, _, b), (_, c, _, d) in itertools.combinations(lines, 2))
    return round(min(from_nodes + from_lines) - 0.05 * crossings, 6)


def _gap(spot, a, b):
    """How far a spot is from the line between a and b."""
    (x, y), (x1, y1), (x2, y2) = spot, a, b
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (math.dist(a, b) ** 2 or 1)
    along = min(1, max(0, along))
    return math.dist(spot, (x1 + along * (x2 - x1), y1 + along * (y2 - y1)))


def _cross(a, b, c, d):
    """Whether the line from a to b crosses that from c to d."""

    def turn(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def _summed(network, name):
    """The edges of each pair, sort and direction as one: (source, target, sort, directed) and how many facts."""
    found = {}
    for source, target, edge in network.edges(data=True):
        line = (source, target, name(edge), edge["directed"])
        found[line] = found.get(line, 0) + edge["weight"]
    return found


def _lines(ax, lines, positions, styles, sizes):
    """The lines of each pair side by side."""
    pairs = {}
    for line in lines:
        pairs.setdefault(tuple(sorted(line[:2])), []).append(line)
    for pair, together in pairs.items():
        for number, line in enumerate(together):
            source, target, style, directed = line
            # what bends to the left from one end bends to the right from the other
            side = 1 if source == pair[0] else -1
            nx.draw_networkx_edges(
                nx.DiGraph([(source, target)]),
                positions,
                ax=ax,
                edge_color=styles[style][0],
                style=styles[style][1],
                width=0.8 + 0.8 * lines[line],
                arrows=True,
                arrowstyle="-|>" if directed else "-",
                arrowsize=13,
                nodelist=[source, target],
                node_size=[sizes[source], sizes[target]],
                connectionstyle=f"arc3,rad={side * 0.2 * (number - (len(together) - 1) / 2):.2f}",
            )


def _nodes(ax, network, positions, sizes, colours):
    for kind, (colour, shape) in KINDS.items():
        chosen = [iri for iri, node in network.nodes(data=True) if node["kind"] == kind]
        nx.draw_networkx_nodes(
            network,
            positions,
            nodelist=chosen,
            ax=ax,
            node_size=[sizes[iri] for iri in chosen],
            node_color=[colours.get(iri, colour) for iri in chosen],
            node_shape=shape,
            edgecolors=INK,
            linewidths=0.8,
        )


def _labels(ax, network, positions, sizes):
    """The names beside the nodes, where the fewest lines leave; on white, so that no line crosses a letter."""
    halo = [effects.withStroke(linewidth=3, foreground="white")]
    for iri, node in network.nodes(data=True):
        words = ", ".join(filter(None, (node["label"], node.get("edtf"))))
        side = min(SIDES, key=lambda side: _crowd(network, positions, iri, side))
        (right, up), away = side, 4 + sizes[iri] ** 0.5 / 2
        at = {"xytext": (right * away, up * away), "textcoords": "offset points", "zorder": 9}
        ha, va = (("center", "left", "right")[right], ("center", "bottom", "top")[up])
        ax.annotate(
            words, positions[iri], **at, parse_math=False, ha=ha, va=va, fontsize=9, color=INK, path_effects=halo
        )


def _crowd(network, positions, iri, side):
    """How many lines leave a node on this side; below is best, above as good, beside not so."""
    x, y = positions[iri]
    turns = 0.0
    for other in nx.all_neighbors(network, iri):
        right, up = 1.6 * (positions[other][0] - x), positions[other][1] - y  # a drawing is wider than high
        turns += max(0, (right * side[0] + up * side[1]) / (math.hypot(right, up) or 1))
    return round(turns + SIDES[side], 6)


def _legend(ax, network, lines, *, kinds):
    found = {node["kind"] for _, node in network.nodes(data=True)} if kinds else set()
    keys = [
        Line2D([], [], marker=shape, color=colour, markeredgecolor=INK, linestyle="", markersize=8, label=kind)
        for kind, (colour, shape) in KINDS.items()
        if kind in found
    ]
    keys += [Line2D([], [], color=colour, linestyle=line, linewidth=2, label=words) for colour, line, words in lines]
    ax.legend(handles=keys, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)


def draw_timeline(moments, *, title):
    """A row for each fact, from top to bottom in order of time.

    A full dot or bar is the day or days of the fact itself. A ring is the day of the report, of a
    fact that has no day of its own.
    """
    figure, ax = plt.subplots(figsize=(9, 1.1 + 0.3 * len(moments)), layout="constrained")
    keys = {}
    for row, moment in enumerate(moments):
        first, last = dt.date.fromisoformat(moment.day), dt.date.fromisoformat(moment.last)
        words, style = _mark(moment)
        ax.plot([first, last] if last > first else [first], [row] * (1 + (last > first)), **style)
        keys[words] = Line2D([], [], label=words, **style)
    ax.set_yticks(range(len(moments)), [f"{m.label}: {', '.join(m.who)}" for m in moments], fontsize=9)
    ax.invert_yaxis()
    _months(ax, moments)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    figure.legend(handles=keys.values(), loc="outside lower left", ncols=len(keys), frameon=False, fontsize=8.5)
    return ax


def _mark(moment):
    """What the mark of a fact means, and how it is drawn."""
    colour = SORTS[moment.sort][0]
    if moment.last > moment.day:
        return f"{moment.sort}, between these days", {"color": colour, "linewidth": 6, "solid_capstyle": "round"}
    dot = {"marker": "o", "linestyle": "", "markersize": 8, "markeredgecolor": colour, "markeredgewidth": 2}
    if moment.own:
        return f"{moment.sort}, on its day", {**dot, "markerfacecolor": colour}
    return f"{moment.sort}, day of the report", {**dot, "markerfacecolor": "white"}


def _months(ax, moments):
    first = dt.date.fromisoformat(min(moment.day for moment in moments))
    ax.set_xlim(left=first.replace(day=1) - dt.timedelta(days=3))
    ax.xaxis.set_major_locator(mdates.MonthLocator())
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    ax.grid(axis="both", color="#dddddd", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
