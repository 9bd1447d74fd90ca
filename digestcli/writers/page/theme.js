// Runs before the page is painted: the colours that were chosen last, without a flash of the others.
try {
  const { theme } = JSON.parse(localStorage.getItem("digest-settings"));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Nothing is kept, or this browser keeps nothing: the system's colours.
}
