// Making elements. Foreign text becomes a text node, never markup; attributes are ours.

/** An element with attributes (undefined, null and false leave one out) and children (null is none). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A link to an address of the web, opened apart; anything else stays text. */
export function link(text, address) {
  let protocol = "";
  try {
    protocol = new URL(address).protocol;
  } catch {
    // No absolute address.
  }
  if (protocol !== "https:" && protocol !== "http:") return make("span", {}, text);
  return make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** Let the browser paint and take input before going on. */
export function pause() {
  return new Promise((resume) => setTimeout(resume));
}
