/* Owns the choice of dark or light, before the first paint; it refuses to be a module, because a module would run after it. */
(() => {
  const kept = (() => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // a browser that keeps nothing still shows the page
    }
  })();
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
})();
