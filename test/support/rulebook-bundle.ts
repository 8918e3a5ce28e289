/*
What a page needs to decide: built for the browser with the settings of the pages, for the test that every program gives the same answers.
*/
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')

const { canonicalJson } = await import('../../src/base/canonical-json.ts')
const { dueAt } = await import('../../src/calendar/due-at.ts')
const { findCalendar } = await import('../../src/calendar/find-calendar.ts')
const { allRulebooks } = await import('../../src/rulebook/all-rulebooks.ts')
const { assessAll } = await import('../../src/rulebook/assess-all.ts')

export { allRulebooks, assessAll, canonicalJson, dueAt, findCalendar }
