"use strict";
// The page is complete without this script; it adds filters, decisions and export. Text is only
// ever set as text: no markup is made from data.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const bar = byId("bar");
  const cards = new Map();
  const marks = new Map();
  for (const change of data.changes) marks.set(change.number, []);
  for (const node of document.querySelectorAll("[data-change]")) {
    const number = Number(node.dataset.change);
    if (node.classList.contains("card")) cards.set(number, node);
    else marks.get(number).push(node);
  }

  // Decisions: the numbers of the changes that are made. A reload brings them back.
  const usual = () => data.changes.filter((c) => c.kind !== "refused").map((c) => c.number);
  let made = new Set(remembered() ?? usual());
  let current = null;

  function remembered() {
    try {
      const stored = JSON.parse(localStorage.getItem(data.key));
      return Array.isArray(stored) ? stored.filter((n) => data.changes[n - 1]?.open) : null;
    } catch {
      return null;
    }
  }

  function remember() {
    try {
      localStorage.setItem(data.key, JSON.stringify([...made]));
    } catch {
      // Storage may be switched off; then a reload starts anew.
    }
  }

  function decide(change, accept) {
    if (!change?.open) return;
    if (accept) made.add(change.number);
    else made.delete(change.number);
    show(change);
  }

  function decideShown(accept) {
    for (const change of shown) decide(change, accept);
    settle();
  }

  function show(change) {
    const off = !made.has(change.number);
    const card = cards.get(change.number);
    card.classList.toggle("off", off);
    for (const button of card.querySelectorAll("[data-decide]")) {
      button.setAttribute("aria-pressed", String((button.dataset.decide === "reject") === off));
    }
    for (const mark of marks.get(change.number)) mark.classList.toggle("off", off);
  }

  // Filters.
  let shown = new Set();

  function filter() {
    const kinds = new Set(new FormData(bar).getAll("kind"));
    const rule = byId("rule").value.trim().toLowerCase();
    const least = Number(byId("confidence").value);
    byId("least").value = least.toFixed(2);
    shown = new Set(
      data.changes.filter(
        (change) =>
          kinds.has(change.kind) &&
          change.edit.confidence >= least &&
          change.edit.rule.toLowerCase().includes(rule),
      ),
    );
    for (const change of data.changes) {
      const out = !shown.has(change);
      cards.get(change.number).hidden = out;
      for (const mark of marks.get(change.number)) {
        mark.classList.toggle("muted", out);
        mark.tabIndex = out ? -1 : 0;
      }
    }
    byId("empty").hidden = shown.size > 0;
    if (!shown.has(current)) select(null);
    settle();
  }

  function clear() {
    byId("rule").value = "";
    byId("confidence").value = 0;
    for (const box of bar.querySelectorAll("[name=kind]")) box.checked = true;
    filter();
  }

  function settle() {
    const all = data.changes.length;
    const possible = data.changes.filter((c) => c.open).length;
    const filtered = shown.size < all ? `${shown.size} of ${all} shown · ` : "";
    byId("status").textContent = `${filtered}${made.size} of ${possible} accepted`;
    remember();
  }

  function view(name) {
    document.body.dataset.view = name;
    bar.querySelector(`[name=view][value=${name}]`).checked = true;
    if (current) reveal(current);
  }

  // Moving about.
  function select(change) {
    for (const node of document.querySelectorAll(".current")) node.classList.remove("current");
    current = change;
    if (!change) return;
    cards.get(change.number).classList.add("current");
    for (const mark of marks.get(change.number)) mark.classList.add("current");
  }

  function reveal(change) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const how = { block: "nearest", behavior: calm ? "auto" : "smooth" };
    const mark = marks.get(change.number).find((node) => node.offsetParent !== null);
    mark?.scrollIntoView({ ...how, block: "center" });
    const card = cards.get(change.number);
    const list = card.closest("aside");
    const top = card.offsetTop - (list.clientHeight - card.offsetHeight) / 2;
    list.scrollTo({ top, behavior: how.behavior });
  }

  function step(by) {
    const list = [...shown];
    if (!list.length) return;
    const here = list.indexOf(current);
    const next = here < 0 ? (by > 0 ? 0 : list.length - 1) : here + by;
    select(list[Math.min(Math.max(next, 0), list.length - 1)]);
    cards.get(current.number).focus({ preventScroll: true });
    reveal(current);
  }

  // Export, in the form of Repair.to_dict. Offsets count code points, not UTF-16 units.
  function result() {
    const points = Array.from(data.original);
    const chosen = data.changes.filter((c) => made.has(c.number));
    let text = "";
    let done = 0;
    for (const { edit } of chosen) {
      text += points.slice(done, edit.start).join("") + edit.after;
      done = edit.end;
    }
    text += points.slice(done).join("");
    const left = data.changes.filter((c) => !made.has(c.number));
    return {
      original: data.original,
      text,
      edits: chosen.map((c) => c.edit),
      rejected: left
        .filter((c) => c.kind === "refused")
        .map(({ edit, check, detail }) => ({ edit, check, detail })),
      declined: left.filter((c) => c.kind !== "refused").map((c) => c.edit),
      signature: data.signature,
    };
  }

  function bytes(text) {
    if (text.isWellFormed?.() ?? true) return new TextEncoder().encode(text);
    const parts = []; // lone surrogates as Python's "surrogatepass" writes them
    for (const character of text) {
      const code = character.codePointAt(0);
      if (code < 0xd800 || code > 0xdfff) parts.push(...new TextEncoder().encode(character));
      else parts.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
    return new Uint8Array(parts);
  }

  function save(content, ending, type) {
    const stem = data.title.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^[._]+/, "") || "review";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes(content)], { type }));
    link.download = stem + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const saveText = () => save(result().text, ".repaired.txt", "text/plain;charset=utf-8");
  const saveEdits = () =>
    save(JSON.stringify(result(), null, 2) + "\n", ".edits.json", "application/json");

  // Events.
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => (decide(current, true), settle()),
    r: () => (decide(current, false), settle()),
    v: () => view(document.body.dataset.view === "inline" ? "beside" : "inline"),
    "/": () => byId("rule").focus(),
    Escape: clear,
    t: saveText,
    e: saveEdits,
    "?": () => byId("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    if (event.target.matches("input[type=search]")) {
      if (event.key === "Escape") (clear(), event.target.blur());
      return;
    }
    const action = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("click", (event) => {
    const node = event.target.closest("[data-change]");
    if (!node) return;
    const change = data.changes[Number(node.dataset.change) - 1];
    const button = event.target.closest("[data-decide]");
    select(change);
    if (button) {
      decide(change, button.dataset.decide === "accept");
      settle();
    } else if (node.classList.contains("mark")) {
      event.preventDefault();
      reveal(change);
    } else {
      reveal(change);
    }
  });
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("input", (event) => {
    if (event.target.name === "view") view(event.target.value);
    else filter();
  });
  byId("accept-shown").addEventListener("click", () => decideShown(true));
  byId("reject-shown").addEventListener("click", () => decideShown(false));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("save-text").addEventListener("click", saveText);
  byId("save-json").addEventListener("click", saveEdits);
  byId("keys").addEventListener("click", () => byId("help").showModal());

  document.documentElement.classList.add("scripted");
  bar.reset();
  bar.hidden = false;
  for (const change of data.changes) show(change);
  filter();
})();
