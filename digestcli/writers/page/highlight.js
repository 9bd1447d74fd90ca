// Where the words of the search stand in the articles shown, marked without touching them.

const NAME = "found";

export class Highlights {
  constructor(fold) {
    this.fold = fold;
  }

  /** Mark `words` in `articles`, and nothing else any more. */
  show(words, articles) {
    if (!globalThis.CSS?.highlights) return;
    const highlight = new Highlight();
    for (const article of words.length ? articles : []) {
      const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) this.mark(walk.currentNode, words, highlight);
    }
    CSS.highlights.set(NAME, highlight);
  }

  mark(node, words, highlight) {
    const { folded, places } = this.spread(node.data);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, places[at]);
        range.setEnd(node, places[at + word.length]);
        highlight.add(range);
      }
    }
  }

  /** The folded text, and for each of its units the place in `text` that it came from. */
  spread(text) {
    let folded = "";
    const places = [];
    let place = 0;
    for (const char of text) {
      const one = this.fold(char);
      for (let count = 0; count < one.length; count += 1) places.push(place);
      folded += one;
      place += char.length;
    }
    places.push(place);
    return { folded, places };
  }
}
