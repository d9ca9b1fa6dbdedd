// What the pages do beyond links and forms: keys, copying a citation, panels that come without loading the page again.
// Everything works without it.
"use strict";
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const statements = () => [...document.querySelectorAll(".text a.content, ol.party > li a, .party ol > li blockquote a, .hits a")];

  function step(by) {
    const all = statements();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") { document.getElementById("find").focus(); event.preventDefault(); }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });

  function wake(root) {
    for (const button of root.querySelectorAll("button.copy[hidden]")) {
      if (navigator.clipboard) button.hidden = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(() => { button.textContent += " ✓"; button.disabled = true; });
  });

  // A marked statement shows its panel beside the text that is being read; the address changes with it.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".paper a.content, #panel a");
    const panel = document.getElementById("panel");
    if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(link.href);
    if (to.pathname !== location.pathname || to.origin !== location.origin) return;
    event.preventDefault();
    try {
      await show(to);
      history.pushState(null, "", to);
    } catch { location.assign(to); }
  });

  async function show(to) {
    const answer = await fetch(to.pathname + to.search, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["#panel", ".paper .text", ".paper h1"]) {
      document.querySelector(part).replaceWith(page.querySelector(part));
    }
    wake(document);
    const place = to.hash && document.getElementById(decodeURIComponent(to.hash.slice(1)));
    if (place && !inSight(place)) place.scrollIntoView({ block: "center" });
    const panel = document.getElementById("panel");
    panel.focus({ preventScroll: true });
    if (!inSight(panel)) panel.scrollIntoView({ block: "start" });
  }

  function inSight(element) {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight * 0.9;
  }

  addEventListener("popstate", () => { if (document.querySelector(".paper")) show(new URL(location.href)).catch(() => location.reload()); });
  wake(document);
})();
