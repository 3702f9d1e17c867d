// A report's page: each sentence has an address and a card with its earlier form; the carry-over lens leads from one to the next.
(function () {
  "use strict";
  var root = document.documentElement, text = document.getElementById("text"), card = document.getElementById("card");
  if (!text || !card) return;
  function english() { return root.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  var sentences = Array.from(text.querySelectorAll(".s[id]")), at = 0;
  var before = card.querySelector(".card-before"), said = card.querySelector(".card-said"), from = card.querySelector(".card-from");
  var picked = null, note = document.getElementById("note");

  // One sentence is in the order of tabbing; the arrows go on from there.
  var marks = sentences.map(function (s) {
    var a = document.createElement("a");
    a.className = "here";
    a.href = "#" + s.id;
    a.tabIndex = -1;
    s.append(a);
    return a;
  });
  function named() { marks.forEach(function (a) { a.setAttribute("aria-label", say("这一句的地址", "The address of this sentence")); }); }
  named();
  new MutationObserver(function () { named(); if (picked) show(picked); }).observe(root, { attributes: true, attributeFilter: ["data-lang"] });
  if (marks.length) marks[0].tabIndex = 0;
  function stand(index, focus) {
    if (!marks[index]) return;
    marks[at].tabIndex = -1;
    at = index;
    marks[at].tabIndex = 0;
    if (focus) { marks[at].focus({ preventScroll: true }); sentences[at].scrollIntoView({ block: "center", behavior: "instant" }); }
  }
  text.addEventListener("keydown", function (event) {
    if (!event.target.classList.contains("here")) return;
    var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) { event.preventDefault(); stand(Math.min(sentences.length - 1, Math.max(0, at + step)), true); }
  });

  // A sentence as it is read, without the mark of its address; and as it was, with what was taken out put back.
  function part(tag, words) { var node = document.createElement(tag); node.textContent = words; return node; }
  function pieces(node, old) {
    var found = [];
    (function walk(here, fresh) {
      here.childNodes.forEach(function (child) {
        if (child.nodeType === 3) { if (!(old && fresh)) found.push(fresh ? part("ins", child.data) : document.createTextNode(child.data)); return; }
        if (child.nodeType !== 1 || child.classList.contains("here") || child.classList.contains("from")) return;
        if (old && child.dataset.was) found.push(part("del", child.dataset.full || child.dataset.was));
        walk(child, fresh || child.classList.contains("w"));
      });
    })(node, false);
    return found;
  }
  function plain(node) { return pieces(node, false).map(function (one) { return one.textContent; }).join("").trim(); }
  function line(which, parts) {
    var p = document.createElement("p"), head = part("span", which);
    head.className = "which";
    p.append(head);
    parts.forEach(function (one) { p.append(one); });
    return p;
  }
  function status(s) { return ["verbatim", "edited", "new"].filter(function (one) { return s.classList.contains(one); })[0] || ""; }
  function show(s) {
    var state = status(s), link = s.querySelector(".from"), year = link ? link.dataset.year : "";
    if (picked) picked.classList.remove("picked");
    picked = s;
    s.classList.add("picked");
    card.querySelector(".card-at").textContent = say("字符 ", "chars ") + s.id.slice(1).replace("-", "–") + " · "
      + { verbatim: say("照录 " + year + " 年报告", "word for word as in " + year), edited: say("由 " + year + " 年报告改写", "edited from " + year) + (link ? say("，相似度 ", ", similarity ") + link.dataset.like : ""),
        "new": say("收录的较早报告中没有相近的句子", "no earlier report held has one like it"), "": say("未与较早报告比较", "not compared with earlier reports") }[state];
    before.replaceChildren();
    if (state === "edited") before.append(line(say(year + " 年", year), pieces(s, true)), line(say("这份报告", "this report"), pieces(s, false)));
    from.hidden = !link;
    if (link) { from.href = link.href; from.textContent = say("到 " + year + " 年报告的那一句", "to the sentence in " + year); }
    said.textContent = "";
    card.hidden = false;
    if (note) note.hidden = true;
  }
  function shut() {
    card.hidden = true;
    if (picked) picked.classList.remove("picked");
    picked = null;
  }
  text.addEventListener("click", function (event) {
    var s = event.target.closest(".s[id]"), link = event.target.closest("a"), number = event.target.closest("#text.show-n .n[title]");
    if (!s || (link && !link.classList.contains("here")) || (number && !link)) { if (number) shut(); return; }
    if (String(window.getSelection())) return;
    stand(sentences.indexOf(s), false);
    show(s);
  });
  card.querySelector(".card-shut").addEventListener("click", function () { shut(); marks[at].focus({ preventScroll: true }); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && !card.hidden && !event.target.closest(".find")) { shut(); marks[at].focus({ preventScroll: true }); } });

  function address(s) { return location.href.split("#")[0] + "#" + s.id; }
  card.querySelectorAll("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var range = picked.id.slice(1).replace("-", "–");
      var words = button.dataset.copy === "link" ? address(picked) : plain(picked) + "\n——" + card.dataset.cite.replace("字符 0–0", function () { return "字符 " + range; });
      window.tifakgCopy(words, function (done) { said.textContent = done ? say("已复制", "Copied") : say("浏览器不许复制", "The browser refused"); });
    });
  });

  // The keys of the lens lead from one sentence of their kind to the next.
  document.querySelectorAll("[data-next]").forEach(function (button) {
    button.addEventListener("click", function () {
      var wanted = sentences.filter(function (s) { return s.classList.contains(button.dataset.next); });
      if (!wanted.length) return;
      var now = picked ? sentences.indexOf(picked) : -1;
      var next = wanted.filter(function (s) { return sentences.indexOf(s) > now; })[0] || wanted[0];
      stand(sentences.indexOf(next), false);
      next.scrollIntoView({ block: "center", behavior: "instant" });
      show(next);
    });
  });
})();
