// The neighbourhood of a term: drawn when it comes into sight, by a library that is loaded only then. No request leaves the folder.
(function () {
  "use strict";
  var canvas = document.getElementById("near-canvas");
  if (!canvas) return;
  var root = document.documentElement, top = document.body.dataset.root, picked = document.getElementById("near-picked");
  var data = JSON.parse(document.getElementById("near-data").textContent).nodes, hint = Array.from(picked.childNodes);
  var NAME = 0, LABEL = 1, GROUP = 2, X = 3, Y = 4, PAGE = 5, ZH = 6, EN = 7;
  var network = null, nodes = null, edges = null, chosen = -1;

  function say(zh, en) { return root.dataset.lang === "en" ? en : zh; }
  function ink() {
    var style = getComputedStyle(root), found = { face: getComputedStyle(document.body).fontFamily };
    ["ink", "quiet", "card", "accent", "edge", "wash"].forEach(function (name) { found[name] = style.getPropertyValue("--" + name).trim(); });
    ["numeral", "digit", "acronym", "motto", "word"].forEach(function (name) { found[name] = style.getPropertyValue("--k-" + name).trim(); });
    return found;
  }
  // A term is round and takes the colour of its kind; an item is square, a program dashed, an indicator has a thick edge.
  function look(node, i, colours) {
    var term = colours[node[GROUP]] !== undefined;
    return {
      id: i, label: node[LABEL], x: node[X], y: node[Y], shape: "box", margin: 7, borderWidth: i === 0 ? 3 : node[GROUP] === "indicator" ? 2.5 : 1.5,
      shapeProperties: { borderRadius: term ? 14 : 2, borderDashes: node[GROUP] === "program" ? [5, 4] : false },
      color: { border: i === chosen ? colours.accent : term ? colours[node[GROUP]] : colours.quiet, background: i === chosen ? colours.wash : colours.card, highlight: { border: colours.accent, background: colours.wash } },
      font: { color: colours.ink, size: i === 0 ? 25 : 19, face: colours.face }
    };
  }
  function lines(colours) {
    return data.slice(1).map(function (node, i) {
      return { id: i, from: 0, to: i + 1, width: i + 1 === chosen ? 2.5 : 1, dashes: node[GROUP] === "program", color: { color: i + 1 === chosen ? colours.accent : colours.edge } };
    });
  }
  function redraw() {
    if (!network) return;
    var colours = ink();
    nodes.update(data.map(function (node, i) { return look(node, i, colours); }));
    edges.update(lines(colours));
  }
  function pick(i) {
    chosen = i;
    redraw();
    if (i < 0) { picked.replaceChildren.apply(picked, hint); return; }
    var node = data[i], name = document.createElement(node[PAGE] ? "a" : "b");
    name.textContent = node[NAME];
    name.lang = "zh-Hans";
    if (node[PAGE]) name.href = top + node[PAGE];
    picked.replaceChildren(name, " " + say(node[ZH], node[EN]));
  }
  // In a narrow window two columns under the term: formulations and items at the left, programs and indicators at the right.
  function narrow() {
    var rows = [0, 0];
    data.slice(1).forEach(function (node) {
      var side = node[X] > 0 ? 1 : 0;
      node[X] = side ? 108 : -108;
      node[Y] = 72 + 46 * rows[side]++;
      if (node[NAME].length > 9) node[LABEL] = node[NAME].slice(0, 8) + "…";
    });
    canvas.style.height = Math.round(0.85 * (150 + 46 * Math.max(rows[0], rows[1]))) + "px";
  }
  function draw() {
    if (canvas.clientWidth < 600) narrow();
    var colours = ink();
    nodes = new vis.DataSet(data.map(function (node, i) { return look(node, i, colours); }));
    edges = new vis.DataSet(lines(colours));
    network = new vis.Network(canvas, { nodes: nodes, edges: edges }, {
      physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
      interaction: { dragNodes: false, zoomView: false, keyboard: { enabled: true, bindToWindow: false } },
      edges: { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 }, selectionWidth: 0, chosen: false }
    });
    network.on("click", function (event) { pick(event.nodes.length ? event.nodes[0] : -1); });
    network.on("doubleClick", function (event) { if (event.nodes.length && data[event.nodes[0]][PAGE]) location.href = top + data[event.nodes[0]][PAGE]; });
    network.once("afterDrawing", function () { network.fit(); canvas.dataset.ready = "yes"; });
    canvas.network = network;  // for whoever scripts the page
  }
  document.addEventListener("themechange", redraw);
  new MutationObserver(function () { pick(chosen); }).observe(root, { attributes: true, attributeFilter: ["data-lang"] });
  document.getElementById("near-figure").hidden = false;
  new IntersectionObserver(function (seen, watch) {
    if (!seen.some(function (one) { return one.isIntersecting; })) return;
    watch.disconnect();
    var script = document.createElement("script");
    script.src = top + "assets/" + canvas.dataset.library;
    script.addEventListener("load", draw);
    document.head.append(script);
  }, { rootMargin: "200px" }).observe(canvas);
})();
