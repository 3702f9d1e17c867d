// The lineage page around its picture: what is shown and in which order, one lane in full, and the same as a table.
(function () {
  "use strict";
  var kit = window.TIFAKG_PICTURE, data = window.TIFAKG_LINEAGE;
  var S = kit.S, L = kit.L, LANE = kit.LANE, R = kit.R, say = kit.say, pair = kit.pair, make = kit.make;
  var form = document.getElementById("lg-form"), panel = document.getElementById("lg-panel"), said = document.getElementById("lg-said");
  var table = document.getElementById("lg-table"), once = document.getElementById("lg-once"), stage = document.getElementById("lg-stage");
  var lanes = data.lanes, byId = new Map(lanes.map(function (lane, i) { return [lane[LANE.id], i]; }));
  var single = lanes.map(function (lane) { return new Set(lane[LANE.shown].map(function (i) { return data.shown[i][S.report]; })).size === 1; });
  var tied = new Set(), guessed = new Set();
  data.links.forEach(function (link) { tied.add(data.shown[link[L.from]][S.lane]); tied.add(data.shown[link[L.to]][S.lane]); });
  data.possible.forEach(function (guess) { guessed.add(data.shown[guess[0]][S.lane]); guessed.add(data.shown[guess[1]][S.lane]); });
  // The links of a lane: its own, and those by which another lane leaves it.
  var tying = lanes.map(function (lane) { return lane[LANE.links].slice(); });
  data.links.forEach(function (link, n) { var from = data.shown[link[L.from]][S.lane]; if (from !== data.shown[link[L.to]][S.lane]) tying[from].push(n); });
  // What a lane is found by: its forms, and the items that came and went.
  var found = lanes.map(function (lane) {
    var words = lane[LANE.shown].map(function (i) { return data.terms[data.shown[i][S.term]][0] + " " + data.shown[i][S.form]; });
    lane[LANE.links].forEach(function (i) { words = words.concat(data.links[i][L.added], data.links[i][L.removed]); });
    return Array.from(new Set(words.concat(lane[LANE.name]))).join("\n").toLowerCase();
  });
  var folded = [], year = null, only = null;

  function pressed(name) {
    return new Set(Array.from(form.querySelectorAll("button[data-" + name + "][aria-pressed=true]")).map(function (b) { return b.getAttribute("data-" + name); }));
  }
  function plain(text) { return text.toLowerCase().replace(/[\s“”"‘’'《》「」『』]/g, ""); }
  function choose() {
    var kinds = pressed("kind"), relations = pressed("relation"), levels = pressed("level"), changed = form.elements.changed.checked, wanted = plain(form.elements.text.value);
    picture.guesses = form.elements.guesses.checked;
    var kept = lanes.map(function (lane, i) {
      if (kinds.size && !kinds.has(lane[LANE.kind])) return false;
      if (levels.size && !lane[LANE.levels].some(function (code) { return levels.has(code); })) return false;
      if (wanted && found[i].indexOf(wanted) < 0) return false;
      if (only && !only.has(i)) return false;
      var links = tying[i].filter(function (n) { return !picture.left(data.links[n]); }).map(function (n) { return data.links[n][L.relation]; });
      if (relations.size && !links.some(function (r) { return relations.has(r); })) return false;
      return !changed || links.some(function (r) { return r !== "continues"; });
    });
    function row(i) { return !single[i] || tied.has(i) || (picture.guesses && guessed.has(i)); }
    var order = data.orders[form.elements.order.value];
    folded = order.filter(function (i) { return kept[i] && !row(i); });
    picture.set(together(order.filter(function (i) { return kept[i] && row(i); })));
    tell(kept);
    tabulate(kept);
    if (year !== null) unfold(year);
  }
  // Lanes that a link brings together stand one below the other.
  function together(rows) {
    var near = new Map();
    picture.across.forEach(function (cross) {
      if (!picture.wanted(cross)) return;
      [[cross.one, cross.other], [cross.other, cross.one]].forEach(function (p) { near.set(p[0], (near.get(p[0]) || []).concat(p[1])); });
    });
    var left = new Set(rows), placed = [];
    function place(i) {
      if (!left.delete(i)) return;
      placed.push(i);
      (near.get(i) || []).forEach(place);
    }
    rows.forEach(place);
    return placed;
  }
  function tell(kept) {
    var rows = picture.rows.length, all = kept.length;
    said.textContent = say("显示 " + rows + " 个提法" + (folded.length ? "，另有 " + folded.length + " 个只见于一份报告" : ""), rows + " formulations shown" + (folded.length ? ", and " + folded.length + " that one report alone has" : ""));
    document.getElementById("lg-none").hidden = rows + folded.length > 0;
    if (rows + folded.length === 0) said.textContent = say("共 " + all + " 个，没有符合条件的", "none of " + all + " is so");
  }

  // Once-only formulations: a count under their year, and all of them when it is asked.
  function foot(picture) {
    var foot = picture.foot, by = new Map();
    foot.replaceChildren();
    form.classList.toggle("is-beads", picture.beads);
    foot.hidden = folded.length === 0;
    folded.forEach(function (i) { var report = data.shown[lanes[i][LANE.shown][0]][S.report]; by.set(report, (by.get(report) || 0) + 1); });
    if (picture.label) { var name = make("span", "lg-name", say("只见于这一份", "in this one only")); name.style.width = picture.label + "px"; foot.append(name); }
    picture.slots.forEach(function (slot, n) {
      if (!by.has(slot.report)) return;
      var cell = picture.cell("lg-count", n), button = make("button", "", (picture.label ? "" : say("只见于此 ", "only here ")) + by.get(slot.report));
      button.type = "button";
      button.setAttribute("aria-expanded", String(year === slot.report));
      button.setAttribute("aria-controls", "lg-once");
      button.setAttribute("aria-label", button.textContent + say("：" + slot.year + " 年报告独有的提法", ": formulations only in the report of " + slot.year));
      button.addEventListener("click", function () { unfold(year === slot.report ? null : slot.report, true); });
      cell.append(button);
      foot.append(cell);
    });
  }
  function unfold(report, move) {
    year = report;
    once.hidden = report === null;
    once.replaceChildren();
    picture.foot.querySelectorAll("button").forEach(function (b) { b.setAttribute("aria-expanded", "false"); });
    if (report === null) return;
    foot(picture);
    var mine = folded.filter(function (i) { return data.shown[lanes[i][LANE.shown][0]][S.report] === report; });
    var head = make("h2", "", say(data.reports[report][R.year] + " 年报告独有的提法 ", "Only in the report of " + data.reports[report][R.year] + " ")), close = make("button", "", say("收起", "Fold"));
    head.tabIndex = -1;
    head.append(make("span", "quiet", say(mine.length + " 个；别的年份未必没有说，收录的报告里没有", mine.length + "; no other report held has them")));
    close.type = "button";
    close.addEventListener("click", function () { unfold(null); picture.scroll.focus(); });
    var list = make("p", "pills");
    mine.forEach(function (i) {
      lanes[i][LANE.shown].forEach(function (n) {
        var term = data.terms[data.shown[n][S.term]], a = make("a", "pill k-" + term[1], term[0]);
        a.href = "#" + encodeURIComponent(lanes[i][LANE.id]); a.lang = "zh-Hans"; a.dataset.key = lanes[i][LANE.id];
        list.append(a, " ");
      });
    });
    once.append(head, close, list);
    if (move) { once.scrollIntoView({ block: "nearest" }); head.focus({ preventScroll: true }); }
  }

  // One lane in full.
  function href(report, at) { return kit.top + data.reports[report][R.page] + "#" + at; }
  function read(report, at) {
    var a = make("a", "read", say("在 " + data.reports[report][R.year] + " 年报告中读", "Read in the report of " + data.reports[report][R.year]));
    a.href = href(report, at);
    return a;
  }
  function quote(one) {
    var sentence = data.sentences[one[S.sentence]], text = sentence[3], term = picture.name(one), at = text.indexOf(term), size = term.length;
    var box = make("div", "lg-quote"), block = make("blockquote");
    // A name may be printed with quotation marks inside it.
    if (at < 0) { var hit = text.match(new RegExp(Array.from(term).map(function (c) { return c.replace(/[^\w\u3400-\u9fff]/g, "\\$&"); }).join("[”“\"’‘\\s]*"))); at = hit ? hit.index : 0; size = hit ? hit[0].length : 0; }
    function write(full) {
      block.replaceChildren();
      var from = full ? 0 : Math.max(0, at - 34), to = full ? text.length : Math.min(text.length, at + size + 44);
      if (from < 4) from = 0;
      if (text.length - to < 4) to = text.length;
      block.append(from ? "…" : "", text.slice(from, at), size ? make("mark", "", text.slice(at, at + size)) : "", text.slice(at + size, to), to < text.length ? "…" : "");
      return from > 0 || to < text.length;
    }
    block.lang = "zh-Hans";
    box.append(block);
    var foot = make("p", "quiet");
    if (write(false)) {
      var more = make("button", "plain", say("全句", "whole sentence"));
      more.type = "button";
      more.addEventListener("click", function () { write(true); more.remove(); });
      foot.append(more, " ");
    }
    foot.append(read(sentence[0], "c" + sentence[1] + "-" + sentence[2]));
    box.append(foot);
    return box;
  }
  function lists(link) {
    if (!link[L.before] && !link[L.after]) { var line = make("p", "lg-named"); picture.items(line, link); return line; }
    var box = make("div", "lg-lists");
    [[L.before, L.removed, L.from, "cut", "−"], [L.after, L.added, L.to, "add", "+"]].forEach(function (side) {
      var list = link[side[0]], column = make("div"), apart = new Set(link[side[1]]), report = list ? list[0] : data.shown[link[side[2]]][S.report];
      column.append(make("h4", "", String(data.reports[report][R.year])));
      var items = make("ul");
      (list ? list[2] : link[side[1]]).forEach(function (item) {
        var li = make("li", apart.has(item) ? side[3] : ""), text = make(apart.has(item) ? (side[3] === "cut" ? "del" : "ins") : "span", "", item);
        if (apart.has(item)) li.append(make("b", "", side[4] + " "));
        li.lang = "zh-Hans";
        li.append(text);
        items.append(li);
      });
      if (!items.childNodes.length) items.append(make("li", "quiet", say("无", "none")));
      column.append(items);
      if (list) { var p = make("p", "quiet"); p.append(read(list[0], list[1])); column.append(p); }
      box.append(column);
    });
    return box;
  }
  function between(link, lane) {
    var card = make("div", "lg-card r-" + link[L.relation] + (picture.left(link) ? " gone" : "")), head = make("p", "lg-relation"), relation = data.relations[link[L.relation]];
    card.dataset.key = link[L.id];
    card.tabIndex = -1;
    head.append(kit.swatch(link[L.relation], link[L.silent]), make("b", "", pair(relation)), " ", make("span", "lg-counts", kit.count(link)));
    var own = make("a", "quiet", data.reports[data.shown[link[L.from]][S.report]][R.year] + "–" + data.reports[data.shown[link[L.to]][S.report]][R.year]);
    own.href = "#" + encodeURIComponent(link[L.id]); own.dataset.key = link[L.id];
    head.append(" ", own);
    card.append(head);
    var from = data.shown[link[L.from]];
    if (from[S.lane] !== lane) {
      var other = make("p"), a = make("a", "", data.terms[from[S.term]][0]);
      a.href = "#" + encodeURIComponent(lanes[from[S.lane]][LANE.id]); a.dataset.key = lanes[from[S.lane]][LANE.id]; a.lang = "zh-Hans";
      other.append(say("字面相同的另一条：", "The other lane: "), a, " " + data.reports[from[S.report]][R.year]);
      card.append(other, quote(from));
    }
    if (link[L.relation] !== "continues" && (link[L.added].length || link[L.removed].length)) card.append(lists(link));
    var rule = data.rules[link[L.rule]];
    card.append(make("p", "quiet lg-why", say("依据：", "Because: ") + pair(rule) + say("；", "; ") + pair(data.confidence[link[L.confidence]]) + (picture.left(link) ? say("；这条规则已不用", "; its rule is left out") : "")));
    return card;
  }
  function guess(n) {
    var g = data.possible[n], card = make("div", "lg-card guess");
    card.dataset.key = "maybe." + n;
    card.tabIndex = -1;
    var from = data.shown[g[0]], to = data.shown[g[1]];
    card.append(make("p", "lg-relation", say("可能：", "Possible: ") + pair(data.relations[g[2]])), make("p", "quiet", picture.ends(g[0], g[1])), make("p", "quiet lg-why", say("没有认定，因为", "Not asserted: ") + say(g[3], g[4])));
    card.append(quote(from), quote(to));
    return card;
  }
  function gap(slots) {
    var p = make("li", "lg-gap");
    slots.forEach(function (slot) {
      p.append(make("span", slot.report < 0 ? "unheld" : "silent", slot.year + " " + (slot.report < 0 ? say("未收录", "not held") : say("有报告，没有说", "held, silent"))), " ");
    });
    return p;
  }
  function open(index, key, focus) {
    var lane = lanes[index], reports = new Map(), last = null;
    lane[LANE.shown].forEach(function (i) { var r = data.shown[i][S.report]; reports.set(r, (reports.get(r) || []).concat(i)); });
    var slots = Array.from(reports.keys()).map(function (r) { return picture.at[r]; }), list = make("ol", "lg-life"), quietly = [];
    for (var s = Math.min.apply(null, slots); s <= Math.max.apply(null, slots); s++) {
      var slot = picture.slots[s];
      if (!reports.has(slot.report)) { quietly.push(slot); continue; }
      if (quietly.length) list.append(gap(quietly.splice(0)));
      list.append(entry(index, slot, reports.get(slot.report)));
    }
    var head = make("header"), title = make("h2"), close = make("button", "lg-close", say("关闭", "Close")), share = make("button", "", say("复制链接", "Copy link"));
    Array.from(new Set(lane[LANE.shown].map(function (i) { return data.shown[i][S.term]; }))).forEach(function (t, n) {
      if (n) title.append(make("span", "quiet", " · "));
      var a = make("a", "", data.terms[t][0]);
      a.href = kit.top + data.terms[t][2]; a.lang = "zh-Hans"; a.title = say("这个提法的页面", "The page of this formulation");
      title.append(a);
    });
    title.tabIndex = -1;
    close.type = share.type = "button";
    close.addEventListener("click", shut);
    share.addEventListener("click", function () { copy(share); });
    var facts = make("p", "quiet"), chip = make("span", "chip k-" + lane[LANE.kind], pair(data.kinds[lane[LANE.kind]]));
    facts.append(chip, " ", lane[LANE.levels].length ? make("span", "chip", lane[LANE.levels].map(function (code) { return pair(data.levels[code]); }).join(say("、", ", "))) : "", " ", say("见于 " + reports.size + " 份报告", "in " + reports.size + (reports.size === 1 ? " report" : " reports")));
    facts.append(share);
    head.append(title, facts, close);
    panel.replaceChildren(head, list);
    data.possible.forEach(function (g, n) { if (data.shown[g[0]][S.lane] === index || data.shown[g[1]][S.lane] === index) panel.append(guess(n)); });
    panel.hidden = false;
    stage.classList.add("opened");
    picture.opened = index;
    picture.mark();
    var target = key && Array.from(panel.querySelectorAll("[data-key]")).find(function (n) { return n.dataset.key === key && n.tagName !== "A"; });
    if (target) { target.classList.add("target"); target.querySelectorAll("button.plain").forEach(function (b) { b.click(); }); level(target); }
    else panel.scrollTop = 0;
    if (focus) (target || title).focus({ preventScroll: true });
    show(index);
  }
  // What is asked for comes to the top of the panel, below its head; for a link the earlier sentence too, if both fit.
  function level(target) {
    var edge = panel.querySelector("header").offsetHeight + 12, item = target.closest("li"), before = item && item.previousElementSibling;
    while (before && before.classList.contains("lg-gap")) before = before.previousElementSibling;
    var first = target.classList.contains("lg-card") && before && before.lastElementChild;
    var y = first && target.offsetTop + target.offsetHeight - first.offsetTop < panel.clientHeight - edge ? first.offsetTop : target.offsetTop;
    panel.scrollTop = y - edge;
  }
  function entry(index, slot, shown) {
    var item = make("li", "lg-entry"), lane = lanes[index];
    shown.forEach(function (i) {
      lane[LANE.links].forEach(function (n) { if (data.links[n][L.to] === i) item.append(between(data.links[n], index)); });
    });
    shown.forEach(function (i) {
      var one = data.shown[i], report = data.reports[one[S.report]], box = make("div", "lg-said"), head = make("h3");
      box.dataset.key = lane[LANE.id] + "." + report[R.year] + (one[S.track] ? "~" + one[S.track] : "");
      box.tabIndex = -1;
      var name = make("span", "pill k-" + data.terms[one[S.term]][1], picture.name(one));
      name.lang = "zh-Hans";
      head.append(String(slot.year), " ", name, " ", make("span", "quiet", say(one[S.mentions] + " 处", one[S.mentions] + "×") + (one[S.defined] ? say(" · 有释义", " · explained") : "")));
      box.append(head, quote(one));
      item.append(box);
    });
    return item;
  }
  function copy(button) {
    function done(well) { button.textContent = well ? say("已复制", "Copied") : say("请从地址栏复制", "Copy it from the address bar"); }
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(function () { done(true); }, function () { done(false); }); else done(false);
  }
  var came = null;
  function shut() {
    panel.hidden = true;
    stage.classList.remove("opened");
    picture.opened = null;
    history.replaceState(null, "", location.pathname + location.search);
    picture.measure();
    // The picture was drawn anew: the mark that was opened is found by its address.
    var row = came && picture.order.get(byId.get(came.split(".")[0]));
    if (row !== undefined && row !== null) picture.reveal(row);
    var mark = Array.from(document.querySelectorAll("#lg-picture a[data-key], #lg-once a[data-key], #lg-table a[data-key]")).find(function (a) { return a.getAttribute("data-key") === came && a.checkVisibility(); });
    (mark || picture.scroll).focus({ preventScroll: true });
  }
  // The lane that is opened is in sight; where a filter hides it the filter stays, for the panel says it all.
  function show(index) {
    picture.measure();
    var row = picture.order.get(index), box = picture.scroll.getBoundingClientRect(), sheet = getComputedStyle(panel).position === "fixed";
    if (row === undefined) return;
    // Where the panel is a sheet over the foot of a small window, the lane is brought above it.
    if (sheet) window.scrollBy({ top: box.top - 8, behavior: "instant" });
    picture.reveal(row, sheet ? Math.max(0, picture.scroll.getBoundingClientRect().bottom - panel.getBoundingClientRect().top) : 0);
  }
  function address(focus) {
    var key = "";
    try { key = decodeURIComponent(location.hash.slice(1)); } catch (broken) { return; }
    if (key.indexOf("maybe.") === 0 && data.possible[key.slice(6)]) { open(data.shown[data.possible[key.slice(6)][1]][S.lane], key, focus); return; }
    var index = byId.get(key.split(".")[0]);
    if (index !== undefined) open(index, key, focus);
  }
  document.addEventListener("click", function (event) {
    var a = event.target.closest("a[data-key]");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!panel.contains(a)) came = a.getAttribute("data-key");
    history.pushState(null, "", "#" + encodeURIComponent(a.dataset.key || a.getAttribute("data-key")));
    picture.tip.hidden = true;
    address(true);
  });
  window.addEventListener("popstate", function () { if (location.hash.length > 1) address(false); else if (!panel.hidden) shut(); });
  document.addEventListener("keydown", function (event) { if (event.key !== "Escape" || event.target.closest(".find")) return;
    var menu = document.querySelector(".lg-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else if (!panel.hidden) shut();
  });

  // The table says the same; a click on a head sorts by it.
  var bodies = table.querySelector("tbody"), lines = new Map(Array.from(bodies.rows).map(function (tr) { return [byId.get(tr.id), tr]; }));
  function tabulate(kept) {
    data.orders[form.elements.order.value].forEach(function (i) { var tr = lines.get(i); if (tr) { tr.hidden = !kept[i]; bodies.append(tr); } });
    table.querySelectorAll("a.pill[id]").forEach(function (a) { a.hidden = !kept[byId.get(a.id)]; });
    table.querySelectorAll("th[aria-sort]").forEach(function (th) { th.removeAttribute("aria-sort"); });
  }
  table.querySelectorAll("th button").forEach(function (button, column) {
    button.addEventListener("click", function () {
      var th = button.closest("th"), down = th.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
      th.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
      var sorted = Array.from(bodies.rows).sort(function (a, b) {
        var x = a.cells[column].dataset.sort, y = b.cells[column].dataset.sort;
        return down * (isNaN(x) || isNaN(y) ? (x < y ? -1 : x > y ? 1 : 0) : x - y);
      });
      bodies.append.apply(bodies, sorted);
    });
  });
  document.querySelectorAll("[data-view]").forEach(function (button) {
    button.addEventListener("click", function () {
      document.body.classList.toggle("as-table", button.dataset.view === "table");
      document.querySelectorAll("[data-view]").forEach(function (b) { b.setAttribute("aria-pressed", String(b === button)); });
      picture.measure();
    });
  });

  window.addEventListener("beforeprint", function () { table.querySelectorAll("details").forEach(function (d) { d.open = true; }); });
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".lg-menu[open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  // The controls.
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) { if (!event.target.closest("#lg-rules")) choose(); });
  form.querySelectorAll(".lg-keys button").forEach(function (button) {
    button.addEventListener("click", function () { button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true")); choose(); });
  });
  var more = document.getElementById("lg-more");
  more.addEventListener("click", function () { more.setAttribute("aria-expanded", String(form.classList.toggle("unfolded"))); picture.measure(); });
  form.querySelectorAll("button[data-density]").forEach(function (button) {
    button.addEventListener("click", function () {
      picture.density = picture.beads ? "names" : "beads";
      picture.measure();
    });
  });
  document.querySelectorAll("[data-clear]").forEach(function (button) {
    button.addEventListener("click", function () {
      form.reset();
      form.querySelectorAll(".lg-keys button").forEach(function (b) { b.setAttribute("aria-pressed", "false"); });
      only = null;
      rules();
    });
  });
  // Rules that are left out: how many links go with them, and the lanes that lose one.
  var told = document.getElementById("lg-rules-said"), lose = document.getElementById("lg-losing"), shownOnly = null;
  function rules() {
    picture.without = {};
    document.querySelectorAll("#lg-rules input").forEach(function (box) { if (!box.checked) picture.without[box.value] = true; });
    var gone = data.links.filter(function (link) { return picture.left(link); });
    shownOnly = new Set(gone.map(function (link) { return data.shown[link[L.to]][S.lane]; }));
    document.getElementById("lg-out").textContent = gone.length ? "−" + gone.length : "";
    told.textContent = gone.length ? say("去掉 " + gone.length + " 条连线，涉及 " + shownOnly.size + " 个提法；图中画作细点线。", gone.length + " links of " + shownOnly.size + " formulations go; the picture dots them.") : say("全部规则都在用。", "All rules are in use.");
    lose.hidden = !gone.length;
    if (!gone.length || only) only = gone.length && only ? shownOnly : null;
    lose.setAttribute("aria-pressed", String(Boolean(only)));
    choose();
  }
  document.getElementById("lg-rules").addEventListener("input", rules);
  lose.addEventListener("click", function () { only = only ? null : shownOnly; lose.setAttribute("aria-pressed", String(Boolean(only))); choose(); });

  var picture = new kit.Picture(document.getElementById("lg-picture"), data, { virtual: true, href: function (key) { return "#" + encodeURIComponent(key); }, foot: foot });
  picture.scroll.setAttribute("aria-label", say("沿革图：方向键在提法与连线间移动，回车打开", "Lineage: arrows move among formulations and links, Enter opens"));
  rules();
  address(false);
  function speak() { form.querySelectorAll("option").forEach(function (o) { o.textContent = say(o.dataset.zh, o.dataset.en); }); }
  speak();
  new MutationObserver(function () { speak(); if (!panel.hidden) address(false); if (year !== null) unfold(year); rules(); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-lang"] });
  document.getElementById("lg-stage").dataset.ready = "yes";
})();
