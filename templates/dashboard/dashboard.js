"use strict";

/* One page about one or several cities. All that it shows is in the element "data"; nothing is fetched, and no text of
   the data is ever taken for markup: nodes are made by `node`, which sets text alone. */

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
let city = data.cities[0];

const SVG = "http://www.w3.org/2000/svg";

function node(tag, attributes = {}, ...children) {
  const made = tag === "svg" || attributes.drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "drawn" || value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  fill(made, children);
  return made;
}

function fill(place, children) {
  const given = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "");
  place.replaceChildren(...given.map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))));
}

const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.split(`{${name}}`).join(String(value)), words[key]);

function table(caption, titles, rows, numbers = []) {
  const cells = (row) => row.map((cell, at) => {
    const [text, style] = Array.isArray(cell) ? cell : [cell, ""];
    const name = [style, numbers.includes(at) ? "number" : ""].filter(Boolean).join(" ");
    const attributes = name ? { class: name } : {};
    return at === 0 ? node("th", { scope: "row", ...attributes }, text) : node("td", attributes, text);
  });
  return scrolling(caption, node("table", {},
    node("caption", {}, caption),
    node("thead", {}, node("tr", {}, titles.map((title) => node("th", { scope: "col" }, title)))),
    node("tbody", {}, rows.map((row) => node("tr", {}, cells(row))))));
}

const scrolling = (name, content, style = "scroll") =>
  node("div", { class: style, tabindex: 0, role: "region", "aria-label": name }, content);

const percent = (part, whole) => (whole ? `${Math.floor((part * 1000) / whole) / 10}%` : "—");
const open = (problem) => problem.status === "open" || problem.status === "in_progress";
const key = (unit, indicator) => `${unit}\u0000${indicator}`;

/* What is behind the cells of the grid, by unit and indicator. */
function indexed(one) {
  const found = { duty: new Map(), status: new Map(), problems: new Map(), states: new Map() };
  for (const duty of one.duties) found.duty.set(key(duty.unit, duty.indicator), duty);
  for (const unit of one.coverage.units) {
    found.states.set(unit.id, unit.state);
    for (const each of unit.indicators) found.status.set(key(unit.id, each.id), each.status);
  }
  for (const problem of one.ledger.problems) {
    const place = key(problem.owner ?? problem.unit, problem.indicator);
    found.problems.set(place, [...(found.problems.get(place) ?? []), problem]);
  }
  return found;
}

const RANK = { met: 2, partly: 1, unmet: 0 };
const MARKS = { missing: "○", unread: "？", returned: "↩", problem: "!", lowered: "▽", off: "△", answered: "●" };
const isLowered = (duty) => duty.rating in RANK && duty.verdict in RANK && RANK[duty.verdict] < RANK[duty.rating];

/* All that is so of a cell; the first is what its mark shows. */
function statesOf(index, place) {
  const duty = index.duty.get(place), status = index.status.get(place), found = [];
  if (status === "unreadable") found.push("unread");
  else if (status !== "answered") found.push("missing");
  if (index.states.get(duty.unit) === "returned") found.push("returned");
  if ((index.problems.get(place) ?? []).some(open)) found.push("problem");
  if (isLowered(duty)) found.push("lowered");
  if (duty.metrics.some((one) => one.off)) found.push("off");
  return found.length ? found : ["answered"];
}

/* The overview: what a leader reads, and what is printed. */
function overview(one) {
  const units = one.status.units, total = one.coverage.total, before = one.before, problems = one.ledger.problems;
  const submitted = one.coverage.units.filter((unit) => unit.state === "submitted" || unit.state === "accepted").length;
  const closed = problems.filter((problem) => problem.status === "closed").length;
  const late = problems.filter((problem) => problem.overdue);
  const lastYear = (text) => (before ? say("last_year", { cycle: before.cycle, value: text }) : words.no_last_year);
  const tile = (name, value, note) =>
    node("div", { class: "tile" }, node("span", {}, name), node("strong", {}, value), node("span", {}, note));
  const off = one.duties.flatMap((duty) => duty.metrics.filter((each) => each.off).map((each) =>
    [duty.unit, duty.indicator, each.name, each.value, each.target ?? "", each.last ?? "—"]));
  const lights = { red: 0, yellow: 1, none: 2, green: 3 };
  const worst = [...units].sort((a, b) => lights[a.light] - lights[b.light]);
  const stages = one.status.stages.map((stage) => stage.name);
  return [
    node("div", { class: "tiles" },
      tile(words.submitted, `${submitted} / ${units.length}`, lastYear(before && `${before.submitted} / ${before.units}`)),
      tile(words.coverage, percent(total.answered, total.owed),
        lastYear(before && percent(before.total.answered, before.total.owed))),
      tile(words.closed, `${closed} / ${problems.length}`, say("open_problems", { count: problems.length - closed })),
      tile(words.overdue, late.length, say("late_units", { count: units.filter((unit) => unit.light === "red").length }))),
    node("div", { class: "halves" },
      node("div", {}, table(words.lights, [words.unit, ...stages, words.next],
        worst.map((unit) => [[`${words.light_marks[unit.light]} ${unit.id}`, unit.light],
          ...unit.stages.map((stage) => words.situations[stage.situation]),
          unit.next ? `${unit.next.stage} ${unit.next.due}` : "—"]))),
      node("div", {},
        chapters(one),
        off.length
          ? table(words.off_target, [words.unit, words.indicator, words.metric, words.value, words.target, words.last], off, [3, 5])
          : node("p", {}, say("none_of", { what: words.off_target })),
        late.length
          ? table(words.late_problems, [words.problem, words.unit, words.person, words.due, words.text],
            [...late].sort((a, b) => (a.deadline ?? "").localeCompare(b.deadline ?? "")).slice(0, 10).map((problem) =>
              [problem.id, problem.owner ?? problem.unit, problem.person ?? "—", problem.deadline ?? "—", problem.text]))
          : node("p", {}, say("none_of", { what: words.late_problems })))),
  ];
}

function chapters(one) {
  const ratings = ["met", "partly", "unmet"];
  const rows = one.chapters.map((chapter) => {
    const ids = new Set(chapter.indicators.map((indicator) => indicator.id));
    const duties = one.duties.filter((duty) => ids.has(duty.indicator));
    const counts = ratings.map((rating) => duties.filter((duty) => duty.rating === rating).length);
    const lacking = duties.length - counts.reduce((sum, count) => sum + count, 0);
    const parts = [...ratings.map((rating, at) => [rating, counts[at]]), ["lacking", lacking]].filter((part) => part[1]);
    const text = parts.map(([rating, count]) => `${words.ratings[rating]} ${count}`).join("，");
    return [`${chapter.number}. ${chapter.title}`, node("div", { class: "bar", role: "img", "aria-label": text },
      parts.map(([rating, count]) => {
        const part = node("span", { class: rating }, count);
        part.style.flex = `${count} 1 0`;
        return part;
      }))];
  });
  return [table(words.chapters, [words.chapter, words.rating], rows), node("p", { class: "legend" },
    [...ratings, "lacking"].map((rating) => [node("span", { class: `key ${rating}` }), ` ${words.ratings[rating]}　`]).flat(),
    words.chapter_legend)];
}

/* The grid of who owes what, with what became of it. */
function choice(name, options, changed) {
  const list = node("select", { onchange: changed }, node("option", { value: "" }, words.all),
    options.map(([value, text]) => node("option", { value }, text)));
  return [node("label", {}, name, list), list];
}

function grid(one, index, place) {
  const redraw = () => place.replaceChildren(gridTable(one, index, {
    unit: unit.value, chapter: chapter.value, state: state.value, text: text.value.trim(),
  }));
  const [unitLabel, unit] = choice(words.unit, one.units.map((each) => [each.id, each.id]), redraw);
  const [chapterLabel, chapter] = choice(words.chapter,
    one.chapters.map((each) => [each.number, `${each.number}. ${each.title}`]), redraw);
  const [stateLabel, state] = choice(words.state, Object.keys(MARKS).map((each) => [each, words.states[each]]), redraw);
  const text = node("input", { type: "search", oninput: redraw });
  redraw();
  return node("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
    unitLabel, chapterLabel, stateLabel, node("label", {}, words.search, text));
}

function gridTable(one, index, wanted) {
  const units = one.units.filter((unit) => !wanted.unit || unit.id === wanted.unit);
  const rows = [];
  for (const chapter of one.chapters) {
    if (wanted.chapter && String(chapter.number) !== wanted.chapter) continue;
    for (const indicator of chapter.indicators) {
      if (wanted.text && !`${indicator.id} ${indicator.text}`.includes(wanted.text)) continue;
      const cells = units.map((unit) => cell(one, index, indicator, unit.id, wanted.state));
      if ((wanted.state || wanted.unit) && cells.every((each) => !each.firstChild)) continue;
      rows.push(node("tr", {}, node("th", { scope: "row" }, indicator.id),
        node("th", { scope: "row", class: "text" }, indicator.text), cells));
    }
  }
  if (!rows.length) return node("p", {}, words.none);
  return scrolling(`${words.grid} ${say("rows", { count: rows.length })}`, node("table", { class: "grid" },
    node("caption", { class: "legend" }, say("rows", { count: rows.length })),
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, words.number), node("th", { scope: "col" }, words.indicator),
      units.map((unit) => node("th", { scope: "col", class: "unit" }, unit.id)))),
    node("tbody", {}, rows)));
}

function cell(one, index, indicator, unit, wanted) {
  const place = key(unit, indicator.id);
  if (!index.duty.has(place)) return node("td");
  const states = statesOf(index, place);
  if (wanted && !states.includes(wanted)) return node("td");
  const name = `${unit} ${indicator.id} ${states.map((state) => words.states[state]).join("，")}`;
  return node("td", { class: `is-${wanted || states[0]}` },
    node("button", { type: "button", "aria-label": name, title: name, onclick: () => details(one, index, indicator, unit) },
      MARKS[wanted || states[0]]));
}

/* One step down: a unit's answer to an indicator. */
function details(one, index, indicator, unit) {
  const place = key(unit, indicator.id), duty = index.duty.get(place);
  const rated = (rating) => (rating ? words.ratings[rating] : "—");
  const points = (score) => (score === null ? "" : say("points", { score }));
  const facts = [
    [words.unit, `${unit}（${words.roles[duty.role]}）`],
    [words.state, statesOf(index, place).map((state) => words.states[state]).join("，")],
    [words.rating, [rated(duty.rating), points(duty.score)].filter(Boolean).join(" ")],
    [words.verdict, [rated(duty.verdict), points(duty.reviewed_score), duty.remark ?? ""].filter(Boolean).join(" ")],
  ];
  const problems = index.problems.get(place) ?? [];
  const dialog = document.getElementById("details");
  fill(dialog, [
    node("button", { type: "button", class: "close", onclick: () => dialog.close() }, words.close),
    node("h2", { id: "details-title" }, `${indicator.id}. ${indicator.text}`),
    node("dl", {}, facts.map(([name, value]) => [node("dt", {}, name), node("dd", {}, value)])),
    duty.metrics.length ? table(words.metric, [words.metric, words.value, words.target, words.last], duty.metrics.map((each) =>
      [each.name, [each.value, each.off ? "red" : ""], each.target ?? "—", each.last ?? "—"]), [1, 3]) : null,
    node("h3", {}, words.evidence),
    duty.evidence.length ? node("ul", {}, duty.evidence.map((each) =>
      node("li", {}, each.file ? `${each.title}（${each.file}）` : each.title))) : node("p", {}, words.none),
    node("h3", {}, words.problem),
    problems.length ? table(words.problem, [words.problem, words.text, words.measure, words.due, words.state],
      problems.map((each) => [each.id, each.text, each.measure ?? "—", each.deadline ?? "—", standing(each)]))
      : node("p", {}, words.none),
  ]);
  dialog.showModal();
}

const standing = (problem) =>
  [words.statuses[problem.status] + (problem.overdue ? words.is_overdue : ""), problem.overdue ? "red" : ""];

/* How many had submitted, day by day. */
function progress(one) {
  if (one.progress.length < 2) return node("p", {}, words.no_progress);
  const most = one.units.length, days = one.progress.map((each) => Date.parse(each.day));
  const x = (day) => 50 + (560 * (day - days[0])) / (days[days.length - 1] - days[0]);
  const y = (count) => 170 - (150 * count) / most;
  const path = one.progress.map((each, at) =>
    `${at ? `H${x(days[at]).toFixed(1)}V` : `M${x(days[0]).toFixed(1)},`}${y(each.submitted).toFixed(1)}`).join("");
  const last = one.progress[one.progress.length - 1];
  const text = (at, up, anchor, value) => node("text", { drawn: true, x: at, y: up, "text-anchor": anchor, "font-size": 13 }, value);
  return [node("svg", { viewBox: "0 0 680 200", role: "img", "aria-label": say("progress_text", last) },
    node("path", { drawn: true, d: `M50,${y(0)}H620M50,${y(most)}H620`, stroke: "#8793a0", fill: "none" }),
    node("path", { drawn: true, d: path, stroke: "#0b4a8f", "stroke-width": 2.5, fill: "none" }),
    text(44, y(0) + 4, "end", 0), text(44, y(most) + 4, "end", most),
    text(50, 192, "start", one.progress[0].day), text(620, 192, "end", last.day),
    text(626, y(last.submitted) + 4, "start", last.submitted)),
  table(words.progress, [words.day, words.submitted], one.progress.map((each) => [each.day, each.submitted]), [1])];
}

function ranking(one) {
  if (!one.score) return node("p", {}, words.no_scores);
  const total = (account) => (account && account.total !== null ? account.total : "—");
  const of = (unit) => Number(unit.reviewed?.total ?? unit.self?.total ?? -1);
  const rows = [...one.score.units].sort((a, b) => of(b) - of(a));
  return table(`${one.score.scoring.title}${one.score.scoring.sample ? words.sample_mark : ""}`,
    [words.unit, words.own_total, words.full_marks, words.reviewed_total, words.grade, words.over],
    rows.map((unit) => [unit.id, total(unit.self), unit.self?.points ?? "—", total(unit.reviewed),
      unit.reviewed?.grade ?? "—", unit.differences.filter((each) => each.over).length]), [1, 2, 3, 5]);
}

function ledger(one, place) {
  const redraw = () => {
    const rows = one.ledger.problems.filter((problem) =>
      (!unit.value || (problem.owner ?? problem.unit) === unit.value) &&
      (!status.value || (status.value === "overdue" ? problem.overdue : problem.status === status.value)) &&
      (!text.value.trim() || `${problem.id} ${problem.text}`.includes(text.value.trim())));
    place.replaceChildren(rows.length ? table(say("rows", { count: rows.length }),
      [words.problem, words.unit, words.indicator, words.text, words.measure, words.person, words.due, words.state],
      rows.map((problem) => [problem.id, problem.owner ?? problem.unit, problem.indicator, problem.text,
        problem.measure ?? "—", problem.person ?? "—", problem.deadline ?? "—", standing(problem)]))
      : node("p", {}, words.none));
  };
  const [unitLabel, unit] = choice(words.unit, one.units.map((each) => [each.id, each.id]), redraw);
  const [statusLabel, status] = choice(words.state, [...Object.entries(words.statuses), ["overdue", words.overdue]], redraw);
  const text = node("input", { type: "search", oninput: redraw });
  redraw();
  return node("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
    unitLabel, statusLabel, node("label", {}, words.search, text));
}

function cities() {
  const rows = data.cities.map((one) => {
    const total = one.coverage.total, problems = one.ledger.problems;
    return [one.city, total.owed, total.answered, percent(total.answered, total.owed),
      one.status.units.filter((unit) => unit.light === "red").length, problems.length,
      problems.filter((problem) => problem.status === "closed").length, problems.filter((problem) => problem.overdue).length];
  });
  const sum = (at) => rows.reduce((all, row) => all + row[at], 0);
  rows.push([words.total, sum(1), sum(2), percent(sum(2), sum(1)), sum(4), sum(5), sum(6), sum(7)]);
  return table(words.cities, [words.city, words.owed, words.answered, words.coverage, words.late, words.problem, words.closed,
    words.overdue], rows, [1, 2, 3, 4, 5, 6, 7]);
}

function draw() {
  const index = indexed(city), heat = node("div"), list = node("div"), name = data.cities.length > 1 ? `${city.city} ` : "";
  const unread = city.incomplete.map((each) => `${each.file}:${each.line} ${each.reason}`);
  const stage = city.status.stages.filter((each) => each.running).map((each) => each.name).join("、") || "—";
  fill(document.getElementById("page"), [
    node("p", { class: "meta" }, say("meta", { title: `${name}${city.title}`, cycle: city.cycle, day: city.as_of, stage })),
    city.sample ? node("p", { class: "sample" }, words.sample) : null,
    unread.length ? node("p", { class: "unread", role: "alert" }, say("unread", { files: unread.join("；") })) : null,
    node("h2", {}, words.overview), node("section", { "aria-label": words.overview }, overview(city)),
    node("section", { class: "screen", "aria-label": words.grid }, node("h2", {}, words.grid),
      node("p", { class: "legend" }, Object.entries(MARKS).map(([state, mark]) => `${mark} ${words.states[state]}`).join("　")),
      grid(city, index, heat), heat),
    node("section", { class: "screen", "aria-label": words.progress }, node("h2", {}, words.progress), progress(city)),
    node("section", { class: "screen", "aria-label": words.ranking }, node("h2", {}, words.ranking), ranking(city)),
    node("section", { class: "screen", "aria-label": words.ledger }, node("h2", {}, words.ledger), ledger(city, list), list),
  ]);
}

if (data.cities.length > 1) {
  const list = node("select", { onchange: () => { city = data.cities[list.selectedIndex]; draw(); } },
    data.cities.map((one) => node("option", {}, one.city)));
  document.getElementById("cities").append(node("h2", {}, words.cities), cities(),
    node("p", { class: "screen" }, node("label", {}, words.city, list)));
}
draw();
