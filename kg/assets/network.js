// The drawing of the graph page: sigma draws nodes and lines where the build has put them; the years behind them and the ties of
// the node in view are drawn on canvases of our own, so that pointing at a node moves and redraws nothing else.
(function () {
  "use strict";
  var KIT = window.sigmaKit;
  var DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var SHAPES = { item: "ring", program: "square", indicator: "diamond" };
  var DASHES = { cooccurs: [2, 4], quantifies: [1, 3], names: [7, 3], continues: [], variant: [10, 3, 2, 3], extends: [12, 4], reduces: [4, 4], redefines: [8, 3, 2, 3], homonym: [2, 2] };
  var LINEAGE = /^(variant|extends|reduces|redefines|homonym|continues)$/;
  var LABEL = 12; // characters of a name before it is cut short in the picture

  function years(text, first) {
    var parts = text.split("."), found = [];
    for (var i = 0; i < parts[0].length; i++) found.push(first + DIGITS.indexOf(parts[0][i]));
    return found.concat(parts.slice(1).map(function (one) { return first + Number(one); }));
  }
  function short(text) { var all = Array.from(text); return all.length > LABEL ? all.slice(0, LABEL - 1).join("") + "…" : text; }
  function room(taken, box) {
    if (taken.some(function (b) { return box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]; })) return false;
    taken.push(box);
    return true;
  }
  function mix(one, other, share) {
    function parts(colour) { var n = parseInt(colour.slice(1), 16); return [n >> 16, n >> 8 & 255, n & 255]; }
    var a = parts(one), b = parts(other);
    return "#" + a.map(function (v, i) { return Math.round(v * share + b[i] * (1 - share)).toString(16).padStart(2, "0"); }).join("");
  }

  // Places as the build gave them, each at its corner; one alone is drawn apart so far as the frame has room for.
  function assemble(places, corners, aspect) {
    var net = { nodes: [], ties: [], bands: [], alone: places.length === 1, row: 1 };
    if (net.alone) net.row = Math.max(1, Math.min(6, Math.max(1, places[0].years) * places[0].slots / aspect / (places[0].up + places[0].down + 3)));
    var box = { x: [0, 1], y: [0, 1] };
    places.forEach(function (p, n) {
      var left = net.alone ? 0 : corners[n].left, axis = -(net.alone ? 0 : corners[n].top) - p.up - 1, at = net.nodes.length;
      var band = { place: p.place, left: left, slots: p.slots, first: p.first, years: p.years, axis: axis * net.row, top: (axis + p.up + 0.7) * net.row,
        bottom: (axis - p.down - 0.7) * net.row, unheld: p.unheld.map(function (y) { return y + p.first; }), undated: false };
      net.bands.push(band);
      p.label.forEach(function (label, i) {
        var type = p.types[p.type[i]], page = p.page[i], said = years(p.years_of[i], p.first);
        if (!said.length) band.undated = true;
        net.nodes.push({ label: label, type: type, place: p.place, x: p.x[i] + left, y: (axis + p.y[i]) * net.row, years: said, mentions: p.mentions[i], ties: [], band: band, shown: true,
          href: page ? (type === "indicator" ? "indicator/" : "term/") + encodeURIComponent(p.folder) + "/" + encodeURIComponent(page === 1 ? label : page) + ".html" : "" });
      });
      var spans = p.spans.map(function (one) { return years(one, p.first); });
      for (var i = 0; i < p.ties.length; i += 4) {
        var tie = { from: at + p.ties[i], to: at + p.ties[i + 1], relation: p.relations[p.ties[i + 2]], years: spans[p.ties[i + 3]], shown: true };
        net.nodes[tie.from].ties.push(net.ties.length);
        net.nodes[tie.to].ties.push(net.ties.length);
        net.ties.push(tie);
      }
      var right = left + Math.max(1, p.years) * p.slots;
      if (n === 0) box = { x: [left, right], y: [band.bottom, band.top] };
      box.x = [Math.min(box.x[0], left - (band.undated ? p.slots : 0)), Math.max(box.x[1], right)];
      box.y = [Math.min(box.y[0], band.bottom), Math.max(box.y[1], band.top)];
    });
    net.box = box;
    return net;
  }

  window.tifakgNetworkOf = function (places, corners) { return assemble(places, corners, 2); };
  window.tifakgNetwork = function (stage, hooks) {
    var renderer = null, net = null, ink = null, base = 3, focus = null;
    function layer(tag, name) { var one = document.createElement(tag); one.className = name; stage.append(one); return one; }
    var back = layer("canvas", "net-back"), gl = layer("div", "net-gl"), over = layer("canvas", "net-over");

    function palette() {
      var style = getComputedStyle(document.documentElement), found = { face: getComputedStyle(document.body).fontFamily };
      function colour(name) { return style.getPropertyValue(name).trim(); }
      ["paper", "card", "ink", "quiet", "line", "edge", "accent", "hatch"].forEach(function (name) { found[name] = colour("--" + name); });
      ["numeral", "digit", "acronym", "motto", "word"].forEach(function (kind) { found["k-" + kind] = colour("--k-" + kind); });
      ["item", "program", "indicator"].forEach(function (kind) { found["k-" + kind] = colour("--n-" + kind); });
      Object.keys(DASHES).concat("item").forEach(function (name) { found["r-" + name] = colour("--r-" + name); });
      return found;
    }
    function of(node) { return ink["k-" + node.type] || ink["k-word"]; }
    function size(node) {
      return base * (node.type === "item" ? 0.7 : node.type === "program" || node.type === "indicator" ? 0.75 : 0.85 + Math.min(0.45, Math.log2(1 + node.mentions) / 10));
    }
    function nodeLook(key, data) {
      var node = net.nodes[key];
      return { x: data.x, y: data.y, label: short(node.label), size: size(node), color: of(node), inner: ink.paper, type: SHAPES[node.type] || "circle", hidden: !node.shown };
    }
    function tieLook(key, data) {
      var tie = net.ties[key], lineage = LINEAGE.test(tie.relation);
      return { color: mix(ink["r-" + tie.relation] || ink.edge, ink.paper, lineage ? 0.75 : tie.relation === "cooccurs" ? 0.22 : 0.45),
        size: 1, type: "line", zIndex: lineage ? 1 : 0,
        hidden: !tie.shown || !net.nodes[tie.from].shown || !net.nodes[tie.to].shown };
    }
    // Names in the picture, the greater node's first; one that would run into another is left out.
    var labelled = [];
    function label(context, data, settings) {
      if (!data.label) return;
      context.font = settings.labelSize + "px " + ink.face;
      var x = data.x + data.size + 3, wide = context.measureText(data.label).width;
      if (!room(labelled, [x - 4, data.y - 9, x + wide + 4, data.y + 9])) return;
      context.lineWidth = 3; context.lineJoin = "round"; context.strokeStyle = ink.paper; context.fillStyle = ink.ink;
      context.strokeText(data.label, x, data.y + settings.labelSize / 3);
      context.fillText(data.label, x, data.y + settings.labelSize / 3);
    }

    function fitted(canvas) {
      var ratio = window.devicePixelRatio || 1, w = stage.clientWidth, h = stage.clientHeight;
      if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
        canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
      }
      var context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, w, h);
      return context;
    }
    function at(x, y) { return renderer.graphToViewport({ x: x, y: y }); }
    function column(band, year) { return band.left + (year - band.first) * band.slots; }

    function drawBack() {
      var context = fitted(back), h = stage.clientHeight, w = stage.clientWidth, tile = document.createElement("canvas");
      tile.width = tile.height = 6;
      var pen = tile.getContext("2d");
      pen.strokeStyle = ink.hatch; pen.beginPath(); pen.moveTo(-1, 7); pen.lineTo(7, -1); pen.stroke();
      var hatch = context.createPattern(tile, "repeat");
      net.bands.forEach(function (band) {
        var from = at(band.left, band.top), to = at(column(band, band.first + band.years), band.bottom), line = at(0, band.axis).y;
        if (to.y < 0 || from.y > h || to.x < 0 || from.x > w) return;
        context.fillStyle = hatch;
        band.unheld.forEach(function (year) {
          var a = at(column(band, year), 0).x, b = at(column(band, year + 1), 0).x;
          context.fillRect(a, from.y, b - a, to.y - from.y);
        });
        context.strokeStyle = ink.line;
        for (var y = 0; y <= band.years; y++) {
          var x = Math.round(at(column(band, band.first + y), 0).x) + 0.5;
          context.beginPath(); context.moveTo(x, net.alone ? 0 : from.y); context.lineTo(x, net.alone ? h : to.y); context.stroke();
        }
        context.strokeStyle = ink.edge; context.beginPath(); context.moveTo(from.x, line); context.lineTo(to.x, line); context.stroke();
      });
    }
    // The years stay in sight along the top; among several places each has its name and years over its block.
    function drawOver() {
      var context = fitted(over), w = stage.clientWidth, h = stage.clientHeight, en = document.documentElement.dataset.lang === "en";
      if (focus !== null) drawFocus(context);
      if (net.alone) { context.fillStyle = ink.paper; context.globalAlpha = 0.9; context.fillRect(0, 0, w, 22); context.globalAlpha = 1; }
      net.bands.forEach(function (band) {
        var from = at(band.left, band.top), to = at(column(band, band.first + band.years), band.bottom), wide = band.years ? (to.x - from.x) / band.years : 0;
        if (to.y < 0 || from.y > h || to.x < 0 || from.x > w) return;
        var top = net.alone ? 16 : from.y - 4, step = wide > 40 ? 1 : wide > 20 ? 2 : 5, named = !net.alone && to.y - from.y > 24;
        context.font = "600 12px " + ink.face;
        var over = wide > 40 && named ? 15 : 0;
        if (named) write(context, band.place, Math.max(4, from.x), top - over, ink.ink, "left");
        if (wide * step < 34 || (named && !over)) return;
        context.font = (net.alone ? "600 13px " : "11px ") + ink.face;
        for (var y = band.first; y < band.first + band.years; y++) {
          if (y % step && band.years > 1) continue;
          var gone = band.unheld.indexOf(y) >= 0;
          write(context, y + (gone && wide > 90 ? (en ? " not held" : " 未收录") : ""), at(column(band, y) + band.slots / 2, 0).x, top, gone ? ink.quiet : ink.ink, "center");
        }
        if (band.undated && net.alone) write(context, en ? "no year" : "年份不明", at(band.left - band.slots / 2, 0).x, top, ink.quiet, "center");
      });
    }
    function write(context, text, x, y, colour, side) {
      context.textAlign = side; context.lineWidth = 4; context.lineJoin = "round"; context.strokeStyle = ink.paper; context.fillStyle = colour;
      context.strokeText(text, x, y); context.fillText(text, x, y);
    }
    // A node with its ties, in full strength over the rest, which fades.
    function drawFocus(context) {
      var node = net.nodes[focus], here = at(node.x, node.y), beside = [];
      if (SHAPES[node.type] === undefined) node.years.forEach(function (year) {
        var there = at(column(node.band, year) + node.band.slots / 2, node.band.axis);
        context.strokeStyle = context.fillStyle = ink.quiet; context.lineWidth = 1; context.setLineDash([1, 3]);
        context.beginPath(); context.moveTo(here.x, here.y); context.lineTo(there.x, there.y); context.stroke();
        context.setLineDash([]); context.beginPath(); context.arc(there.x, there.y, 3, 0, 7); context.fill();
      });
      node.ties.forEach(function (index) {
        var tie = net.ties[index], other = net.nodes[tie.from === focus ? tie.to : tie.from];
        if (!tie.shown || !other.shown) return;
        var there = at(other.x, other.y);
        context.strokeStyle = ink["r-" + tie.relation] || ink.edge; context.lineWidth = LINEAGE.test(tie.relation) ? 2.5 : 1.5;
        context.setLineDash(DASHES[tie.relation] || []);
        context.beginPath(); context.moveTo(here.x, here.y); context.lineTo(there.x, there.y); context.stroke();
        beside.push([other, there]);
      });
      context.setLineDash([]);
      var taken = [];
      [[node, here]].concat(beside).forEach(function (pair, i) { mark(context, pair[0], pair[1], i === 0); });
      [[node, here]].concat(beside.slice(0, 80)).forEach(function (pair, i) { name(context, pair[0], pair[1], taken, i === 0); });
    }
    function drawn(node) { return Math.max(4, renderer.scaleSize(size(node))); }
    function mark(context, node, spot, own) {
      var r = drawn(node) + (own ? 2 : 0), shape = SHAPES[node.type];
      context.fillStyle = shape === "ring" ? ink.paper : of(node); context.strokeStyle = own ? ink.accent : of(node); context.lineWidth = own ? 3 : 2;
      context.beginPath();
      if (shape === "square") context.rect(spot.x - r, spot.y - r, 2 * r, 2 * r);
      else if (shape === "diamond") { context.moveTo(spot.x, spot.y - 1.4 * r); context.lineTo(spot.x + 1.4 * r, spot.y); context.lineTo(spot.x, spot.y + 1.4 * r); context.lineTo(spot.x - 1.4 * r, spot.y); context.closePath(); }
      else context.arc(spot.x, spot.y, r, 0, 7);
      context.fill(); context.stroke();
    }
    function name(context, node, spot, taken, own) {
      var text = own ? node.label : short(node.label), r = drawn(node);
      context.font = (own ? "600 15px " : "13px ") + ink.face; context.textAlign = "left";
      var wide = context.measureText(text).width, x = spot.x + r + 5;
      if (x + wide > stage.clientWidth) x = Math.max(2, spot.x - r - 5 - wide);
      var box = [x, spot.y - 9, x + wide, spot.y + 9];
      if (!room(taken, box)) return;
      context.lineWidth = 4; context.lineJoin = "round"; context.strokeStyle = ink.paper; context.fillStyle = own ? ink.accent : ink.ink;
      context.strokeText(text, x, spot.y + 5); context.fillText(text, x, spot.y + 5);
    }

    // Of the wheel, the pointer and the fingers sigma's camera knows; from it come all positions.
    function start(places, corners) {
      if (renderer) renderer.kill();
      ink = palette();
      focus = null;
      stage.classList.remove("focused");
      net = assemble(places, corners, stage.clientWidth / Math.max(1, stage.clientHeight));
      var graph = new KIT.Graph({ multi: true, type: "directed" });
      net.nodes.forEach(function (node, i) { graph.addNode(i, { x: node.x, y: node.y }); });
      net.ties.forEach(function (tie, i) { graph.addEdgeWithKey(i, tie.from, tie.to); });
      var wide = net.box.x[1] - net.box.x[0], high = net.box.y[1] - net.box.y[0];
      var scale = Math.min(stage.clientWidth / wide, stage.clientHeight / Math.abs(high));
      base = Math.max(1.1, Math.min(7, 0.45 * scale * Math.min(net.row, 4)));
      renderer = new KIT.Sigma(graph, gl, {
        allowInvalidContainer: true, stagePadding: 26, zIndex: true, enableCameraRotation: false, minCameraRatio: Math.min(1, scale / 90), maxCameraRatio: 2,
        nodeProgramClasses: { circle: KIT.NodeCircleProgram, ring: KIT.Ring, square: KIT.Square, diamond: KIT.Diamond },
        edgeProgramClasses: { line: KIT.EdgeLineProgram }, defaultEdgeType: "line",
        nodeReducer: nodeLook, edgeReducer: tieLook, defaultDrawNodeLabel: label, defaultDrawNodeHover: function () {},
        labelSize: 13, labelRenderedSizeThreshold: 7, labelDensity: 1, labelGridCellSize: 170,
        zoomToSizeRatioFunction: function (ratio) { return Math.pow(ratio, 0.75); }
      });
      renderer.setCustomBBox({ x: net.box.x, y: [Math.min.apply(null, net.box.y), Math.max.apply(null, net.box.y)] });
      renderer.on("beforeRender", function () { labelled = []; });
      renderer.on("afterRender", function () { drawBack(); drawOver(); });
      renderer.on("enterNode", function (event) { gl.style.cursor = "pointer"; hooks.over(Number(event.node)); });
      renderer.on("leaveNode", function () { gl.style.cursor = ""; hooks.out(); });
      renderer.on("clickNode", function (event) { hooks.click(Number(event.node)); });
      renderer.on("clickStage", function () { hooks.away(); });
      renderer.refresh();
      return net;
    }
    var still = window.matchMedia("(prefers-reduced-motion: reduce)");
    function move(state) {
      if (still.matches) renderer.getCamera().setState(state); else renderer.getCamera().animate(state, { duration: 250 });
    }
    return {
      start: start,
      refresh: function () { if (renderer) { ink = palette(); renderer.refresh(); } },
      resize: function () { if (renderer) { renderer.resize(); renderer.refresh(); } },
      focus: function (index) {
        focus = index;
        stage.classList.toggle("focused", index !== null);
        if (renderer) drawOver();
      },
      go: function (index, near) {
        var spot = renderer.getNodeDisplayData(String(index)), camera = renderer.getCamera();
        move({ x: spot.x, y: spot.y, ratio: near ? Math.min(camera.ratio, Math.pow(base / near, 1 / 0.75)) : camera.ratio });
      },
      // Whether a node is in sight, well within the frame.
      seen: function (index) {
        var spot = at(net.nodes[index].x, net.nodes[index].y);
        return spot.x > 30 && spot.y > 30 && spot.x < stage.clientWidth - 30 && spot.y < stage.clientHeight - 30;
      },
      fit: function () { move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); },
      zoom: function (factor) { var camera = renderer.getCamera(); move({ ratio: camera.getBoundedRatio(camera.ratio * factor) }); },
      centre: function () { return renderer.viewportToGraph({ x: stage.clientWidth / 2, y: stage.clientHeight / 2 }); }
    };
  };
})();
