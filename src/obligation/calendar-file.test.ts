import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '#base/language.ts'
import { Secret } from '#runtime/secret.ts'
import { readCalendar } from '../../test/support/read-calendar.ts'
import { calendarFile, type Deadline } from './calendar-file.ts'
import { calendarUids, type CalendarEntryKey } from './calendar-uid.ts'

const now = Temporal.Instant.from('2026-11-22T00:00:00Z')
const page = 'https://report.example.jp/p/owed'
const open: Deadline = {
  uid: '4f3c1f5e-8a5e-8f0a-9d1c-1b2a3c4d5e6f',
  dueAt: Temporal.Instant.from('2026-12-22T15:00:00Z'),
  isCancelled: false,
}

function write(deadlines: readonly Deadline[], language: 'ja' | 'en' = 'ja', at = now): string {
  return calendarFile(deadlines, { language, now: at, page })
}

test('calendarFile() ends every line by CRLF and folds at 75 octets between characters, in both languages', () => {
  for (const language of languages) {
    const text = write([open, { ...open, uid: 'another', isCancelled: true }], language)
    assert.ok(text.endsWith('\r\n'))
    assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/)
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.equal(text.includes('\uFFFD'), false)
    assert.ok(text.includes('\r\n '), 'something is long enough to be folded')
  }
})

test('calendarFile() ends an entry at its limit, so that a limit at midnight stands on the day that ends there', () => {
  const [event] = readCalendar(write([open])).events
  assert.equal(event?.value('DTSTART'), '20261222T143000Z')
  assert.equal(event.value('DTEND'), '20261222T150000Z')
  assert.equal(event.value('DTSTAMP'), '20261122T000000Z')
})

test('calendarFile() reminds a day and an hour before the limit, and of a cancelled one not at all', () => {
  const [event, cancelled] = readCalendar(write([open, { ...open, uid: 'another', isCancelled: true }])).events
  assert.deepEqual(
    event?.alarms.map((alarm) => [alarm.value('ACTION'), minutesBefore(alarm.value('TRIGGER'))]),
    [
      ['DISPLAY', 24 * 60 - 30],
      ['DISPLAY', 30],
    ],
  )
  assert.deepEqual(cancelled?.alarms, [])
  assert.deepEqual([event?.value('STATUS'), cancelled?.value('STATUS')], ['CONFIRMED', 'CANCELLED'])
})

function minutesBefore(trigger: string | undefined): number {
  assert.match(trigger ?? '', /^-P/)
  return -Temporal.Duration.from(trigger ?? '').total({ unit: 'minutes' })
}

test('calendarFile() numbers a later export higher, so that it moves what an earlier one put there', () => {
  const sequences = [now, now.add({ seconds: 1 }), now.add({ hours: 24 * 365 * 40 })].map((at) =>
    Number(readCalendar(write([open], 'ja', at)).events[0]?.value('SEQUENCE')),
  )
  assert.deepEqual(
    sequences,
    sequences.toSorted((left, right) => left - right),
  )
  assert.equal(new Set(sequences).size, 3)
  assert.ok(sequences.every((one) => Number.isSafeInteger(one) && one < 2 ** 31))
})

test('calendarFile() has what RFC 5545 requires, once each', () => {
  const { properties, events } = readCalendar(write([open]))
  for (const name of ['PRODID', 'VERSION', 'METHOD']) assert.equal(properties.filter((one) => one.name === name).length, 1, name)
  for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SEQUENCE', 'SUMMARY', 'CLASS', 'TRANSP', 'STATUS', 'URL'])
    assert.equal(events[0]?.properties.filter((one) => one.name === name).length, 1, name)
  assert.equal(events[0]?.value('URL'), page)
})

test('calendarFile() says the same of every deadline but its name, its times and whether it still counts', () => {
  const instant = fc.integer({ min: 1_700_000_000, max: 2_200_000_000 }).map((at) => Temporal.Instant.fromEpochMilliseconds(at * 1000))
  fc.assert(
    fc.property(fc.uuid(), instant, (uid, dueAt) => {
      const [event] = readCalendar(write([{ uid, dueAt, isCancelled: false }])).events
      const [other] = readCalendar(write([open])).events
      const rest = (one: typeof event) => one?.properties.filter(({ name }) => !['UID', 'DTSTART', 'DTEND'].includes(name))
      assert.deepEqual(rest(event), rest(other))
      assert.equal(event?.value('UID'), uid)
    }),
    { numRuns: 50 },
  )
})

const key: CalendarEntryKey = {
  organisationId: 'one',
  incidentId: '0b6f1c6e-1d0c-4a58-9b1e-2f3a4b5c6d7e',
  law: 'jp.ccea.art5',
  party: 'operator',
  stage: 'detailed',
  round: 1,
}

test('calendarUids() names a stage the same in every export, and nothing else by the same name', () => {
  const uids = calendarUids(new Secret('a key'))
  assert.equal(uids.uidOf(key), uids.uidOf({ ...key }))
  assert.match(uids.uidOf(key), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const changes: readonly Partial<CalendarEntryKey>[] = [
    { organisationId: 'two' },
    { incidentId: 'x' },
    { law: 'x' },
    { party: 'x' },
    { stage: 'x' },
    { round: 2 },
  ]
  const names = [key, ...changes.map((change) => ({ ...key, ...change }))].map((one) => uids.uidOf(one))
  assert.equal(new Set([...names, calendarUids(new Secret('another')).uidOf(key)]).size, names.length + 1)
})
