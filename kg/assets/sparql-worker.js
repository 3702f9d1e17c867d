// Runs behind the SPARQL page, in a worker made of this text and Oxigraph's: the graph in memory, one question at a time.
// The rows of the last answer stay here; the page fetches what it shows, so that a long answer never holds it up.
const PIECE = 1 << 20, MOST_TIES = 400;
let store = null, vars = [], rows = [], quads = [], order = { column: -1, down: false };
const collator = new Intl.Collator(["zh-Hans", "en"], { numeric: true });

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
function inflated(bytes) { return new Response(bytes).body.pipeThrough(new DecompressionStream("deflate")); }

// The graph is unpacked and read piece by piece, whole lines at a time; its text is never in memory at once.
async function fill(packed) {
  const reader = inflated(bytesOf(packed)).getReader();
  const room = new Uint8Array(PIECE * 2);
  let held = 0, read = 0, told = 0;
  function load(end) {
    store.load(room.slice(0, end), { format: "application/n-quads", no_transaction: true, lenient: true });
    room.copyWithin(0, end, held);
    held -= end;
  }
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (let at = 0; at < value.length;) {
      const part = value.subarray(at, at + room.length - held);
      room.set(part, held);
      held += part.length;
      at += part.length;
      if (held > PIECE) load(room.lastIndexOf(10, held - 1) + 1);
    }
    read += value.length;
    if (read - told > 8 * PIECE) { told = read; postMessage({ kind: "loading", bytes: read }); }
  }
  if (held) load(held);
}

async function start(data) {
  const began = performance.now();
  const code = await new Response(inflated(bytesOf(data.wasm))).arrayBuffer();
  await __wbg_init({ module_or_path: code });
  store = new Store();
  await fill(data.graph);
  postMessage({ kind: "ready", quads: store.size, ms: performance.now() - began });
}

// What kind of query it is: its first word that is no prologue; what is no query is left to the parser to name.
function formOf(query) {
  const bare = query.replace(/<[^<>"{}|^`\\\s]*>/g, " ").replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, " ").replace(/#[^\n]*/g, " ");
  const word = /(?:^|[\s}.;])(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare);
  return word ? word[1].toUpperCase() : "SELECT";
}
function cell(term) {
  if (!term) return null;
  if (term.termType === "NamedNode") return ["uri", term.value];
  if (term.termType === "BlankNode") return ["bnode", term.value];
  if (term.termType === "Quad") return ["quad", term.toString()];
  return ["literal", term.value];
}
function ask(query) {
  const graph = /^(CONSTRUCT|DESCRIBE)$/.test(formOf(query));
  const options = { use_default_graph_as_union: true };
  rows = quads = [];
  order = { column: -1, down: false };
  const began = performance.now();
  if (graph) {
    const seen = new Set();
    quads = store.query(query, options).filter(function (q) { const key = q.toString(); return !seen.has(key) && seen.add(key); });
    vars = ["subject", "predicate", "object"];
    rows = quads.map(function (q) { return [cell(q.subject), cell(q.predicate), cell(q.object)]; });
    return { form: "graph", vars: vars, count: rows.length, ms: performance.now() - began };
  }
  const answer = JSON.parse(store.query(query, Object.assign({ results_format: "json" }, options)));
  if ("boolean" in answer) { vars = []; return { form: "boolean", value: answer.boolean, ms: performance.now() - began }; }
  vars = answer.head.vars;
  rows = answer.results.bindings.map(function (b) {
    return vars.map(function (v) { return b[v] ? [b[v].type, typeof b[v].value === "string" ? b[v].value : JSON.stringify(b[v].value)] : null; });
  });
  return { form: "rows", vars: vars, count: rows.length, ms: performance.now() - began };
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  const x = Number(a[1]), y = Number(b[1]);
  return a[1] !== "" && b[1] !== "" && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : collator.compare(a[1], b[1]);
}
// Rows are put in order by number where both are numbers, else by sound; the order that the query gave can be had back.
function ordered(wanted) {
  if (wanted.column === order.column && wanted.down === order.down) return;
  rows.forEach(function (row, i) { if (row.given === undefined) row.given = i; });
  const way = wanted.down ? -1 : 1;
  rows.sort(function (a, b) { return wanted.column < 0 ? a.given - b.given : way * compare(a[wanted.column], b[wanted.column]) || a.given - b.given; });
  order = wanted;
}
function written(one) {
  if (one === null) return "";
  const text = one[0] === "bnode" ? "_:" + one[1] : one[1];
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}
// As the command line writes it: UTF-8 without a mark, a header, line ends of RFC 4180.
function csv() {
  const lines = [vars.join(",")].concat(rows.map(function (row) { return row.map(written).join(","); }));
  return new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
}
function turtle() { return new Blob([new Store(quads).dump({ format: "text/turtle", from_graph_name: defaultGraph() })], { type: "text/turtle;charset=utf-8" }); }

const work = {
  ask: function (data) { return Object.assign(ask(data.query), { rows: rows.slice(0, data.most) }); },
  rows: function (data) { ordered(data.order); return { rows: rows.slice(data.from, data.to) }; },
  csv: function () { return { blob: csv() }; },
  turtle: function () { return { blob: turtle() }; },
  ties: function () { return { rows: rows.slice(0, MOST_TIES), all: rows.length }; }
};
onmessage = async function (event) {
  const data = event.data;
  try {
    if (data.kind === "start") { await start(data); return; }
    const answer = work[data.kind](data);
    postMessage(Object.assign(answer, { kind: data.kind, number: data.number }));
  } catch (fault) {
    const lost = data.kind === "start" || fault instanceof WebAssembly.RuntimeError || fault instanceof RangeError;
    postMessage({ kind: "fault", number: data.number, lost: lost, text: String(fault && fault.message || fault) });
  }
};
