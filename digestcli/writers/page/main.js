// The page: reads its entries, and puts the list, the panel, the search and the keyboard together.

import { byId } from "./dom.js";
import { Entries } from "./data.js";
import { Articles, labelLanguage } from "./entry.js";
import { saveStars } from "./export.js";
import { makeFold, words } from "./fold.js";
import { Highlights } from "./highlight.js";
import { listen } from "./keys.js";
import { List } from "./list.js";
import { Contents, fillRadios, fillSelect, setPanel, writeLabels } from "./panel.js";
import { Results } from "./results.js";
import { keepSettings, readSettings, Stars } from "./store.js";
import { makeTexts, TAGS } from "./texts.js";

const MOST_PRINTED = 500;
const SCRIPT_NAMES = { hans: "简体", hant: "繁體", tw: "繁體", hk: "繁體" };

const page = JSON.parse(byId("page").textContent);
const fold = makeFold(page.variants);
const entries = new Entries(fold);
const stars = new Stars();
const results = new Results(entries, stars);
const { filters } = results;
const settings = readSettings({
  language: page.language === "both" ? ["both", "zh", "en"] : [page.language],
  script: page.scripts,
  theme: ["auto", "light", "dark"],
  shortcuts: [true, false],
});
const categories = new Map(page.categories.map(([name, texts, , anchor]) => [name, { texts, anchor }]));

/** The labels of the interface: in the language of the texts or, where both are shown, the browser's. */
function labels() {
  const preferred = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? "en";
  const language = settings.language === "both" ? preferred.slice(0, 2).toLowerCase() : settings.language;
  return page.labels[language === "en" ? "en" : labelLanguage("zh", settings.script)];
}

const label = (name) => labels()[name];

const articles = new Articles({
  settings,
  stars,
  labels,
  labelsFor: (tag) => page.labels[labelLanguage(tag, settings.script)],
  categories,
  ...makeTexts(page.scripts, page.maps),
});
const contents = new Contents(byId("contents"), page.categories);
const highlights = new Highlights(fold);
const list = new List({
  list: byId("list"),
  earlier: byId("earlier"),
  more: byId("more"),
  make: (place) => articles.make(entries.all[place]),
  label,
  shown: (all) => highlights.show(filters.words, all),
});

const entryOf = (article) => entries.all[entries.places.get(article.id)];
const current = () => document.activeElement.closest("article");

let counts = new Map();

/** Show what passes the filters, the first results as soon as they are there. */
async function update() {
  let shown = false;
  const found = await results.look((places) => {
    if (places && !shown) list.show(places);
    shown ||= places !== null;
    if (byId("count").textContent !== label("searching")) byId("count").textContent = label("searching");
  });
  if (!found) return;
  if (shown) list.settle();
  else list.show(found.places);
  ({ counts } = found);
  tell();
}

/** Say how many entries there are, here and in the contents. */
function tell() {
  contents.count(counts, filters.category);
  const shown = list.results.length;
  const total = entries.all.length;
  const whole = { 0: "empty", 1: "one_entry" }[total] ?? "entries";
  const name = shown === total ? whole : shown ? "some" : "none";
  byId("count").textContent = label(name).replace("{shown}", shown).replace("{total}", total);
  byId("clear").hidden = shown === total;
  const starred = entries.all.filter((entry) => stars.has(entry.id)).length;
  byId("star-count").textContent = `(${starred})`;
  byId("export-stars").disabled = starred === 0;
}

function clearFilters() {
  results.clear();
  byId("query").value = "";
  byId("starred").checked = false;
  byId("date").value = filters.date;
  byId("language").value = filters.language;
  return update();
}

/** Go where the address points: to a category, or to an entry. */
async function route() {
  const name = fragment();
  const category = name === "category-all" ? null : [...categories].find(([, { anchor }]) => anchor === name)?.[0];
  if (category !== undefined) {
    filters.category = category;
    setPanel(false);
    window.scrollTo(0, 0);
    await update();
  } else if (entries.places.has(name)) {
    const place = entries.places.get(name);
    if (!list.results.includes(place)) await clearFilters();
    const article = list.reveal(place);
    open(article, true);
    goTo(article);
  }
}

function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

function goTo(article) {
  article?.querySelector(".title").focus({ preventScroll: true });
  article?.scrollIntoView({ block: "start" });
}

function change(name, value) {
  settings[name] = value;
  keepSettings({ [name]: value });
  if (name === "theme") document.documentElement.dataset.theme = value;
  else if (name !== "shortcuts") writeAll();
}

/** Write everything that depends on language or script. */
function writeAll() {
  const now = labels();
  writeLabels(now);
  const counted = ([value, count], shown) => [value, `${shown} (${count})`];
  const named = new Intl.DisplayNames([now.lang], { type: "language", fallback: "code" });
  const dates = page.dates.map((row) => counted(row, row[0] || now.undated));
  const languages = page.languages.map((row) => counted(row, named.of(row[0])));
  fillSelect(byId("date"), [["any", now.any_date], ...dates], filters.date);
  fillSelect(byId("language"), [["any", now.any_language], ...languages], filters.language);
  const shows = [["both", "中文 + English"], ["zh", "中文", "zh"], ["en", "English", "en"]];
  const scripts = page.scripts.map((name) => [name, SCRIPT_NAMES[name] ?? now.original, TAGS[name]]);
  const themes = ["auto", "light", "dark"].map((name) => [name, now[name]]);
  fillRadios(byId("show"), page.language === "both" ? shows : [], settings.language, (value) => change("language", value));
  fillRadios(byId("script"), scripts, settings.script, (value) => change("script", value));
  fillRadios(byId("theme"), themes, settings.theme, (value) => change("theme", value));
  contents.write(now.all, (name) => articles.category(name));
  list.renew();
  if (entries.all.length) tell();
}

function open(article, wanted) {
  articles.open(article, entryOf(article), wanted);
  list.settle(); // for the words found in what was closed
}

function star(article) {
  articles.star(article, entryOf(article));
  if (filters.starred) update();
  else tell();
}

function search() {
  filters.words = words(fold(byId("query").value));
  return update();
}

const keys = {
  j: () => goTo(list.neighbour(current(), 1)),
  k: () => goTo(list.neighbour(current(), -1)),
  o: () => current() && open(current()),
  s: () => current() && star(current()),
  "/": () => byId("query").select(),
  "?": () => byId("help").showModal(),
};

function listenToAll() {
  const on = (name, type, act) => byId(name).addEventListener(type, act);
  on("list", "click", ({ target }) => {
    const button = target.closest("button");
    const article = button?.closest("article");
    if (button?.matches(".star")) star(article);
    else if (button?.matches(".title")) open(article);
  });
  on("search", "submit", (event) => { event.preventDefault(); search().then(() => goTo(byId("list").firstElementChild)); });
  on("query", "input", search);
  on("query", "keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // some browsers would clear what was typed
    event.target.blur();
  });
  on("date", "change", ({ target }) => { filters.date = target.value; update(); });
  on("language", "change", ({ target }) => { filters.language = target.value; update(); });
  on("starred", "change", ({ target }) => { filters.starred = target.checked; update(); });
  on("clear", "click", clearFilters);
  on("export-stars", "click", () => saveStars(entries.all, stars));
  on("panel-button", "click", () => setPanel(!byId("panel").classList.contains("open")));
  on("help-button", "click", keys["?"]);
  on("help-close", "click", () => byId("help").close());
  on("shortcuts", "change", ({ target }) => change("shortcuts", target.checked));
  window.addEventListener("hashchange", route);
  window.addEventListener("beforeprint", () => list.extend(MOST_PRINTED));
  listen(keys, () => settings.shortcuts);
}

listenToAll();
byId("shortcuts").checked = settings.shortcuts;
writeAll();
await entries.read(() => list.show([...entries.all.keys()]));
await update();
await route();
