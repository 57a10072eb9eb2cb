// Everything here only helps: without it the form asks and the pages read just the same.
"use strict";

// A config.json may be longer than what servers take in an address.
const LONGEST_QUERY = 6000;
// Milliseconds after which a service is taken to be away.
const LONGEST_SILENCE = 5000;

const form = document.querySelector("form[data-ask]");
if (form) {
  keepInAddress(form);
  for (const combo of form.querySelectorAll("[data-models]")) {
    suggestModels(combo);
  }
  for (const counter of form.querySelectorAll("[data-count]")) {
    countFile(counter);
  }
  for (const chooser of form.querySelectorAll("[data-into]")) {
    readInto(chooser);
  }
  tellFaults(form);
}
document.addEventListener("submit", sayThatItWorks);
window.addEventListener("pageshow", () => document.querySelectorAll("button[data-label]").forEach(rest));
document.addEventListener("htmx:sendError", sayThatNothingCame);
document.addEventListener("htmx:responseError", sayThatNothingCame);
document.addEventListener("htmx:beforeSwap", keepOpen);
document.addEventListener("pointermove", tellWhatIsNear);
document.addEventListener("click", followWhatIsNear);
document.addEventListener("keydown", goAlongPoints);
document.addEventListener("focusin", tellWhatHasFocus);
document.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && explain(event.target.closest(".term")));
document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && explain(event.target.closest?.(".term")));
document.addEventListener("click", explainByTap);
document.addEventListener("keydown", (event) => event.key === "Escape" && explain(null));
document.addEventListener("change", (event) => event.target.matches("[data-by-gpu]") && showOneGpu(event.target));
window.addEventListener("hashchange", openWhatIsLinked);
document.addEventListener("click", openAgain);
openWhatIsLinked();
document.addEventListener("change", (event) => countTicked(event.target.closest("form[data-compare]")));
document.addEventListener("htmx:afterSwap", () => countTicked(document.querySelector("form[data-compare]")));
countTicked(document.querySelector("form[data-compare]"));
for (const input of document.querySelectorAll("[data-filter]")) {
  filter(input);
}

/** Two to four answers can be compared, so the button says how many are ticked and waits for enough. */
function countTicked(form) {
  if (!form) {
    return;
  }
  const ticked = form.querySelectorAll("input[name=id]:checked").length;
  const button = form.querySelector("button[type=submit]");
  button.disabled = ticked < 2 || ticked > 4;
  button.textContent = ticked > 4 ? "Untick some: four can be compared" : ticked < 2 ? "Tick two to four to compare them" : "Compare " + ticked + " answers";
}

/** The address holds what was filled in, so that a link is the question; what was left alone stays out of it. */
function keepInAddress(form) {
  const refused = document.querySelector(".summary, [data-said]") !== null;
  const touched = new Set(refused ? new FormData(form).keys() : new URLSearchParams(location.search).keys());
  form.addEventListener("input", (event) => {
    touched.add(event.target.name);
    const filled = [...new FormData(form)].filter(([name, value]) => touched.has(name) && value !== "" && !["formToken", "say"].includes(name));
    const query = new URLSearchParams(filled).toString();
    if (query.length < LONGEST_QUERY) {
      history.replaceState(null, "", query ? "/?" + query : "/");
    }
  });
}

/** A fault stands beside a field that was touched, and goes as soon as the field is fixed. */
function tellFaults(form) {
  const touched = new Set();
  let asked = 0;
  let timer = 0;
  const tell = (field, message) => {
    const input = document.getElementById("f-" + field.replace(".", "-"));
    if (!input) {
      return;
    }
    const id = input.id + "-fault";
    const box = input.closest(".field");
    const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
    let shown = document.getElementById(id);
    if (!message) {
      shown?.remove();
      input.removeAttribute("aria-invalid");
    } else {
      if (!shown) {
        shown = Object.assign(document.createElement("p"), {id, className: "fault"});
        shown.setAttribute("role", "status");
        box.append(shown);
      }
      shown.textContent = message;
      input.setAttribute("aria-invalid", "true");
      described.push(id);
    }
    box.classList.toggle("wrong", Boolean(message));
    input.setAttribute("aria-describedby", described.join(" "));
  };
  const ask = async () => {
    const mine = ++asked;
    const about = [...touched];
    try {
      const answer = await fetch("/faults", {method: "POST", body: new URLSearchParams(new FormData(form))});
      if (answer.ok && mine === asked) {
        const faults = (await answer.json()).faults;
        about.forEach((field) => tell(field, faults[field]));
      }
    } catch {
      // The answer to the form says it then.
    }
  };
  const touch = (event, wait) => {
    if (event.target.name && event.target.type !== "file") {
      touched.add(event.target.name);
      asked++;
      clearTimeout(timer);
      timer = setTimeout(ask, wait);
    }
  };
  form.addEventListener("input", (event) => touch(event, 500));
  form.addEventListener("change", (event) => touch(event, 0));
}

/** A file that is chosen is read into a field, as if it had been pasted there. */
function readInto(chooser) {
  const input = chooser.querySelector("input");
  const field = document.getElementById(chooser.dataset.into);
  chooser.hidden = false;
  input.addEventListener("change", async () => {
    if (input.files[0]) {
      field.value = await input.files[0].text();
      field.dispatchEvent(new Event("change", {bubbles: true}));
    }
  });
}

/** A list of models that narrows as one types; arrows and Enter choose, Escape closes. */
function suggestModels(combo) {
  const input = combo.querySelector("input");
  const list = document.createElement("ul");
  let asked = 0;
  let at = -1;
  list.id = input.id + "-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Models");
  list.hidden = true;
  input.removeAttribute("list");
  combo.querySelector("datalist").remove();
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.after(list);

  const close = () => {
    asked++;
    at = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    input.value = option.dataset.name;
    close();
    input.dispatchEvent(new Event("input", {bubbles: true}));
    close();
  };
  const move = (to) => {
    const options = [...list.children];
    at = (to + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({block: "nearest"});
  };
  const show = (models, typed) => {
    list.dataset.typed = typed;
    list.replaceChildren(...models.map((model, i) => {
      const option = document.createElement("li");
      const about = document.createElement("small");
      option.id = list.id + "-" + i;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.name = model.id;
      option.append(Object.assign(document.createElement("span"), {textContent: model.name}));
      about.textContent = size(model.parameters) + " · " + model.id;
      option.append(about);
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(option);
      });
      return option;
    }));
    at = -1;
    list.hidden = models.length === 0;
    input.setAttribute("aria-expanded", String(models.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", async (event) => {
    const mine = ++asked;
    const typed = input.value.trim();
    if (!event.isTrusted || typed === "") {
      close();
      return;
    }
    try {
      const answer = await fetch(combo.dataset.models + "?limit=8&q=" + encodeURIComponent(typed));
      const found = answer.ok ? (await answer.json()).models : [];
      if (mine === asked && document.activeElement === input) {
        show(found, typed);
      }
    } catch {
      close();
    }
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    // What stands there is for what was typed before; nobody shall choose from it unseen.
    if (list.dataset.typed !== input.value.trim() && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(list.children[at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", close);
}

function size(parameters) {
  const billions = (parameters / 1e9).toLocaleString("en", {minimumFractionDigits: 2, maximumFractionDigits: 2});
  return parameters >= 1e9 ? billions + " billion" : Math.round(parameters / 1e6) + " million";
}

const answering = new WeakSet();

/** One press is enough; where the service is away, what was typed stays, and a message says so. */
async function sayThatItWorks(event) {
  const form = event.target;
  if (form.matches("[hx-get], [data-silent]") || answering.delete(form)) {
    return;
  }
  event.preventDefault();
  const button = submitButton(form);
  if (button.dataset.label !== undefined) {
    return;
  }
  button.dataset.label = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Working it out …";
  form.querySelector(".away")?.remove();
  try {
    await fetch("/healthz", {signal: AbortSignal.timeout(LONGEST_SILENCE)});
    answering.add(form);
    form.requestSubmit(event.submitter);
  } catch {
    rest(button);
    sayThatItIsAway(form);
  }
}

function rest(button) {
  if (button.dataset.label === undefined) {
    return;
  }
  button.removeAttribute("aria-disabled");
  button.textContent = button.dataset.label;
  delete button.dataset.label;
}

function sayThatItIsAway(form) {
  const away = form.querySelector(".away") || Object.assign(document.createElement("p"), {className: "fault away"});
  away.setAttribute("role", "alert");
  away.textContent = "The service does not answer. Nothing is lost: what you typed stays here, so try again in a while.";
  submitButton(form).after(away);
}

function submitButton(form) {
  return form.querySelector(".submit button[type=submit]") || form.querySelector("button[type=submit]");
}

/** What stands there is of another question, so it goes; the page reports a job that the service has lost. */
function sayThatNothingCame(event) {
  const form = event.target;
  if (form.matches("form")) {
    event.detail.target.replaceChildren();
    sayThatItIsAway(form);
  } else if (event.type === "htmx:responseError") {
    location.reload();
  } else {
    document.getElementById("looks").textContent = "The service does not answer. This page goes on looking.";
  }
}

/** What a person unfolded stays open when its place is filled anew. */
function keepOpen(event) {
  if (!event.detail.shouldSwap) {
    return;
  }
  const {target} = event.detail;
  const named = (details) => details.querySelector("summary strong")?.textContent;
  const open = new Set([...target.querySelectorAll("details[open]")].map(named));
  event.detail.requestConfig.elt.querySelector(".away")?.remove();
  document.addEventListener("htmx:afterSwap", () => {
    target.querySelectorAll("details").forEach((each) => each.open ||= open.has(named(each)));
  }, {once: true});
}

/** Shows the entries that hold every word, and opens their groups. */
function filter(input) {
  const entries = document.getElementById(input.dataset.filter);
  const count = document.getElementById(input.id + "-count");
  input.closest("[hidden]").hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of entries.querySelectorAll("details")) {
      const heading = group.querySelector("summary").textContent.toLowerCase();
      let any = false;
      for (const entry of group.querySelectorAll("li")) {
        const text = heading + " " + entry.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word));
        entry.hidden = !fits;
        any ||= fits;
        shown += fits ? 1 : 0;
      }
      group.hidden = !any;
      group.open = any && words.length > 0;
    }
    count.textContent = words.length === 0 ? "" : shown === 1 ? "1 found" : shown + " found";
  });
}

/** The set-up of a chart that a pointer is near, which fingers need; none where all are further than this. */
function nearestIn(chart, event) {
  const CLOSE = 24;
  const box = chart.getBoundingClientRect();
  const scale = box.width / chart.viewBox.baseVal.width;
  let nearest = null;
  let least = CLOSE;
  for (const each of chart.querySelectorAll("a:not(.other)")) {
    const away = Math.hypot(box.left + each.dataset.x * scale - event.clientX, box.top + each.dataset.y * scale - event.clientY);
    if (away <= least) {
      nearest = each;
      least = away;
    }
  }
  return nearest;
}

function tellWhatIsNear(event) {
  const chart = event.target.closest?.("svg.chart");
  if (chart) {
    showTip(chart, nearestIn(chart, event));
  } else if (!document.activeElement.closest?.("svg.chart")) {
    document.querySelectorAll(".tip:not([hidden])").forEach((tip) => showTip(tip.parentElement.querySelector("svg"), null));
  }
}

/** What a set-up takes, at its point. */
function showTip(chart, near) {
  const tip = chart.parentElement.querySelector(".tip");
  chart.querySelectorAll(".near").forEach((each) => each.classList.toggle("near", each === near));
  tip.hidden = !near;
  if (near) {
    const {width, height} = chart.viewBox.baseVal;
    near.classList.add("near");
    tip.textContent = near.getAttribute("aria-label");
    const wide = chart.clientWidth;
    const half = tip.offsetWidth / 2;
    tip.style.left = Math.min(wide - half, Math.max(half, wide * Number(near.dataset.x) / width)) + "px";
    tip.style.top = 100 * Number(near.dataset.y) / height + "%";
    tip.classList.toggle("low", near.dataset.y < height / 3);
  }
}

/** A press opens the plan; of a finger the first press tells what is there, since it cannot hover. */
function followWhatIsNear(event) {
  const chart = event.target.closest?.("svg.chart");
  const near = chart && (event.detail === 0 ? event.target.closest("a") : nearestIn(chart, event));
  if (near) {
    event.preventDefault();
    const told = near.classList.contains("near");
    showTip(chart, near);
    if (event.pointerType !== "touch" || told) {
      document.querySelector(near.getAttribute("href")).querySelector("button").click();
    }
  }
}

/** Arrows go from point to point, left to right; the chart is one stop for Tab. */
function goAlongPoints(event) {
  const at = event.target.closest?.("svg.chart a");
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
  if (at && step) {
    const points = [...at.ownerSVGElement.querySelectorAll("a:not(.other)")];
    const next = points[(points.indexOf(at) + step + points.length) % points.length];
    event.preventDefault();
    at.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

function tellWhatHasFocus(event) {
  const chart = event.target.closest?.("svg.chart");
  if (chart && event.target.matches("a") && event.target.matches(":focus-visible")) {
    showTip(chart, event.target);
  }
}

/** What a word of the glossary means, at the word: by pointer, by key, and by a first tap. */
function explain(term) {
  document.querySelectorAll(".meaning").forEach((each) => each.remove());
  document.querySelectorAll(".term[aria-describedby]").forEach((each) => each.removeAttribute("aria-describedby"));
  if (!term) {
    return;
  }
  const meaning = Object.assign(document.createElement("p"), {id: "meaning", className: "meaning", textContent: term.dataset.says});
  const box = term.getBoundingClientRect();
  meaning.setAttribute("role", "tooltip");
  document.body.append(meaning);
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - meaning.offsetWidth - 8));
  const above = box.top - meaning.offsetHeight - 6;
  meaning.style.left = left + window.scrollX + "px";
  meaning.style.top = (above > 0 ? above : box.bottom + 6) + window.scrollY + "px";
  term.setAttribute("aria-describedby", "meaning");
}

function explainByTap(event) {
  const term = event.target.closest?.(".term");
  if (term && event.pointerType === "touch" && !term.hasAttribute("aria-describedby")) {
    event.preventDefault();
    explain(term);
  }
}

/** Leaves one GPU in a chart and its table. */
function showOneGpu(select) {
  for (const each of select.closest(".costs").querySelectorAll("[data-gpu]")) {
    each.classList.toggle("other", select.value !== "" && each.dataset.gpu !== select.value);
  }
}

/** A link to something folded away unfolds it, also where the browser does not. */
function openWhatIsLinked() {
  const linked = document.getElementById(location.hash.slice(1));
  let folded = linked?.closest("details");
  if (!folded) {
    return;
  }
  for (; folded; folded = folded.parentElement.closest("details")) {
    folded.open = true;
  }
  linked.scrollIntoView({block: linked.matches("tr") ? "center" : "start"});
}

/** A link to where one already is does not change the address, and yet what it leads to may have been folded again. */
function openAgain(event) {
  const link = event.target.closest?.("a[href^='#']");
  if (link && link.hash === location.hash) {
    openWhatIsLinked();
  }
}

for (const editor of document.querySelectorAll("[data-editor]")) {
  light(editor);
  markFaults(editor);
  suggestWords(editor);
}
for (const link of document.querySelectorAll("a[data-line]")) {
  leadToLine(link);
}

/** Colours what stands in an editor, on a sheet behind the text that is typed. */
function light(editor) {
  const area = editor.querySelector("textarea");
  const sheet = document.createElement("pre");
  const kinds = editor.dataset.editor === "drl"
    ? /(\/\/[^\n]*)|("(?:\\.|[^"\\\n])*"?)|\b(rule|when|then|end|package|import|not|exists|and|or|insert|new|true|false|null|contains|memberOf)\b|(@\w+|\$\w+)/g
    : /(^#[^\n]*|\s#[^\n]*)|("[^"\n]*"?)|(^[ \t-]*[\w-]+(?=:))/gm;
  sheet.setAttribute("aria-hidden", "true");
  editor.prepend(sheet);
  const paint = () => {
    sheet.replaceChildren();
    let at = 0;
    for (const found of area.value.matchAll(kinds)) {
      const piece = document.createElement("span");
      piece.className = found[1] !== undefined ? "c" : found[2] !== undefined ? "s" : "k";
      piece.textContent = found[0];
      sheet.append(area.value.slice(at, found.index), piece);
      at = found.index + found[0].length;
    }
    sheet.append(area.value.slice(at) + "\n");
    sheet.scrollTop = area.scrollTop;
    sheet.scrollLeft = area.scrollLeft;
  };
  area.addEventListener("input", paint);
  area.addEventListener("scroll", () => {
    sheet.scrollTop = area.scrollTop;
    sheet.scrollLeft = area.scrollLeft;
  });
  editor.classList.add("lit");
  paint();
  const line = area.value.split("\n").findIndex((each) => editor.dataset.at && each.startsWith("rule \"" + editor.dataset.at));
  if (line > 0) {
    scrollToLine(area, line);
  }
}

/** Faults as saved, in the margin beside their lines, until somebody edits. */
function markFaults(editor) {
  const lines = (editor.dataset.faults || "").split(" ").filter(Boolean).map(Number);
  if (lines.length === 0) {
    return;
  }
  const area = editor.querySelector("textarea");
  const marks = lines.map((line) => {
    const mark = document.createElement("span");
    const shown = document.querySelector(".faults a[data-line='" + line + "']");
    mark.className = "margin-mark";
    mark.textContent = "●";
    mark.title = shown ? shown.closest("li").textContent.trim() : "";
    mark.setAttribute("aria-hidden", "true");
    editor.append(mark);
    return mark;
  });
  const place = () => {
    const style = getComputedStyle(area);
    const height = parseFloat(style.lineHeight);
    marks.forEach((mark, i) => {
      const top = parseFloat(style.paddingTop) + (lines[i] - 1) * height - area.scrollTop;
      mark.hidden = top < 0 || top > area.clientHeight - height;
      mark.style.top = top + "px";
      mark.style.lineHeight = height + "px";
    });
  };
  editor.classList.add("marked");
  area.addEventListener("scroll", place);
  area.addEventListener("input", () => marks.forEach((mark) => mark.remove()), {once: true});
  place();
}

/** Shows a line, counted from 0, a little below the top. */
function scrollToLine(area, line) {
  area.scrollTop = (line - 4) * area.scrollHeight / area.value.split("\n").length;
}

/** Facts and fields that begin with what is being typed; a press puts one in, Ctrl and space the first. */
function suggestWords(editor) {
  const words = [...new Set((editor.dataset.words || "").split(/[ ;]/).filter(Boolean))];
  if (words.length === 0) {
    return;
  }
  const area = editor.querySelector("textarea");
  const row = document.createElement("div");
  row.className = "suggested";
  editor.after(row);
  const typed = () => (/[A-Za-z]+$/.exec(area.value.slice(0, area.selectionStart)) || [""])[0];
  const put = (word) => {
    area.setRangeText(word, area.selectionStart - typed().length, area.selectionStart, "end");
    area.dispatchEvent(new Event("input"));
    area.focus();
  };
  area.addEventListener("input", () => {
    const begun = typed().toLowerCase();
    const fitting = begun.length < 2 ? [] : words.filter((word) => word.toLowerCase().startsWith(begun)).slice(0, 8);
    row.replaceChildren(...fitting.map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", () => put(word));
      return button;
    }));
  });
  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === " " && row.firstChild) {
      event.preventDefault();
      put(row.firstChild.textContent);
    }
  });
}

/** In the editor, a fault leads to its line there. */
function leadToLine(link) {
  const area = document.getElementById("text");
  const line = Number(link.dataset.line);
  if (!area || line === 0 || new URL(link.href).pathname !== location.pathname) {
    return;
  }
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] || "").length);
    scrollToLine(area, line - 1);
  });
}

// Of English text; the true count depends on the model's tokeniser.
const CHARACTERS_A_TOKEN = 4;

/** Counts the samples of a JSON Lines file and about how many tokens they have, without sending anything. */
function countFile(counter) {
  const input = counter.querySelector("input");
  const counted = counter.querySelector("output");
  const use = counter.querySelector("button");
  const tokens = document.getElementById("f-tokens");
  const length = document.getElementById("f-sequenceLength");
  counter.hidden = false;
  const fill = (field, value) => {
    // Spaces between thousands are read alike in every language; French has them.
    field.value = value.toLocaleString("fr").replace(/\s/g, " ");
    field.dispatchEvent(new Event("input", {bubbles: true}));
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    use.hidden = true;
    if (!file) {
      counted.textContent = "";
      return;
    }
    counted.textContent = "Counting …";
    const {lengths, unread} = await tokensOfLines(file, (share) => {
      counted.textContent = "Counting … " + Math.round(100 * share) + " %";
    });
    if (lengths.length === 0) {
      counted.textContent = "No line of this file holds a JSON object with text. Maybe it is one JSON array: save it as one object a line.";
      return;
    }
    lengths.sort((a, b) => a - b);
    const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))];
    const total = lengths.reduce((sum, each) => sum + each, 0);
    const number = (value) => value.toLocaleString("en");
    counted.textContent = number(lengths.length) + " samples, about " + number(total) + " tokens. Half have at most "
      + number(at(0.5)) + ", 95 % at most " + number(at(0.95)) + ", the longest has " + number(lengths[lengths.length - 1])
      + ". Counted at " + CHARACTERS_A_TOKEN + " characters a token." + unreadLines(unread, number);
    fill(tokens, total);
    const enough = Math.max(256, 2 ** Math.ceil(Math.log2(at(0.95))));
    use.textContent = "Use a sequence length of " + number(enough);
    use.hidden = false;
    use.onclick = () => fill(length, enough);
  });
}

/** Lines that count for nothing, so that nobody plans with too small a figure. */
function unreadLines(unread, number) {
  return unread.length === 0 ? ""
    : " Not counted: " + (unread.length === 1 ? "line " : number(unread.length) + " lines, the first of them line ") + number(unread[0])
      + ", no JSON object with text. Maybe mend and count again.";
}

/** About how many tokens each line's texts have, and the numbers of lines that are no JSON object with text. */
async function tokensOfLines(file, progress) {
  const lengths = [];
  const unread = [];
  let line = 0;
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let read = 0;
  const take = (text) => {
    line++;
    if (text.trim() === "") {
      return;
    }
    let characters = 0;
    try {
      characters = textOf(JSON.parse(text));
    } catch {
      // Counted among the lines that have no text.
    }
    if (characters > 0) {
      lengths.push(Math.ceil(characters / CHARACTERS_A_TOKEN));
    } else {
      unread.push(line);
    }
  };
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      take(rest);
      return {lengths, unread};
    }
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    lines.forEach(take);
    read += value.length;
    progress(Math.min(1, read / file.size));
  }
}

/** Characters of all texts in a sample; names of roles and fields do not count. */
function textOf(value) {
  if (typeof value === "string") {
    return value.length;
  }
  if (value === null || typeof value !== "object") {
    return 0;
  }
  return Object.entries(value)
    .filter(([name]) => name !== "role" && name !== "from" && name !== "id")
    .reduce((sum, [, each]) => sum + textOf(each), 0);
}
