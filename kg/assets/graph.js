// The picture of terms and years: everything has its place already; the browser draws, and shows what is chosen.
(function () {
  "use strict";
  var canvas = document.getElementById("canvas");
  var data = JSON.parse(document.getElementById("graph-data").textContent);
  var picked = document.getElementById("picked");
  var hint = Array.from(picked.childNodes);
  var form = document.querySelector(".filters");
  var chosen = null;
  var ties = new Map();
  data.nodes.forEach(function (n) { ties.set(n.id, new Set([n.id])); });
  data.edges.forEach(function (e) { ties.get(e.from).add(e.to); ties.get(e.to).add(e.from); });

  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }
  function look(node, ink) {
    var year = node.group === "year" || node.group === "unheld";
    var dim = chosen !== null && !ties.get(chosen).has(node.id);
    var border = node.group === "year" ? ink.ink : node.group === "unheld" ? ink.line : ink[node.group];
    return {
      id: node.id, label: node.group === "unheld" ? node.label + (document.documentElement.dataset.lang === "en" ? "\nnot held" : "\n未收录") : node.label,
      x: node.x, y: node.y, shape: "box", borderWidth: year ? 1 : 2, opacity: dim ? 0.25 : 1,
      margin: year ? 12 : 6, shapeProperties: { borderRadius: year ? 2 : 14, borderDashes: node.group === "unheld" ? [6, 5] : false },
      color: { border: border, background: ink.card, highlight: { border: ink.accent, background: ink.card }, hover: { border: ink.accent, background: ink.card } },
      font: { color: node.group === "unheld" ? ink.quiet : ink.ink, size: year ? 34 : 21 + Math.min(7, 2 * (node.mentions || 1) - 2), face: ink.face },
      hidden: !shown(node)
    };
  }
  function shown(node) {
    if (node.group === "year" || node.group === "unheld") return true;
    return form.elements[node.group].checked && (!form.elements.several.checked || node.years.length > 1);
  }
  function palette() {
    var ink = { face: getComputedStyle(document.body).fontFamily };
    ["ink", "line", "quiet", "card", "accent", "edge"].forEach(function (name) { ink[name] = colour(name); });
    ["numeral", "digit", "acronym", "motto", "word"].forEach(function (name) { ink[name] = colour("k-" + name); });
    return ink;
  }
  var byId = new Map(data.nodes.map(function (n) { return [n.id, n]; }));
  function lines(ink) {
    return data.edges.map(function (edge, i) {
      var on = chosen !== null && (edge.from === chosen || edge.to === chosen);
      var single = byId.get(edge.to).years.length === 1;
      return { id: i, from: edge.from, to: edge.to, hidden: !shown(byId.get(edge.to)) || (single && !on), width: on ? 3 : 1, color: { color: on ? ink.accent : ink.edge, opacity: chosen === null || on ? 1 : 0.25 } };
    });
  }
  var ink = palette();
  var nodes = new vis.DataSet(data.nodes.map(function (n) { return look(n, ink); }));
  var edges = new vis.DataSet(lines(ink));
  var network = new vis.Network(canvas, { nodes: nodes, edges: edges }, {
    physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
    interaction: { dragNodes: false, hover: false, keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6 },
    edges: { smooth: { enabled: true, type: "cubicBezier", forceDirection: "vertical", roundness: 0.45 }, selectionWidth: 0, chosen: false }
  });
  function redraw() {
    ink = palette();
    nodes.update(data.nodes.map(function (n) { return look(n, ink); }));
    edges.update(lines(ink));
  }
  function pick(id) {
    chosen = id;
    redraw();
    if (id === null) { picked.replaceChildren.apply(picked, hint); return; }
    var node = byId.get(id), count = ties.get(id).size - 1;
    picked.replaceChildren();
    var name = document.createElement(node.href ? "a" : "b");
    name.textContent = node.name || node.label;
    name.lang = "zh-Hans";
    if (node.href) name.href = node.href;
    var en = document.documentElement.dataset.lang === "en";
    picked.append(name, " ", node.years ? node.years.join(en ? ", " : "、") + (en ? " · " + node.mentions + " mentions" : " · " + node.mentions + " 处")
      : node.group === "unheld" ? (en ? "no report of this year is held" : "没有收录这一年的报告") : (en ? count + " formulations" : count + " 个提法"));
  }
  network.on("click", function (event) { pick(event.nodes.length ? event.nodes[0] : null); });
  network.on("doubleClick", function (event) {
    var node = event.nodes.length ? byId.get(event.nodes[0]) : null;
    if (node && node.href) window.location.href = node.href;
  });
  form.addEventListener("change", redraw);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("fit").addEventListener("click", function () { network.fit(); });
  document.addEventListener("themechange", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-lang"] });
  // The first look: all years across the width, and of what stands above the line as much as there is room for.
  function edge(way, axis) { return way.apply(null, data.nodes.map(function (n) { return n[axis]; })); }
  var left = edge(Math.min, "x") - 150, right = edge(Math.max, "x") + 150, highest = edge(Math.min, "y") - 50;
  network.once("afterDrawing", function () {
    var narrow = canvas.clientWidth < 700;
    var scale = narrow ? 0.5 : Math.max(0.3, Math.min(1, canvas.clientWidth / (right - left)));
    var half = canvas.clientHeight / scale / 2;
    network.moveTo({ position: { x: narrow ? left + canvas.clientWidth / scale / 2 : (left + right) / 2, y: Math.max(highest + half, 240 - half) }, scale: scale });
    // An address may name a formulation: then its ties are what is seen first.
    var named = "";
    try { named = decodeURIComponent(window.location.hash.slice(1)); } catch (broken) { /* no name */ }
    if (byId.has(named)) { pick(named); network.moveTo({ position: { x: byId.get(named).x, y: byId.get(named).y }, scale: Math.max(scale, 0.6) }); }
    canvas.dataset.ready = "yes";
  });
})();
