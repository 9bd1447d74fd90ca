// What the browser keeps: settings, and the stars by entry id. Where it keeps nothing, they last as long as the page.

const SETTINGS = "digest-settings";
const STARS = "digest-stars";

function read(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key));
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or forbidden.
  }
}

/** The settings kept, where their value is still one of `allowed`; else the first of these. */
export function readSettings(allowed) {
  const kept = read(SETTINGS);
  const pick = ([name, values]) => [name, values.includes(kept[name]) ? kept[name] : values[0]];
  return Object.fromEntries(Object.entries(allowed).map(pick));
}

export function keepSettings(settings) {
  write(SETTINGS, { ...read(SETTINGS), ...settings });
}

/** Stars: id -> when it was given. Another page in another tab may change them too. */
export class Stars {
  constructor() {
    this.load();
  }

  load() {
    this.times = new Map(Object.entries(read(STARS)));
  }

  has(id) {
    return this.times.has(id);
  }

  toggle(id) {
    this.load();
    if (!this.times.delete(id)) this.times.set(id, new Date().toISOString());
    write(STARS, Object.fromEntries(this.times));
  }
}
