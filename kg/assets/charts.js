// Indicator charts: the specification stands in the page; colours come from the style sheet, words from the language. No request is made.
(function () {
  "use strict";
  var root = document.documentElement;
  function english() { return root.dataset.lang === "en"; }

  // The specification with its colours and words put in.
  function settled(value, style) {
    if (Array.isArray(value)) return value.map(function (one) { return settled(one, style); });
    if (typeof value === "string") return value.slice(0, 2) === "--" ? style.getPropertyValue(value).trim() : value;
    if (!value || typeof value !== "object") return value;
    var keys = Object.keys(value);
    if (keys.length === 2 && "zh" in value && "en" in value) return english() ? value.en : value.zh;
    var found = {};
    keys.forEach(function (key) { found[key] = key === "values" ? value[key] : settled(value[key], style); });
    return found;
  }
  function colours(style) {
    var ink = style.getPropertyValue("--ink").trim(), quiet = style.getPropertyValue("--quiet").trim(), line = style.getPropertyValue("--line").trim();
    var font = window.getComputedStyle(document.body).fontFamily;
    return {
      background: "transparent", font: font, view: { stroke: null },
      axis: { labelColor: quiet, titleColor: quiet, gridColor: line, domainColor: quiet, tickColor: quiet, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 400, titleAngle: 0, titleAlign: "left", titleAnchor: "end", titleX: 0, titleY: -12, domain: false },
      axisX: { domain: true }, text: { font: font, color: ink }
    };
  }
  function line(tag, text) { var node = document.createElement(tag); node.textContent = text; return node; }
  function show(plot, tip, event, item) {
    var d = item && item.datum;
    if (!d || !d.id) { tip.hidden = true; return; }
    tip.replaceChildren(line("b", d.amount), line("span", d.indicator), line("span", english() ? d.when + " · " + d.en + " · report of " + d.report : d.when + " 年 · " + d.zh + " · " + d.report + " 年报告"));
    if (d.outcome) tip.append(line("span", { met: english() ? "✓ met" : "✓ 完成", missed: english() ? "✗ missed" : "✗ 未完成", unknown: english() ? "？ cannot be judged" : "？ 不能判断" }[d.outcome] + (d.answer ? english() ? ": " + d.answer : "：" + d.answer : "")));
    tip.append(line("span", english() ? "click: its sentence below" : "点击看下面的原句"));
    tip.hidden = false;
    var box = plot.getBoundingClientRect(), x = event.clientX - box.left + 14, y = event.clientY - box.top + 14;
    tip.style.left = Math.max(0, Math.min(x, box.width - tip.offsetWidth - 4)) + "px";
    tip.style.top = y + "px";
  }
  function reveal(id) {
    var raw = document.getElementById("raw"), row = document.getElementById(id);
    if (!raw || !row) return;
    raw.open = true;
    document.querySelectorAll("tr.lit").forEach(function (one) { one.classList.remove("lit"); });
    row.classList.add("lit");
    row.scrollIntoView({ block: "center" });
    window.history.replaceState(null, "", "#" + id);
    var link = row.querySelector(".said-in a");
    if (link) link.focus({ preventScroll: true });
  }
  function upright(layer) {
    if (layer.name !== "unheld" || layer.mark.type !== "text") return [layer];
    return [false, true].map(function (low) {
      var said = Object.assign({}, layer.mark, { angle: -90, baseline: "middle", align: low ? "left" : "right", y: low ? 294 : 6 });
      return Object.assign({}, layer, { name: low ? "unheld-low" : "unheld", mark: said, transform: [{ filter: low ? "datum.low" : "!datum.low" }] });
    });
  }
  var plots = Array.from(document.querySelectorAll("[data-plot]")), views = [];
  function draw() {
    var style = window.getComputedStyle(root);
    views.splice(0).forEach(function (view) { view.finalize(); });
    plots.forEach(function (plot) {
      var canvas = plot.querySelector(".drawing"), tip = plot.querySelector(".tip");
      canvas.dataset.ready = "no";
      var frame = canvas.parentNode, years = Number(plot.dataset.years) || 0;
      canvas.style.minWidth = years * 40 > frame.clientWidth ? years * 40 + "px" : "";
      var spec = settled(JSON.parse(plot.querySelector(".spec").textContent), style);
      spec.config = colours(style);
      if (canvas.clientWidth < 60 * years + 60) spec.layer = [].concat.apply([], spec.layer.map(upright));
      window.vegaEmbed(canvas, spec, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: function (handler, event, item) { show(plot, tip, event, item); } })
        .then(function (result) {
          views.push(result);
          result.view.addEventListener("click", function (event, item) { if (item && item.datum && item.datum.id) reveal(item.datum.id); });
          frame.scrollLeft = frame.scrollWidth;
          canvas.dataset.ready = "yes";
        });
      canvas.addEventListener("mouseleave", function () { tip.hidden = true; });
    });
  }
  var pending = false;
  function again() { if (!pending) { pending = true; window.requestAnimationFrame(function () { pending = false; draw(); }); } }
  new MutationObserver(again).observe(root, { attributes: true, attributeFilter: ["data-lang"] });
  document.addEventListener("themechange", again);
  window.addEventListener("beforeprint", function () { document.getElementById("raw").open = true; });
  if (/^#n-/.test(window.location.hash)) reveal(window.location.hash.slice(1));
  draw();
})();
