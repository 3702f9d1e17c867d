// The SPARQL page: an editor, Oxigraph in a worker over the whole graph, and what it answers as a table, a file or a picture.
(function () {
  "use strict";
  var top = document.body.dataset.root;
  var data = JSON.parse(document.getElementById("sparql-data").textContent);
  var FIRST = 200, MORE = 1000, SLOW_TO_LOAD = 8e6;
  var at = {};
  ["run", "stop", "state", "fault", "answer", "said", "table", "more", "picture", "picked", "as-table", "as-picture", "csv", "turtle", "load"].forEach(function (id) { at[id] = document.getElementById(id); });

  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  // A phrase in both languages; the style sheet shows the one that is wanted.
  function both(zh, en) {
    var pair = document.createDocumentFragment();
    [["zh", "zh-Hans", zh], ["en", "en", en]].forEach(function (one) { var span = make("span", one[0], one[2]); span.lang = one[1]; pair.append(span); });
    return pair;
  }
  function tell(node, zh, en) { node.replaceChildren(both(zh, en)); }
  function grouped(number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ","); }
  function seconds(ms) { return ms < 1000 ? Math.max(1, Math.round(ms)) + " ms" : (ms / 1000).toFixed(1) + " s"; }
  var scripts = {};
  function script(address) {
    scripts[address] = scripts[address] || new Promise(function (then, fail) {
      var node = make("script");
      node.src = top + address;
      node.onload = then;
      node.onerror = function () { delete scripts[address]; fail(new Error(address)); };
      document.head.append(node);
    });
    return scripts[address];
  }

  // The editor. Tab leaves it, as everywhere else on a page; control and space offer the words of the ontology.
  var field = document.getElementById("query");
  var editor = CodeMirror.fromTextArea(field, {
    mode: "application/sparql-query", lineNumbers: true, lineWrapping: true, matchBrackets: true, autoCloseBrackets: true, viewportMargin: Infinity,
    screenReaderLabel: field.getAttribute("aria-label"),
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-/": "toggleComment", "Cmd-/": "toggleComment", "Ctrl-Space": offer }
  });
  // A text that is longer than its box can be scrolled by keyboard too.
  var scroller = editor.getScrollerElement();
  function measure() {
    if (scroller.scrollHeight > scroller.clientHeight + 1) { scroller.tabIndex = 0; scroller.setAttribute("role", "region"); scroller.setAttribute("aria-label", field.getAttribute("aria-label")); }
    else { scroller.tabIndex = -1; scroller.removeAttribute("role"); scroller.removeAttribute("aria-label"); }
  }
  editor.on("update", measure);
  window.addEventListener("resize", measure);
  measure();
  var wrong = null;
  editor.on("change", function () { if (wrong) { editor.removeLineClass(wrong, "background", "wrong"); wrong = null; } });
  editor.on("inputRead", function (_, change) { if (change.text[0] === ":" || /[\w:]/.test(change.text[0]) && /\b[a-z]+:\w*$/.test(before())) offer(); });
  function before() { var c = editor.getCursor(); return editor.getLine(c.line).slice(0, c.ch); }
  function offer() {
    editor.showHint({ completeSingle: false, closeCharacters: /[\s()[\]{};,.]/, hint: function () {
      var typed = /([a-z]+):([\w-]*)$/i.exec(before()), cursor = editor.getCursor();
      var variable = /\?(\w*)$/.exec(before());
      var list = [];
      if (typed) list = data.words.filter(function (w) { return w[0] === typed[1] && w[1].toLowerCase().indexOf(typed[2].toLowerCase()) >= 0; }).slice(0, 60)
        .map(function (w) { return { text: w[0] + ":" + w[1], displayText: w[0] + ":" + w[1], render: rendered(w) }; });
      else if (variable) list = Array.from(new Set(editor.getValue().match(/\?\w+/g))).filter(function (v) { return v.indexOf("?" + variable[1]) === 0 && v !== "?" + variable[1]; });
      var start = typed ? typed[0].length : variable ? variable[0].length : 0;
      return { list: list, from: CodeMirror.Pos(cursor.line, cursor.ch - start), to: cursor };
    } });
  }
  function rendered(word) { return function (node) { node.append(make("b", "", word[0] + ":" + word[1]), " ", both(word[2], word[3])); }; }

  // A prefix that is used, known and not declared is written at the top, where it can be seen.
  function bare(text) { return text.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " "); }
  function declare() {
    var text = editor.getValue(), plain = bare(text), said = {}, missing = [];
    (plain.match(/PREFIX\s+[\w-]*:/gi) || []).forEach(function (p) { said[p.replace(/PREFIX\s+/i, "")] = true; });
    Object.keys(data.prefixes).forEach(function (name) {
      if (!said[name + ":"] && new RegExp("(?:^|[^\\w?$:-])" + name + ":").test(plain)) missing.push("PREFIX " + name + ": <" + data.prefixes[name] + ">\n");
    });
    if (!missing.length) return;
    var first = /^(?:#[^\n]*\n)*/.exec(text)[0].split("\n").length - 1;
    editor.replaceRange(missing.join(""), CodeMirror.Pos(first, 0));
  }

  // The engine. To stop a query is to end its worker; another takes its place at once.
  var worker = null, wanted = false, ready = false, waiting = null, number = 0, calls = {}, clock = null, began = 0;
  function start() {
    if (worker) return Promise.resolve();
    ready = false;
    wanted = true;
    tell(at.state, "正在载入查询引擎与图谱…", "Loading the engine and the graph…");
    return Promise.all([script("assets/sparql-engine.js"), script("assets/sparql-graph.js"), script("assets/sparql-links.js")]).then(function () {
      if (worker || !wanted) return;
      var source = URL.createObjectURL(new Blob([window.TIFAKG_ENGINE.worker], { type: "text/javascript" }));
      worker = new Worker(source);
      worker.onmessage = function (event) { hear(event.data); };
      worker.onerror = function (event) { event.preventDefault(); lose(event.message || "worker"); };
      worker.postMessage({ kind: "start", wasm: window.TIFAKG_ENGINE.wasm, graph: window.TIFAKG_GRAPH });
    }).catch(function (fault) { lose(fault.message); });
  }
  function end() { if (worker) worker.terminate(); worker = null; ready = false; calls = {}; }
  function lose(text) {
    end();
    idle();
    waiting = null;
    at.state.replaceChildren();
    blame(both("查询引擎停了，再按“运行”会重新载入。内存不够时请缩小查询，或用命令行 kg query。", "The engine ended; Run loads it again. If memory ran out, narrow the query or use kg query on the command line."), text);
  }
  function call(kind, more) {
    number += 1;
    var message = Object.assign({ kind: kind, number: number }, more);
    return new Promise(function (then, fail) { calls[message.number] = { then: then, fail: fail }; worker.postMessage(message); });
  }
  function hear(message) {
    if (message.kind === "loading") {
      var part = Math.min(99, Math.round(100 * message.bytes / data.bytes));
      tell(at.state, "正在载入图谱… " + part + "%", "Loading the graph… " + part + "%");
    } else if (message.kind === "ready") {
      ready = true;
      at.state.dataset.loaded = Math.round(message.ms);
      if (waiting !== null) { var query = waiting; waiting = null; ask(query); }
      else tell(at.state, "可以查询：" + grouped(message.quads) + " 条陈述", "Ready: " + grouped(message.quads) + " statements");
    } else if (message.kind === "fault") {
      var asked = calls[message.number];
      delete calls[message.number];
      if (message.lost) lose(message.text); else if (asked) asked.fail(new Error(message.text));
    } else if (calls[message.number]) {
      calls[message.number].then(message);
      delete calls[message.number];
    }
  }

  function busy() {
    began = performance.now();
    at.run.disabled = true;
    at.stop.disabled = false;
    at.answer.setAttribute("aria-busy", "true");
    clearInterval(clock);
    clock = setInterval(function () { if (ready) tell(at.state, "正在查询… " + ((performance.now() - began) / 1000).toFixed(1) + " 秒", "Asking… " + ((performance.now() - began) / 1000).toFixed(1) + " s"); }, 100);
  }
  function idle() {
    clearInterval(clock);
    at.run.disabled = false;
    at.stop.disabled = true;
    at.answer.removeAttribute("aria-busy");
  }
  function run() {
    if (at.run.disabled) return;
    declare();
    at.fault.hidden = true;
    busy();
    remember();
    if (ready) ask(editor.getValue());
    else { waiting = editor.getValue(); start(); }
  }
  function ask(query) {
    began = performance.now();
    call("ask", { query: query, most: FIRST }).then(function (found) {
      idle();
      tell(at.state, "", "");
      show(found);
    }, function (fault) { idle(); tell(at.state, "", ""); at.answer.hidden = true; explain(fault.message); });
  }
  at.run.addEventListener("click", run);
  at.stop.addEventListener("click", function () {
    var loading = !ready;
    wanted = false;
    end();
    idle();
    waiting = null;
    if (loading) { tell(at.state, "已停止载入。", "Loading stopped."); return; }
    var took = ((performance.now() - began) / 1000).toFixed(1);
    blame(both("已停止，用了 " + took + " 秒。加条件或 LIMIT，可以小得多。", "Stopped after " + took + " s. A narrower pattern or a LIMIT makes it much smaller."), "");
    at.answer.hidden = true;
    start();
  });

  // What the parser says, with the line; its own list of what it expected is kept beside it.
  function blame(phrase, detail) {
    at.fault.replaceChildren(make("p"));
    at.fault.firstChild.append(phrase);
    if (detail) at.fault.append(make("pre", "", detail));
    at.fault.hidden = false;
  }
  function explain(text) {
    var spot = /error at (\d+):(\d+): (?:expected (?:one of )?)?([\s\S]*)$/.exec(text);
    if (!spot) { blame(both("没有得到回答：", "No answer:"), text); return; }
    var line = Number(spot[1]), column = Number(spot[2]);
    wrong = editor.addLineClass(Math.min(line, editor.lineCount()) - 1, "background", "wrong");
    var prefix = /Prefix not found/.test(spot[3]) ? ["这里用了没有声明的前缀。", "A prefix is used that is not declared."] : null;
    var unbound = /variable that is unbound/.test(spot[3]) ? ["SELECT 里有没有绑定的变量。", "SELECT names a variable that is not bound."] : null;
    var plain = prefix || unbound || ["从这里读不下去。", "It cannot be read from here on."];
    blame(both("第 " + line + " 行第 " + column + " 列：" + plain[0], "Line " + line + ", column " + column + ": " + plain[1]), prefix ? "" : text.replace(/\n/g, " "));
    editor.setCursor(line - 1, column - 1);
  }

  // The answer as a table.
  var answer = null, order = { column: -1, down: false }, shown = 0;
  function show(found) {
    answer = found;
    order = { column: -1, down: false };
    shown = 0;
    at.answer.hidden = false;
    var yes = found.form === "boolean";
    at["as-picture"].disabled = yes || found.vars.length < 2 || found.vars.length > 3 || found.count === 0;
    at.csv.hidden = yes;
    at.turtle.hidden = found.form !== "graph";
    if (yes) tell(at.said, (found.value ? "是 true" : "否 false") + " · " + seconds(found.ms), (found.value ? "Yes, true" : "No, false") + " · " + seconds(found.ms));
    else if (found.count === 0) tell(at.said, "没有一行符合。 · " + seconds(found.ms), "No row answers this. · " + seconds(found.ms));
    else tell(at.said, grouped(found.count) + " 行 · " + seconds(found.ms), grouped(found.count) + (found.count === 1 ? " row · " : " rows · ") + seconds(found.ms));
    at.answer.dataset.count = yes ? String(found.value) : found.count;
    at.table.replaceChildren();
    if (!yes && found.count) { head(); fill(found.rows); } else at.more.hidden = true;
    view(false);
  }
  function head() {
    var row = make("tr");
    row.append(make("th", "number", "#"));
    row.firstChild.scope = "col";
    answer.vars.forEach(function (name, column) {
      var cell = make("th"), button = make("button", "sort", name);
      cell.scope = "col";
      button.type = "button";
      button.addEventListener("click", function () {
        order = order.column !== column ? { column: column, down: false } : order.down ? { column: -1, down: false } : { column: column, down: true };
        Array.from(row.children).slice(1).forEach(function (c, i) {
          if (i === order.column) c.setAttribute("aria-sort", order.down ? "descending" : "ascending"); else c.removeAttribute("aria-sort");
        });
        call("rows", { order: order, from: 0, to: Math.max(FIRST, shown) }).then(function (found) { at.table.tBodies[0].replaceChildren(); shown = 0; fill(found.rows); });
      });
      cell.append(button);
      row.append(cell);
    });
    at.table.append(make("thead"), make("tbody"));
    at.table.tHead.append(row);
  }
  function fill(rows) {
    var body = document.createDocumentFragment();
    rows.forEach(function (row, i) {
      var line = make("tr");
      line.append(make("td", "number", grouped(shown + i + 1)));
      row.forEach(function (cell, column) { line.append(drawn(cell, column, row)); });
      body.append(line);
    });
    at.table.tBodies[0].append(body);
    shown += rows.length;
    at.more.hidden = shown >= answer.count;
    tell(at.more, "再列 " + Math.min(MORE, answer.count - shown) + " 行（还有 " + grouped(answer.count - shown) + "）", Math.min(MORE, answer.count - shown) + " more (" + grouped(answer.count - shown) + " left)");
  }
  at.more.addEventListener("click", function () { call("rows", { order: order, from: shown, to: shown + MORE }).then(function (found) { fill(found.rows); }); });

  // A cell leads to the page of what it names: a term, a report, or a stretch of a report.
  var places = null;
  function linked() {
    if (places) return places;
    var given = window.TIFAKG_LINKS, byIri = new Map(), byName = new Map();
    given.terms.forEach(function (t) {
      byIri.set(given.base + t[0], [t[3], t[1]]);
      byName.set(t[2] + "\n" + t[1], t[3]);
      byName.set("\n" + t[1], byName.has("\n" + t[1]) ? "" : t[3]);
    });
    places = { base: given.base, byIri: byIri, byName: byName, reports: new Map(Object.entries(given.reports)) };
    return places;
  }
  function valueOf(row, name) { var i = answer.vars.indexOf(name); return i >= 0 && row[i] ? row[i][1] : ""; }
  function iriPage(iri) {
    var known = linked().byIri.get(iri);
    if (known) return known[0];
    if (iri.indexOf(linked().base + "report/") !== 0) return "";
    var parts = iri.slice(linked().base.length + 7).split("/"), id = parts[0];
    try { id = decodeURIComponent(id); } catch (odd) { /* as it is */ }
    var page = linked().reports.get(id), start = /(?:^|\/)(\d+)-\d+(?:\/|$)/.exec(parts.slice(1).join("/"));
    return page ? page + (start ? "#at" + start[1] : "") : "";
  }
  function literalPage(text, column, row) {
    var name = answer.vars[column];
    if (linked().reports.has(text)) return linked().reports.get(text);
    var side = /^((?:\w+_)?)(?:term|formulation|neighbour|lane)$/.exec(name);
    if (side || name === "neighbour") {
      var place = valueOf(row, (side ? side[1] : "") + "place") || valueOf(row, "place");
      return linked().byName.get(place + "\n" + text) || "";
    }
    var spot = /^(\w+_)?start$/.exec(name);
    if (!spot || !/^\d+$/.test(text)) return "";
    var report = [spot[1] && valueOf(row, spot[1] + "report"), valueOf(row, "told_in"), valueOf(row, "report"), valueOf(row, "target_report")].filter(Boolean)[0];
    var page = report && linked().reports.get(report);
    return page ? page + "#at" + text : "";
  }
  function brief(iri) {
    var own = linked().byIri.get(iri);
    if (own) return own[1];
    var names = Object.keys(data.prefixes), text = iri;
    names.some(function (p) { var base = data.prefixes[p]; if (iri.indexOf(base) === 0 && /^[\w-]+$/.test(iri.slice(base.length))) { text = p + ":" + iri.slice(base.length); return true; } return false; });
    if (text === iri && iri.indexOf(linked().base) === 0) text = iri.slice(linked().base.length);
    try { return decodeURI(text); } catch (odd) { return text; }
  }
  function drawn(cell, column, row) {
    var box = make("td");
    if (cell === null) return box;
    var text = cell[0] === "uri" ? brief(cell[1]) : cell[0] === "bnode" ? "_:" + cell[1] : cell[1];
    var page = cell[0] === "uri" ? iriPage(cell[1]) : cell[0] === "literal" ? literalPage(cell[1], column, row) : "";
    var inside = make(page ? "a" : cell[0] === "uri" ? "code" : "bdi", "", text);
    if (page) inside.href = top + page;
    if (cell[0] === "uri") inside.title = cell[1];
    if (/[\u3400-\u9fff]/.test(text)) inside.lang = "zh-Hans";
    if (text.length > 30) {
      box.className = "long";
      if (text.length > 90 && !page) inside.tabIndex = 0;
    }
    else if (/^-?[\d.]+$/.test(text)) box.className = "figure";
    box.append(inside);
    return box;
  }

  // Files.
  function save(kind, ending) {
    call(kind, {}).then(function (found) {
      var link = make("a");
      link.href = URL.createObjectURL(found.blob);
      link.download = "tifakg-" + (named() || "query") + "." + ending;
      link.click();
      window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
  }
  at.csv.addEventListener("click", function () { save("csv", "csv"); });
  at.turtle.addEventListener("click", function () { save("turtle", "ttl"); });

  // The answer as a picture: the first and the last column are joined, a middle one names the tie.
  var network = null;
  function view(picture) {
    at["as-table"].setAttribute("aria-pressed", String(!picture));
    at["as-picture"].setAttribute("aria-pressed", String(picture));
    at.table.parentNode.hidden = picture || !answer || answer.form === "boolean" || answer.count === 0;
    at.more.classList.toggle("away", picture);
    at.picture.hidden = at.picked.hidden = !picture;
    if (network) { network.destroy(); network = null; }
    if (picture) Promise.all([script(data.vis), call("ties", {})]).then(function (both) { paint(both[1]); });
  }
  at["as-table"].addEventListener("click", function () { view(false); });
  at["as-picture"].addEventListener("click", function () { view(true); });
  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }
  var ties = null;
  function paint(found) {
    if (at.picture.hidden) return;
    ties = found;
    var nodes = new Map(), edges = [], last = answer.vars.length - 1;
    function node(cell, column, row) {
      var key = cell[0] + cell[1];
      if (!nodes.has(key)) {
        var text = cell[0] === "uri" ? brief(cell[1]) : cell[1];
        var page = cell[0] === "uri" ? iriPage(cell[1]) : literalPage(cell[1], column, row);
        nodes.set(key, { id: key, label: text.length > 16 ? text.slice(0, 15) + "…" : text, name: text, page: page, shape: "box", margin: 7, borderWidth: page ? 2 : 1,
          shapeProperties: { borderRadius: page ? 14 : 2 }, color: { border: colour(page ? "k-numeral" : "edge"), background: colour("card"), highlight: { border: colour("accent"), background: colour("card") } },
          font: { color: colour("ink"), size: 16, face: getComputedStyle(document.body).fontFamily } });
      }
      return key;
    }
    found.rows.forEach(function (row) {
      if (!row[0] || !row[last]) return;
      edges.push({ from: node(row[0], 0, row), to: node(row[last], last, row), label: last === 2 && row[1] ? (row[1][0] === "uri" ? brief(row[1][1]) : row[1][1]) : undefined });
    });
    if (network) network.destroy();
    network = new vis.Network(at.picture, { nodes: Array.from(nodes.values()), edges: edges }, {
      layout: { randomSeed: 7, improvedLayout: nodes.size < 150 }, physics: { solver: "forceAtlas2Based", stabilization: { iterations: 250, fit: true }, forceAtlas2Based: { avoidOverlap: 0.7, springLength: 110 } },
      interaction: { hover: false, keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6 },
      edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, color: { color: colour("edge"), highlight: colour("accent") }, smooth: { type: "continuous" },
        font: { color: colour("quiet"), size: 13, strokeColor: colour("paper"), strokeWidth: 4, face: getComputedStyle(document.body).fontFamily } }
    });
    network.once("stabilizationIterationsDone", function () { network.setOptions({ physics: false }); at.picture.dataset.ready = "yes"; });
    network.on("click", function (event) { pick(event.nodes.length ? nodes.get(event.nodes[0]) : null); });
    network.on("doubleClick", function (event) { var one = event.nodes.length && nodes.get(event.nodes[0]); if (one && one.page) window.location.href = top + one.page; });
    pick(null);
  }
  function pick(one) {
    if (!one) {
      if (ties && ties.all > ties.rows.length) tell(at.picked, "先画前 " + ties.rows.length + " 条连线，共 " + grouped(ties.all) + " 条。", "The first " + ties.rows.length + " of " + grouped(ties.all) + " ties are drawn.");
      else tell(at.picked, "点一个名称看它是什么；拖动可以移动，滚轮或加减号缩放。", "Choose a name to see what it is; drag to move, wheel or plus and minus to zoom.");
      return;
    }
    var name = make(one.page ? "a" : "b", "", one.name);
    if (one.page) name.href = top + one.page;
    at.picked.replaceChildren(name);
  }
  document.addEventListener("themechange", function () { if (network && ties) paint(ties); });

  // Which query: an example by name, or the whole text, in the address, so that it can be sent.
  var examples = new Map(data.examples.map(function (e) { return [e.name, e.sparql]; }));
  function named() {
    var text = editor.getValue().trim(), name = "";
    examples.forEach(function (sparql, key) { if (sparql.trim() === text) name = key; });
    return name;
  }
  function mark() {
    var name = named();
    document.querySelectorAll(".examples button").forEach(function (one) { if (one.dataset.name === name) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current"); });
  }
  function remember() {
    var name = named();
    window.history.replaceState(null, "", name ? "#name=" + name : "#q=" + encodeURIComponent(editor.getValue()));
    mark();
  }
  function take() {
    var name = /^#name=(.+)$/.exec(window.location.hash), text = /^#q=(.*)$/.exec(window.location.hash);
    var sparql = null;
    try { sparql = name ? examples.get(decodeURIComponent(name[1])) : text ? decodeURIComponent(text[1]) : null; } catch (odd) { /* a broken address is no query */ }
    if (!sparql) return false;
    if (at.run.disabled && ready) at.stop.click();
    waiting = null;
    idle();
    editor.setValue(sparql);
    run();
    return true;
  }
  window.addEventListener("hashchange", take);
  var narrow = window.matchMedia("(max-width: 60rem)"), list = document.querySelector(".examples > details");
  list.open = !narrow.matches;
  document.querySelector(".examples").addEventListener("click", function (event) {
    var one = event.target.closest("button");
    if (!one) return;
    if (narrow.matches) list.open = false;
    if (window.location.hash === "#name=" + one.dataset.name) take(); else window.location.hash = "#name=" + one.dataset.name;
    if (document.querySelector(".ask").getBoundingClientRect().top < 0) document.querySelector(".ask").scrollIntoView();
  });
  at.run.disabled = false;
  mark();
  if (take()) return;
  if (data.packed < SLOW_TO_LOAD) run();
  else tell(at.state, "图谱较大（" + Math.round(data.packed / 1e5) / 10 + " MB）：按“运行”后先载入，约需 " + Math.ceil(data.quads / 100000) + " 秒和 " + Math.ceil(data.quads / 2500000) + " GB 内存。", "A large graph (" + Math.round(data.packed / 1e5) / 10 + " MB): Run first loads it, in about " + Math.ceil(data.quads / 100000) + " s and " + Math.ceil(data.quads / 2500000) + " GB of memory.");
})();
