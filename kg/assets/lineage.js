// The lineage as a picture: columns are years, a row is a lane. Only the rows in sight are in the page.
// The data says what stands where; here it is fitted to the width of the window. Texts of reports go in as text, never as markup.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var html = document.documentElement, top = document.body.dataset.root;
  // The fields of the data's rows.
  var S = { term: 0, report: 1, mentions: 2, defined: 3, sense: 4, sentence: 5, track: 6, lane: 7, form: 8 };
  var L = { from: 0, to: 1, id: 2, relation: 3, rule: 4, confidence: 5, added: 6, removed: 7, silent: 8, before: 9, after: 10 };
  var LANE = { name: 0, id: 1, kind: 2, shown: 3, links: 4, tracks: 5, levels: 6 };
  var R = { id: 0, page: 1, year: 2, speaker: 3, congress: 4, session: 5, congressEn: 6, sessionEn: 7 };
  var WIDE = 104, ROOMY = 124, BEAD = 15, SPARE = 6;

  function english() { return html.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  function pair(two) { return say(two[0], two[1]); }
  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function draw(tag, attributes, parent) {
    var node = document.createElementNS(SVG, tag);
    for (var name in attributes) node.setAttribute(name, attributes[name]);
    if (parent) parent.appendChild(node);
    return node;
  }
  function count(change) {
    var added = change[L.added].length, removed = change[L.removed].length;
    return [added ? "+" + added : "", removed ? "−" + removed : ""].filter(Boolean).join(" ");
  }

  // Letters: how wide a name is at 13 pixels, and as much of it as there is room for.
  function wide(text) {
    var sum = 0;
    for (var char of text) sum += char.charCodeAt(0) < 0x2e80 ? 7.6 : 13;
    return sum;
  }
  function fitted(text, room) {
    if (wide(text) <= room) return text;
    var kept = "", sum = 10;
    for (var char of text) {
      sum += wide(char);
      if (sum > room) break;
      kept += char;
    }
    // Better a whole part of the name than a part of a word.
    var part = kept.search(/[、，；,+·\s][^、，；,+·\s]*$/);
    return (part > 1 ? kept.slice(0, part) : kept) + "…";
  }

  // The outline of a pill says the kind as well as its colour does.
  function outline(kind, x, y, w, h) {
    var l = x - w / 2, r = x + w / 2, t = y - h / 2, b = y + h / 2, c = 5;
    if (kind === "motto") return "M" + (l + c) + " " + t + "H" + (r - c) + "L" + r + " " + y + "L" + (r - c) + " " + b + "H" + (l + c) + "L" + l + " " + y + "Z";
    var q = kind === "digit" ? 1.5 : kind === "word" ? 1.5 : kind === "acronym" ? 6 : h / 2;
    return "M" + (l + q) + " " + t + "H" + (r - q) + "A" + q + " " + q + " 0 0 1 " + r + " " + (t + q) + "V" + (b - q) + "A" + q + " " + q + " 0 0 1 " + (r - q) + " " + b
      + "H" + (l + q) + "A" + q + " " + q + " 0 0 1 " + l + " " + (b - q) + "V" + (t + q) + "A" + q + " " + q + " 0 0 1 " + (l + q) + " " + t + "Z";
  }
  // Links: a thread goes on, a double thread is another form, a wedge grows or shrinks, a zigzag turns, beads are a stranger.
  function strip(x0, x1, y, w0, w1, dashed) {
    var path = "", length = x1 - x0;
    for (var a = x0; a < x1; a += dashed ? 10 : length) {
      var b = dashed ? Math.min(x1, a + 6) : x1, wa = (w0 + (w1 - w0) * (a - x0) / length) / 2, wb = (w0 + (w1 - w0) * (b - x0) / length) / 2;
      path += "M" + a.toFixed(1) + " " + (y - wa).toFixed(2) + "L" + b.toFixed(1) + " " + (y - wb).toFixed(2) + "V" + (y + wb).toFixed(2) + "L" + a.toFixed(1) + " " + (y + wa).toFixed(2) + "Z";
    }
    return path;
  }
  function thread(relation, x0, x1, y, dashed) {
    if (relation === "variant") return strip(x0, x1, y - 2.2, 1.6, 1.6, dashed) + strip(x0, x1, y + 2.2, 1.6, 1.6, dashed);
    if (relation === "extends") return strip(x0, x1, y, 1.5, 8, dashed);
    if (relation === "reduces") return strip(x0, x1, y, 8, 1.5, dashed);
    if (relation === "redefines") {
      var path = "M" + x0 + " " + y, teeth = Math.max(2, Math.round((x1 - x0) / 7)), step = (x1 - x0) / teeth;
      for (var i = 0; i < teeth; i++) path += "L" + (x0 + step * (i + 0.5)).toFixed(1) + " " + (y + (i % 2 ? 3.4 : -3.4)) + "L" + (x0 + step * (i + 1)).toFixed(1) + " " + y;
      return path;
    }
    if (relation === "homonym") return "M" + x0 + " " + y + "H" + x1;
    return strip(x0, x1, y, 1.6, 1.6, dashed);
  }
  function swatch(relation, dashed) {
    var svg = draw("svg", { class: "lg-swatch r-" + relation + (dashed ? " silent" : ""), width: 40, height: 12, viewBox: "0 0 40 12", "aria-hidden": "true" });
    draw("path", { class: "thread", d: thread(relation, 1, 39, 6, dashed) }, svg);
    return svg;
  }

  // A picture in `host`; `how` may be: rows (virtual or all), href(key) for each mark, foot(picture), density.
  function Picture(host, data, how) {
    var self = this;
    self.host = host; self.data = data; self.how = how;
    self.rows = data.lanes.map(function (_, i) { return i; });
    self.without = {}; self.guesses = false; self.density = ""; self.here = null;
    self.at = []; self.slots = [];
    data.columns.forEach(function (column) {
      (column[1].length ? column[1] : [-1]).forEach(function (report) {
        if (report >= 0) self.at[report] = self.slots.length;
        self.slots.push({ year: column[0], report: report });
      });
    });
    self.across = self.strangers();
    self.forms = data.lanes.map(function (lane) { return lane[LANE.shown].some(function (i) { return data.terms[data.shown[i][S.term]][0] !== lane[LANE.name]; }); });
    self.scroll = make("div", "lg-scroll");
    self.scroll.tabIndex = 0;
    self.scroll.setAttribute("role", "group");
    self.head = make("div", "lg-head"); self.body = make("div", "lg-body"); self.foot = make("div", "lg-foot");
    self.tip = make("div", "lg-tip"); self.tip.hidden = true;
    self.scroll.append(self.head, self.body, self.foot);
    host.append(self.scroll, self.tip);
    self.listen();
    self.measure();
  }
  var P = Picture.prototype;

  // Links between two lanes, by the lane they start from; with them the possible links, which are drawn only when wanted.
  P.strangers = function () {
    var data = this.data, found = [];
    data.links.forEach(function (link, i) {
      var one = data.shown[link[L.from]][S.lane], other = data.shown[link[L.to]][S.lane];
      if (one !== other) found.push({ from: link[L.from], to: link[L.to], one: one, other: other, link: i, guess: -1 });
    });
    data.possible.forEach(function (guess, i) {
      found.push({ from: guess[0], to: guess[1], one: data.shown[guess[0]][S.lane], other: data.shown[guess[1]][S.lane], link: -1, guess: i });
    });
    return found;
  };
  P.wanted = function (cross) { return cross.guess >= 0 ? this.guesses : true; };
  P.left = function (link) { return Boolean(this.without[link[L.rule]]); };

  P.measure = function () {
    if (this.how.virtual && !this.whole) this.scroll.style.maxHeight = Math.max(380, window.innerHeight - (this.host.getBoundingClientRect().top + window.scrollY) - 14) + "px";
    var active = document.activeElement, held = this.body.contains(active) && active.getAttribute("data-key");
    var width = this.fitted = this.scroll.clientWidth, slots = this.slots.length, fits = width / slots >= WIDE;
    var density = this.density || (fits ? "names" : "beads");
    this.beads = density === "beads";
    this.label = this.beads || !fits ? (width < 600 ? 104 : 168) : 0;
    this.column = this.beads ? Math.max(30, Math.floor((width - this.label) / slots)) : fits ? Math.floor(width / slots) : ROOMY;
    if (this.beads && this.column > 150) this.column = 150;
    this.width = this.label + this.column * slots;
    this.track = this.beads ? 26 : 29;
    this.host.classList.toggle("slim", this.column < 37);
    this.tops = [];
    var y = 6;
    for (var i = 0; i < this.rows.length; i++) { this.tops.push(y); y += this.tall(this.rows[i]); }
    this.tops.push(y);
    this.order = new Map();
    this.rows.forEach(function (lane, i) { this.order.set(lane, i); }, this);
    this.live = new Map();
    this.body.replaceChildren();
    this.body.style.width = this.head.style.width = this.foot.style.width = this.width + "px";
    this.body.style.height = y + 6 + "px";
    this.host.classList.toggle("beads", this.beads);
    this.heads();
    this.hatches();
    if (this.how.foot) this.how.foot(this);
    this.draw();
    // What had the focus has it again in the picture drawn anew, if it is still in sight.
    var again = held && Array.from(this.body.querySelectorAll("a[data-key]")).find(function (a) { return a.getAttribute("data-key") === held; });
    if (again) again.focus({ preventScroll: true });
  };
  P.x = function (slot) { return slot * this.column + this.column / 2; };
  P.cell = function (name, slot, wide) {
    var cell = make("div", name);
    cell.style.left = this.label + slot * this.column + "px";
    cell.style.width = this.column * (wide || 1) + "px";
    return cell;
  };
  P.hatches = function () {
    var slots = this.slots;
    for (var i = 0, run; i < slots.length; i = run) {
      for (run = i; run < slots.length && slots[run].report < 0; run++);
      if (run > i) this.body.append(this.cell("lg-hatch unheld", i, run - i)); else run++;
    }
  };
  P.heads = function () {
    var head = this.head, data = this.data;
    head.replaceChildren();
    if (this.label) { var corner = make("div", "lg-corner"); corner.style.width = this.label + "px"; head.append(corner); }
    if (this.beads) this.bands();
    this.slots.forEach(function (slot, i) {
      var cell = this.cell("lg-year" + (slot.report < 0 ? " unheld" : ""), i);
      if (slot.report < 0) { cell.append(make("b", "", String(slot.year)), make("span", "", this.beads && this.column < 38 ? say("缺", "—") : say("未收录", "not held"))); cell.title = say(slot.year + " 年报告未收录", "No report of " + slot.year + " is held"); }
      else {
        var report = data.reports[slot.report], link = make("a");
        link.href = top + report[R.page];
        var sitting = say(report[R.congress] + report[R.session], [report[R.congressEn], report[R.sessionEn]].filter(Boolean).join(", "));
        link.title = [slot.year, report[R.speaker], sitting].filter(Boolean).join(" · ");
        link.append(make("b", "", String(slot.year)));
        if (this.beads) link.append(make("span", "", say(report[R.session], report[R.sessionEn].split(" ")[0])));
        else {
          var who = make("span", "who", report[R.speaker] || "—");
          who.lang = "zh-Hans";
          link.append(who, make("span", "", sitting.replace("Congress, ", "· ").replace(" session", "")));
        }
        cell.append(link);
      }
      head.append(cell);
    }, this);
  };
  // In a narrow picture a band carries the speaker and the congress over the years held without a break.
  P.bands = function () {
    var data = this.data, run = null, key = "", tall = false;
    this.slots.concat([{ report: -1 }]).forEach(function (slot, i) {
      var report = slot.report < 0 || !data.reports[slot.report][R.speaker] ? null : data.reports[slot.report];
      var now = report ? report[R.speaker] + report[R.congress] : "";
      if (run && now !== key) {
        var band = this.cell("lg-band", run.slot, i - run.slot), words = run.report[R.speaker] || "—";
        var full = words + " " + say(run.report[R.congress], run.report[R.congressEn]);
        var room = this.column * (i - run.slot) - 8;
        band.textContent = wide(full) * 0.92 < room ? full : words;
        // Where even the name is too long, it is set from top to bottom.
        if (wide(words) * 0.92 > room + 4) { band.classList.add("upright"); tall = true; }
        band.title = full; band.lang = "zh-Hans";
        this.head.append(band);
        run = null;
      }
      if (report && !run) { run = { slot: i, report: report }; key = now; }
    }, this);
    this.host.classList.toggle("tall", tall);
  };

  P.draw = function () {
    var from = 0, to = this.rows.length, over = 6;
    if (this.how.virtual && !this.whole) {
      var y = this.scroll.scrollTop - this.head.offsetHeight, far = this.scroll.scrollTop + this.scroll.clientHeight;
      from = Math.max(0, this.row(y) - over);
      to = Math.min(this.rows.length, this.row(far) + over + 1);
    }
    var keep = new Set(this.rows.slice(from, to));
    this.live.forEach(function (node, lane) { if (!keep.has(lane)) { node.remove(); this.live.delete(lane); } }, this);
    for (var i = from; i < to; i++) if (!this.live.has(this.rows[i])) {
      var node = this.lane(this.rows[i], i);
      this.live.set(this.rows[i], node);
      this.body.append(node);
    }
    this.mark();
  };
  // The row at a height: they are in order, so halves are searched.
  P.row = function (y) {
    var low = 0, high = this.rows.length;
    while (low < high) { var middle = (low + high) >> 1; if (this.tops[middle + 1] <= y) low = middle + 1; else high = middle; }
    return low;
  };
  // A lane of several forms needs room for their names above its beads.
  P.lift = function (lane) { return this.beads && this.forms[lane] ? 9 : 0; };
  P.tall = function (lane) { return this.data.lanes[lane][LANE.tracks] * (this.track + this.lift(lane)) + 2; };
  P.height = function (one) { var lift = this.lift(one[S.lane]); return one[S.track] * (this.track + lift) + lift + this.track / 2 + 1; };

  // Where each appearance of a lane stands and how wide it is drawn.
  P.places = function (lane) {
    var data = this.data, self = this, ends = {}, total = this.column * this.slots.length;
    var marks = lane[LANE.shown].map(function (i) {
      var one = data.shown[i];
      return { i: i, one: one, x: self.x(self.at[one[S.report]]), y: self.height(one), name: self.name(one) };
    });
    var last = {};
    marks.forEach(function (mark, n) {
      var track = mark.one[S.track];
      var next = marks.slice(n + 1).find(function (m) { return m.one[S.track] === track; });
      var before = track in ends ? ends[track] : 2, room = next ? next.x - mark.x : total - mark.x;
      var half = Math.min(mark.x - before - (track in ends ? SPARE : 0), next ? room / 2 - 3 : room - 2, 130);
      // In a narrow picture the name stands at the left, and only where another form takes over is it written on the way.
      var term = data.terms[mark.one[S.term]][0];
      mark.over = self.beads && term !== (track in last ? last[track] : lane[LANE.name]) ? fitted(mark.name, (2 * self.column - 8) * 1.15) : "";
      mark.text = self.beads ? "" : fitted(mark.name, 2 * half - 18);
      mark.w = mark.text ? Math.min(2 * half, wide(mark.text) + 18) : BEAD;
      ends[track] = mark.x + mark.w / 2;
      last[track] = term;
    });
    return marks;
  };
  P.lane = function (index, row) {
    var data = this.data, lane = data.lanes[index], self = this;
    var node = make("div", "lg-row");
    node.dataset.lane = index;
    node.style.top = this.tops[row] + "px";
    node.style.width = this.width + "px";
    node.style.height = this.tops[row + 1] - this.tops[row] + "px";
    if (this.label) {
      var name = make("a", "lg-name k-" + lane[LANE.kind], lane[LANE.name]);
      name.href = this.how.href(lane[LANE.id]); name.tabIndex = -1; name.lang = "zh-Hans"; name.title = lane[LANE.name];
      name.dataset.key = lane[LANE.id];
      name.style.width = this.label + "px";
      name.style.paddingTop = this.lift(index) + "px";
      node.append(name);
    }
    var svg = draw("svg", { width: this.column * this.slots.length, height: this.tall(index), role: "group", "aria-label": lane[LANE.name] }, node);
    var marks = this.places(lane), by = new Map(marks.map(function (m) { return [m.i, m]; }));
    lane[LANE.links].forEach(function (i) { self.link(svg, data.links[i], by, index); });
    this.across.forEach(function (cross) { if (cross.other === index && self.wanted(cross)) self.cross(svg, cross, by, row); });
    marks.forEach(function (mark) { self.pill(svg, lane, mark); });
    return node;
  };
  P.anchor = function (svg, key, name, words) {
    return draw("a", { href: this.how.href(key), class: name, tabindex: -1, "data-key": key, "aria-label": words }, svg);
  };
  P.pill = function (svg, lane, mark) {
    var one = mark.one, term = this.data.terms[one[S.term]], report = this.data.reports[one[S.report]];
    var a = this.anchor(svg, lane[LANE.id] + "." + report[R.year] + (one[S.track] ? "~" + one[S.track] : ""), "lg-pill k-" + term[1] + " w" + Math.min(4, 32 - Math.clz32(one[S.mentions])) + (one[S.defined] ? " defined" : "") + (mark.text ? "" : " bead"),
      mark.name + "，" + say(report[R.year] + " 年，" + one[S.mentions] + " 处", report[R.year] + ", " + one[S.mentions] + " mentions"));
    a.setAttribute("data-shown", mark.i);
    draw("path", { d: outline(term[1], mark.x, mark.y, mark.w, mark.text ? 22 : BEAD) }, a);
    if (mark.text) this.write(a, mark.text, mark.x, mark.y + 4.6, "", 1);
    if (mark.over) {
      var half = wide(mark.over) * 0.45, total = this.column * this.slots.length;
      this.write(a, mark.over, Math.max(half, Math.min(total - half - 2, mark.x)), mark.y - 10.5, "over", 0.88);
    }
  };
  // A name that was cut ends in three dots that are drawn, so that what is read aloud begins as what is seen.
  P.write = function (a, text, x, y, name, scale) {
    var kept = text.replace(/…$/, ""), half = wide(kept) * scale / 2, cut = kept !== text;
    draw("text", { class: name, x: cut ? x - 5 : x, y: y, lang: "zh-Hans" }, a).textContent = kept;
    if (cut) [2, 5.5, 9].forEach(function (far) { draw("circle", { class: "dot", cx: x - 5 + half + far, cy: y - 4, r: 0.9 }, a); });
  };
  P.link = function (svg, link, by, index) {
    var to = by.get(link[L.to]), from = by.get(link[L.from]);
    if (!from || !to) return;
    var x0 = from.x + from.w / 2 + 2.5, x1 = to.x - to.w / 2 - 2.5, relation = link[L.relation];
    var a = this.anchor(svg, link[L.id], "lg-link r-" + relation + (link[L.silent] ? " silent" : "") + (this.left(link) ? " gone" : ""), this.words(link));
    a.setAttribute("data-link", this.data.links.indexOf(link));
    if (x1 - x0 < 4) x1 = x0 + 4;
    if (from.y === to.y) {
      draw("rect", { class: "hit", x: x0, y: from.y - 11, width: x1 - x0, height: 22 }, a);
      draw("path", { class: "thread", d: this.left(link) ? "M" + x0 + " " + from.y + "H" + x1 : thread(relation, x0, x1, from.y, link[L.silent]) }, a);
    } else this.curve(a, x0, from.y, x1, to.y);
    var told = count(link);
    if (relation === "homonym") told = "≠ " + told;
    if (told.trim() && !this.left(link)) draw("text", { class: "count", x: (x0 + x1) / 2, y: this.beads ? Math.max(from.y, to.y) + 13 : Math.min(from.y, to.y) - 7.5 }, a).textContent = told.trim();
  };
  P.curve = function (a, x0, y0, x1, y1) {
    var bend = Math.max(12, Math.min(60, (x1 - x0) / 2)), d = "M" + x0 + " " + y0 + "C" + (x0 + bend) + " " + y0 + " " + (x1 - bend) + " " + y1 + " " + x1 + " " + y1;
    draw("path", { class: "hit", d: d }, a);
    draw("path", { class: "thread bent", d: d }, a);
  };
  // A link from another lane: a curve from the row above or below, where that lane is shown.
  P.cross = function (svg, cross, by, row) {
    var data = this.data, to = by.get(cross.to), link = cross.link >= 0 ? data.links[cross.link] : null, other = this.order.get(cross.one);
    if (other === undefined || !to) return;
    var from = this.places(data.lanes[cross.one]).find(function (m) { return m.i === cross.from; });
    var key = link ? link[L.id] : "maybe." + cross.guess;
    var a = this.anchor(svg, key, "lg-link " + (link ? "r-" + link[L.relation] + (this.left(link) ? " gone" : "") : "guess"), link ? this.words(link) : say("可能的连线", "possible link"));
    if (link) a.setAttribute("data-link", cross.link); else a.setAttribute("data-guess", cross.guess);
    this.curve(a, from.x + from.w / 2 + 2.5, this.tops[other] - this.tops[row] + from.y, to.x - to.w / 2 - 2.5, to.y);
    if (link && link[L.relation] === "homonym") draw("text", { class: "count", x: to.x - to.w / 2 - 12, y: to.y - 6 }, a).textContent = "≠";
  };
  P.name = function (one) { return one[S.form] || this.data.terms[one[S.term]][0]; };
  P.words = function (link) {
    var data = this.data, from = data.shown[link[L.from]], to = data.shown[link[L.to]];
    return this.name(from) + " " + data.reports[from[S.report]][R.year] + " → " + this.name(to) + " " + data.reports[to[S.report]][R.year]
      + "，" + pair(data.relations[link[L.relation]]) + (count(link) ? "，" + count(link) : "");
  };

  // What is under the pointer or has the focus follows its lane, and says what it is.
  P.mark = function () {
    this.host.classList.toggle("following", this.follow !== undefined && this.follow !== null);
    this.live.forEach(function (node, lane) {
      node.classList.toggle("on", lane === this.follow);
      node.classList.toggle("open", lane === this.opened);
    }, this);
  };
  P.tell = function (a) {
    var data = this.data, tip = this.tip, shown = a.getAttribute("data-shown"), link = a.getAttribute("data-link"), guess = a.getAttribute("data-guess");
    tip.replaceChildren();
    if (shown !== null) {
      var one = data.shown[shown], term = data.terms[one[S.term]], report = data.reports[one[S.report]];
      var title = make("b", "", this.name(one));
      title.lang = "zh-Hans";
      tip.append(title, make("span", "", report[R.year] + " · " + say(one[S.mentions] + " 处", one[S.mentions] === 1 ? "1 mention" : one[S.mentions] + " mentions") + " · " + pair(data.kinds[term[1]]) + (one[S.defined] ? say(" · 有释义", " · explained") : "")));
      if (one[S.sense] > 1) tip.append(make("span", "", say("第 " + one[S.sense] + " 个意思", "sense " + one[S.sense])));
    } else if (link !== null) {
      var l = data.links[link], relation = data.relations[l[L.relation]], line = make("b");
      line.append(swatch(l[L.relation], l[L.silent]), " " + pair(relation));
      tip.append(line, make("span", "", this.ends(l[L.from], l[L.to])));
      if (l[L.silent]) tip.append(make("span", "", say("其间有报告而未说", "a held report between is silent")));
      this.items(tip, l);
      if (this.left(l)) tip.append(make("span", "", say("这条规则已不用", "its rule is left out")));
    } else if (guess !== null) {
      var g = data.possible[guess];
      tip.append(make("b", "", say("可能：", "Possible: ") + pair(data.relations[g[2]])), make("span", "", this.ends(g[0], g[1])), make("span", "", say(g[3], g[4])));
    }
  };
  P.ends = function (from, to) {
    var data = this.data, a = data.shown[from], b = data.shown[to], one = this.name(a), other = this.name(b);
    var years = data.reports[a[S.report]][R.year] + "→" + data.reports[b[S.report]][R.year];
    return (one === other ? one : one + " → " + other) + " · " + years;
  };
  P.items = function (into, link) {
    [[L.added, "add", "+ "], [L.removed, "cut", "− "]].forEach(function (side) {
      if (!link[side[0]].length) return;
      var line = make("span", side[1], side[2] + link[side[0]].join("、"));
      line.lang = "zh-Hans";
      into.append(line);
    });
  };
  P.show = function (a, x, y) {
    this.tell(a);
    if (!this.tip.childNodes.length) { this.tip.hidden = true; return; }
    this.tip.hidden = false;
    var w = this.tip.offsetWidth, h = this.tip.offsetHeight;
    this.tip.style.left = Math.max(8, Math.min(window.innerWidth - w - 8, x - w / 2)) + "px";
    this.tip.style.top = (y + h + 22 > window.innerHeight ? y - h - 16 : y + 18) + "px";
  };
  P.listen = function () {
    var self = this, waiting = false;
    self.still = [-1, -1];
    self.scroll.addEventListener("click", function (event) { self.still = [event.clientX, event.clientY]; self.follow = null; self.tip.hidden = true; self.mark(); });
    self.scroll.addEventListener("scroll", function () {
      self.tip.hidden = true;
      if (waiting || !self.how.virtual) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; self.draw(); });
    }, { passive: true });
    self.scroll.addEventListener("pointerover", function (event) {
      // A page that moved under a pointer at rest has told the reader nothing new.
      if (event.pointerType === "touch" || (Math.abs(event.clientX - self.still[0]) < 2 && Math.abs(event.clientY - self.still[1]) < 2)) return;
      var row = event.target.closest(".lg-row"), a = event.target.closest("a[data-key]");
      self.follow = row && a ? Number(row.dataset.lane) : null;
      self.mark();
      if (a && !a.classList.contains("lg-name")) self.show(a, event.clientX, event.clientY); else self.tip.hidden = true;
    });
    self.scroll.addEventListener("pointerleave", function () { self.follow = null; self.tip.hidden = true; self.mark(); });
    self.scroll.addEventListener("keydown", function (event) { self.key(event); });
    self.scroll.addEventListener("focusout", function () { self.tip.hidden = true; self.follow = null; self.mark(); });
    new ResizeObserver(function () { if (self.scroll.clientWidth !== self.fitted) self.measure(); }).observe(self.scroll);
    new MutationObserver(function () { self.measure(); }).observe(html, { attributes: true, attributeFilter: ["data-lang"] });
    function paper(printing) { self.whole = printing; self.host.classList.toggle("printing", printing); self.measure(); }
    window.addEventListener("beforeprint", function () { paper(true); });
    window.addEventListener("afterprint", function () { paper(false); });
  };
  // Arrows go along a lane and from lane to lane; only the lane that has the focus is searched.
  P.key = function (event) {
    var way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [-1e9, 0], End: [1e9, 0], PageDown: [10, 0], PageUp: [-10, 0] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(".lg-head, .lg-foot") || !this.rows.length) return;
    event.preventDefault();
    var a = event.target.closest("a[data-key]"), row = a && this.order.get(Number(a.closest(".lg-row").dataset.lane));
    if (!a || row === undefined) { this.go(this.how.virtual ? Math.min(this.rows.length - 1, this.row(this.scroll.scrollTop)) : 0, null); return; }
    if (way[0]) this.go(Math.max(0, Math.min(this.rows.length - 1, row + way[0])), a);
    else {
      var marks = this.marks(row), next = marks[marks.indexOf(a) + way[1]];
      if (next) this.focus(next);
    }
  };
  P.marks = function (row) {
    var found = Array.from(this.live.get(this.rows[row]).querySelectorAll("a[data-key]"));
    return found.map(function (a) { return { a: a, x: a.classList.contains("lg-name") ? -1e9 : a.getBBox().x + a.getBBox().width / 2 }; })
      .sort(function (one, other) { return one.x - other.x; }).map(function (mark) { return mark.a; });
  };
  P.reveal = function (row, covered) {
    var head = this.head.offsetHeight, foot = this.foot.offsetHeight, y = this.tops[row], box = this.scroll;
    if (!this.how.virtual) return;
    if (covered) foot = Math.max(foot, covered);
    if (y < box.scrollTop) box.scrollTop = y - 4;
    else if (head + this.tops[row + 1] + foot > box.scrollTop + box.clientHeight) box.scrollTop = head + this.tops[row + 1] + foot - box.clientHeight + 4;
    this.draw();
  };
  P.go = function (row, from) {
    var x = from && !from.classList.contains("lg-name") ? from.getBBox().x + from.getBBox().width / 2 : -1e9;
    this.reveal(row);
    var marks = this.marks(row), best = marks[0];
    if (x > -1e9) marks.forEach(function (mark) {
      if (mark.classList.contains("lg-name")) return;
      var far = function (one) { return one.classList.contains("lg-name") ? 1e9 : Math.abs(one.getBBox().x + one.getBBox().width / 2 - x); };
      if (far(mark) < far(best)) best = mark;
    });
    this.focus(best);
  };
  P.focus = function (a) {
    a.focus({ preventScroll: true });
    var box = a.getBoundingClientRect(), frame = this.scroll.getBoundingClientRect();
    if (!a.classList.contains("lg-name")) {
      if (box.left < frame.left + this.label) this.scroll.scrollLeft -= frame.left + this.label - box.left + 20;
      else if (box.right > frame.right) this.scroll.scrollLeft += box.right - frame.right + 20;
    }
    this.follow = Number(a.closest(".lg-row").dataset.lane);
    this.mark();
    box = a.getBoundingClientRect();
    if (a.classList.contains("lg-name")) this.tip.hidden = true; else this.show(a, box.left + box.width / 2, box.bottom - 12);
  };
  P.set = function (rows) { this.rows = rows; this.measure(); };

  window.TIFAKG_PICTURE = { Picture: Picture, S: S, L: L, LANE: LANE, R: R, say: say, pair: pair, make: make, swatch: swatch, count: count, top: top };

  // Pictures that stand in a page with their data beside them, such as the first lanes on the home page.
  document.querySelectorAll(".lg-swatch-here").forEach(function (node) { node.replaceWith(swatch(node.dataset.relation, node.dataset.silent === "yes")); });
  document.querySelectorAll(".lineage[data-from]").forEach(function (host) {
    var data = JSON.parse(document.getElementById(host.dataset.from).textContent), page = host.dataset.page;
    new Picture(host, data, { href: function (key) { return page + "#" + encodeURIComponent(key); } });
  });
})();
