// One entry as an <article>: facts, titles, authors and summary; the rest is made when it is opened.

import { link, make } from "./dom.js";
import { TAGS } from "./texts.js";

const FEW_AUTHORS = 8;

/** Makes articles. `context` holds settings, labels, texts (see texts.js), and asks stars. */
export class Articles {
  constructor(context) {
    this.context = context;
    this.opened = new Set();
  }

  label(name) {
    return this.context.labels()[name];
  }

  make(entry) {
    const { stars } = this.context;
    const open = this.opened.has(entry.anchor);
    const star = make("button", { type: "button", class: "star", "aria-pressed": "false", "aria-label": this.label("star"), "aria-describedby": `${entry.anchor}:title` });
    const article = make(
      "article",
      { class: "entry", id: entry.anchor, "aria-labelledby": `${entry.anchor}:title` },
      this.facts(entry),
      this.title(entry),
      star,
      this.authors(entry),
      this.summary(entry),
      make("div", { class: "more", id: `${entry.anchor}:more`, hidden: true }),
    );
    showStar(star, stars.has(entry.id));
    if (open) this.open(article, entry, true);
    return article;
  }

  facts(entry) {
    const name = entry.category ?? "";
    const { anchor } = this.context.categories.get(name);
    return make(
      "p",
      { class: "facts" },
      make("span", { class: "number" }, `[${entry.number}]`),
      make("a", { href: `#${anchor}` }, ...this.category(name)),
      entry.date ? make("time", {}, entry.date) : null,
    );
  }

  /** A category as people know it: its labels or, where it has none, its code. */
  category(name) {
    const spans = this.spans(this.context.categories.get(name).texts);
    if (!spans.length) return [name || this.label("uncategorized")];
    return spans.flatMap((span, at) => (at ? [" ", span] : [span]));
  }

  title(entry) {
    const titles = this.spans(entry.title);
    const more = `${entry.anchor}:more`;
    return make(
      "h3",
      { id: `${entry.anchor}:title` },
      make("button", { type: "button", class: "title", "aria-expanded": "false", "aria-controls": more }, ...(titles.length ? titles : [this.label("no_title")])),
    );
  }

  spans(texts) {
    const { choose, settings } = this.context;
    return choose(texts, settings).map(({ tag, text }) => make("span", { lang: tag }, text));
  }

  authors(entry) {
    const names = entry.authors ?? [];
    if (!names.length) return null;
    const few = names.slice(0, FEW_AUTHORS).join(", ");
    const cut = names.length > FEW_AUTHORS || entry.more_authors;
    return make("p", { class: "authors", lang: entry.authors_language }, cut ? `${few} ${this.label("et_al")}` : few);
  }

  /** The TL;DR or, cut to some lines, the first text there is. */
  summary(entry) {
    const [first] = entry.texts ?? [];
    if (!first) return null;
    const [name, texts] = first;
    return make("div", { class: name === "tldr" ? "summary" : "summary cut" }, ...this.paragraphs(texts));
  }

  paragraphs(texts) {
    const { choose, settings } = this.context;
    return choose(texts, settings).map(({ tag, text }) => make("p", { lang: tag }, text));
  }

  /** Open or close an article; without `open`, the other way round. */
  open(article, entry, open = !this.opened.has(entry.anchor)) {
    this.opened[open ? "add" : "delete"](entry.anchor);
    const more = article.querySelector(".more");
    if (open && !more.firstChild) more.append(...this.details(entry));
    more.hidden = !open;
    article.classList.toggle("open", open);
    article.querySelector(".title").setAttribute("aria-expanded", String(open));
  }

  details(entry) {
    const texts = (entry.texts ?? []).filter(([name], at) => at > 0 || name !== "tldr");
    return [
      this.allAuthors(entry),
      ...texts.map(([name, found]) => this.field(name, found)),
      ...(entry.extra ?? []).map(([name, text]) => this.section(name, this.paragraphs([text]))),
      this.references(entry),
      this.links(entry),
      this.small(entry),
    ].filter((part) => part !== null);
  }

  allAuthors(entry) {
    const names = entry.authors ?? [];
    if (names.length <= FEW_AUTHORS) return null;
    const told = this.label("all_authors").replace("{count}", names.length);
    const all = make("p", { lang: entry.authors_language }, names.join(", "));
    return make("details", {}, make("summary", {}, told), all);
  }

  /** A text field: each language under the field's name in that language, side by side where there is room. */
  field(name, texts) {
    const { choose, settings, labelsFor } = this.context;
    const columns = choose(texts, settings).map(({ tag, text }) => {
      const labels = labelsFor(tag);
      return make("div", {}, make("h4", { lang: labels.lang }, labels[name]), make("p", { lang: tag }, text));
    });
    return make("div", { class: "field" }, ...columns);
  }

  section(title, children) {
    return make("div", { class: "section" }, make("h4", {}, title), ...children);
  }

  references(entry) {
    if (!entry.references?.length) return null;
    const { speak, settings } = this.context;
    const items = entry.references.map(([marker, title, shown, address]) => {
      const { tag, text } = title.length ? speak(title, settings.script) : { tag: undefined, text: "" };
      return make("li", {}, `[${marker}] `, make("span", { lang: tag }, text), " ", link(shown, address));
    });
    return this.section(this.label("references"), [make("ul", {}, ...items)]);
  }

  links(entry) {
    const items = (entry.links ?? []).map(([name, shown, address]) => {
      const long = name === "PDF" || name === "Code" || name === "URL";
      const text = address && long && name !== "URL" ? name : `${name} ${shown}`;
      return make("li", {}, link(text, address));
    });
    items.push(make("li", {}, make("a", { href: `#${encodeURIComponent(entry.anchor)}` }, this.label("permalink"))));
    return make("ul", { class: "links" }, ...items);
  }

  /** What a reader seldom needs: venue, comment, other categories, where it was read, what was odd. */
  small(entry) {
    const { speak, settings } = this.context;
    const rows = [
      ...["venue", "comment"].filter((name) => entry[name]).map((name) => [name, speak(entry[name], settings.script)]),
      ["categories", { text: (entry.categories ?? []).join("; ") }],
      ["source", { text: [entry.source, entry.digest].filter(Boolean).join(" · ") }],
      ...(entry.issues ?? []).map((issue) => ["issues", { text: issue }]),
    ].filter(([, { text }]) => text);
    const items = rows.map(([name, { tag, text }]) => make("div", {}, make("dt", {}, this.label(name)), make("dd", { lang: tag }, text)));
    return make("dl", { class: "small" }, ...items);
  }

  star(article, entry) {
    this.context.stars.toggle(entry.id);
    showStar(article.querySelector(".star"), this.context.stars.has(entry.id));
  }
}

function showStar(button, given) {
  button.setAttribute("aria-pressed", String(given));
  button.textContent = given ? "★" : "☆";
}

/** The language of the labels that stand beside a text with the tag. */
export function labelLanguage(tag, script) {
  if (!tag.startsWith("zh")) return "en";
  return tag === "zh-Hant" || (tag === "zh" && TAGS[script] === "zh-Hant") ? "zh-Hant" : "zh-Hans";
}
