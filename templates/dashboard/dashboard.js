"use strict";

/* One page about one or several cities. All that it shows is in the element "data"; nothing is fetched, and no text of
   the data is ever taken for markup: nodes are made by `node`, which sets text alone. */

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const severalCities = data.cities.length > 1;

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86400000;

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

/* A word that has a plural is a pair. */
const wording = (key, { count }) => (Array.isArray(words[key]) ? words[key][count === 1 ? 0 : 1] : words[key]);
const say = (key, values = {}) => wording(key, values).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

const WIDTHS = [["date", /^\d{4}-\d\d-\d\d$/], ["long", /^.{21}/s], ["words", /^(?![\d.]+$).{4}/s]];
const widthOf = (text) => (typeof text === "string" && WIDTHS.find(([, like]) => like.test(text))?.[0]) || "";
/* A table; `most` rows of it are shown, and `printed` printed, with how many there are beside. */
function table(caption, titles, rows, { numbers = [], most = Infinity, printed = Infinity, style = "" } = {}) {
  const cells = (row) => row.map((given, at) => {
    const [text, look] = Array.isArray(given) ? given : [given, ""];
    const name = [look, numbers.includes(at) ? "number" : "", widthOf(text)].filter(Boolean).join(" ") || null;
    return at === 0 ? node("th", { scope: "row", class: name }, text) : node("td", { class: name }, text);
  });
  return [scrolling(caption, node("table", { class: style || null },
    node("caption", {}, caption),
    node("thead", {}, node("tr", {}, titles.map((title, at) =>
      node("th", { scope: "col", class: numbers.includes(at) ? "number" : null }, title)))),
    node("tbody", {}, rows.slice(0, most).map((row, at) => node("tr", { class: at < printed ? null : "screen" }, cells(row)))))),
  rest(rows, most, "screen"), rest(rows, printed, "paper")];
}

const rest = (rows, limit, look) =>
  rows.length > limit ? node("p", { class: `legend ${look}` }, say("rest", { count: rows.length - limit })) : null;
const scrolling = (name, content, look = "") =>
  node("div", { class: `scroll ${look}`, tabindex: 0, role: "group", "aria-label": name }, content);

const tableOr = (caption, titles, rows, options) =>
  rows.length ? table(caption, titles, rows, options) : node("p", {}, say("none_of", { what: caption }));

const link = (text, onclick) => node("button", { type: "button", class: "link", onclick }, text);

const percent = (part, whole) => (whole ? `${Math.floor((part * 1000) / whole) / 10}%` : "—");
const open = (problem) => problem.status === "open" || problem.status === "in_progress";
const key = (unit, indicator) => `${unit}\u0000${indicator}`;
const ownerOf = (problem) => problem.owner ?? problem.unit;
const daysFrom = (one, day) => Math.round((Date.parse(day) - Date.parse(one.as_of)) / DAY);
const holds = (text, wanted) => text.toLowerCase().includes(wanted.toLowerCase());

/* What is behind the cells of the grid, by unit and indicator. */
function indexed(one) {
  const found = { duty: new Map(), status: new Map(), problems: new Map(), state: new Map(), owing: new Map() };
  for (const duty of one.duties) {
    found.duty.set(key(duty.unit, duty.indicator), duty);
    found.owing.set(duty.indicator, [...(found.owing.get(duty.indicator) ?? []), duty]);
  }
  for (const unit of one.coverage.units) {
    found.state.set(unit.id, unit.state);
    for (const each of unit.indicators) found.status.set(key(unit.id, each.id), each);
  }
  one.ledger.problems.forEach((problem, at) => {  // of an earlier round, the unit as it was then
    const owner = found.state.has(ownerOf(problem)) ? ownerOf(problem) : problem.unit, place = key(owner, problem.indicator);
    found.problems.set(place, [...(found.problems.get(place) ?? []), { ...problem, course: one.courses[at] }]);
  });
  return found;
}

const RANK = { met: 2, partly: 1, unmet: 0 };
const MARKS = { missing: "○", unread: "？", returned: "←", problem: "!", lowered: "▽", off: "△", answered: "●" };
const isLowered = (duty) => duty.rating in RANK && duty.verdict in RANK && RANK[duty.verdict] < RANK[duty.rating];

/* All that is so of a cell; the first is what its mark shows. */
function statesOf(index, place) {
  const duty = index.duty.get(place), status = index.status.get(place)?.status, found = [];
  if (status === "unreadable") found.push("unread");
  else if (status !== "answered") found.push("missing");
  if (index.state.get(duty.unit) === "returned") found.push("returned");
  if ((index.problems.get(place) ?? []).some(open)) found.push("problem");
  if (isLowered(duty)) found.push("lowered");
  if (duty.metrics.some((one) => one.off)) found.push("off");
  return found.length ? found : ["answered"];
}

/* The four large numbers: of a round, or of the rounds of several cities. Each is a word; null where there is no round. */
const summed = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
const marked = (text, rounds) => (rounds.some((round) => round.partial) ? `${text}※` : text);
const counted = (rounds, name) => summed(rounds.map((round) => round[name]));
const countedProblems = (of, name) => summed(of.map((one) => one.problems[name]));

const FIGURES = {
  submitted: (rounds) => `${counted(rounds, "submitted")}/${counted(rounds, "units")}`,
  coverage: (rounds) => (counted(rounds, "unreadable") ? "≥" : "") + percent(counted(rounds, "answered"), counted(rounds, "owed")),
  closed: (rounds) => (countedProblems(rounds, "found") ? `${countedProblems(rounds, "closed")}/${countedProblems(rounds, "found")}` : "—"),
  overdue: (rounds) => (countedProblems(rounds, "found") ? countedProblems(rounds, "overdue") : "—"),
};

function figure(name, rounds) {
  const known = rounds.filter(Boolean);
  return known.length ? marked(FIGURES[name](known), known) : "—";
}

function tiles(overviews) {
  const now = overviews.map((one) => one.now), before = overviews.map((one) => one.before).filter(Boolean);
  const unknown = summed(now.map((round) => round.unknown.length)), unreadable = counted(now, "unreadable");
  const all = (name) => countedProblems(overviews, name);
  const earlier = all("found") > countedProblems(now, "found");
  const answers = { answered: counted(now, "answered"), assigned: counted(now, "owed"), count: unreadable };
  const partial = overviews.some((one) => one.now.partial || one.before?.partial);
  const some = (name, count, none) => (count ? say(name, { count }) : none);
  const notes = {
    submitted: unknown ? say("unknown_units", { count: unknown })
      : some("not_submitted", counted(now, "units") - counted(now, "submitted"), words.all_submitted),
    coverage: say("answered_of", answers) + (unreadable ? say("unread_of", answers) : ""),
    closed: !all("found") ? (partial ? "" : words.no_problems) : earlier ? say("with_earlier", { closed: all("closed"), found: all("found") })
      : some("open_problems", all("found") - all("closed"), words.all_closed),
    overdue: (earlier && all("overdue") ? say("overdue_with_earlier", { count: all("overdue") }) : "")
      + some("late_units", summed(overviews.map((one) => one.late_units)),
        partial || overviews.some((one) => !one.has_timetable) ? "" : words.no_late_units),
  };
  const years = [...new Set(before.map((round) => round.cycle))].join(words.listed);
  return node("div", { class: "tiles" }, Object.keys(FIGURES).map((name) => node("div", { class: "tile" },
    node("span", {}, words[name]), node("strong", {}, figure(name, now)),
    node("span", {}, before.length ? say("last_year", { cycle: years, value: figure(name, before) }) : words.no_last_year),
    node("span", {}, notes[name]))));
}

/* How many lines a column of the printed overview has; what is above it takes of them. */
const printedLines = (one) => 45 - (one.sample ? 2 : 0) - (one.incomplete.length ? 5 : 0);
/* How many requests, and how many rows of each list, are printed beside the bars and the grades: at least one of each. */
function shared(one, lists) {
  let left = printedLines(one) - 7 - 1.2 * Math.min(one.chapters.length, 8) - 4.4 * lists, requests = 0;
  for (const text of one.overview.coordination) {
    left -= text.length > 44 ? 2 : 1;
    if (requests && left < 0) break;
    requests += 1;
  }
  return { requests, printed: 1 + Math.max(0, Math.floor(left / (lists || 1))) };
}

/* The overview of a city: what a leader reads, and what is printed. */
function overview(one) {
  const found = one.overview, late = one.ledger.problems.filter((each) => each.overdue && each.cycle <= one.cycle);
  const off = one.duties.flatMap((duty) => duty.metrics.filter((each) => each.off).map((each) =>
    [duty.unit, duty.indicator, each.name, [each.value, "red"], each.target ?? "", each.last ?? "—"]));
  late.sort((a, b) => a.deadline.localeCompare(b.deadline));
  const over = found.differences.filter((each) => each.over).length;
  const { requests, printed } = shared(one, [late, found.letters, off, found.differences].filter((list) => list.length).length);
  return [
    tiles([found]),
    node("p", { class: "legend" },
      [...one.status.without_unit, ...([found.now, found.before].some((round) => round?.partial) ? [words.partial] : [])].join(" ")),
    node("div", { class: "halves" },
      node("div", {}, lights(one)),
      node("div", {},
        chapters(one),
        found.grades.length ? node("p", {}, found.grades.map(({ side, counts }) =>
          say("grades", { side, counts: counts.map(({ grade, units }) => say("grade_units", { grade, units })).join(words.listed) })).join(words.semicolon)) : null,
        found.coordination.length ? [node("h3", {}, words.coordination),
          found.coordination.map((text, at) => node("p", { class: at < requests ? "request" : "request screen" }, text)),
          rest(found.coordination, requests, "paper")] : null,
        tableOr(say("late_problems", { count: late.length }), [words.unit, words.text, words.person, words.due, words.days_late],
          late.map((each) => [ownerOf(each), each.text, each.person ?? "—", each.deadline, -daysFrom(one, each.deadline)]),
          { numbers: [4], most: 10, printed }),
        found.letters.length ? table(say(found.letters.some((each) => each.kind) ? "letters_and_orders" : "letters", { count: found.letters.length }),
          [words.unit, words.letter, words.number, words.stage, words.issued, words.until],
          found.letters.map((each) => [each.unit, each.name, each.number, each.stage, each.on, each.until]),
          { most: 20, printed, style: "letters" }) : null,
        tableOr(say("off_target", { count: off.length }),
          [words.unit, words.indicator, words.metric, words.value, words.target, words.last], off,
          { numbers: [3, 5], most: 20, printed }),
        found.differences.length ? table(say("differences", { count: found.differences.length, over }),
          [words.unit, words.indicator, words.own_score, words.reviewed_score, words.difference],
          found.differences.map((each) => [each.unit, each.item, each.self, each.reviewed, [each.percent, each.over ? "red" : ""]]),
          { numbers: [2, 3, 4], most: 10, printed }) : null)),
  ];
}

function lights(one) {
  const stages = one.status.stages.map((stage) => stage.name), planned = stages.length;
  for (const unit of one.status.units) {
    for (const each of unit.stages.slice(planned)) if (!stages.slice(planned).includes(each.name)) stages.push(each.name);
  }
  const looks = { overdue: "red", soon: "yellow", running: "green", done: "green" };
  const stageCell = (stage) => {
    if (!stage) return "";
    const days = stage.due === null ? 0 : daysFrom(one, stage.due);
    const text = stage.situation === "overdue" ? say("overdue_days", { count: -days })
      : stage.situation === "soon" ? (days ? say("soon_days", { count: days }) : words.due_today) : words.situations[stage.situation];
    return [text, looks[stage.situation] ?? ""];
  };
  const units = new Map(one.status.units.map((unit) => [unit.id, unit]));
  const rows = one.overview.worst_first.map((id) => {
    const unit = units.get(id), unknown = unit.unread && unit.state === null;
    const light = unknown ? words.unread_light : words.lights[unit.light];
    return [[`${light} ${id}`, unit.light], unknown ? words.unread_state : words.unit_states[unit.state ?? "none"],
      ...stages.map((name, at) => stageCell(at < planned ? unit.stages[at] : unit.stages.slice(planned).find((each) => each.name === name))),
      unit.open_problems === null ? "？" : (unit.unread ? "≥" : "") + unit.open_problems];
  });
  return tableOr(words.progress_lights, [words.unit, words.state, ...stages, words.open_count], rows,
    { numbers: [stages.length + 2], printed: printedLines(one) - 4, style: "lights" });
}

const RATINGS = ["met", "partly", "unmet", "not_applicable", "unrated", "missing", "unread"];
const ratingOf = (each) => ({ answered: each.rating, unrated: "unrated", unreadable: "unread" })[each.status] ?? "missing";

function chapters(one) {
  const answers = one.coverage.units.flatMap((unit) => unit.indicators);
  const rows = one.chapters.map((chapter) => {
    const ids = new Set(chapter.indicators.map((indicator) => indicator.id));
    const ratings = answers.filter((each) => ids.has(each.id)).map(ratingOf);
    const parts = RATINGS.map((rating) => [rating, ratings.filter((each) => each === rating).length]).filter((part) => part[1]);
    const text = parts.map(([rating, count]) => `${words.ratings[rating]} ${count}`).join(words.comma);
    return [`${chapter.number}. ${chapter.title}`, parts.length ? node("div", { class: "bar", role: "img", "aria-label": text },
      parts.map(([rating, count]) => {
        const part = node("span", { class: rating }, count);
        part.style.flex = `${count} 1 0`;
        return part;
      })) : "—"];
  });
  return [tableOr(words.chapters, [words.chapter, words.rating], rows, { printed: 8, style: "bars" }), node("p", { class: "legend" },
    RATINGS.map((rating) => [node("span", { class: `key ${rating}` }), ` ${words.ratings[rating]}　`]), words.chapter_legend)];
}

/* The grid of who owes what, with what became of it. */
function choice(name, options, changed) {
  const list = node("select", { onchange: changed }, node("option", { value: "" }, words.all),
    options.map(([value, text]) => node("option", { value }, text)));
  return [node("label", {}, name, list), list];
}

const filters = (...parts) => node("form", { class: "filters", onsubmit: (event) => event.preventDefault() }, parts);

function grid(one, index, place) {
  const count = node("p", { class: "legend", role: "status" }), body = node("div");
  fill(place, [count, body]);
  const redraw = () => {
    const rows = gridRows(one, index, { unit: unit.value, chapter: chapter.value, state: state.value, text: text.value.trim() });
    fill(count, [rows.length ? say("rows", { count: rows.length }) : words.none]);
    fill(body, [rows.length ? gridTable(unitsMeant(one, unit.value), rows) : null]);
  };
  const [unitLabel, unit] = choice(words.unit, one.units.map((each) => [each.id, each.id]), redraw);
  const [chapterLabel, chapter] = choice(words.chapter, one.chapters.map((each) => [each.number, `${each.number}. ${each.title}`]), redraw);
  const [stateLabel, state] = choice(words.state, Object.keys(MARKS).map((each) => [each, words.states[each]]), redraw);
  const text = node("input", { type: "search", oninput: redraw });
  redraw();
  return filters(unitLabel, chapterLabel, stateLabel, node("label", {}, words.search, text));
}

/* What a cell is found by, beside its indicator. */
const textsOf = (index, place) => {
  const duty = index.duty.get(place);
  return [duty.remark ?? "", ...duty.evidence.map((each) => each.title), ...duty.metrics.map((each) => each.name),
    ...(index.problems.get(place) ?? []).flatMap((each) => [each.id, each.text, each.measure ?? "", each.person ?? ""])].join("\n");
};

const unitsMeant = (one, wanted) => one.units.filter((unit) => !wanted || unit.id === wanted);
function gridRows(one, index, wanted) {
  const units = unitsMeant(one, wanted.unit), narrowed = wanted.state || wanted.unit, rows = [];
  for (const chapter of one.chapters) {
    if (wanted.chapter && String(chapter.number) !== wanted.chapter) continue;
    for (const indicator of chapter.indicators) {
      const named = holds(`${indicator.id} ${indicator.text}`, wanted.text);
      const cells = units.map((unit) => cell(one, index, indicator, unit.id, { state: wanted.state, text: named ? "" : wanted.text }));
      if ((narrowed || !named) && cells.every((each) => !each.firstChild)) continue;
      rows.push(node("tr", {}, node("th", { scope: "row" }, link(indicator.id, () => indicatorDetails(one, index, indicator))),
        node("th", { scope: "row", class: "text" }, node("div", {}, indicator.text)), cells));
    }
  }
  return rows;
}

function gridTable(units, rows) {
  const made = node("table", { class: "grid", onkeydown: moved },
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, words.number), node("th", { scope: "col" }, words.indicator),
      units.map((unit) => node("th", { scope: "col", class: "unit" }, node("span", {}, unit.id))))),
    node("tbody", {}, rows));
  made.querySelector("td button")?.setAttribute("tabindex", 0);
  return scrolling(words.grid, made, "tall");
}

function cell(one, index, indicator, unit, wanted) {
  const place = key(unit, indicator.id);
  if (!index.duty.has(place)) return node("td");
  const states = statesOf(index, place);
  if (wanted.state && !states.includes(wanted.state)) return node("td");
  if (wanted.text && !holds(textsOf(index, place), wanted.text)) return node("td");
  const shown = wanted.state || states[0];
  const name = `${unit} ${indicator.id} ${states.map((state) => words.states[state]).join(words.comma)}`;
  return node("td", { class: `is-${shown}` }, node("button", {
    type: "button", tabindex: -1, "aria-label": name, title: name, onclick: () => unitDetails(one, index, indicator, unit),
  }, MARKS[shown]));
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity], End: [0, Infinity] };

/* Of the cells one can be tabbed to; arrows lead from it to the next that has anything. */
function moved(event) {
  const from = event.target.closest("td"), step = STEPS[event.key];
  if (!from || !step) return;
  event.preventDefault();
  const row = from.parentElement, line = step[0] ? [...row.parentElement.rows].map((each) => each.cells[from.cellIndex]) : [...row.cells];
  const cells = line.filter((each) => each.tagName === "TD" && each.firstChild);
  const at = Math.min(Math.max(cells.indexOf(from) + step[0] + step[1], 0), cells.length - 1);
  from.firstChild.setAttribute("tabindex", -1);
  cells[at].firstChild.setAttribute("tabindex", 0);
  cells[at].firstChild.focus();
}

/* What lies below a cell: a unit's answer to an indicator, all units' answers to it, the course of a problem. */
const dialog = document.getElementById("details");
let opener = null;

function close() {
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
  opener.focus();
}

function show(title, ...content) {
  const opened = dialog.hasAttribute("open");
  if (!opened) opener = document.activeElement;
  const heading = node("h2", { id: "details-title", tabindex: -1 }, title);
  fill(dialog, [node("button", { type: "button", class: "close", onclick: close }, words.close), heading, content]);
  if (!opened && dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  dialog.scrollTop = 0;
  heading.focus();
}

const facts = (pairs) => node("dl", {}, pairs.filter((pair) => pair[1]).map(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]));
const rated = (rating, score) => [rating ? words.ratings[rating] : "—", score === null ? "" : say("points", { score })].filter(Boolean).join(" ");
const standing = (problem) =>
  [words.statuses[problem.status] + (problem.overdue ? words.is_overdue : ""), problem.overdue ? "red" : ""];

function unitDetails(one, index, indicator, unit) {
  const place = key(unit, indicator.id), duty = index.duty.get(place), problems = index.problems.get(place) ?? [];
  show(`${indicator.id}. ${indicator.text}`,
    facts([
      [words.unit, say("unit_role", { unit, role: words.roles[duty.role] })],
      [words.state, statesOf(index, place).map((state) => words.states[state]).join(words.comma)],
      [words.rating, rated(index.status.get(place)?.status === "unrated" ? "unrated" : duty.rating, duty.score)],
      [words.verdict, rated(duty.verdict, duty.reviewed_score)],
      [words.remark, duty.remark],
    ]),
    tableOr(words.metric, [words.metric, words.value, words.target, words.last], duty.metrics.map((each) =>
      [each.name, [each.value, each.off ? "red" : ""], each.target ?? "—", each.last ?? "—"]), { numbers: [1, 3] }),
    node("h3", {}, words.evidence),
    duty.evidence.length ? node("ul", {}, duty.evidence.map((each) =>
      node("li", {}, each.file ? say("evidence_file", each) : each.title))) : node("p", {}, words.none),
    node("h3", {}, words.problem),
    problems.length ? problems.map(problemCourse) : node("p", {}, words.none),
    node("p", {}, link(words.all_units, () => indicatorDetails(one, index, indicator))));
}

function indicatorDetails(one, index, indicator) {
  const duties = index.owing.get(indicator.id) ?? [];
  show(`${indicator.id}. ${indicator.text}`,
    facts([[words.section, indicator.section]]),
    tableOr(words.units_answers, [words.unit, words.role, words.state, words.rating, words.verdict, words.metric_last, words.open_count],
      duties.map((duty) => {
        const place = key(duty.unit, indicator.id);
        return [link(duty.unit, () => unitDetails(one, index, indicator, duty.unit)), words.roles[duty.role],
          statesOf(index, place).map((state) => words.states[state]).join(words.comma),
          rated(duty.rating, duty.score), rated(duty.verdict, duty.reviewed_score),
          duty.metrics.map((each) => node("div", { class: each.off ? "red" : null }, say("metric_line", { ...each, last: each.last ?? "—" }))),
          (index.problems.get(place) ?? []).filter((each) => each.status !== "closed").length];
      }), { numbers: [6] }));
}

function courseLine(step) {
  if (step.found_by) return say(step.on ? "found_on" : "found", step);
  if (step.closed_on) return say("closed_on", step);
  const parts = [["measure", step.measure], ["progress_made", step.progress], ["person", step.person], ["due", step.due],
    ["proof", step.proof?.join(words.listed)]].filter((part) => part[1]).map(([name, value]) => say("stated", { name: words[name], value }));
  return say("stated_in", { cycle: step.cycle, text: [step.status ? words.statuses[step.status] : "", ...parts].filter(Boolean).join(words.semicolon) });
}

function problemCourse(problem) {
  const [text, look] = standing(problem);
  const lines = problem.course.map(courseLine);
  if (problem.closed_without_proof) lines.push(say("unproven", { day: problem.closed_without_proof }));
  if (problem.repeats) lines.push(say("repeats", problem.repeats));
  return node("section", { class: "problem", "aria-label": problem.id },
    node("p", {}, node("strong", {}, problem.id), " ", problem.text),
    node("p", { class: look || null }, [text, problem.deadline ? say("by_day", { day: problem.deadline }) : ""].filter(Boolean).join(words.comma)),
    node("ol", {}, lines.map((line) => node("li", {}, line))));
}

/* How many had submitted, day by day. */
function progress(one) {
  const { days, submitted, differing } = one.progress, most = one.units.length;
  const differs = differing.length ? node("p", { class: "unread" }, say("log_differs",
    { logged: submitted, stated: one.overview.now.submitted, units: differing.join(words.listed) })) : null;
  if (!days.length) return [differs, node("p", {}, words.no_log)];
  const listed = table(words.progress, [words.day, words.submitted], days.map((each) => [each.day, each.submitted]), { numbers: [1] });
  if (days.length < 2) return [differs, listed];
  const last = days[days.length - 1], start = Date.parse(days[0].day), length = Date.parse(last.day) - start;
  const x = (day) => 50 + (560 * (Date.parse(day) - start)) / length;
  const y = (count) => 170 - (150 * count) / most;
  const path = days.map((each, at) =>
    `${at ? `H${x(each.day).toFixed(1)}V` : `M${x(each.day).toFixed(1)},`}${y(each.submitted).toFixed(1)}`).join("");
  const text = (at, up, anchor, value) => node("text", { drawn: true, x: at, y: up, "text-anchor": anchor, "font-size": 13 }, value);
  return [differs, node("svg", { viewBox: "0 0 680 200", role: "img", "aria-label": say("progress_text", last) },
    node("path", { drawn: true, d: `M50,${y(0)}H620M50,${y(most)}H620`, stroke: "#8793a0", fill: "none" }),
    node("path", { drawn: true, d: path, stroke: "#0b4a8f", "stroke-width": 2.5, fill: "none" }),
    text(44, y(0) + 4, "end", 0), text(44, y(most) + 4, "end", most),
    text(50, 192, "start", days[0].day), text(620, 192, "end", last.day),
    text(626, y(last.submitted) + 4, "start", last.submitted)), listed];
}

/* The units of each kind by their total, as `dutykit rank` has them, beside both totals, as `dutykit score` has them. */
function ranking(one) {
  if (!one.score) return node("p", {}, words.no_scores);
  const scores = new Map(one.score.units.map((unit) => [unit.id, unit]));
  const total = (account) => account?.total ?? "—";
  const { title, sample, basis } = one.score.scoring;
  return [node("p", {}, say(sample && !basis.includes(words.example) ? "scoring_sample" : "scoring", { title, basis })), one.rank.rankings.map((each) => [
    table(say("rank_kind", { title: one.rank.title, kind: words.kinds[each.kind] }),
      [words.place, words.unit, words.value, words.own_total, words.reviewed_total, words.full_marks, words.grade, words.over, words.remark],
      each.places.map((place) => {
        const unit = scores.get(place.unit);
        return [place.place ?? "—", place.unit, place.value ?? "—", total(unit.self), total(unit.reviewed),
          (unit.reviewed ?? unit.self)?.points ?? "—", (unit.reviewed ?? unit.self)?.grade ?? "—",
          unit.differences.filter((difference) => difference.over).length, place.remark];
      }), { numbers: [0, 2, 3, 4, 5, 7] }),
    each.notes.map((note) => node("p", { class: "legend" }, note))])];
}

function ledger(one, place) {
  const problems = one.ledger.problems.map((problem, at) => ({ ...problem, course: one.courses[at] }));
  const shown = (problem) => show(problem.id,
    facts([[words.unit, ownerOf(problem)], [words.indicator, problem.indicator]]), problemCourse(problem));
  const redraw = () => {
    const rows = problems.filter((problem) =>
      (!unit.value || ownerOf(problem) === unit.value) && (!cycle.value || String(problem.cycle) === cycle.value) &&
      (!status.value || (status.value === "overdue" ? problem.overdue : problem.status === status.value)) &&
      holds([problem.id, problem.text, problem.measure, problem.person].join("\n"), text.value.trim()));
    fill(place, [tableOr(say("rows", { count: rows.length }),
      [words.number, words.cycle, words.unit, words.indicator, words.text, words.measure, words.person, words.due, words.state],
      rows.map((problem) => [link(problem.id, () => shown(problem)), problem.cycle, ownerOf(problem), problem.indicator, problem.text,
        problem.measure ?? "—", problem.person ?? "—", problem.deadline ?? "—", standing(problem)]))]);
  };
  const owners = [...new Set(problems.map(ownerOf))], cycles = [...new Set(problems.map((problem) => problem.cycle))];
  const [unitLabel, unit] = choice(words.unit, owners.map((each) => [each, each]), redraw);
  const [cycleLabel, cycle] = choice(words.cycle, cycles.map((each) => [each, each]), redraw);
  const [statusLabel, status] = choice(words.state, [...Object.entries(words.statuses), ["overdue", words.overdue]], redraw);
  const text = node("input", { type: "search", oninput: redraw });
  redraw();
  return filters(unitLabel, cycleLabel, statusLabel, node("label", {}, words.search, text));
}

/* Several cities: the numbers of each beside last year's, the worst first; then by indicator and by metric. */
function cities() {
  const share = (round) => round.answered / (round.owed || 1);
  const worst = data.cities.map((one) => [one.city, one.overview, when(one)]).sort(([, a], [, b]) =>
    b.now.problems.overdue - a.now.problems.overdue || share(a.now) - share(b.now)
    || a.now.submitted / (a.now.units || 1) - b.now.submitted / (b.now.units || 1));
  const all = worst.map(([, one]) => one), stages = new Set(worst.map(([, , stage]) => stage)), own = stages.size > 1;
  const row = (name, overviews, stage) => [name, ...(own ? [stage] : []), ...Object.keys(FIGURES).flatMap((each) =>
    [figure(each, overviews.map((one) => one.now)), figure(each, overviews.map((one) => one.before))]), summed(overviews.map((one) => one.letters.length))];
  const { cycle, as_of: day } = data.cities[0];
  return [node("p", { class: "meta" }, [say("cities_meta", { cycle, day }), ...(own ? [] : stages)].join(" · ")),
  warnings(data.cities), tiles(all), table(words.cities,
    [words.city, ...(own ? [words.stage] : []), ...Object.keys(FIGURES).flatMap((name) => [words[name], words.last]), words.letters_sent],
    [row(words.total, all, ""), ...worst.map(([name, one, stage]) => row(link(name, () => chosen(name)), [one], stage))],
    { numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => at + Number(own)), printed: own ? 24 : 30, style: own ? "cities own" : "cities" }),
  all.some((one) => one.now.partial || one.before?.partial) ? node("p", { class: "legend" }, words.partial) : null];
}

/* A row for each thing that cities have, known by its number and its text, with a cell a city; what does not match is named. */
function compared(caption, titles, things, total) {
  const names = data.cities.map((one) => one.city), rows = new Map();
  data.cities.forEach((one, at) => things(one).forEach(([number, text, value]) => {
    const place = key(number, text.trim());
    if (!rows.has(place)) rows.set(place, { number, text, values: names.map(() => null) });
    rows.get(place).values[at] = value;
  }));
  const found = [...rows.values()], first = new Map();
  found.forEach((row) => first.set(row.number, first.get(row.number) ?? first.size));
  found.sort((a, b) => first.get(a.number) - first.get(b.number));
  const numbers = found.map((row) => row.number), several = numbers.filter((number, at) => numbers.indexOf(number) === at && numbers.lastIndexOf(number) > at);
  const only = new Map();
  for (const row of found.filter((each) => each.values.includes(null))) {
    const where = names.filter((_name, at) => row.values[at] !== null).join(words.listed);
    only.set(where, [...(only.get(where) ?? []), row.number]);
  }
  return [tableOr(caption, [...titles, ...names, words.total], found.map(({ number, text, values }) =>
    [number, text, ...values.map((value) => (value === null ? "—" : total([value]))), total(values.filter((value) => value !== null))]),
  { numbers: names.map((_name, at) => at + 2).concat(names.length + 2) }),
  several.length ? node("p", { class: "legend" }, say("other_texts", { ids: several.join(words.listed) })) : null,
  [...only].map(([where, ids]) => node("p", { class: "legend" }, say("only_in", { cities: where, ids: ids.join(words.listed) })))];
}

function comparison() {
  const answered = (one) => {
    const counts = new Map(one.coverage.indicators.map((each) => [each.id, each]));
    return one.chapters.flatMap((chapter) => chapter.indicators).filter((each) => counts.has(each.id))
      .map((each) => [each.id, each.text, counts.get(each.id)]);
  };
  const metrics = (one) => {
    const found = new Map();
    for (const [id, { name, off }] of one.duties.flatMap((duty) => duty.metrics.filter((each) => each.target).map((each) => [duty.indicator, each]))) {
      const count = found.get(key(id, name))?.[2] ?? { off: 0, of: 0 };
      found.set(key(id, name), [id, name, { off: count.off + Number(off), of: count.of + 1 }]);
    }
    return [...found.values()];
  };
  return [
    compared(words.by_indicator, [words.number, words.indicator], answered, (counts) =>
      (counted(counts, "unreadable") ? "≥" : "") + percent(counted(counts, "answered"), counted(counts, "owed"))),
    compared(words.by_metric, [words.indicator, words.metric], metrics, (counts) => `${counted(counts, "off")}/${counted(counts, "of")}`),
  ];
}

/* Which stages are on and how many days are left of each, else what comes next. */
function when(one) {
  const stages = one.status.stages;
  if (!stages.length) return words.no_stages;
  const left = (stage) => {
    const days = stage.due === null ? null : daysFrom(one, stage.due);
    return days === null ? stage.name : say(days < 0 ? "stage_over" : days ? "stage_left" : "stage_today", { stage: stage.name, due: stage.due, count: days });
  };
  const now = stages.filter((stage) => stage.running || (stage.opens !== null && stage.due !== null
    && daysFrom(one, stage.opens) <= 0 && daysFrom(one, stage.due) >= 0));
  if (now.length) return say("stage_now", { stages: now.map(left).join(words.semicolon) });
  const ahead = stages.filter((stage) => stage.opens !== null && daysFrom(one, stage.opens) > 0)
    .sort((a, b) => a.opens.localeCompare(b.opens))[0];
  return ahead ? say("stage_next", { stage: ahead.name, day: ahead.opens, count: daysFrom(one, ahead.opens) }) : words.stages_over;
}

/* What a reader must know before all numbers: that they are an example, and which files could not be read. */
function warnings(found) {
  const unread = found.flatMap((one) => one.incomplete.map((each) => {
    const text = say("unread_file", each);
    return found.length > 1 ? say("stated", { name: one.city, value: text }) : text;
  }));
  return [
    found.some((one) => one.sample) ? node("p", { class: "sample" }, words.sample) : null,
    unread.length ? node("div", { class: "unread", role: "alert" }, node("p", {}, words.unread),
      node("ul", {}, unread.map((text, at) => node("li", { class: at < 4 ? null : "screen" }, text))), rest(unread, 4, "paper")) : null,
  ];
}

function draw(one) {
  const index = indexed(one), heat = node("div"), list = node("div");
  const part = (title, ...content) => node("section", { class: "screen", "aria-label": title }, node("h2", {}, title), content);
  fill(document.getElementById("page"), [
    node("p", { class: "meta" }, say("meta", { title: severalCities ? `${one.city} ${one.title}` : one.title, cycle: one.cycle, day: one.as_of, stage: when(one) })),
    severalCities ? null : warnings([one]),
    node("section", { "aria-label": words.overview }, node("h2", {}, words.overview), overview(one)),
    part(words.grid, node("p", { class: "legend" }, Object.entries(MARKS).map(([state, mark]) => `${mark} ${words.states[state]}`).join("　"), node("br"), words.grid_keys),
      grid(one, index, heat), heat),
    part(words.alerts, tableOr(words.alerts, [words.kind, words.unit, words.text],
      one.alerts.alerts.map((each) => [words.alert_kinds[each.kind], each.unit ?? "—", each.text]), { most: 200 })),
    part(words.progress, progress(one)),
    part(words.ranking, ranking(one)),
    part(words.ledger, ledger(one, list), list),
  ]);
  fill(document.getElementById("parts"), [...document.querySelectorAll("main > div > section")].map((section) =>
    link(section.getAttribute("aria-label"), () => reached(section.firstChild))));
}

/* Bring what is below into view, for a reader of the keyboard or of a screen reader too. */
function reached(heading) {
  heading.tabIndex = -1;
  heading.focus();
  heading.scrollIntoView();
}

let chosen = null;
if (severalCities) {
  const list = node("select", { onchange: () => draw(data.cities[list.selectedIndex]) },
    data.cities.map((one) => node("option", {}, one.city)));
  chosen = (city) => {
    list.value = city;
    draw(data.cities[list.selectedIndex]);
    reached(document.querySelector("#page h2"));
  };
  document.body.classList.add("several");
  fill(document.getElementById("cities"), [node("section", { "aria-label": words.cities }, node("h2", {}, words.cities), cities()),
    node("section", { class: "screen", "aria-label": words.comparison }, node("h2", {}, words.comparison), comparison()),
    node("p", { class: "screen" }, node("label", {}, words.city, list))]);
}
dialog.addEventListener("keydown", (event) => (event.key === "Escape" ? close() : null));
draw(data.cities[0]);
