// A term's page: copy a citation, take the term away as Turtle, JSON-LD, CSV or cards, print it on one page. Nothing is fetched.
(function () {
  "use strict";
  var root = document.documentElement;
  function english() { return root.dataset.lang === "en"; }
  function say(zh, en) { return english() ? en : zh; }
  var data = JSON.parse(document.getElementById("term-data").textContent);
  var saved = document.getElementById("saved");

  // The statements stand in the page; where they are many, in a script beside it that is read when they are wanted.
  function withStatements(then) {
    var here = document.getElementById("statements"), beside = document.querySelector(".downloads").dataset.statements;
    if (here) { then(JSON.parse(here.textContent)); return; }
    if (window.TIFAKG_STATEMENTS) { then(window.TIFAKG_STATEMENTS); return; }
    var script = document.createElement("script");
    script.src = beside;
    script.onload = function () { then(window.TIFAKG_STATEMENTS); };
    script.onerror = function () { saved.textContent = say("旁边的数据文件不见了：", "The data beside this page is missing: ") + beside; };
    document.head.append(script);
  }

  // Turtle from the JSON-LD of the page: flat nodes, prefixes and a base, as the page writes them and no more.
  function escaped(text) {
    return text.replace(/[\\"\n\r\t]/g, function (c) { return { "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t" }[c]; });
  }
  function turtle(document_) {
    var context = document_["@context"], base = context["@base"];
    function iri(name) {
      var colon = name.indexOf(":"), prefix = name.slice(0, colon);
      if (colon > 0 && prefix[0] !== "@" && Object.prototype.hasOwnProperty.call(context, prefix)) {
        var local = name.slice(colon + 1);
        return /^[A-Za-z][A-Za-z0-9_-]*$/.test(local) ? name : "<" + context[prefix] + local + ">";
      }
      return "<" + (/^[a-z][a-z0-9+.-]*:\/\//i.test(name) ? name : base + name) + ">";
    }
    function value(one) {
      if (typeof one === "number" || typeof one === "boolean") return String(one);
      if (typeof one === "string") return "\"" + escaped(one) + "\"";
      if (one["@id"] !== undefined) return iri(one["@id"]);
      return "\"" + escaped(one["@value"]) + "\"" + (one["@language"] ? "@" + one["@language"] : "^^" + iri(one["@type"]));
    }
    function list(found) { return Array.isArray(found) ? found : [found]; }
    var lines = Object.keys(context).filter(function (name) { return name[0] !== "@"; }).map(function (name) { return "@prefix " + name + ": <" + context[name] + "> ."; });
    document_["@graph"].forEach(function (node) {
      var parts = [];
      Object.keys(node).forEach(function (key) {
        if (key === "@id") return;
        parts.push(key === "@type" ? "a " + list(node[key]).map(iri).join(", ") : iri(key) + " " + list(node[key]).map(value).join(", "));
      });
      lines.push("", iri(node["@id"]) + " " + parts.join(" ;\n  ") + " .");
    });
    return lines.join("\n") + "\n";
  }

  // A spreadsheet takes a cell that begins with one of these for a formula.
  function cell(text) {
    var plain = /^[=+\-@\t\r]/.test(text) && isNaN(Number(text)) ? "'" + text : text;
    return /[",\n\r]/.test(plain) ? "\"" + plain.replace(/"/g, "\"\"") + "\"" : plain;
  }
  function table() {
    var rows = [["term", "place", "kind", "report", "year", "speaker", "section", "mentions", "sentence", "start", "end", "file", "sha256"]];
    document.querySelectorAll(".quote").forEach(function (quote) {
      var report = data.reports[quote.dataset.report], at = quote.dataset.at.split("-"), section = quote.querySelector(".section");
      rows.push([data.name, data.place, data.kind, quote.dataset.report, report[0], report[1], section ? section.textContent : "", quote.dataset.hits,
        quote.querySelector("blockquote").textContent, at[0], at[1], report[2], report[3]]);
    });
    return "\ufeff" + rows.map(function (row) { return row.map(String).map(cell).join(","); }).join("\r\n") + "\r\n";
  }

  // Cards as Anki imports them: the head lines say what the columns are, and the first column keeps a second import from doubling them.
  function markup(text) {
    return text.replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; }).replace(/[\t\r]/g, " ").replace(/\n/g, "<br>");
  }
  function cards() {
    var head = ["#separator:tab", "#html:true", "#notetype:Basic", "#deck:" + ("提法图谱::" + data.place).replace(/[\r\n\t]/g, " "), "#guid column:1", "#tags column:4"];
    var tag = ("提法图谱 " + data.kind).replace(/[\r\n\t]/g, " ");
    return head.concat(data.cards.map(function (card) { return [card[0], markup(card[1]), markup(card[2]), tag].join("\t"); })).join("\n") + "\n";
  }

  var forms = {
    ttl: [".ttl", "text/turtle", function (then) { withStatements(function (all) { then(turtle(all)); }); }],
    jsonld: [".jsonld", "application/ld+json", function (then) { withStatements(function (all) { then(JSON.stringify(all, null, 1) + "\n"); }); }],
    csv: [".csv", "text/csv", function (then) { then(table()); }],
    anki: ["-anki.txt", "text/plain", function (then) { then(cards()); }],
  };
  function safe(text) { return text.replace(/[^\p{L}\p{N}+_-]+/gu, "-").slice(0, 60) || "term"; }
  document.querySelectorAll("[data-save]").forEach(function (button) {
    button.addEventListener("click", function () {
      var form = forms[button.dataset.save];
      form[2](function (text) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type: form[1] + ";charset=utf-8" }));
        link.download = safe(data.place) + "-" + safe(data.name) + form[0];
        link.click();
        window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
        saved.textContent = say("已存为 ", "Saved as ") + link.download;
      });
    });
  });
  document.querySelector(".downloads").hidden = false;

  // One page of paper: what it stands for, what changed, one sentence a year.
  document.getElementById("sheet").addEventListener("click", function () {
    root.classList.add("sheet");
    window.print();
  });
  window.addEventListener("afterprint", function () { root.classList.remove("sheet"); });

  // An address within a folded part opens it.
  function open() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.querySelector(":scope > details");
    if (fold && target.classList.contains("link")) fold.open = true;
  }
  window.addEventListener("hashchange", open);
  open();
})();
