// Which entries pass the filters and the search.

import { slices } from "./data.js";

const NO_FILTERS = { category: null, date: "any", language: "any", starred: false, words: [] };
const ENOUGH = 12; // results that can be shown while the search goes on

export class Results {
  constructor(entries, stars) {
    this.entries = entries;
    this.stars = stars;
    this.filters = { ...NO_FILTERS };
    this.run = 0;
  }

  clear() {
    Object.assign(this.filters, NO_FILTERS);
  }

  /**
   * Look through all entries. Returns the places of those that pass, and how many each category has without
   * the filter for it; null when another look began meanwhile. `waiting` gets the places found so far once
   * they fill a screen, and null before; the list it got grows on.
   */
  async look(waiting) {
    this.run += 1;
    const { run } = this;
    const { category } = this.filters;
    const turn = slices();
    const places = [];
    const counts = new Map();
    for (const [at, entry] of this.entries.all.entries()) {
      if (this.passes(entry, at)) {
        const name = entry.category ?? "";
        counts.set(name, (counts.get(name) ?? 0) + 1);
        if (category === null || category === name) places.push(at);
      }
      if (await turn()) {
        if (run !== this.run) return null;
        waiting(places.length >= ENOUGH ? places : null);
      }
    }
    return { places, counts };
  }

  /** Tell whether an entry passes all filters but that of the category. */
  passes(entry, at) {
    const { date, language, starred, words } = this.filters;
    return (date === "any" || (entry.date ?? "") === date)
      && (!starred || this.stars.has(entry.id))
      && (language === "any" || speaks(entry, language))
      && words.every((word) => this.entries.haystack(at).includes(word));
  }
}

function speaks(entry, language) {
  const texts = [entry.title ?? [], ...(entry.texts ?? []).map(([, found]) => found)].flat();
  return texts.some(([tag]) => tag.split("-")[0] === language);
}
