// The keyboard: j and k walk, o opens, s stars, / searches, ? helps. One key at a time, never while typing.

import { byId } from "./dom.js";

const TYPING = "input:not([type=radio], [type=checkbox]), select, textarea";

/** Listen. `actions` has a function for each key; `enabled` says whether single keys are wanted. */
export function listen(actions, enabled) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open) return;
    if (event.target instanceof Element && event.target.matches(TYPING)) return;
    const action = actions[event.key];
    if (!action || !enabled()) return;
    event.preventDefault();
    action();
  });
}
