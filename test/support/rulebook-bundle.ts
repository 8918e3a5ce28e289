/*
What a page needs to decide: built for the browser with the settings of the pages, for the test that every program gives the same answers.
*/
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')

/** Writes JSON in one way. */
export const { canonicalJson } = await import('../../src/base/canonical-json.ts')

/** Reckons a due instant. */
export const { dueAt } = await import('../../src/calendar/due-at.ts')

/** Finds a calendar of holidays. */
export const { findCalendar } = await import('../../src/calendar/find-calendar.ts')

/** Reads every rulebook. */
export const { allRulebooks } = await import('../../src/rulebook/all-rulebooks.ts')

/** Decides over every rulebook. */
export const { assessAll } = await import('../../src/rulebook/assess-all.ts')
