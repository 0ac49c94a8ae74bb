// SPDX-License-Identifier: MIT
// Shows the times of known issues in the reader's time zone, and says when an update is overdue. The
// page has them in the writer's time zone, and was built earlier.

/** Start both. */
export function startDueTimes() {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll("time[data-js=moment]");
  times.forEach(showLocally);
  /** @type {NodeListOf<HTMLElement>} */
  const notes = document.querySelectorAll("[data-due]");
  for (const note of notes) note.hidden = !(Date.parse(note.dataset.due ?? "") < Date.now());
}

/**
 * Write a time in the reader's time zone, if that is another one than the writer's.
 * @param {HTMLTimeElement} time
 */
function showLocally(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf()) || moment.getTimezoneOffset() === offset(time.dateTime))
    return;
  const { lang } = document.documentElement;
  time.title = time.textContent ?? "";
  time.textContent = new Intl.DateTimeFormat(lang === "en" ? "en-001" : lang, {
    dateStyle: "long",
    timeStyle: "short",
  }).format(moment);
}

/**
 * Return the offset of an ISO time as `getTimezoneOffset` counts it: minutes west of UTC.
 * @param {string} iso
 */
function offset(iso) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? [];
  return sign ? (Number(hours) * 60 + Number(minutes)) * (sign === "+" ? -1 : 1) : 0;
}
