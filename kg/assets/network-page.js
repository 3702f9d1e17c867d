// The graph page around its drawing: find, filter, point, choose, go by keyboard, and the same as a table. No request is made
// but for the scripts of data beside the page.
(function () {
  "use strict";
  var MOST = 150000, ROWS = 50, FOUND = 12, BESIDE = 60;
  var stage = document.getElementById("net-stage"), form = document.getElementById("net-form"), said = document.getElementById("net-said");
  var panel = document.getElementById("net-panel"), search = document.getElementById("net-search"), list = document.getElementById("net-found");
  var table = document.getElementById("net-table"), body = document.getElementById("net-body"), told = document.getElementById("net-rows");
  var known = JSON.parse(document.getElementById("net-known").textContent).map(function (row) { return { place: row[0], script: row[1], nodes: row[2], left: row[3], top: row[4] }; });
  var top = document.body.dataset.root, loaded = new Map();
  var net = null, pinned = null, page = 0, listed = [], drawable = true, left = 0, touched = false;

  function english() { return document.documentElement.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  function make(tag, name, text) { var node = document.createElement(tag); if (name) node.className = name; if (text !== undefined) node.textContent = text; return node; }
  function plain(text) { return text.toLowerCase().replace(/[\s“”"‘’'《》「」『』]/g, ""); }
  function boxes(name) { return Array.from(form.querySelectorAll("input[name=" + name + "]")); }
  function words(name, code) {
    var box = form.querySelector("input[name=" + name + "][value=" + CSS.escape(code) + "]");
    var span = box && box.parentElement.querySelector(english() ? ".en" : ".zh");
    return span ? span.textContent : code;
  }
  function id(node) { return node.type + "/" + node.place + "/" + node.label; }
  function spans(found) { return found.join(say("、", ", ")); }

  var drawing = window.tifakgNetwork(stage, {
    over: function (index) { drawing.focus(index); },
    out: function () { drawing.focus(pinned); },
    click: function (index) {
      var node = net.nodes[index], term = node.href && node.type !== "indicator";
      if (term && (!touched || pinned === index)) { remember(index); window.location.href = top + node.href; } else pin(index, true);
    },
    away: function () { pin(null); }
  });
  stage.addEventListener("pointerdown", function (event) { touched = event.pointerType !== "mouse"; }, true);

  // The data of a place: a script, for a page that is opened from a folder may fetch nothing else.
  function load(one) {
    if (loaded.has(one.place)) return loaded.get(one.place);
    var coming = new Promise(function (done, failed) {
      var script = make("script");
      script.src = top + one.script.split("/").map(encodeURIComponent).join("/");
      script.async = false;
      script.onload = function () { done(window.TIFAKG_GRAPH); };
      script.onerror = function () { failed(new Error(one.script)); };
      document.head.appendChild(script);
    });
    loaded.set(one.place, coming);
    return coming;
  }
  function chosen() {
    var place = form.elements.place ? form.elements.place.value : "", total = 0;
    var some = known.filter(function (one) { return !place || one.place === place; });
    var kept = some.filter(function (one, i) { total += one.nodes; return i === 0 || total <= MOST; });
    left = some.length - kept.length;
    return kept;
  }
  function open() {
    var wanted = chosen();
    return Promise.all(wanted.map(load)).then(function (places) {
      if (wanted.length !== chosen().length || wanted[0] !== chosen()[0]) return;
      pinned = null;
      try { net = drawing.start(places, wanted); } catch (refused) {
        drawable = false;
        net = window.tifakgNetworkOf(places, wanted);
        stage.hidden = true;
        table.open = true;
      }
      sift();
      recall();
      window.requestAnimationFrame(function () { stage.dataset.ready = "yes"; });
    }, function (missing) { said.textContent = say("缺少文件 ", "A file is missing: ") + missing.message; });
  }

  // Filters.
  function sift() {
    var kinds = new Set(), relations = new Set(), several = form.elements.several && form.elements.several.checked;
    var from = form.elements.from ? Number(form.elements.from.value) : -Infinity, to = form.elements.to ? Number(form.elements.to.value) : Infinity;
    var every = !form.elements.from || (form.elements.from.selectedIndex === 0 && form.elements.to.selectedIndex === form.elements.to.options.length - 1);
    boxes("type").forEach(function (box) { if (box.checked) kinds.add(box.value); });
    boxes("relation").forEach(function (box) { if (box.checked) relations.add(box.value); });
    function within(found) { return every || found.some(function (y) { return y >= from && y <= to; }); }
    net.nodes.forEach(function (n) { n.shown = kinds.has(n.type) && within(n.years) && (!several || n.years.length > 1); });
    net.ties.forEach(function (t) { t.shown = relations.has(t.relation) && within(t.years); });
    if (pinned !== null && !net.nodes[pinned].shown) pin(null);
    if (drawable) drawing.refresh();
    page = 0;
    tell();
    if (pinned !== null) describe(pinned);
  }
  function ties(index) {
    return net.nodes[index].ties.map(function (t) { return net.ties[t]; }).filter(function (t) { return t.shown && net.nodes[t.from].shown && net.nodes[t.to].shown; });
  }
  function tell() {
    var nodes = net.nodes.filter(function (n) { return n.shown; }).length;
    var lines = net.ties.filter(function (t) { return t.shown && net.nodes[t.from].shown && net.nodes[t.to].shown; }).length;
    said.textContent = say(nodes + " 个点，" + lines + " 条线。", nodes + " nodes, " + lines + " ties.")
      + (left ? say(" 还有 " + left + " 个地区没有画出，可以逐一选看。", " " + left + " more places are not drawn; choose one to see it.") : "")
      + (drawable ? "" : say(" 浏览器没有 WebGL，画不了图；下面的表格内容相同。", " This browser has no WebGL and cannot draw; the table below says the same."));
    rows();
  }

  // What is chosen, kept in the address so that Back and a sent link lead to it.
  function remember(index) {
    try { history.replaceState(null, "", index === null ? location.pathname : "#pick=" + encodeURIComponent(id(net.nodes[index]))); } catch (refused) { /* an old browser forgets */ }
  }
  function recall() {
    var wanted = /^#pick=(.*)$/.exec(location.hash), name = null;
    if (!wanted) return;
    try { name = decodeURIComponent(wanted[1]); } catch (broken) { return; }
    var index = net.nodes.findIndex(function (n) { return id(n) === name; });
    if (index >= 0 && net.nodes[index].shown) { pin(index); if (drawable) drawing.go(index, 9); }
  }
  function pin(index, moved) {
    pinned = index;
    if (drawable) { drawing.focus(index); if (moved && index !== null && !drawing.seen(index)) drawing.go(index); }
    remember(index);
    if (index === null) { panel.hidden = true; panel.replaceChildren(); } else describe(index);
  }
  function title(node) {
    var name = make(node.href ? "a" : "b", "net-name", node.label);
    name.lang = "zh-Hans";
    if (node.href) name.href = top + node.href;
    return name;
  }
  function facts(node) {
    var parts = [words("type", node.type)];
    if (known.length > 1) parts.push(node.place);
    parts.push(node.years.length ? spans(node.years) : say("年份不明", "year unknown"));
    return parts.join(" · ");
  }
  function describe(index) {
    var node = net.nodes[index], groups = new Map(), found = ties(index);
    found.forEach(function (tie) { if (!groups.has(tie.relation)) groups.set(tie.relation, []); groups.get(tie.relation).push(tie.from === index ? tie.to : tie.from); });
    var close = make("button", "net-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", say("放开", "Let go"));
    close.addEventListener("click", function () { pin(null); stage.focus(); });
    panel.replaceChildren(close, title(node), make("p", "quiet", facts(node)));
    groups.forEach(function (others, relation) {
      var items = make("ul");
      others.slice(0, BESIDE).forEach(function (other) {
        var item = make("li"), button = make("button", "k-" + net.nodes[other].type, net.nodes[other].label);
        button.type = "button";
        button.lang = "zh-Hans";
        button.addEventListener("click", function () { pin(other, true); });
        item.append(button);
        items.append(item);
      });
      if (others.length > BESIDE) items.append(make("li", "quiet", say("还有 " + (others.length - BESIDE) + " 个", (others.length - BESIDE) + " more")));
      panel.append(make("h2", "r-" + relation, words("relation", relation) + " " + others.length), items);
    });
    if (!found.length) panel.append(make("p", "quiet", say("没有画出的连线。", "No tie is drawn.")));
    panel.hidden = false;
  }

  // Find.
  var results = [], at = -1;
  function find() {
    var wanted = plain(search.value);
    if (!wanted || !net) { close(); return; }
    var found = [];
    net.nodes.forEach(function (node, i) {
      var where = node.shown ? plain(node.label).indexOf(wanted) : -1;
      if (where >= 0) found.push([node.label.length === wanted.length ? 0 : where === 0 ? 1 : 2, -node.ties.length, i]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
    offer(found.map(function (one) { return one[2]; }));
    if (/[a-z]/.test(wanted)) window.tifakgFind(search.value, function (terms) {
      if (plain(search.value) !== wanted) return;
      var by = new Map(net.nodes.map(function (n, i) { return [decodeURIComponent(n.href), i]; }));
      var more = terms.map(function (t) { return by.get(t[4]); }).filter(function (i) { return i !== undefined && net.nodes[i].shown && results.indexOf(i) < 0; });
      if (more.length) offer(results.concat(more));
    });
  }
  function offer(found) {
    results = found;
    list.replaceChildren.apply(list, found.slice(0, FOUND).map(function (index, i) {
      var node = net.nodes[index], item = make("li");
      item.id = "net-found-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      var name = make("span", "found", node.label);
      name.lang = "zh-Hans";
      item.append(name, make("span", "quiet", facts(node)));
      item.addEventListener("mousedown", function (event) { event.preventDefault(); take(i); });
      return item;
    }));
    if (!found.length) list.append(make("li", "quiet", say("图中没有“" + search.value + "”", "Nothing like “" + search.value + "” in the graph")));
    list.hidden = false;
    search.setAttribute("aria-expanded", "true");
    point(found.length ? 0 : -1);
  }
  function point(index) {
    at = index;
    Array.from(list.children).forEach(function (item, i) { if (item.id) item.setAttribute("aria-selected", String(i === at)); });
    if (at >= 0) search.setAttribute("aria-activedescendant", "net-found-" + at); else search.removeAttribute("aria-activedescendant");
  }
  function close() { list.hidden = true; list.replaceChildren(); results = []; at = -1; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); }
  function take(i) {
    var index = results[i];
    if (index === undefined) return;
    close();
    pin(index);
    if (drawable) drawing.go(index, 9);
  }
  search.addEventListener("input", find);
  search.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    var shown = Math.min(FOUND, results.length);
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown) { event.preventDefault(); point((at + (event.key === "ArrowDown" ? 1 : shown - 1)) % shown); }
    else if (event.key === "Enter") { event.preventDefault(); take(at); }
    else if (event.key === "Escape") { search.value = ""; close(); }
  });
  search.addEventListener("blur", close);

  // By keyboard in the picture: to the nearest node that way.
  var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  function step(way) {
    var from = pinned === null ? drawing.centre() : net.nodes[pinned], best = null, least = Infinity;
    net.nodes.forEach(function (node, i) {
      if (!node.shown || i === pinned) return;
      var x = node.x - from.x, y = node.y - from.y, along = x * way[0] + y * way[1], aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
      if ((pinned !== null && along <= 0) || along < -1e9) return;
      var cost = pinned === null ? x * x + y * y : along + 2.5 * aside;
      if (cost < least) { least = cost; best = i; }
    });
    if (best === null) return;
    pin(best, true);
    said.textContent = net.nodes[best].label + " · " + facts(net.nodes[best]) + " · " + say("连着 " + ties(best).length, ties(best).length + " ties");
  }
  stage.addEventListener("keydown", function (event) {
    if (!net || event.ctrlKey || event.metaKey || event.altKey) return;
    var done = true;
    if (WAYS[event.key]) step(WAYS[event.key]);
    else if (event.key === "Enter" && pinned !== null && net.nodes[pinned].href) window.location.href = top + net.nodes[pinned].href;
    else if (event.key === "+" || event.key === "=") drawing.zoom(1 / 1.5);
    else if (event.key === "-") drawing.zoom(1.5);
    else if (event.key === "0") drawing.fit();
    else if (event.key === "Escape" && pinned !== null) { pin(null); tell(); }
    else done = false;
    if (done) event.preventDefault();
  });

  // The same as a table.
  function rows() {
    if (!table.open || !net) return;
    listed = net.nodes.map(function (n, i) { return [n, n.shown ? ties(i) : [], i]; }).filter(function (row) { return row[0].shown; });
    listed.sort(function (a, b) { return b[1].length - a[1].length || a[2] - b[2]; });
    var last = Math.max(0, Math.ceil(listed.length / ROWS) - 1);
    page = Math.max(0, Math.min(page, last));
    body.replaceChildren.apply(body, listed.slice(page * ROWS, (page + 1) * ROWS).map(row));
    var from = listed.length ? page * ROWS + 1 : 0, to = Math.min(listed.length, (page + 1) * ROWS);
    told.textContent = say("第 " + from + "–" + to + " 行，共 " + listed.length + " 行，连得最多的在前", "Rows " + from + " to " + to + " of " + listed.length + ", those with most ties first");
    document.getElementById("net-before").disabled = page === 0;
    document.getElementById("net-after").disabled = page === last;
  }
  function row(one) {
    var node = one[0], line = make("tr"), head = make("th"), others = make("td");
    head.scope = "row";
    head.append(title(node));
    others.lang = "zh-Hans";
    var names = one[1].map(function (t) { return net.nodes[t.from === one[2] ? t.to : t.from].label; });
    others.textContent = names.length + (names.length ? "：" + names.slice(0, 8).join("、") + (names.length > 8 ? "…" : "") : "");
    line.append(head, make("td", "", words("type", node.type)));
    if (known.length > 1) line.append(make("td", "", node.place));
    line.append(make("td", "", spans(node.years)), others);
    return line;
  }
  document.getElementById("net-before").addEventListener("click", function () { page--; rows(); });
  document.getElementById("net-after").addEventListener("click", function () { page++; rows(); });
  table.addEventListener("toggle", rows);

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { window.setTimeout(function () { close(); pin(null); open().then(function () { if (drawable) drawing.fit(); }); }); });
  form.addEventListener("change", function (event) {
    if (event.target === search) return;
    if (event.target.name === "from" || event.target.name === "to") {
      var from = form.elements.from, to = form.elements.to;
      if (Number(from.value) > Number(to.value)) (event.target === from ? to : from).value = event.target.value;
    }
    if (event.target.name === "place") open(); else if (net) sift();
  });
  document.getElementById("net-fit").addEventListener("click", function () { drawing.fit(); });
  function speak() {
    form.querySelectorAll("option[data-zh]").forEach(function (one) { one.textContent = one.getAttribute(english() ? "data-en" : "data-zh"); });
    if (!net) return;
    tell();
    if (pinned !== null) describe(pinned);
    if (drawable) drawing.refresh();
  }
  new MutationObserver(speak).observe(document.documentElement, { attributes: true, attributeFilter: ["data-lang"] });
  document.addEventListener("themechange", function () { if (net && drawable) drawing.refresh(); });
  window.addEventListener("resize", function () { if (net && drawable) drawing.resize(); });
  document.querySelector(".net-more").open = window.innerWidth > 700;
  speak();
  open();
})();
