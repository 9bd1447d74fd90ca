// Stars as a file: JSON Lines that `digest add` reads.

import { make } from "./dom.js";

/** Save the starred entries under the name stars.jsonl. */
export function saveStars(entries, stars) {
  const lines = entries.filter((entry) => stars.has(entry.id)).map((entry) => `${JSON.stringify(record(entry, stars))}\n`);
  const address = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
  make("a", { href: address, download: "stars.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What finds an entry again, and when it was starred. */
function record(entry, stars) {
  const known = Object.fromEntries((entry.links ?? []).map(([name, shown]) => [name.toLowerCase(), shown]));
  const { arxiv, doi } = known;
  return {
    id: entry.id,
    digest: entry.digest,
    number: entry.number,
    date: entry.date,
    category: entry.category,
    title: Object.fromEntries((entry.title ?? []).map(([tag, text]) => [tag.split("-")[0], text])),
    authors: entry.authors,
    url: entry.url,
    identifiers: { arxiv, doi },
    starred: stars.times.get(entry.id),
  };
}
