"use strict";
// The only script in any page of ours. It talks to nobody: the page's policy allows this script and no request.
(() => {
const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const NAMES = {"unknown": "cannot tell", "not-applicable": "not applicable", "stands-back": "left to others"};
const form = $("form");
const about = form.dataset;
const again = about.votes === "again";
const elements = all("[data-element]", form);
const status = $("#status");
let unsaved = false;

// Text as our reader takes it: whole characters, plain line breaks, and no control signs.
const whole = text => new TextDecoder("utf-8", {ignoreBOM: true}).decode(new TextEncoder().encode(text));
const cleaned = text => whole(text).replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
  .replace(/[\u0000-\u0008\u000b-\u001f]/g, "").trim();
const quoted = text => JSON.stringify(text).replace(/[\u007f-\u009f\ufeff\ufffe\uffff]/g,
  sign => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));

const chosen = element => $("input[type=radio]:checked", element)?.value || "";
const isDone = element => chosen(element) !== "";
const said = (element, name) => cleaned($(`[data-part=${name}]`, element).value);
const looked = element => all("select", element).filter(select => select.value)
  .map(select => [select.name, select.value]);
const shown = element => all("[data-part=evidence]", element).flatMap(area => cleaned(area.value).split("\n"))
  .map(line => line.trim()).filter(line => line);

function ballot() {
  const lines = ["kind: ballot", "format: 1"];
  for (const key of ["rubric", "reform", "round", "rater"]) lines.push(`${key}: ${quoted(about[key])}`);
  const back = elements.filter(one => chosen(one) === "stands-back").map(one => quoted(one.dataset.element));
  if (back.length) lines.push(`stands_back: [${back.join(", ")}]`);
  const ratings = elements.flatMap(rating);
  lines.push(ratings.length ? `${about.votes}:` : `${about.votes}: {}`, ...ratings);
  return lines.join("\n") + "\n";
}

function rating(element) {
  const lines = [], level = chosen(element);
  if (level && level !== "stands-back") lines.push(`    level: ${quoted(level)}`);
  const why = said(element, "rationale");
  if (why) lines.push(`    rationale: ${quoted(why)}`);
  const marks = looked(element).map(([number, mark]) => `${quoted(number)}: ${quoted(mark)}`);
  if (marks.length) lines.push(`    look_fors: {${marks.join(", ")}}`);
  const seen = shown(element).map(what => `{"what": ${quoted(what)}}`);
  if (seen.length) lines.push(`    evidence: [${seen.join(", ")}]`);
  return lines.length ? [`  ${quoted(element.dataset.element)}:`, ...lines] : [];
}

function say(text, isTrouble = false) {
  status.textContent = text;
  status.classList.toggle("trouble", isTrouble);
}

function show() {
  let done = 0;
  for (const element of elements) {
    const value = chosen(element), link = $(`#to-${CSS.escape(element.id)}`);
    done += value ? 1 : 0;
    link.dataset.value = value;
    $(".state", link).textContent = value ? NAMES[value] || value : again ? "as before" : "open";
    element.classList.toggle("done", value !== "");
    $(".clear", element).hidden = value === "";
  }
  $("#done").textContent = done;
  $("progress").value = done;
  $("#next").hidden = done === elements.length;
  $("#all-done").hidden = done !== elements.length;
  $("#saved").textContent = unsaved ? "Not saved yet" : "";
}

function changed() {
  unsaved = true;
  say("");
  show();
}

function save() {
  const address = URL.createObjectURL(new Blob([ballot()], {type: "application/yaml"}));
  const link = document.createElement("a");
  link.href = address;
  link.download = about.file;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  unsaved = false;
  show();
  const left = elements.filter(element => !isDone(element)).length;
  say(`Saved as ${about.file}, where your downloads are.` + (left && !again
    ? ` ${left} of ${elements.length} elements are still open; open the file here to go on.`
    : ` Send that file to ${about.to}.`));
}

// A ballot that this page saved: a key and a value a line, the value as JSON. Anything else is not ours to change.
function read(text) {
  const head = {}, ratings = {};
  let current = null, inside = false;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    if (!line.trim() || line.trim().startsWith("#")) continue;
    const element = inside && /^ {2}("[^"]*"):$/.exec(line);
    const part = inside && /^ {4}(\w+): (.+)$/.exec(line);
    const key = /^(\w+):(?: (.+))?$/.exec(line);
    if (element) current = ratings[JSON.parse(element[1])] = {};
    else if (part && current) current[part[1]] = JSON.parse(part[2]);
    else if (key) {
      inside = key[1] === about.votes;
      if (["ratings", "again"].includes(key[1])) {
        head.votes = inside;
        if (!inside) return {head, ratings};
      }
      if (key[1] === "kind") head.kind = key[2];
      else if (!inside) head[key[1]] = JSON.parse(key[2]);
      else if (key[2] && key[2] !== "{}") throw new Error("not ours");
    } else throw new Error("not ours");
  }
  return {head, ratings};
}

const KEYS = ["kind", "format", "rubric", "reform", "round", "rater", "stands_back"];
const PARTS = ["level", "rationale", "look_fors", "evidence"];

function refusal({head, ratings}) {
  if (head.kind !== "ballot") return "This file is not a ballot.";
  if (!head.votes) return `This is a file of the ${again ? "first" : "second"} vote.`;
  for (const key of ["rubric", "reform", "round", "rater"]) {
    if (head[key] !== about[key]) return `This is a ballot of another ${key}: ${head[key]}, not ${about[key]}.`;
  }
  const names = new Set(elements.map(element => element.dataset.element));
  const foreign = Object.keys(head).some(key => key !== "votes" && !KEYS.includes(key))
    || [...Object.keys(ratings), ...(head.stands_back || [])].some(id => !names.has(id))
    || Object.values(ratings).some(one => Object.keys(one).some(part => !PARTS.includes(part))
      || (one.evidence || []).some(row => Object.keys(row).join() !== "what"));
  return foreign ? "This ballot says more than this page can keep. Go on with it at the terminal." : "";
}

function fill({head, ratings}) {
  form.reset();
  for (const element of elements) {
    const id = element.dataset.element, one = ratings[id] || {};
    const value = (head.stands_back || []).includes(id) ? "stands-back" : one.level;
    const radio = value && $(`input[value="${CSS.escape(value)}"]`, element);
    if (radio) radio.checked = true;
    $("[data-part=rationale]", element).value = one.rationale || "";
    $("[data-part=evidence]", element).value = (one.evidence || []).map(row => row.what).join("\n");
    for (const select of all("select", element)) select.value = (one.look_fors || {})[select.name] || "";
    $("details", element).open = Boolean(one.look_fors || one.evidence);
  }
}

async function open(file) {
  let found, why;
  try {
    found = read(await file.text());
    why = refusal(found);
  } catch {
    why = "This file was not saved by this page, or was changed since, so it cannot be opened here.";
  }
  if (why) return say(`${why} Nothing here was changed.`, true);
  fill(found);
  unsaved = false;
  show();
  const done = elements.filter(isDone).length;
  say(`Opened ${file.name}: ${done} of ${elements.length} elements have an answer.`);
}

for (const select of all("select", form)) {
  for (const [mark, words] of [["", "–"], ["seen", "seen"], ["partly", "partly"], ["not-seen", "not seen"]]) {
    select.add(new Option(words, mark));
  }
}
form.addEventListener("input", changed);
form.addEventListener("submit", event => event.preventDefault());
for (const button of all(".clear", form)) {
  button.addEventListener("click", () => {
    const element = button.closest("[data-element]");
    for (const radio of all("input[type=radio]", element)) radio.checked = false;
    changed();
    $("input[type=radio]", element).focus();
  });
}
for (const button of all(".save")) button.addEventListener("click", save);
$("#open").addEventListener("click", () => {
  if (!unsaved || confirm("What you chose here is not saved. Open the file anyway?")) $("#file").click();
});
$("#file").addEventListener("change", event => {
  const file = event.target.files[0];
  if (file) open(file);
  event.target.value = "";
});
$("#next").addEventListener("click", () => {
  const element = elements.find(one => !isDone(one));
  if (element) {
    element.scrollIntoView();
    $("input[type=radio]", element).focus({preventScroll: true});
  }
});
$("#print").addEventListener("click", () => print());
addEventListener("beforeunload", event => {
  if (unsaved) {
    event.preventDefault();
    event.returnValue = "";
  }
});
document.documentElement.classList.add("ready");
show();
})();
