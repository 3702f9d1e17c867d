// The ledger: filter by outcome, reason, report, indicator and text; the address keeps the choice. No request is made.
(function () {
  "use strict";
  var root = document.documentElement, list = document.getElementById("promises");
  if (!list) return;
  var STEP = 40;
  var rows = Array.from(list.children), texts = [], total = Number(list.dataset.total);
  // Where there are many rows, those after the first are in a script beside the page, which comes when it is first needed.
  var waiting = null;
  function whole(then) {
    if (rows.length === total) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    var script = document.createElement("script");
    script.src = list.dataset.beside;
    script.addEventListener("load", function () {
      // The page's own template wrote these rows and escaped every word of a report in them.
      list.insertAdjacentHTML("beforeend", window.TIFAKG_PROMISES);
      rows = Array.from(list.children);
      waiting.splice(0).forEach(function (one) { one(); });
    });
    script.addEventListener("error", function () { listed.textContent = say("其余的目标没有读到：缺文件 ", "The other targets could not be read, for want of the file ") + list.dataset.beside; });
    document.head.append(script);
  }
  function narrowed() { return chosen.outcome || chosen.reason || year.value || concept.value || plain(text.value); }
  var form = document.getElementById("filters"), year = document.getElementById("by-year"), concept = document.getElementById("by-concept"), text = document.getElementById("by-text");
  var clear = document.getElementById("clear"), listed = document.getElementById("listed"), none = document.getElementById("none"), more = document.getElementById("more");
  var heads = Array.from(document.querySelectorAll(".head")), reasons = Array.from(document.querySelectorAll(".reasons button"));
  var chosen = { outcome: "", reason: "", shown: STEP };
  function english() { return root.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  function plain(words) { return words.toLowerCase().replace(/\s+/g, ""); }
  function words(i) { return texts[i] || (texts[i] = plain(rows[i].textContent)); }

  function apply() {
    if (rows.length < total && (narrowed() || chosen.shown > rows.length)) { whole(apply); return; }
    var wanted = plain(text.value), found = 0;
    rows.forEach(function (row, i) {
      var data = row.dataset;
      var on = (!chosen.outcome || data.outcome === chosen.outcome) && (!chosen.reason || data.reason === chosen.reason)
        && (!year.value || data.report === year.value) && (!concept.value || data.concept === concept.value)
        && (!wanted || words(i).indexOf(wanted) >= 0);
      row.classList.toggle("off", !on);
      if (on) found += 1;
      row.classList.toggle("later", on && found > chosen.shown);
    });
    if (!narrowed()) found = total;
    var shown = Math.min(found, chosen.shown);
    none.hidden = found > 0;
    more.hidden = found <= shown;
    more.textContent = say("再列 " + Math.min(STEP, found - shown) + " 个（还有 " + (found - shown) + " 个）", Math.min(STEP, found - shown) + " more (" + (found - shown) + " left)");
    listed.textContent = found === total ? say("共 " + found + " 个目标，先列 " + shown + " 个", found + " targets, the first " + shown + " listed")
      : found > shown ? say("符合的 " + found + " 个（共 " + total + " 个），先列 " + shown + " 个", found + " of " + total + " fit, the first " + shown + " listed")
      : say("符合的 " + found + " 个，共 " + total + " 个", found + " of " + total + " fit");
    heads.forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.outcome === chosen.outcome)); });
    reasons.forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.reason === chosen.reason)); });
    clear.hidden = found === total;
  }
  // The address says what is chosen, so that it can be sent and so that coming back finds it again.
  function keep(at) {
    var parts = new URLSearchParams();
    [["outcome", chosen.outcome], ["reason", chosen.reason], ["report", year.value], ["indicator", concept.value], ["text", text.value], ["shown", chosen.shown > STEP ? String(chosen.shown) : ""], ["at", at || ""]].forEach(function (pair) {
      if (pair[1]) parts.set(pair[0], pair[1]);
    });
    var hash = parts.toString();
    window.history.replaceState(null, "", hash ? "#" + hash : window.location.pathname + window.location.search);
  }
  function restore() {
    var row = /^#p\d+$/.test(window.location.hash) ? window.location.hash.slice(1) : "";
    var parts = new URLSearchParams(row ? "" : window.location.hash.slice(1));
    chosen.outcome = parts.get("outcome") || "";
    chosen.reason = parts.get("reason") || "";
    year.value = parts.get("report") || ""; concept.value = parts.get("indicator") || ""; text.value = parts.get("text") || "";
    if (year.selectedIndex < 0) year.value = "";
    if (concept.selectedIndex < 0) concept.value = "";
    chosen.shown = Math.max(STEP, Number(parts.get("shown")) || 0);
    var named = row || parts.get("at") || "", at = document.getElementById(named);
    if (named && !at && rows.length < total) { whole(restore); return; }
    if (row && at) chosen.shown = Math.max(chosen.shown, Math.ceil((rows.indexOf(at) + 1) / STEP) * STEP);
    apply();
    list.querySelectorAll(".back").forEach(function (one) { one.classList.remove("back"); });
    if (at && at.parentNode === list) { at.classList.add("back"); at.scrollIntoView({ block: "center" }); }
  }
  function change(more) { if (!more) chosen.shown = STEP; apply(); keep(); }

  heads.forEach(function (b) { b.addEventListener("click", function () {
    chosen.outcome = chosen.outcome === b.dataset.outcome ? "" : b.dataset.outcome;
    if (chosen.outcome !== "unknown") chosen.reason = "";
    change();
  }); });
  reasons.forEach(function (b) { b.addEventListener("click", function () {
    chosen.reason = chosen.reason === b.dataset.reason ? "" : b.dataset.reason;
    chosen.outcome = chosen.reason ? "unknown" : "";
    change();
  }); });
  [year, concept].forEach(function (one) { one.addEventListener("change", function () { change(); }); });
  text.addEventListener("input", function () { change(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    chosen.outcome = chosen.reason = year.value = concept.value = text.value = "";
    change();
  });
  more.addEventListener("click", function () {
    whole(function () {
      apply();
      var next = rows.filter(function (row) { return row.classList.contains("later"); })[0];
      chosen.shown += STEP;
      change(true);
      if (next) { var link = next.querySelector("a"); if (link) link.focus({ preventScroll: true }); }
    });
  });
  list.addEventListener("click", function (event) {
    var link = event.target.closest("a"), row = link && link.closest(".promise");
    if (row) keep(row.id);
  });
  function speak() {
    document.querySelectorAll("#filters option[data-zh]").forEach(function (o) { o.textContent = english() ? o.dataset.en : o.dataset.zh; });
    apply();
  }
  new MutationObserver(speak).observe(root, { attributes: true, attributeFilter: ["data-lang"] });
  window.addEventListener("hashchange", restore);
  form.hidden = false;
  restore();
  speak();
})();
