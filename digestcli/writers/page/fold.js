// The fold: texts compared without case, width, accents and script, as digestcli/text/fold.py does.

const MARKS = /(?![\u3099\u309a])[\p{Script=Inherited}\u0483-\u0487\u0591-\u05c7\u064b-\u0652]/gu; // but those of kana
const WIDE = /[\u2e80-\u{3ffff}]/gu;
const ASCII = /^[\0-\x7f]*$/;

/** Return the fold for the Han variants of a page: groups, each begun by what stands for all of it. */
export function makeFold(groups) {
  const variants = new Map();
  for (const group of groups) {
    const [first, ...others] = group;
    for (const other of others) variants.set(other, first);
  }
  const one = (char) => variants.get(char) ?? char;
  return (text) => {
    if (ASCII.test(text)) return text.toLowerCase();
    const bare = text.normalize("NFKD").replace(MARKS, "").replace(WIDE, one);
    return bare.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  };
}

/** The words of a folded query; "what stands in quotes" is one. */
export function words(folded) {
  const found = [...folded.matchAll(/["“”]([^"“”]+)["“”]|([^\s"“”]+)/g)];
  return found.map((match) => (match[1] ?? match[2]).trim()).filter(Boolean);
}
