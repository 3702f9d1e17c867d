// The question desk: a formulation is chosen, and its four questions are answered from the page's own data.
(function () {
  "use strict";
  var top = document.body.dataset.root, data = window.TIFAKG_CHOICES, PLACE = 3, NAME = 0, KIND = 2, MENTIONS = 6, SHOWN = 10;
  var input = document.getElementById("choose-term"), list = document.getElementById("choose-list"), said = document.getElementById("choose-said"), chosen = document.getElementById("chosen");
  var templates = new Map();
  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function both(zh, en) {
    var pair = document.createDocumentFragment();
    [["zh", "zh-Hans", zh], ["en", "en", en]].forEach(function (one) { var span = make("span", one[0], one[2]); span.lang = one[1]; pair.append(span); });
    return pair;
  }
  function chinese(tag, name, text) { var node = make(tag, name, text); node.lang = "zh-Hans"; return node; }
  function paragraph(zh, en) { var p = make("p"); p.append(both(zh, en)); return p; }
  function link(address, inside) { var a = make("a"); a.href = top + address; a.append(inside); return a; }
  function year(one, unknown) { return String(one === null || one === undefined ? unknown || "?" : one); }

  function quote(seen) {
    var box = make("figure", "quote"), words = chinese("blockquote"), caption = make("figcaption", "quiet");
    seen[3].forEach(function (piece) { words.append(piece[1] ? make("mark", "", piece[0]) : piece[0]); });
    caption.append(make("b", "", year(seen[0])), seen[1] ? " · " : "", seen[1] ? chinese("span", "", seen[1]) : "", " · ", link(seen[2], both("在报告中读", "read in the report")));
    box.append(words, caption);
    return box;
  }
  function span(years) { return years.join("、"); }
  // The first year said, and what is not known of the years before it.
  function first(term) {
    if (!term.seen.length) return [paragraph("收录的报告正文里没有出现，只见于名词解释的条目。", "It does not stand in the running text of the reports held, only as a glossary entry.")];
    var found = term.seen[0], at = data.years.findIndex(function (y, i) { return term.counts[i] > 0; }), before = [];
    if (at < 0) return [paragraph("见于没有写明年份的报告。", "It stands in a report that names no year."), quote(found)];
    for (var i = at - 1; i >= 0 && !data.years[i][1].length; i--) before.unshift(data.years[i][0]);
    var nodes = [paragraph("最早见于 " + data.years[at][0] + " 年的报告。", "First in the report of " + data.years[at][0] + ".")];
    nodes[0].className = "verdict";
    if (at === 0) nodes.push(paragraph("这是收录的最早一份报告，此前说没说过，这里不能知道。", "That is the earliest report held; whether it was said before cannot be known here."));
    else if (before.length) nodes.push(paragraph("没有收录 " + span(before) + " 年的报告，所以也可能更早。", "No report of " + before.join(", ") + " is held, so it may be earlier."));
    nodes.push(quote(found));
    return nodes;
  }
  function years(term) {
    var strip = make("ol", "strip");
    data.years.forEach(function (one, i) {
      var count = term.counts[i], held = one[1].length > 0, cell = make("li", count ? "said" : held ? "silent" : "unheld"), inside = document.createDocumentFragment();
      inside.append(make("b", "", String(one[0])), count ? both(count + " 处", count + "×") : held ? both("未说", "silent") : both("未收录", "not held"));
      cell.append(count ? link(term.page + "#y" + one[0], inside) : inside);
      strip.append(cell);
    });
    var nodes = [strip];
    if (term.seen.length > 1) { nodes.push(paragraph("最后一次：", "The last time:"), quote(term.seen[1])); }
    return nodes;
  }
  function meaning(term) {
    if (!term.glosses.length) return [paragraph("收录的报告里没有找到对它的解释。", "No explanation of it was found in the reports held.")];
    return term.glosses.map(function (g) {
      var box = make("figure", "quote"), caption = make("figcaption", "quiet");
      if (g[5].length) { var items = chinese("ol", "items"); g[5].forEach(function (item) { items.append(make("li", "", item)); }); box.append(items); }
      else box.append(chinese("blockquote", "", g[4]));
      caption.append(make("b", "", year(g[0])), " · ", both(g[1], g[2]), " · ");
      if (g[6] !== null) caption.append(both("示 " + g[6] + "，列 " + g[7], g[6] + " announced, " + g[7] + " listed"), " · ");
      caption.append(link(g[3], both("在报告中读", "read in the report")));
      box.append(caption);
      return box;
    });
  }
  var RELATIONS = { continues: ["沿用", "continues"], variant: ["换写法", "other form"], extends: ["扩充", "grew"], reduces: ["缩减", "shrank"], redefines: ["换内涵", "redefined"], homonym: ["同形异义", "another thing"] };
  function change(term) {
    if (!term.links.length) return [paragraph("收录的报告之间没有查到它的沿革：只在一份报告里说，或前后联系证据不足。", "No lineage was found between the reports held: it is said in one report only, or the evidence for a link is too thin.")];
    var box = make("ul", "links");
    term.links.forEach(function (l) {
      var row = make("li"), name = RELATIONS[l[0]] || [l[0], l[0]], kind = make("b", "relation");
      kind.append(both(name[0], name[1]));
      row.append(chinese("span", "", l[1]), " ", make("span", "quiet", year(l[2])), " → ", chinese("span", "", l[3]), " ", make("span", "quiet", year(l[4])), " ", kind);
      if (l[6]) { var minus = make("span", "fact"); minus.append(both("去掉：", "removed: "), chinese("del", "", l[6].split("|").join("、"))); row.append(" ", minus); }
      if (l[5]) { var plus = make("span", "fact"); plus.append(both("新增：", "added: "), chinese("ins", "", l[5].split("|").join("、"))); row.append(" ", plus); }
      var why = make("span", "quiet");
      why.append(both("依据：" + l[7], "by: " + l[8]));
      row.append(" ", why);
      box.append(row);
    });
    return [box];
  }
  // The way to the SPARQL page with the query as it stands.
  document.querySelectorAll(".query").forEach(function (box) {
    box.querySelector(".to-sparql").href = top + "sparql.html#q=" + encodeURIComponent(box.querySelector("pre code").textContent);
  });
  var answers = { first: first, years: years, meaning: meaning, change: change };

  // The query behind each answer takes the term that is chosen.
  function literal(text) { return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n"); }
  function put(box, name) {
    var code = box.querySelector("pre code");
    if (!templates.has(box)) templates.set(box, code.textContent);
    code.textContent = templates.get(box).split("@@TERM@@").join(literal(name));
    box.querySelector(".to-sparql").href = top + "sparql.html#q=" + encodeURIComponent(code.textContent);
  }
  function take(name, quietly) {
    var term = data.terms[name];
    if (!term) return false;
    input.value = name;
    close();
    said.replaceChildren();
    Object.keys(answers).forEach(function (id) {
      var target = document.getElementById("told-" + id);
      target.replaceChildren.apply(target, answers[id](term));
      put(target.parentNode.querySelector(".query"), name);
    });
    var more = paragraph("", "");
    more.replaceChildren(link(term.page, both("这个提法的全部：每一句、每条释义、关联", "All about it: every sentence, definition and tie")));
    document.getElementById("told-change").append(more);
    chosen.hidden = false;
    chosen.dataset.term = name;
    if (!quietly) window.history.replaceState(null, "", "#term=" + encodeURIComponent(name));
    return true;
  }

  // Completion: any part of a name or of another form, or its sounds.
  var at = -1;
  function close() { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function choose(index) {
    var items = list.children;
    if (!items.length) return;
    if (items[at]) items[at].setAttribute("aria-selected", "false");
    at = (index + items.length) % items.length;
    items[at].setAttribute("aria-selected", "true");
    items[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[at].id);
  }
  function show() {
    var wanted = input.value.trim();
    if (!wanted) { list.replaceChildren(); said.replaceChildren(); close(); return; }
    window.tifakgFind(wanted, function (all) {
      if (input.value.trim() !== wanted) return;
      var found = all.filter(function (t) { return t[PLACE] === data.place && data.terms[t[NAME]]; });
      list.replaceChildren.apply(list, found.slice(0, SHOWN).map(function (t, i) {
        var item = make("li"), inside = make("span", "option k-" + t[KIND]);
        item.id = "choose-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.name = t[NAME];
        var count = make("span", "quiet");
        count.append(both(t[MENTIONS] + " 处", t[MENTIONS] + "×"));
        inside.append(chinese("span", "found", t[NAME]), count);
        item.append(inside);
        return item;
      }));
      at = -1;
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
      said.replaceChildren(found.length ? both(found.length > SHOWN ? "共 " + found.length + " 个，先列 " + SHOWN + " 个" : found.length + " 个", found.length > SHOWN ? found.length + " found, the first " + SHOWN + " shown" : found.length + " found")
        : both("收录的报告里没有找到“" + wanted + "”。", "Nothing like “" + wanted + "” in the reports held."));
    });
  }
  input.addEventListener("input", show);
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1); }
    else if (event.key === "Enter" && list.children.length && !list.hidden) { event.preventDefault(); take(list.children[Math.max(0, at)].dataset.name); }
    else if (event.key === "Escape") close();
  });
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  list.addEventListener("click", function (event) { var item = event.target.closest("li"); if (item) take(item.dataset.name); });
  input.addEventListener("blur", function () { window.setTimeout(close, 150); });
  input.disabled = false;

  // An address may name a term (#term=…) or a question (#q-…): it opens what it names.
  function follow() {
    var named = /^#term=(.+)$/.exec(window.location.hash), question = /^#q-[\w-]+$/.exec(window.location.hash), name = null;
    try { name = named && decodeURIComponent(named[1]); } catch (odd) { /* a broken address names nothing */ }
    if (name && take(name, true)) document.getElementById("choose").scrollIntoView();
    else if (question) { var box = document.querySelector(question[0]); if (box) { box.open = true; box.scrollIntoView(); } }
  }
  window.addEventListener("hashchange", follow);
  document.querySelectorAll("details.question").forEach(function (box) {
    box.addEventListener("toggle", function () { if (box.open) window.history.replaceState(null, "", "#" + box.id); });
  });
  follow();
})();
