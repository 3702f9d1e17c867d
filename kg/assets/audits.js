// The audits: a long list opens in pages, a link into a fold opens it. No request is made.
(function () {
  "use strict";
  var root = document.documentElement, STEP = 20;
  function say(zh, en) { return root.dataset.lang === "en" ? en : zh; }
  var tells = [];
  document.querySelectorAll(".paged").forEach(function (list) {
    var rows = Array.from(list.children), shown = STEP;
    if (rows.length <= STEP) return;
    var line = document.createElement("p"), button = document.createElement("button");
    line.className = "paging"; button.type = "button"; line.append(button); list.after(line);
    function tell() {
      rows.forEach(function (row, i) { row.classList.toggle("hold", i >= shown); });
      line.hidden = shown >= rows.length;
      button.textContent = say("再列 " + Math.min(STEP, rows.length - shown) + " 条（还有 " + (rows.length - shown) + " 条）", Math.min(STEP, rows.length - shown) + " more (" + (rows.length - shown) + " left)");
    }
    button.addEventListener("click", function () {
      var next = rows[shown];
      shown += STEP;
      tell();
      var link = next && next.querySelector("a");
      if (link) link.focus({ preventScroll: true });
    });
    list.tifakgShow = function (row) { while (rows.indexOf(row) >= shown) shown += STEP; tell(); };
    tells.push(tell);
    tell();
  });
  new MutationObserver(function () { tells.forEach(function (tell) { tell(); }); }).observe(root, { attributes: true, attributeFilter: ["data-lang"] });

  // What is open and where one was is kept in the address, so that coming back from a sentence finds it again.
  var folds = Array.from(document.querySelectorAll("details.fold"));
  document.querySelector("main").addEventListener("click", function (event) {
    var link = event.target.closest("a[href]"), row = link && link.closest("li");
    if (!row || link.getAttribute("href")[0] === "#") return;
    var rows = Array.from(document.querySelectorAll(".rows > li, .codes > li, .carries > li"));
    var parts = new URLSearchParams();
    parts.set("at", String(rows.indexOf(row.closest(".rows > li, .codes > li, .carries > li"))));
    parts.set("open", folds.filter(function (f) { return f.open; }).map(function (f) { return f.id; }).join(" "));
    window.history.replaceState(null, "", "#" + parts.toString());
  });
  var parts = new URLSearchParams(window.location.hash.slice(1));
  if (parts.has("at")) {
    var open = (parts.get("open") || "").split(" ");
    folds.forEach(function (f) { f.open = open.indexOf(f.id) >= 0; });
    var row = document.querySelectorAll(".rows > li, .codes > li, .carries > li")[Number(parts.get("at"))];
    if (row) {
      if (row.parentNode.tifakgShow) row.parentNode.tifakgShow(row);
      row.scrollIntoView({ block: "center" });
    }
  } else if (window.location.hash.length > 1) {
    var goal = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (goal && goal.tagName === "DETAILS") goal.open = true;
  }
})();
