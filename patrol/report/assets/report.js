// Search and zoom of the page graph, and folding for print. The report is complete without this script.
(() => {
  const graph = document.getElementById("graph-drawing");
  const box = document.getElementById("graph-search");
  if (graph && box) {
    document.querySelectorAll(".needs-script").forEach((e) => e.removeAttribute("hidden"));
    const nodes = [...graph.querySelectorAll(".node")];
    const lines = [...graph.querySelectorAll(".line")];
    const status = document.getElementById("graph-found");
    const show = (hits) => {
      graph.classList.toggle("searching", hits !== null);
      nodes.forEach((n) => n.classList.toggle("hit", hits !== null && hits.has(n.dataset.page)));
      lines.forEach((l) => l.classList.toggle("hit", hits !== null && (hits.has(l.dataset.source) || hits.has(l.dataset.target))));
      status.textContent = hits === null ? "" : String(hits.size);
    };
    box.addEventListener("input", () => {
      const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      if (!words.length) return show(null);
      const found = nodes.filter((n) => words.every((w) => n.dataset.text.includes(w)));
      show(new Set(found.map((n) => n.dataset.page)));
      if (found.length) found[0].scrollIntoView({ block: "nearest", inline: "center" });
    });
    const svg = graph.querySelector("svg");
    const width = svg.viewBox.baseVal.width;
    let zoom = Math.min(1, graph.clientWidth / width);
    const apply = () => { svg.style.width = `${width * zoom}px`; };
    apply();
    document.querySelectorAll("[data-zoom]").forEach((button) =>
      button.addEventListener("click", () => {
        const by = button.dataset.zoom;
        zoom = by === "fit" ? Math.min(1, graph.clientWidth / width) : Math.min(3, Math.max(0.1, zoom * Number(by)));
        apply();
      }));
  }
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((d) => { d.open = false; }));
})();
