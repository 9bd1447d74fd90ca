// The entries, as digestcli/forms/web.py wrote them: blocks of JSON, read a few at a time.

import { pause } from "./dom.js";

const SLICE = 8; // milliseconds of work before the browser may paint and take input

/** A loop's watch: `await clock()` at each turn, and no task grows long. */
export function slices() {
  let until = performance.now() + SLICE;
  return async () => {
    if (performance.now() < until) return false;
    await pause();
    until = performance.now() + SLICE;
    return true;
  };
}

/** The entries of a page; each gets an `anchor` of its own, and `search` text when it is asked for. */
export class Entries {
  constructor(fold) {
    this.fold = fold;
    this.all = [];
    this.places = new Map();
    this.folded = [];
  }

  /**
   * Read all blocks, while the page is still loading those that follow; `began` is called when the first
   * is there. What was read is dropped from the page, and so is its plain HTML.
   */
  async read(began) {
    const turn = slices();
    for (let loading = true; loading;) {
      loading = document.readyState === "loading";
      for (const block of document.querySelectorAll("script.entries")) {
        if (loading && !block.nextSibling) break; // its end has not come yet
        for (const entry of JSON.parse(block.textContent)) this.add(entry);
        block.previousElementSibling.remove();
        block.remove();
        began?.();
        began = undefined;
        await turn();
      }
      if (loading) await pause();
    }
  }

  add(entry) {
    const name = entry.id.replace(/[^\p{L}\p{N}._-]+/gu, "-");
    let anchor = name;
    for (let count = 2; this.places.has(anchor); count += 1) anchor = `${name}-${count}`;
    entry.anchor = anchor;
    this.places.set(anchor, this.all.length);
    this.all.push(entry);
  }

  /** The folded text in which an entry is searched. */
  haystack(at) {
    this.folded[at] ??= this.fold(searchable(this.all[at]));
    return this.folded[at];
  }
}

function searchable(entry) {
  const texts = [entry.title ?? [], ...(entry.texts ?? []).map(([, found]) => found)].flat();
  const more = (entry.extra ?? []).map(([, text]) => text);
  const spoken = [...texts, ...more, entry.venue ?? [], entry.comment ?? []].map(([, text]) => text ?? "");
  const links = (entry.links ?? []).map(([, shown]) => shown);
  return [...spoken, ...(entry.authors ?? []), entry.category ?? "", entry.id, entry.digest, ...links].join("\n");
}
