// A text in the language and the script chosen. It comes as [tag, text, patch to each other script ...].

export const TAGS = { hans: "zh-Hans", hant: "zh-Hant", tw: "zh-Hant", hk: "zh-Hant" };
const WHOLE = "=";

/** Pairs of characters, each with the one that the other script usually has, as a map. */
export function mapOf(pairs) {
  const characters = [...pairs];
  const map = new Map();
  for (let at = 0; at < characters.length; at += 2) map.set(characters[at], characters[at + 1]);
  return map;
}

/** Apply a patch (digestcli/text/languages/patch.py): map every character, then set those at the places it names. */
export function patched(text, patch, map) {
  if (patch === null || patch === undefined) return text;
  if (patch.startsWith(WHOLE)) return patch.slice(WHOLE.length);
  const characters = Array.from(text, (char) => map.get(char) ?? char);
  for (const [, place, run] of patch.matchAll(/(\d+)(\D+)/g)) {
    [...run].forEach((char, at) => { characters[Number(place) + at] = char; });
  }
  return characters.join("");
}

/** Return functions that know the page's scripts: the first is that of the texts as they come. */
export function makeTexts(scripts, maps) {
  const tables = Object.fromEntries(Object.entries(maps).map(([script, pairs]) => [script, mapOf(pairs)]));
  const speak = ([tag, text, ...patches], script) => {
    const other = scripts.indexOf(script) - 1;
    if (other < 0 || !tag.startsWith("zh")) return { tag, text };
    return { tag: TAGS[script], text: patched(text, patches[other], tables[script]) };
  };
  /** The texts in a language, else all that there are. */
  const choose = (texts = [], { language, script }) => {
    const wanted = texts.filter(([tag]) => tag.split("-")[0] === language);
    return (wanted.length ? wanted : texts).map((text) => speak(text, script));
  };
  return { speak, choose };
}
