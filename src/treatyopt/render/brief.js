"use strict";
// Re-ranks the options as the sliders move, by the engine's rules: group weights are points over their sum, value is
// the sum of weight x share-weighted score, screens stand as they were, and values within 1e-9 share a rank.
(() => {
  const TIE = 1e-9;
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const sliders = data.groups.map((_, i) => by(`slider-${i}`));
  const fields = data.groups.map((_, i) => by(`points-${i}`));
  const written = data.groups.map((group) => group.points);
  let points = written.slice();

  function ranked(given) {
    const total = given.reduce((sum, each) => sum + each, 0);
    if (!(total > 0)) return null;
    const weights = given.map((each) => each / total);
    const options = data.options.map((option, i) => ({
      ...option, i, rank: null, value: weights.reduce((sum, weight, g) => sum + weight * option.scores[g], 0),
    }));
    options.sort((a, b) => b.value - a.value || a.degree - b.degree);
    const passing = options.filter((option) => option.passes);
    passing.forEach((option, place) => {
      const tied = place > 0 && passing[place - 1].value - option.value <= TIE;
      option.rank = tied ? passing[place - 1].rank : place + 1;
    });
    passing.sort((a, b) => a.rank - b.rank || a.degree - b.degree);
    return { weights, options: [...passing, ...options.filter((option) => !option.passes)] };
  }

  function said(options) {
    const first = options.filter((option) => option.rank === 1);
    if (first.length === 0) return "Nothing leads: no option passes the screens.";
    if (first.length > 1) return `${first.map((option) => option.name).join(" and ")} are tied.`;
    const next = options.find((option) => option.rank !== null && option.rank > 1);
    if (!next) return `${first[0].name} is the only option left.`;
    const lead = first[0].value - next.value;
    return `${first[0].name} leads ${next.name} by ${lead >= 0.05 ? lead.toFixed(1) : lead.toPrecision(2)} points.`;
  }

  function show() {
    const found = ranked(points);
    const moved = points.some((each, i) => each !== written[i]);
    by("moved").hidden = by("moved-above").hidden = !moved;
    points.forEach((each, i) => {
      sliders[i].value = String(each);
      if (document.activeElement !== fields[i]) fields[i].value = String(each);
      by(`weight-${i}`).textContent = found ? `${(100 * found.weights[i]).toFixed(1)}%` : "–";
    });
    by("ranking").hidden = !found;
    by("said").textContent = found ? said(found.options) : "All weights are zero; give points to at least one group.";
    if (found) found.options.forEach(draw);
    const link = moved ? `#w=${data.groups.map((group, i) => `${group.id}:${points[i]}`).join(",")}` : "#ranking";
    by("link").href = link;
    return moved ? link : "";
  }

  function draw(option) {
    const row = by(`option-${option.i}`);
    row.dataset.value = String(option.value);
    row.dataset.rank = option.rank === null ? "" : String(option.rank);
    row.classList.toggle("strong", option.rank === 1);
    row.querySelector(".rank").textContent = option.rank === null ? "✗" : String(option.rank);
    row.querySelector(".value").textContent = option.value.toFixed(1);
    row.querySelector("rect").setAttribute("width", String(Math.max(0, option.value) * 2));
    row.parentNode.appendChild(row);
  }

  function take(i, text) {
    const given = Number(text);
    if (text.trim() === "" || !Number.isFinite(given) || given < 0 || given > 1e9) return;
    points[i] = given;
    settle();
  }

  function settle() {
    const link = show();
    history.replaceState(null, "", link || location.pathname + location.search);
  }

  // Mail programs write : and , of a link as %3A and %2C.
  function plain(hash) {
    try { return decodeURIComponent(hash); } catch { return hash; }
  }

  function linked() {
    const held = /^#w=(.*)$/.exec(plain(location.hash));
    if (!held) return;
    const given = written.slice();
    let good = true;
    for (const part of held[1].split(",")) {
      const [id, text, ...more] = part.split(":");
      const i = data.groups.findIndex((group) => group.id === id);
      const number = Number(text);
      if (i < 0 || more.length || !text || !Number.isFinite(number) || number < 0 || number > 1e9) good = false;
      else given[i] = number;
    }
    points = good ? given : written.slice();
    by("unread").hidden = good;
    show();
  }

  sliders.forEach((slider, i) => slider.addEventListener("input", () => take(i, slider.value)));
  fields.forEach((field, i) => field.addEventListener("input", () => take(i, field.value)));
  fields.forEach((field) => field.addEventListener("blur", show));
  by("reset").addEventListener("click", () => { points = written.slice(); by("unread").hidden = true; settle(); });
  addEventListener("hashchange", linked);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
  by("weights").hidden = false;
  show();
  linked();
})();
