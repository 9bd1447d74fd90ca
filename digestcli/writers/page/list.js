// The results as a list of articles that grows at both ends: what stands far away is not made.

const STEP = 12;

export class List {
  /** `make` turns the place of an entry into an article; `shown` gets the articles in the list after a change. */
  constructor({ list, earlier, more, make, label, shown }) {
    Object.assign(this, { list, make, label, shown });
    this.buttons = { earlier, more };
    this.results = [];
    this.start = 0;
    this.end = 0;
    earlier.addEventListener("click", () => this.grow(-1));
    more.addEventListener("click", () => this.grow(1));
    const near = new IntersectionObserver(
      (seen) => { if (seen.some((one) => one.isIntersecting)) this.grow(1); },
      { rootMargin: "800px" },
    );
    near.observe(more);
  }

  /** Show results (places of entries) from the first, or around the one at index `at`; what stays is kept. */
  show(results, at = 0) {
    const start = Math.max(0, at - (at % STEP));
    const same = start === this.start && this.end > start
      && this.results.slice(start, this.end).every((place, index) => place === results[start + index]);
    this.results = results;
    if (!same) {
      this.start = start;
      this.end = Math.min(results.length, start + STEP);
      this.list.replaceChildren(...this.articles(start, this.end));
    }
    this.settle();
  }

  /** Make all articles anew, after a change of language or script, at the same place of the window. */
  renew() {
    const top = [...this.list.children].find((article) => article.getBoundingClientRect().bottom > 0);
    const before = top?.getBoundingClientRect().top;
    this.list.replaceChildren(...this.articles(this.start, this.end));
    this.settle();
    const same = top && document.getElementById(top.id);
    if (same && before < 0) window.scrollBy(0, same.getBoundingClientRect().top - before);
  }

  grow(direction) {
    if (direction > 0 && this.end < this.results.length) {
      const end = Math.min(this.results.length, this.end + STEP);
      this.list.append(...this.articles(this.end, end));
      this.end = end;
    } else if (direction < 0 && this.start > 0) {
      const start = Math.max(0, this.start - STEP);
      const height = document.documentElement.scrollHeight;
      this.list.prepend(...this.articles(start, this.start));
      window.scrollBy(0, document.documentElement.scrollHeight - height);
      this.start = start;
    }
    this.settle();
  }

  /** Add up to `count` results, for the printer. */
  extend(count) {
    while (this.end < this.results.length && this.end - this.start < count) this.grow(1);
  }

  articles(start, end) {
    return this.results.slice(start, end).map(this.make);
  }

  /** Tell how much there is besides what is shown. */
  settle() {
    const rest = { earlier: this.start, more: this.results.length - this.end };
    for (const [name, button] of Object.entries(this.buttons)) {
      button.hidden = rest[name] === 0;
      button.textContent = this.label(name).replace("{count}", rest[name]);
    }
    this.shown([...this.list.children]);
  }

  /** Bring the entry at `place` into the list; return its article, or null where it is no result. */
  reveal(place) {
    const at = this.results.indexOf(place);
    if (at < 0) return null;
    if (at < this.start || at >= this.end) this.show(this.results, at);
    return this.list.children[at - this.start];
  }

  /** The article after (1) or before (-1) another, made when need be; without another, the first in sight. */
  neighbour(article, direction) {
    if (!article) {
      return [...this.list.children].find((one) => one.getBoundingClientRect().bottom > 120) ?? null;
    }
    const next = () => (direction > 0 ? article.nextElementSibling : article.previousElementSibling);
    if (!next()) this.grow(direction);
    return next();
  }
}
