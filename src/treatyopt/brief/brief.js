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

  const listed = (names) =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

  // One decimal, as the engine rounds: a figure just halfway (only quarters can be) goes to the even digit.
  function figure(value) {
    const half = Number.isInteger(4 * value) && !Number.isInteger(2 * value);
    return half ? (2 * Math.round(5 * value) / 10).toFixed(1) : value.toFixed(1);
  }

  function share(weight) {
    const shown = (100 * weight).toFixed(1);
    if (weight > 0 && shown === "0.0") return "<0.1%";
    return weight < 1 && shown === "100.0" ? ">99.9%" : `${shown}%`;
  }

  function points_(lead) {
    const text = lead >= 0.05 ? figure(lead) : String(Number(lead.toPrecision(2)));
    return text === "1.0" ? "1.0 point" : `${text} points`;
  }

  // What a screen sets aside though it is worth no less than the leader, or the most where nothing passes.
  function aside(options, leaders) {
    if (leaders.length === 0 && options.length < 2) return [];
    const bar = leaders.length ? leaders[0].value : Math.max(...options.map((option) => option.value));
    const found = options.filter((option) => !option.passes && option.value >= bar - TIE);
    found.sort((a, b) => b.value - a.value);
    return found.map((option, i) => {
      const at = figure(option.value);
      let has = `has a higher value than the leader too, ${at},`;
      if (leaders.length && option.value <= bar + TIE) {
        has = `has the same value as ${listed(leaders.map((leader) => leader.name))}, ${at},`;
      } else if (option.value >= found[0].value - TIE) {
        const alone = found.length === 1 || found[1].value < found[0].value - TIE;
        has = `${alone ? "has" : "shares"} the highest value, ${at},`;
      }
      return `${option.name} ${has} and is ${i ? "also " : ""}set aside ${option.barred}.`;
    });
  }

  function led(options, first, ofWhat) {
    if (first.length === 0) return "Nothing leads: no option passes the screens.";
    if (first.length > 1) {
      return `${ofWhat}${listed(first.map((option) => option.name))} are tied at ${figure(first[0].value)} points.`;
    }
    const next = options.find((option) => option.rank !== null && option.rank > 1);
    if (!next) {
      const only = options.length === 1 ? "compared" : "that passes the screens";
      return `${first[0].name} is the only option ${only}, so there is nothing for it to lead.`;
    }
    return `${ofWhat}${first[0].name} leads ${next.name} by ${points_(first[0].value - next.value)}.`;
  }

  function said(options) {
    const first = options.filter((option) => option.rank === 1);
    const set = aside(options, first);
    const several = options.filter((option) => option.passes).length > 1;
    return [...set, led(options, first, set.length && several ? "Of what passes, " : "")].join(" ");
  }

  function show() {
    const found = ranked(points);
    const moved = points.some((each, i) => each !== written[i]);
    by("moved").hidden = by("moved-above").hidden = !moved;
    points.forEach((each, i) => {
      sliders[i].value = String(each);
      if (document.activeElement !== fields[i]) fields[i].value = String(each);
      by(`weight-${i}`).textContent = found ? share(found.weights[i]) : "–";
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
    row.querySelector(".value").textContent = figure(option.value);
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

  // A link to a place would take the weights out of the address, so while they are moved the place is only shown.
  function go(event) {
    const place = event.target.closest('a[href^="#"]');
    if (!place || place.id === "link" || !points.some((each, i) => each !== written[i])) return;
    const target = by(place.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    target.scrollIntoView();
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
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
  document.addEventListener("click", go);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
  by("weights").hidden = data.groups.length < 2; // a single group has all of the weight, wherever its slider stands
  show();
  linked();
})();
