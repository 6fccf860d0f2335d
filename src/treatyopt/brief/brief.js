"use strict";
// Re-ranks the options as the sliders move, by the engine's rules: group weights are points over their sum, shared among
// a group's criteria by theirs; value is the sum of weight x score, screens stand as they were, and values within 1e-9
// share a rank.
(() => {
  const TIE = 1e-9;
  const ROOM = 0.05;
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);
  // What can be moved: every group, and within a group every criterion, where there are several.
  const movable = [];
  data.groups.forEach((group, g) => {
    if (data.groups.length > 1) movable.push({ g, id: group.id, at: `${g}` });
    if (group.criteria.length > 1) {
      group.criteria.forEach((each, c) => movable.push({ g, c, id: each.id, at: `${g}-${c}` }));
    }
  });
  const start = () => ({
    points: data.groups.map((group) => group.points),
    inside: data.groups.map((group) => group.criteria.map((each) => each.points)),
  });
  const written = start();
  let now = start();
  const of = (state, place) => (place.c === undefined ? state.points[place.g] : state.inside[place.g][place.c]);
  const put = (place, given) => {
    if (place.c === undefined) now.points[place.g] = given;
    else now.inside[place.g][place.c] = given;
  };

  // The shares inside a group: as they were written, digit for digit, until one of them is moved.
  function shares(g) {
    const group = data.groups[g];
    if (now.inside[g].every((each, c) => each === written.inside[g][c])) return group.criteria.map((each) => each.share);
    const sum = total(now.inside[g]);
    return sum > 0 ? now.inside[g].map((each) => each / sum) : null;
  }

  // The weights, or the group whose criteria have none while it has some; null where all groups are at zero.
  function weighed() {
    const sum = total(now.points);
    if (!(sum > 0)) return { empty: null };
    const groups = now.points.map((each) => each / sum);
    const inside = groups.map((_, g) => shares(g));
    const empty = inside.findIndex((each, g) => each === null && groups[g] > 0);
    if (empty >= 0) return { empty: data.groups[empty].name };
    return { groups, criteria: inside.map((each, g) => (each || written.inside[g]).map((share) => share * groups[g])) };
  }

  function ranked(weights) {
    const options = data.options.map((option, i) => {
      const parts = weights.criteria.map((row, g) => total(row.map((weight, c) => weight * option.scores[g][c])));
      return { ...option, i, rank: null, parts, value: total(parts) };
    });
    options.sort((a, b) => b.value - a.value || a.degree - b.degree);
    const passing = options.filter((option) => option.passes);
    passing.forEach((option, place) => {
      const tied = place > 0 && passing[place - 1].value - option.value <= TIE;
      option.rank = tied ? passing[place - 1].rank : place + 1;
    });
    passing.sort((a, b) => a.rank - b.rank || a.degree - b.degree);
    return [...passing, ...options.filter((option) => !option.passes)];
  }

  const listed = (names) =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

  // One decimal, as the engine rounds: a figure just halfway (only quarters can be) goes to the even digit.
  function figure(value) {
    const half = Number.isInteger(4 * value) && !Number.isInteger(2 * value);
    return half ? (2 * Math.round(5 * value) / 10).toFixed(1) : value.toFixed(1);
  }

  function whole(value) {
    const near = Math.round(value);
    return near - value === 0.5 && near % 2 ? near - 1 : near;
  }

  function share(weight) {
    const shown = figure(100 * weight);
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
    if (first.length === 0) return `Nothing leads: no ${data.option} passes the screens.`;
    if (first.length > 1) {
      return `${ofWhat}${listed(first.map((option) => option.name))} are tied at ${figure(first[0].value)} points.`;
    }
    const next = options.find((option) => option.rank !== null && option.rank > 1);
    const level = next ? options.filter((option) => option.rank === next.rank).map((option) => option.name) : [];
    if (!next) {
      const only = options.length === 1 ? "compared" : "that passes the screens";
      return `${first[0].name} is the only ${data.option} ${only}, so there is nothing for it to lead.`;
    }
    return `${ofWhat}${first[0].name} leads ${listed(level)} by ${points_(first[0].value - next.value)}.`;
  }

  function said(options) {
    const first = options.filter((option) => option.rank === 1);
    const set = aside(options, first);
    const several = options.filter((option) => option.passes).length > 1;
    const lead = led(options, first, set.length && several ? "Of what passes, " : "");
    return [...set, lead, ...(data.unknown ? [data.unknown] : [])].join(" ");
  }

  const told = by("said").textContent;
  const isMoved = () => movable.some((place) => of(now, place) !== of(written, place));

  function show() {
    const weights = weighed();
    const found = weights.groups ? ranked(weights) : null;
    const moved = isMoved();
    by("moved").hidden = by("moved-above").hidden = !moved;
    movable.forEach((place) => {
      const points = of(now, place);
      by(`slider-${place.at}`).value = String(points);
      const field = by(`points-${place.at}`);
      if (document.activeElement !== field) field.value = String(points);
      const weight = found && (place.c === undefined ? weights.groups[place.g] : weights.criteria[place.g][place.c]);
      by(`weight-${place.at}`).textContent = found ? share(weight) : "–";
    });
    by("ranking").hidden = !found;
    const nothing = weights.empty
      ? `All criteria of ${weights.empty} are at zero; give points to at least one of them.`
      : `All weights are zero; give points to at least one ${data.noun}.`;
    by("said").textContent = !found ? nothing : moved ? said(found) : told;
    if (found) {
      found.forEach(draw);
      card(weights, moved);
    }
    const link = moved ? `#w=${linkedTo()}` : "#values";
    by("link").href = link;
    return moved ? link : "";
  }

  // Every group's points, and those of the criteria of groups inside which something was moved.
  function linkedTo() {
    const held = (place) =>
      place.c === undefined || now.inside[place.g].some((each, c) => each !== written.inside[place.g][c]);
    return movable.filter(held).map((place) => `${place.id}:${of(now, place)}`).join(",");
  }

  function draw(option) {
    const row = by(`option-${option.i}`);
    row.dataset.value = String(option.value);
    row.dataset.rank = option.rank === null ? "" : String(option.rank);
    row.classList.toggle("strong", option.rank === 1);
    row.querySelector(".rank").textContent = option.rank === null ? "✗" : String(option.rank);
    row.querySelector(".value").textContent = figure(option.value);
    const svg = row.querySelector("svg");
    const [rects, texts] = [svg.querySelectorAll("rect"), svg.querySelectorAll("text")];
    let at = 0;
    option.parts.forEach((part, g) => {
      rects[g].setAttribute("x", `${at}%`);
      rects[g].setAttribute("width", `${Math.max(0, part)}%`);
      texts[g].setAttribute("x", `${at + part / 2}%`);
      texts[g].textContent = part >= 100 * ROOM ? String(whole(part)) : "";
      at += part;
    });
    const parts = option.parts.map((part, g) => `${data.groups[g].name} ${figure(part)}`);
    svg.setAttribute("aria-label", listed(parts));
    row.parentNode.appendChild(row);
  }

  // The scorecard's weights, last in each row: those of a group, then of its criteria, then of the next group. Criteria
  // in no group stand by themselves, below a heading without a weight if there are groups.
  const cells = [...document.querySelectorAll(".of-scorecard tbody tr")].map((row) => row.lastElementChild);
  const before = cells.map((cell) => cell.textContent);

  function card(weights, moved) {
    const flat = data.groups.every((group) => group.alone);
    const head = (g) => {
      if (!data.groups[g].alone) return [weights.groups[g]];
      return flat || (g > 0 && data.groups[g - 1].alone) ? [] : [null];
    };
    const all = data.groups.flatMap((_, g) => [...head(g), ...weights.criteria[g]]);
    cells.forEach((cell, i) => { cell.textContent = moved && all[i] !== null ? share(all[i]) : before[i]; });
  }

  function take(place, text) {
    const given = Number(text);
    if (text.trim() === "" || !Number.isFinite(given) || given < 0 || given > 1e9) return;
    put(place, given);
    settle();
  }

  // Browsers refuse to change the address more than some hundred times a minute, so it waits till a slider rests.
  let waiting = 0;
  function settle() {
    const link = show();
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(null, "", link || location.pathname + location.search), 100);
  }

  // A link to a place would take the weights out of the address, so while they are moved the place is only shown.
  function go(event) {
    const place = event.target.closest('a[href^="#"]');
    if (!place || place.id === "link" || !isMoved()) return;
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
    now = start();
    let good = true;
    for (const part of held[1].split(",")) {
      const [id, text, ...more] = part.split(":");
      const place = movable.find((each) => each.id === id);
      const number = Number(text);
      if (!place || more.length || !text || !Number.isFinite(number) || number < 0 || number > 1e9) good = false;
      else put(place, number);
    }
    if (!good) now = start();
    by("unread").hidden = good;
    show();
  }

  // What scrolls sideways must be reached by the keyboard, and only that.
  function reach() {
    document.querySelectorAll(".scroll").forEach((each) => {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
    });
  }

  movable.forEach((place) => {
    const [slider, field] = [by(`slider-${place.at}`), by(`points-${place.at}`)];
    slider.addEventListener("input", () => take(place, slider.value));
    field.addEventListener("input", () => take(place, field.value));
    field.addEventListener("blur", show);
  });
  by("reset").addEventListener("click", () => { now = start(); by("unread").hidden = true; settle(); });
  addEventListener("hashchange", linked);
  addEventListener("resize", reach);
  document.addEventListener("click", go);
  document.addEventListener("toggle", reach, true);
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
  by("weights").hidden = movable.length === 0; // a single criterion has all of the weight
  show();
  linked();
  reach();
})();
