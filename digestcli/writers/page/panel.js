// The contents with their counts, the filters, and what is shown how.

import { byId, make } from "./dom.js";

/** Fill a <select> with [value, shown] options. */
export function fillSelect(select, options, chosen) {
  select.replaceChildren(...options.map(([value, shown]) => make("option", { value }, shown)));
  select.value = chosen;
}

/** Fill a fieldset with a radio button for each [value, shown, tag]; one value alone needs none. */
export function fillRadios(fieldset, options, chosen, change) {
  fieldset.hidden = options.length < 2;
  const radios = options.map(([value, shown, tag]) => {
    const input = make("input", { type: "radio", name: fieldset.id, value, checked: value === chosen });
    input.addEventListener("change", () => change(value));
    return make("label", {}, input, make("span", { lang: tag }, shown));
  });
  fieldset.replaceChildren(fieldset.firstElementChild, make("div", { class: "radios" }, ...radios));
}

/** The contents: a link for each category, whose counts follow the other filters. */
export class Contents {
  constructor(list, categories) {
    this.list = list;
    this.categories = categories;
    this.counts = new Map();
  }

  /** Write all names, in the language chosen; `names` makes the nodes of one. */
  write(all, names) {
    this.counts.clear();
    const rows = this.categories.map(([name, , count, anchor]) => this.row(name, names(name), anchor, count));
    const total = this.categories.reduce((sum, [, , count]) => sum + count, 0);
    this.list.replaceChildren(this.row(null, [all], "category-all", total), ...rows);
  }

  row(name, names, anchor, count) {
    const shown = make("span", { class: "count" }, String(count));
    const link = make("a", { href: `#${anchor}` }, make("span", { class: "name" }, ...names), " ", shown);
    this.counts.set(name, { shown, link });
    return make("li", {}, link);
  }

  /** Show how many entries each category has under the other filters (a Map), and which is chosen. */
  count(found, chosen) {
    let total = 0;
    for (const count of found.values()) total += count;
    for (const [name, { shown, link }] of this.counts) {
      const count = name === null ? total : found.get(name) ?? 0;
      shown.textContent = String(count);
      link.parentElement.hidden = count === 0 && name !== null && name !== chosen;
      if (name === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

/** Put the labels of a language wherever the page names one. */
export function writeLabels(labels) {
  document.documentElement.lang = labels.lang;
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = labels[element.dataset.label];
  for (const element of document.querySelectorAll("[data-aria]")) element.setAttribute("aria-label", labels[element.dataset.aria]);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = labels[element.dataset.hint];
}

/** The panel stands beside the list; where there is no room, a button opens it above. */
export function setPanel(open) {
  byId("panel").classList.toggle("open", open);
  byId("panel-button").setAttribute("aria-expanded", String(open));
}
