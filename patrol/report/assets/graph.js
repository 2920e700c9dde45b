// The page graph's drawing. Cytoscape.js draws and moves it; where everything goes comes with the page (#graph-data,
// see patrol/report/canvas.py for its short names). Without this script the still drawing and the list are there.
(() => {
  const app = document.getElementById("graph-app");
  const source = document.getElementById("graph-data");
  if (!app || !source || typeof cytoscape !== "function") return;
  const G = JSON.parse(source.textContent);
  const stage = document.getElementById("graph-stage");
  const panel = document.getElementById("graph-panel");
  const box = document.getElementById("graph-search");
  const hitList = document.getElementById("graph-hits");
  const [CW, CH] = G.card;
  const MANY = 400; // pages; of a larger graph only those near the view are there
  const MOST_PINS = 160; // beyond that, only the modules say how many
  const MOST_THERE = 900; // beyond that, pages that went out of view are put away
  const SHAPES = ["ellipse", "rectangle", "triangle", "diamond", "hexagon", "polygon"];
  const PLUS = "-0.3 -1 0.3 -1 0.3 -0.3 1 -0.3 1 0.3 0.3 0.3 0.3 1 -0.3 1 -0.3 0.3 -1 0.3 -1 -0.3 -0.3 -0.3";
  // A phone held upright has districts in other places.
  const stand = () => {
    const upright = stage.clientWidth < stage.clientHeight;
    G.pages.forEach((page) => {
      const [x, y, , , left, top] = G.modules[page.m].at;
      if (upright) { page.x += left - x; page.y += top - y; }
    });
    G.modules.forEach(({ at }) => { if (upright) at.splice(0, 2, at[4], at[5]); });
  };
  const TRUNK = 1, BACK = 2, DOUBTFUL = 8, DECLARED = 16;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const numbers = new Map(G.pages.map((page, n) => [page.k, n]));
  const zh = () => document.getElementById("show-zh").checked;
  const say = (chinese, english) => (zh() ? chinese : english);
  const nameOf = (page) => (!zh() && page.e) || page.z;
  const moduleName = (module) => (zh() ? module.zh : module.en);
  const clamp = (low, x, high) => Math.max(low, Math.min(high, x));
  const shown = { page: -1, hits: null, by: "", alone: -1 };
  let level = "", size = {}, tones = {}, thumbs = null, more = null, index = null;

  // --- what things look like

  const readTones = () => {
    const style = getComputedStyle(app);
    const of = (name) => style.getPropertyValue(name).trim();
    tones = Object.fromEntries(["paper", "ink", "soft", "line", "accent", "red", "amber", "green", "edge", "trunk", "bg", "way-in", "way-out"]
      .map((name) => [name, of(`--${name}`)]));
    tones.module = G.modules.map((module) => of(`--tone-${module.tone}`));
    tones.sketch = ["sk-paper", "sk-field", "sk-button", "sk-panel", "sk-image", "sk-word", "sk-faint"];
  };
  const shape = (module) => ({ shape: SHAPES[module.shape], points: PLUS });
  // Chinese may break between any two characters; Cytoscape breaks at a zero-width space.
  const breakable = (text) => text.replace(/([\u2e80-\uffef])/gu, "$1\u200b");
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const picture = (page, n) => {
    if (page.i) {
      const image = document.getElementById(page.i);
      if (image?.tagName === "image") return image.getAttribute("href");
      if (image) return (page.sketch ??= sketched(image));
    }
    return thumbs?.[n] ? `data:image/webp;base64,${thumbs[n]}` : "none";
  };
  // Height over width of a page's picture: a card shows the top of it.
  const tall = (page) => {
    const image = page.i && document.getElementById(page.i);
    return image?.hasAttribute("height") ? image.getAttribute("height") / image.getAttribute("width") : CH / 62;
  };
  const sketched = (group) => {
    const [w, h] = [320, 320 * CH / 60];
    const copy = group.cloneNode(true);
    const looks = "rect{fill:#fff;stroke:#6b7789}.sk-paper{fill:#fbfcfe;stroke:none}.sk-button{fill:#e8eef7}.sk-panel{fill:none;stroke:#d5dbe4}text{fill:#1b2430;font-family:sans-serif}";
    return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}"><style>${looks}</style>${copy.innerHTML.replaceAll("&nbsp;", " ")}</svg>`)}`;
  };

  // Sizes in pixels of the drawing that keep texts and marks legible on the screen as far as a card has room.
  const sizes = (zoom) => ({
    name: clamp(14, 10.5 / zoom, 21),
    mark: clamp(20, 11 / zoom, 30),
    count: clamp(24, 13 / zoom, 36),
    title: clamp(20, 14 / zoom, 46),
    hub: 13 / zoom,
    road: 1 / zoom,
    pin: 13 / zoom,
  });

  const looks = () => [
    { selector: "node", style: { "font-family": getComputedStyle(document.body).fontFamily, color: tones.ink, "text-wrap": "wrap", "min-zoomed-font-size": 5 } },
    { selector: ".district", style: { shape: "round-rectangle", "corner-radius": 14, width: "data(w)", height: "data(h)", "background-color": (e) => tones.module[e.data("m")],
      "background-opacity": 0.09, "border-width": 2, "border-opacity": 0.55, "border-color": (e) => tones.module[e.data("m")], "z-index": 1,
      label: (e) => (level === "far" ? "" : moduleName(G.modules[e.data("m")])), "font-size": (e) => titleSize(e), "font-weight": 700, color: tones.ink,
      "text-halign": "right", "text-valign": "top", "text-margin-x": (e) => 58 - e.data("w"), "text-margin-y": (e) => 38 + titleSize(e) / 2 } },
    { selector: ".sign", style: { shape: (e) => shape(G.modules[e.data("m")]).shape, "shape-polygon-points": PLUS, width: 26, height: 26, "background-color": (e) => tones.module[e.data("m")], "z-index": 2 } },
    { selector: ".hub", style: { display: "none", shape: (e) => shape(G.modules[e.data("m")]).shape, "shape-polygon-points": PLUS, width: "data(s)", height: "data(s)", "background-color": (e) => tones.module[e.data("m")], "z-index": 5,
      label: (e) => hubLabel(e), "font-size": (e) => (roomy(e) ? size.hub : size.hub * 0.8), "text-valign": "bottom", "text-margin-y": (e) => size.hub * 0.4, "text-max-width": (e) => e.data("w"),
      "text-background-color": tones.paper, "text-background-opacity": 0.8, "text-background-padding": 2, "min-zoomed-font-size": 6 } },
    { selector: ".page", style: { shape: "round-rectangle", "corner-radius": 8, width: CW, height: CH, "background-color": tones.paper, "border-width": 2, "border-color": (e) => tones.module[e.data("m")],
      "z-index": 10, label: (e) => (level === "near" ? breakable(cut(nameOf(e.data("p")), 30)) : ""), "font-size": () => size.name, "text-halign": "right", "text-valign": "center", "text-justification": "left",
      "text-margin-x": 70 - CW, "text-margin-y": (e) => (e.data("p").w || e.data("p").d || e.data("n") === G.start ? -size.mark * 0.55 : 0), "text-max-width": CW - 76,
      "background-image": (e) => picture(e.data("p"), e.data("n")), "background-fit": "none", "background-width": 62, "background-height": (e) => 62 * tall(e.data("p")), "background-position-x": 0, "background-position-y": 0,
      "background-clip": "node", "background-image-crossorigin": "null", "background-image-containment": "inside" } },
    { selector: ".page.weak", style: { "border-style": "dashed" } },
    { selector: ".page.unseen", style: { "border-style": "dotted", "background-color": tones.bg, "background-image": "none", "text-margin-x": 14 - CW, "text-max-width": CW - 24 } },
    { selector: ".page.start", style: { "border-width": 5 } },
    { selector: ".page.mid", style: { "background-color": (e) => tones.module[e.data("m")], "background-width": CW, "background-height": (e) => CW * tall(e.data("p")), label: "" } },
    { selector: ".page.mid.unseen", style: { "background-color": tones.bg } },
    { selector: ".badge", style: { "z-index": 20, "text-valign": "center", "font-weight": 700, width: () => size.mark, height: () => size.mark, label: "data(label)", "font-size": () => size.mark * 0.62, color: "#fff", events: "no", "min-zoomed-font-size": 4 } },
    { selector: ".count", style: { shape: "ellipse", width: () => size.count, height: () => size.count, "font-size": () => size.count * 0.56, "background-color": (e) => [tones.red, tones.red, tones.amber, tones.soft][e.data("s")], color: tones.paper } },
    { selector: ".begin", style: { shape: "rectangle", "background-color": tones.ink, color: tones.paper } },
    { selector: ".blocked", style: { shape: "octagon", "background-color": tones.red, color: tones.paper } },
    { selector: ".passed", style: { shape: "octagon", "background-color": tones.paper, "border-width": 2.5, "border-color": tones.green, color: tones.green } },
    { selector: ".drift", style: { shape: "diamond", width: () => size.mark * 1.3, height: () => size.mark * 1.3, "background-color": tones.amber, color: tones.paper } },
    { selector: "edge", style: { "target-arrow-shape": "triangle", "arrow-scale": 1.1, width: 2.2, "line-color": tones.trunk, "target-arrow-color": tones.trunk, events: "no", "z-index": 6, "z-index-compare": "manual" } },
    { selector: ".inner", style: { "curve-style": "round-taxi", "taxi-direction": "rightward", "taxi-turn": 24, "taxi-turn-min-distance": 8, "taxi-radius": 10 } },
    { selector: ".outer", style: { "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5, opacity: 0.4, width: 1.8, "source-endpoint": "90deg", "target-endpoint": "270deg",
      "line-color": (e) => tones.module[e.target().data("m")], "target-arrow-color": (e) => tones.module[e.target().data("m")] } },
    { selector: ".thin", style: { "curve-style": "straight", width: 1, opacity: 0.3, "line-color": tones.edge, "target-arrow-color": tones.edge } },
    { selector: ".road", style: { display: "none", "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5, width: (e) => size.road * (1 + Math.log2(e.data("ways"))), "arrow-scale": 1.4, opacity: 0.5 } },
    { selector: ".doubtful", style: { "line-style": "dashed" } },
    { selector: ".declared", style: { "line-style": "dotted", "line-dash-pattern": [2, 7] } },
    { selector: ".far", style: { display: "none" } },
    { selector: ".hub.shown, .road.shown", style: { display: "element" } },
    { selector: ".district.shown", style: { "background-opacity": 0.16 } },
    { selector: ".pin", style: { shape: "ellipse", width: () => size.pin, height: () => size.pin, "background-color": tones.accent, "border-color": tones.paper, "border-width": () => size.pin / 6, "z-index": 30 } },
    { selector: ".dim", style: { opacity: 0.13 } },
    { selector: ".page.chosen", style: { "border-width": 6, "border-color": tones.accent, "border-style": "solid", "z-index": 15 } },
    { selector: ".way", style: { "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5, width: 3, "z-index": 14, "arrow-scale": 1.5 } },
    { selector: ".way.out", style: { "line-color": tones["way-out"], "target-arrow-color": tones["way-out"] } },
    { selector: ".way.in", style: { "line-color": tones["way-in"], "target-arrow-color": tones["way-in"] } },
    { selector: ".way.told", style: { "curve-style": "straight", label: (e) => breakable(cut(wayText(G.ways[e.data("way")]), 34)), "font-size": 12, color: tones.ink, "text-background-color": tones.paper, "text-background-opacity": 0.92, "text-background-padding": 3, "text-max-width": 150, "text-wrap": "wrap", "source-endpoint": "90deg", "target-endpoint": "270deg" } },
    { selector: ".way.told.return", style: { "curve-style": "unbundled-bezier", "control-point-distances": 70, "source-endpoint": "outside-to-node", "target-endpoint": "outside-to-node", "text-margin-y": 14 } },
    { selector: ".gone", style: { display: "none" } },
  ];
  const titleSize = (e) => Math.min(size.title, 1.7 * (e.data("w") - 76) / Math.max(4, width(moduleName(G.modules[e.data("m")]))));
  const width = (text) => [...text].reduce((sum, char) => sum + (char > "\u2e80" ? 2 : 1), 0);
  const roomy = (e) => e.data("room") > size.hub;
  const hubLabel = (e) => {
    const module = G.modules[e.data("m")];
    const lit = shown.hits && e.data("m") in shown.hits.count ? say(` · ${shown.hits.count[e.data("m")]} 处命中`, ` · ${shown.hits.count[e.data("m")]} hit`) : "";
    const parts = [say(`${module.n} 页`, `${module.n} page${module.n === 1 ? "" : "s"}`)];
    if (module.findings) parts.push(say(`${module.findings} 处问题`, `${module.findings} finding${module.findings === 1 ? "" : "s"}`));
    if (module.blocked) parts.push(say(`${module.blocked} 堵墙`, `${module.blocked} wall${module.blocked === 1 ? "" : "s"}`));
    const start = G.start >= 0 && G.pages[G.start].m === e.data("m") ? "▶ " : "";
    if (!roomy(e)) return `${start}${breakable(moduleName(module))}${lit}`;
    return `${start}${moduleName(module)}\n${parts.join(" · ")}${lit}`;
  };
  const wayText = (way) => G.actions[way[3]][zh() ? 0 : 1] + (way[4] ? ` +${way[4]}` : "");

  // --- what is drawn

  const centre = (page) => ({ x: page.x + CW / 2, y: page.y + CH / 2 });
  const bend = (a, b) => clamp(-160, Math.hypot(a.x - b.x, a.y - b.y) * 0.12, 160) * (a.x <= b.x ? -1 : 1);
  const districts = () => G.modules.flatMap((module, m) => {
    const [x, y, w, h] = module.at;
    const middle = { x: x + w / 2, y: y + h / 2 };
    return [
      { group: "nodes", data: { id: `d${m}`, m, w, h }, position: middle, classes: "district" },
      { group: "nodes", data: { id: `s${m}`, m }, position: { x: x + 34, y: y + 36 }, classes: "sign" },
      { group: "nodes", data: { id: `h${m}`, m, w, s: Math.min(w, h) * 0.34, room: Math.min(w / 5.5, h / 5) }, position: { x: middle.x, y: y + h * 0.38 }, classes: "hub" },
    ];
  });
  const roads = () => G.roads.filter((road) => road[3]).map(([a, b, ways]) => {
    const [from, to] = [G.modules[a].at, G.modules[b].at];
    return { group: "edges", data: { id: `r${a}-${b}`, source: `h${a}`, target: `h${b}`, ways, bend: bend({ x: from[0], y: from[1] }, { x: to[0], y: to[1] }) }, classes: "road" };
  });
  const card = (n) => {
    const page = G.pages[n];
    const classes = ["page", page.u && "weak", page.o && "unseen", n === G.start && "start"].filter(Boolean).join(" ");
    const made = [{ group: "nodes", data: { id: `p${n}`, n, p: page, m: page.m }, position: centre(page), classes }];
    let x = page.x + (page.o ? 24 : 82);
    const badge = (kind, label) => {
      made.push({ group: "nodes", data: { id: `${kind}${n}`, n, label, s: page.s }, position: { x, y: page.y + CH - 19 }, classes: `badge ${kind}` });
      x += 32;
    };
    if (n === G.start) badge("begin", "▶");
    if (page.w) badge(page.w[2] ? "passed" : "blocked", page.w[2] ? "✓" : "−");
    if (page.d) badge("drift", { missing: "−", undeclared: "+", elsewhere: "≠" }[page.d]);
    if (page.n) made.push({ group: "nodes", data: { id: `count${n}`, n, label: String(page.n), s: page.s }, position: { x: page.x + CW - 4, y: page.y + 6 }, classes: "badge count" });
    return made;
  };
  const wayElement = (way, number, classes, prefix) => {
    const [a, b] = [G.pages[way[0]], G.pages[way[1]]];
    const marks = way[2] & DOUBTFUL ? " doubtful" : way[2] & DECLARED ? " declared" : "";
    return { group: "edges", data: { id: `${prefix}${number}`, source: `p${way[0]}`, target: `p${way[1]}`, way: number, bend: bend(a, b) }, classes: classes + marks };
  };
  const trunkOf = G.pages.map(() => []); // page → its ways that are always drawn
  G.ways.forEach((way, number) => {
    if (way[2] & TRUNK) { trunkOf[way[0]].push(number); trunkOf[way[1]].push(number); }
  });
  // Of a small graph all pages are there from the start; of a large one those that one is near to, since each costs.
  const there = new Set();
  const bring = (pages) => {
    const fresh = pages.filter((n) => !there.has(n));
    if (!fresh.length) return;
    fresh.forEach((n) => there.add(n));
    const ways = new Set(fresh.flatMap((n) => trunkOf[n]).filter((number) => there.has(G.ways[number][0]) && there.has(G.ways[number][1])));
    const lines = [...ways].map((number) => {
      const [a, b] = [G.pages[G.ways[number][0]], G.pages[G.ways[number][1]]];
      return wayElement(G.ways[number], number, a.m === b.m && a.x < b.x ? "inner" : "outer", "t");
    });
    cy.batch(() => {
      const made = cy.add([...fresh.flatMap(card), ...lines]);
      if (shown.alone >= 0) made.addClass("gone");
      else if (level === "far") made.addClass("far");
      if (level === "mid") made.filter(".page").addClass("mid");
      paint();
    });
  };
  const all = () => G.pages.map((_, n) => n);
  const bringNear = () => {
    if (level === "far" || shown.alone >= 0) return;
    const { x1, y1, x2, y2 } = cy.extent();
    const [mx, my] = [(x2 - x1) * 0.25, (y2 - y1) * 0.25];
    const seen = (page) => page.x + CW > x1 - mx && page.x < x2 + mx && page.y + CH > y1 - my && page.y < y2 + my;
    const near = all().filter((n) => seen(G.pages[n]));
    if (there.size > MOST_THERE) {
      const keep = new Set([...near, ...(lit() ?? [])]);
      cy.remove(cy.$(".page, .badge").filter((e) => !keep.has(e.data("n"))));
      [...there].forEach((n) => { if (!keep.has(n)) there.delete(n); });
    }
    bring(near);
  };

  // --- levels of detail: modules, cards without names, cards

  const levelOf = (zoom) => (G.modules.length > 1 && CW * zoom < 30 ? "far" : CW * zoom < 56 ? "mid" : "near");
  let bucket = "";
  const relevel = (force) => {
    const zoom = cy.zoom();
    const next = shown.alone >= 0 ? "near" : levelOf(zoom);
    const step = Math.round(Math.log2(zoom) * (G.pages.length > MANY ? 2 : 4));
    if (!force && bucket === `${next}${step}`) return;
    bucket = `${next}${step}`;
    size = sizes(zoom);
    const changed = next !== level;
    level = next;
    cy.batch(() => {
      if (changed || force) {
        const far = level === "far";
        cy.$(".page, .badge, .inner, .outer, .thin, .way").toggleClass("far", far);
        cy.$(".page").toggleClass("mid", level === "mid");
        cy.$(".hub, .road, .district").toggleClass("shown", far);
        cy.$(".sign").toggleClass("gone", far || shown.alone >= 0);
      }
      paint();
    });
    cy.style().update();
    bringNear();
  };

  // --- which pages are lit

  const lit = () => {
    if (shown.page >= 0) return new Set([shown.page, ...waysOf(shown.page).map(([way]) => (way[0] === shown.page ? way[1] : way[0]))]);
    return shown.hits ? shown.hits.pages : null;
  };
  const waysOf = (n) => G.ways.flatMap((way, number) => (way[0] === n || way[1] === n ? [[way, number]] : []));
  const paint = () => {
    const on = lit();
    const far = level === "far";
    cy.$(".dim").removeClass("dim");
    cy.$(".chosen").removeClass("chosen");
    cy.$(".pin").remove();
    if (on) {
      cy.$(".page, .badge").forEach((e) => { if (!on.has(e.data("n"))) e.addClass("dim"); });
      cy.$(".inner, .outer").addClass("dim");
      if (far && on.size <= MOST_PINS) cy.add([...on].map((n) => ({ group: "nodes", data: { id: `pin${n}`, n }, position: centre(G.pages[n]), classes: "pin" })));
    }
    if (shown.page >= 0) cy.$id(`p${shown.page}`).addClass("chosen");
  };
  const drawWays = () => {
    cy.$(".way").remove();
    if (shown.page < 0) return;
    const ways = waysOf(shown.page);
    bring([...lit()]);
    const after = new Set(ways.map(([way]) => way[1]));
    const kind = (way) => (way[0] === shown.page ? "out" : after.has(way[0]) ? "in return" : "in");
    const how = `${shown.alone >= 0 ? " told" : ""}${level === "far" ? " far" : ""}`;
    cy.add(ways.map(([way, number]) => wayElement(way, number, `way ${kind(way)}${how}`, "w")));
  };

  // --- moving about

  const move = (to, ms = 260) => cy.stop().animate({ ...to, duration: calm ? 0 : ms, easing: "ease-out" });
  const fit = () => {
    if (shown.alone < 0) return move({ fit: { eles: cy.$(".district"), padding: 14 } });
    const around = cy.$(".page").not(".gone").boundingBox();
    const zoom = Math.min(1, (cy.width() - 60) / around.w, (cy.height() - 130) / around.h);
    return move({ zoom, pan: { x: cy.width() / 2 - zoom * (around.x1 + around.x2) / 2, y: cy.height() / 2 + 20 - zoom * (around.y1 + around.y2) / 2 } });
  };
  const look = (n) => {
    const zoom = Math.max(cy.zoom(), 0.62);
    const at = shown.alone >= 0 ? cy.$id(`p${n}`).position() : centre(G.pages[n]);
    move({ zoom, pan: { x: cy.width() / 2 - zoom * at.x, y: cy.height() / 2 - zoom * at.y } });
  };
  // One page in the middle, what leads to it at its left, where it leads at its right.
  const alone = (n) => {
    choose(n, false);
    shown.alone = n;
    const around = waysOf(n).map(([way]) => (way[0] === n ? way[1] : way[0])).filter((other) => other !== n);
    const after = [...new Set(waysOf(n).filter(([way]) => way[0] === n && way[1] !== n).map(([way]) => way[1]))];
    const before = [...new Set(around)].filter((other) => !after.includes(other));
    const places = new Map([[n, { x: 0, y: 0 }]]);
    const put = (list, side) => list.forEach((other, i) => {
      const high = Math.max(6, Math.ceil(Math.sqrt(list.length * 2)));
      const rows = Math.min(high, list.length - Math.floor(i / high) * high);
      places.set(other, { x: side * (CW + 220 + Math.floor(i / high) * (CW + 40)), y: ((i % high) - (rows - 1) / 2) * (CH + 30) });
    });
    put(before, -1);
    put(after, 1);
    bring([...places.keys()]);
    cy.batch(() => {
      cy.$(".district, .sign, .inner, .outer, .thin, .road, .hub").addClass("gone");
      cy.$(".page, .badge").forEach((e) => {
        const to = places.get(e.data("n"));
        e.toggleClass("gone", !to);
        if (to) {
          const home = centre(G.pages[e.data("n")]);
          if (!e.scratch("home")) e.scratch("home", { ...e.position() });
          const at = e.scratch("home");
          e.position({ x: to.x + at.x - home.x, y: to.y + at.y - home.y });
        }
      });
    });
    relevel(true);
    drawWays();
    stage.querySelector(".graph-mode").hidden = false;
    stage.querySelector(".graph-mode span").textContent = say(`只看“${nameOf(G.pages[n])}”和相邻的页面`, `Only “${nameOf(G.pages[n])}” and its neighbours`);
    fit();
  };
  const home = () => {
    if (shown.alone < 0) return;
    shown.alone = -1;
    stage.querySelector(".graph-mode").hidden = true;
    cy.batch(() => {
      cy.$(".gone").removeClass("gone");
      cy.$(".page, .badge").forEach((e) => { if (e.scratch("home")) e.position(e.scratch("home")); e.removeScratch("home"); });
    });
    relevel(true);
    drawWays();
    if (shown.page >= 0) look(shown.page);
    else fit();
  };

  // --- a page's panel

  const choose = (n, go = true) => {
    hitList.hidden = true;
    if (shown.alone >= 0 && shown.alone !== n) return alone(n);
    shown.page = n;
    bring([n]);
    cy.batch(paint);
    drawWays();
    fill(n);
    cy.resize(); // the panel took room
    const at = cy.$id(`p${n}`).renderedPosition();
    if (go || at.x > cy.width() - 60) look(n);
  };
  const unchoose = () => {
    home();
    shown.page = -1;
    panel.hidden = true;
    cy.resize();
    cy.batch(paint);
    drawWays();
  };
  const button = (text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  };
  const fill = (n) => {
    const page = G.pages[n];
    const head = document.createElement("div");
    head.className = "panel-head";
    const title = document.createElement("h3");
    title.textContent = nameOf(page);
    head.append(title, button(say("只看相邻", "Focus"), () => (shown.alone === n ? home() : alone(n))), button("✕", unchoose));
    head.lastChild.setAttribute("aria-label", say("关闭", "Close"));
    const reading = panel.contains(document.activeElement);
    panel.replaceChildren(head, body(n, page));
    panel.querySelectorAll(".needs-script").forEach((e) => { e.hidden = false; });
    panel.querySelectorAll(".locate").forEach((e) => e.remove());
    panel.hidden = false;
    panel.scrollTop = 0;
    if (reading) panel.focus({ preventScroll: true }); // what had the focus is gone
  };
  const body = (n, page) => {
    const made = document.createElement("template");
    const listed = document.querySelector(`#page-${CSS.escape(page.k)} .page-body`);
    if (listed) made.content.append(listed.cloneNode(true));
    else if (more?.panels) made.innerHTML = more.panels[n];
    else made.innerHTML = "<p class=small>…</p>";
    const shot = made.content.querySelector(".page-shot");
    if (shot && !shot.querySelector("svg") && picture(page, n) !== "none") {
      const image = document.createElement("img");
      image.src = picture(page, n);
      image.className = "shot";
      image.alt = nameOf(page);
      shot.replaceChildren(image);
    }
    return made.content;
  };

  // --- search by the texts of pages

  const load = async () => {
    thumbs = JSON.parse(document.getElementById("graph-thumbs").textContent);
    cy.$(".page").updateStyle();
    const packed = document.getElementById("graph-more");
    let text = packed.textContent;
    if (packed.type === "text/plain") {
      if (typeof DecompressionStream !== "function") { more = { texts: G.pages.map(() => "") }; return; } // before 2023
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    }
    more = JSON.parse(text);
    index = G.pages.map((page, n) => `${page.z}\n${page.e ?? ""}\n${page.k}\n${more.texts[n]}`.toLowerCase());
    app.dataset.texts = "";
    if (box.value) search();
    if (shown.page >= 0) fill(shown.page);
  };
  const search = () => {
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const among = index ?? G.pages.map((page) => `${page.z}\n${page.e ?? ""}`.toLowerCase());
    const hits = words.length ? among.flatMap((text, n) => (words.every((word) => text.includes(word)) ? [n] : [])) : null;
    const named = (n) => nameOf(G.pages[n]).toLowerCase().includes(words[0]);
    hits?.sort((a, b) => named(b) - named(a) || a - b);
    light(hits, "search");
    document.getElementById("graph-found").textContent = hits === null ? "" : say(`${hits.length} 页`, `${hits.length} page${hits.length === 1 ? "" : "s"}`);
    hitList.hidden = !hits?.length;
    hitList.replaceChildren(...(hits ?? []).slice(0, 60).map((n) => hitItem(n, words[0])));
    if (document.querySelector(".pages")) {
      document.querySelectorAll(".page-card").forEach((card, n) => card.classList.toggle("miss", hits !== null && hits.length > 0 && !hits.includes(n)));
    }
  };
  const hitItem = (n, word) => {
    const item = document.createElement("li");
    const choice = button(nameOf(G.pages[n]), () => { choose(n); panel.focus({ preventScroll: true }); });
    const line = more?.texts[n].split("\n").find((text) => text.toLowerCase().includes(word));
    if (line) {
      const at = line.toLowerCase().indexOf(word);
      const snippet = document.createElement("small");
      const mark = document.createElement("mark");
      mark.textContent = line.slice(at, at + word.length);
      snippet.append(line.slice(Math.max(0, at - 14), at), mark, line.slice(at + word.length, at + word.length + 24));
      choice.append(snippet);
    }
    item.append(choice);
    return item;
  };
  const light = (pages, by) => {
    const count = {};
    (pages ?? []).forEach((n) => { count[G.pages[n].m] = (count[G.pages[n].m] ?? 0) + 1; });
    shown.hits = pages === null ? null : { pages: new Set(pages), count };
    shown.by = pages === null ? "" : by;
    document.querySelectorAll("[data-show]").forEach((chip) => {
      if (chip.dataset.show !== "ways") chip.setAttribute("aria-pressed", String(chip.dataset.show === shown.by));
    });
    relevel(true);
  };
  const KINDS = { findings: (page) => page.n, walls: (page) => page.w, drift: (page) => page.d };
  const show = (kind) => {
    if (kind === "ways") {
      const chip = document.querySelector('[data-show="ways"]');
      const on = chip.getAttribute("aria-pressed") !== "true";
      chip.setAttribute("aria-pressed", String(on));
      if (on) cy.add(G.ways.flatMap((way, n) => (way[2] & (TRUNK | BACK) || !there.has(way[0]) || !there.has(way[1]) ? [] : [wayElement(way, n, "thin", "a")])));
      else cy.$(".thin").remove();
      relevel(true);
      return;
    }
    if (shown.page >= 0) unchoose();
    box.value = "";
    light(shown.by === kind ? null : G.pages.flatMap((page, n) => (KINDS[kind](page) ? [n] : [])), kind);
  };

  // --- begin

  document.documentElement.classList.add("drawn-by-script");
  app.hidden = false;
  app.querySelectorAll(".needs-script").forEach((e) => { e.hidden = false; });
  stand();
  readTones();
  size = sizes(0.2);
  const cy = cytoscape({
    container: document.getElementById("graph-canvas"), elements: [...districts(), ...roads()], style: looks(), layout: { name: "preset" },
    autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, minZoom: 0.02, maxZoom: 2.5, hideEdgesOnViewport: G.ways.length > 4000, textureOnViewport: false,
  });
  cy.nodes().panify();
  cy.on("add", "node", (event) => event.target.panify());
  cy.fit(cy.$(".district"), 14);
  if (G.pages.length <= MANY) bring(all());
  relevel(true);
  cy.one("render", () => requestAnimationFrame(() => { performance.mark("graph-drawn"); app.dataset.drawn = ""; }));
  // What is searched and the small pictures stand at the end of the file.
  const later = () => setTimeout(load, 60);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", later);
  else later();

  let waiting = false, moving = 0;
  cy.on("viewport", () => {
    clearTimeout(moving);
    moving = setTimeout(bringNear, 90);
  });
  cy.on("zoom", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; relevel(false); });
  });
  cy.on("tap", ".page, .pin", (event) => choose(event.target.data("n"), event.target.hasClass("pin")));
  cy.on("dbltap", ".page", (event) => alone(event.target.data("n")));
  cy.on("tap", ".hub, .district", (event) => {
    if (level === "far") move({ fit: { eles: cy.$id(`d${event.target.data("m")}`), padding: 20 } });
    else if (shown.page >= 0) unchoose();
  });
  cy.on("tap", (event) => { if (event.target === cy && shown.page >= 0) unchoose(); });
  cy.on("mouseover", ".page, .hub", () => { stage.style.cursor = "pointer"; });
  cy.on("mouseout", ".page, .hub", () => { stage.style.cursor = ""; });
  new ResizeObserver(() => cy.resize()).observe(stage);

  // In a report the wheel and one finger scroll the page until the drawing was clicked or touched.
  let active = "alone" in app.dataset;
  const hint = stage.querySelector(".graph-hint");
  const activate = (on) => { active = on || "alone" in app.dataset; hint.hidden = true; };
  for (const kind of ["wheel", "touchstart", "touchmove"]) {
    stage.addEventListener(kind, (event) => {
      if (active || event.ctrlKey || (event.touches?.length ?? 0) > 1 || event.target.closest("button")) return;
      event.stopPropagation();
      if (kind !== "touchstart") hint.hidden = false;
    }, { capture: true, passive: true });
  }
  stage.addEventListener("click", () => activate(true));
  document.addEventListener("pointerdown", (event) => { if (!app.contains(event.target)) activate(false); });

  const zooms = {
    in: () => move({ zoom: { level: cy.zoom() * 1.4, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } } }, 140),
    out: () => move({ zoom: { level: cy.zoom() / 1.4, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } } }, 140),
    fit,
    back: home,
    whole: () => {
      const on = app.classList.toggle("whole");
      document.querySelector('[data-zoom="whole"]').setAttribute("aria-pressed", String(on));
      activate(on);
      cy.resize();
      fit();
    },
  };
  document.querySelectorAll("[data-zoom]").forEach((e) => e.addEventListener("click", () => zooms[e.dataset.zoom]()));
  document.querySelectorAll("[data-show]").forEach((e) => {
    const kind = KINDS[e.dataset.show];
    const count = kind && G.pages.filter(kind).length;
    if (kind) e.querySelector("b").textContent = count;
    if (kind && !count) e.disabled = true;
    e.addEventListener("click", () => show(e.dataset.show));
  });
  const keys = {
    ArrowLeft: () => cy.panBy({ x: 70, y: 0 }), ArrowRight: () => cy.panBy({ x: -70, y: 0 }), ArrowUp: () => cy.panBy({ x: 0, y: 70 }), ArrowDown: () => cy.panBy({ x: 0, y: -70 }),
    "+": zooms.in, "=": zooms.in, "-": zooms.out, 0: fit, f: fit,
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  app.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.target === box && box.value) { box.value = ""; search(); } else if (shown.alone >= 0) home();
    else if (shown.page >= 0) unchoose();
    else if (app.classList.contains("whole")) zooms.whole();
  });
  let typing = 0;
  box.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 90); });
  box.addEventListener("focus", () => { if (hitList.childElementCount) hitList.hidden = false; });
  app.addEventListener("focusout", (event) => { if (!event.relatedTarget?.closest?.(".graph-search")) hitList.hidden = true; });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown.hits?.pages.size) { choose([...shown.hits.pages][0]); panel.focus({ preventScroll: true }); }
    if (event.key === "ArrowDown") hitList.querySelector("button")?.focus();
  });
  hitList.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    (event.target.closest("li")[step]?.querySelector("button") ?? box).focus();
  });
  // A link to a page inside the drawing stays in the drawing; in a list of rows it leads there.
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.('a[href^="#page-"]');
    const n = to && numbers.get(to.getAttribute("href").slice(6));
    if (n === undefined || n === null) return;
    if (panel.contains(to)) { event.preventDefault(); choose(n); } else if (!document.querySelector(".pages")) { event.preventDefault(); goTo(n); }
  });
  document.addEventListener("click", (event) => {
    const locate = event.target.closest?.(".locate");
    if (locate) goTo(numbers.get(locate.closest("[id^=page-]").id.slice(5)));
  });
  const goTo = (n) => { app.scrollIntoView({ block: "start" }); choose(n); panel.focus({ preventScroll: true }); };
  document.querySelectorAll('input[name="lang"]').forEach((e) => e.addEventListener("change", () => {
    bucket = "";
    relevel(true);
    if (shown.page >= 0) fill(shown.page);
    if (box.value) search();
  }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTones(); cy.style(looks()); });
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest?.(".copy");
    if (!copy) return;
    const code = copy.parentElement.querySelector("code");
    try { await navigator.clipboard.writeText(code.textContent); } catch { getSelection().selectAllChildren(code); document.execCommand("copy"); }
    copy.textContent = say("已复制", "Copied");
  });
})();
