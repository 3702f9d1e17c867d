// What every page does: switch language and theme, find a term, choose what is marked. No request is made.
(function () {
  "use strict";
  var root = document.documentElement;
  var top = document.body.dataset.root;

  function keep(name, value) {
    try { localStorage.setItem("tifakg-" + name, value); } catch (refused) { /* a private window forgets */ }
  }
  function kept(name) {
    try { return localStorage.getItem("tifakg-" + name); } catch (refused) { return null; }
  }
  function english() { return root.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Language: phrases are both in the page and the style sheet hides one; attributes are exchanged here.
  var spoken = ["aria-label", "placeholder", "title"];
  function speak() {
    var way = english() ? "en" : "zh";
    spoken.forEach(function (name) {
      document.querySelectorAll("[data-" + way + "-" + name + "]").forEach(function (node) {
        node.setAttribute(name, node.getAttribute("data-" + way + "-" + name));
      });
    });
    var title = document.querySelector("title");
    document.title = title.getAttribute("data-" + way);
  }
  var language = document.getElementById("language");
  language.hidden = false;
  language.addEventListener("click", function () {
    root.dataset.lang = english() ? "zh" : "en";
    root.lang = english() ? "en" : "zh-Hans";
    keep("language", root.dataset.lang);
    speak();
  });
  speak();

  // Theme: what the system prefers until the reader says otherwise.
  var prefers = window.matchMedia("(prefers-color-scheme: dark)");
  function dark() { return root.dataset.theme ? root.dataset.theme === "dark" : prefers.matches; }
  function dress() {
    root.classList.toggle("is-dark", dark());
    document.dispatchEvent(new Event("themechange"));
  }
  var theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", function () {
    root.dataset.theme = dark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    dress();
  });
  prefers.addEventListener("change", dress);
  dress();

  // Finding: any part of a name or of another form of it, or its sounds, whole or by initials.
  var NAME = 0, FORMS = 1, KIND = 2, PLACE = 3, PAGE = 4, SOUNDS = 5, MENTIONS = 6, SHOWN = 12;
  var waiting = [];
  function withTerms(then) {
    if (window.TIFAKG_TERMS) { then(window.TIFAKG_TERMS); return; }
    waiting.push(then);
    if (waiting.length > 1) return;
    var script = make("script");
    script.src = top + "assets/terms.js";
    script.onload = function () { waiting.splice(0).forEach(function (next) { next(window.TIFAKG_TERMS); }); };
    document.head.appendChild(script);
  }
  function plain(text) { return text.toLowerCase().replace(/[\s“”"‘’'《》「」『』]/g, ""); }

  // Whether letters spell syllables from the one at `index` on, each whole or by its first letter.
  function spells(letters, syllables, index) {
    if (letters === "") return true;
    if (index >= syllables.length) return false;
    return syllables[index].split("|").some(function (one) {
      return one.indexOf(letters) === 0
        || (letters.indexOf(one) === 0 && spells(letters.slice(one.length), syllables, index + 1))
        || (letters[0] === one[0] && spells(letters.slice(1), syllables, index + 1));
    });
  }
  function rank(term, wanted) {
    var name = plain(term[NAME]), at = name.indexOf(wanted);
    if (name === wanted) return 0;
    if (at === 0) return 1;
    if (at > 0) return 2;
    if (plain(term[FORMS]).indexOf(wanted) >= 0) return 3;
    if (!/^[a-z0-9+]+$/.test(wanted) || !/[a-z]/.test(wanted)) return -1;
    var syllables = term[SOUNDS].split(" ");
    for (var i = 0; i < syllables.length; i++) if (spells(wanted, syllables, i)) return i === 0 ? 4 : 5;
    return -1;
  }
  function find(terms, wanted) {
    var found = [];
    terms.forEach(function (term, order) {
      var place = rank(term, wanted);
      if (place >= 0) found.push({ term: term, rank: place, order: order });
    });
    return found.sort(function (a, b) {
      return a.rank - b.rank || b.term[MENTIONS] - a.term[MENTIONS] || a.term[NAME].length - b.term[NAME].length || a.order - b.order;
    }).map(function (one) { return one.term; });
  }

  // For pages with a choice of their own.
  window.tifakgFind = function (wanted, then) { withTerms(function (terms) { then(find(terms, plain(wanted))); }); };

  function option(term, wanted, id) {
    var item = make("li");
    item.setAttribute("role", "none");
    var link = make("a", "k-" + term[KIND]);
    link.id = id;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.href = top + term[PAGE];
    link.tabIndex = -1;
    var name = make("span", "found");
    name.lang = "zh-Hans";
    var at = term[NAME].toLowerCase().indexOf(wanted);
    if (at < 0) name.textContent = term[NAME];
    else name.append(term[NAME].slice(0, at), make("mark", "", term[NAME].slice(at, at + wanted.length)), term[NAME].slice(at + wanted.length));
    var places = window.TIFAKG_TERMS[0][PLACE] !== window.TIFAKG_TERMS[window.TIFAKG_TERMS.length - 1][PLACE];
    link.append(name, make("span", "quiet", (places ? term[PLACE] + " · " : "") + say(term[MENTIONS] + " 处", term[MENTIONS] + "×")));
    item.append(link);
    return item;
  }

  document.querySelectorAll(".find").forEach(function (box) {
    var input = box.querySelector("input"), list = box.querySelector("ul"), said = box.querySelector(".find-said");
    var chosen = -1;
    function close() { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
    function choose(index) {
      var items = list.querySelectorAll("a");
      if (!items.length) return;
      if (items[chosen]) items[chosen].setAttribute("aria-selected", "false");
      chosen = (index + items.length) % items.length;
      items[chosen].setAttribute("aria-selected", "true");
      items[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[chosen].id);
    }
    function show() {
      var wanted = plain(input.value);
      if (!wanted) { list.replaceChildren(); said.textContent = ""; close(); return; }
      withTerms(function (terms) {
        if (plain(input.value) !== wanted) return;
        var found = find(terms, wanted);
        list.replaceChildren.apply(list, found.slice(0, SHOWN).map(function (term, i) { return option(term, wanted, input.id + "-" + i); }));
        list.hidden = found.length === 0;
        chosen = -1;
        input.removeAttribute("aria-activedescendant");
        input.setAttribute("aria-expanded", String(found.length > 0));
        said.textContent = found.length === 0 ? say("收录的报告里没有找到“" + input.value + "”", "Nothing like “" + input.value + "” in the reports held")
          : found.length > SHOWN ? say("共 " + found.length + " 个，先列 " + SHOWN + " 个", found.length + " found, the first " + SHOWN + " shown")
          : say(found.length + " 个", found.length + " found");
      });
    }
    input.addEventListener("input", show);
    input.addEventListener("focus", function () { withTerms(function () {}); if (input.value) show(); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1)); }
      else if (event.key === "Enter" && list.children.length) { event.preventDefault(); list.children[Math.max(0, chosen)].firstElementChild.click(); }
      else if (event.key === "Escape") { input.value = ""; show(); }
    });
    box.addEventListener("focusout", function (event) { if (!box.contains(event.relatedTarget)) window.setTimeout(close, 150); });
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(input|textarea|select)$/i.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      var first = document.querySelector(".find-box");
      if (first) { event.preventDefault(); first.focus(); }
    }
  });

  // What is marked in a report, remembered from one report to the next.
  var text = document.getElementById("text");
  if (text) {
    // An address may name a character of the source (#at123): it leads to the sentence in which the character stands.
    var settle = function () {
      var at = /^#at(\d+)$/.exec(window.location.hash);
      if (!at) return;
      var near = null;
      text.querySelectorAll("[id^=c]").forEach(function (s) {
        var ends = /^c(\d+)-(\d+)$/.exec(s.id);
        if (ends && Number(ends[1]) <= Number(at[1])) near = s.id;
      });
      if (near) window.location.replace("#" + near);
    };
    window.addEventListener("hashchange", settle);
    settle();
    document.querySelectorAll(".marks input").forEach(function (box) {
      var before = kept("mark-" + box.name);
      if (before !== null) box.checked = before === "on";
      function apply() { text.classList.toggle("show-" + box.name, box.checked); }
      box.addEventListener("change", function () { keep("mark-" + box.name, box.checked ? "on" : "off"); apply(); });
      apply();
    });
    // What a number says of itself, for those who cannot hover.
    var note = document.getElementById("note");
    document.addEventListener("click", function (event) {
      var number = event.target.closest("#text.show-n .n[title]");
      note.hidden = !number || Boolean(event.target.closest("a"));
      note.textContent = note.hidden ? "" : number.title;
    });
    // The heading that is being read is shown in the contents.
    var links = new Map();
    document.querySelectorAll(".side .outline a").forEach(function (a) { links.set(a.hash.slice(1), a); });
    var heads = Array.from(text.querySelectorAll("[id^=s]")).filter(function (h) { return links.has(h.id); });
    var pending = false;
    function follow() {
      pending = false;
      var now = null;
      heads.forEach(function (h) { if (h.getBoundingClientRect().top < 140) now = h; });
      links.forEach(function (a, id) {
        if (now && id === now.id) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
      });
    }
    window.addEventListener("scroll", function () { if (!pending) { pending = true; window.requestAnimationFrame(follow); } }, { passive: true });
    follow();
  }
})();
