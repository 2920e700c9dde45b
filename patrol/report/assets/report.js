// Search, zoom and highlights of the page graph, opening what a link names, and unfolding for print.
// The report is complete without this script.
(() => {
  const graph = document.getElementById("graph-drawing");
  const box = document.getElementById("graph-search");
  if (graph && box) {
    document.querySelectorAll(".needs-script").forEach((e) => e.removeAttribute("hidden"));
    const nodes = [...graph.querySelectorAll(".node")];
    const lines = [...graph.querySelectorAll(".line")];
    const cards = [...document.querySelectorAll(".page-card")];
    const status = document.getElementById("graph-found");
    const show = (hits, near = new Set()) => {
      graph.classList.toggle("searching", hits !== null);
      nodes.forEach((n) => n.classList.toggle("hit", hits !== null && (hits.has(n.dataset.page) || near.has(n.dataset.page))));
      lines.forEach((l) => l.classList.toggle("hit", hits !== null && (hits.has(l.dataset.source) || hits.has(l.dataset.target))));
    };
    let found = null;
    box.addEventListener("input", () => {
      const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const hits = nodes.filter((n) => words.every((w) => n.dataset.text.includes(w)));
      found = words.length ? new Set(hits.map((n) => n.dataset.page)) : null;
      show(found);
      cards.forEach((c) => c.classList.toggle("miss", found !== null && found.size > 0 && !found.has(c.dataset.page)));
      status.textContent = found === null ? "" : String(found.size);
      if (found?.size) hits[0].scrollIntoView({ block: "nearest", inline: "center" });
    });
    const around = (page) => {
      const near = new Set();
      lines.forEach((l) => {
        if (l.dataset.source === page) near.add(l.dataset.target);
        if (l.dataset.target === page) near.add(l.dataset.source);
      });
      show(new Set([page]), near);
    };
    nodes.forEach((n) => {
      n.addEventListener("mouseenter", () => found === null && around(n.dataset.page));
      n.addEventListener("mouseleave", () => show(found));
      n.addEventListener("focus", () => found === null && around(n.dataset.page));
      n.addEventListener("blur", () => show(found));
    });
    const svg = graph.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const fit = () => Math.min(1, (graph.clientWidth - 2) / width);
    let zoom = Math.max(0.6, fit());
    const apply = () => {
      svg.style.width = `${width * zoom}px`;
      svg.style.height = `${height * zoom}px`;
    };
    apply();
    document.querySelectorAll("[data-zoom]").forEach((button) =>
      button.addEventListener("click", () => {
        const by = button.dataset.zoom;
        zoom = by === "fit" ? fit() : Math.min(3, Math.max(0.1, zoom * Number(by)));
        apply();
      }));
  }
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((d) => { d.open = false; }));
})();
