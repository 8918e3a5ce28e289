import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { firstDraft, readDraft, withEntry, type Draft } from './draft.ts'
import { DraftFileError, loadDraftFile, writeDraftFile } from './draft-file.ts'

const fresh = firstDraft({ reportId: 'report', incidentId: 'incident' })
const savedAt = Temporal.Instant.from('2026-11-22T00:00:00Z')

function filled(): Draft {
  const parts = { year: '2026', month: '2', day: '3x', hour: '', minute: '', zone: 'UTC' }
  const kind = withEntry(fresh, 'inc.kind', { mark: null, typed: { kind: 'choice', code: 'ddos' } })
  const aware = withEntry(kind, 't.aware', { mark: null, typed: { kind: 'instant', parts, exact: null } })
  const systems = { name: { mark: null, typed: { kind: 'text', text: '変電所 ㈱' } } } as const
  const named = withEntry(aware, 'ast', { mark: null, typed: { kind: 'records', records: [systems] } })
  return { ...named, refused: [{ value: '300.1.1.1', reason: 'NOT_AN_ADDRESS', where: 'line 2' }] }
}

function refusal(content: unknown): unknown {
  const bytes = content instanceof Uint8Array ? content : utf8(JSON.stringify(content))
  try {
    return loadDraftFile(fresh, bytes)
  } catch (error) {
    assert.ok(error instanceof DraftFileError, String(error))
    return error.code
  }
}

test('loadDraftFile() gives back what writeDraftFile() saved, half-typed dates included, under fresh ids', () => {
  const other = firstDraft({ reportId: 'fresh report', incidentId: 'fresh incident' })
  const { draft, ignored } = loadDraftFile(other, writeDraftFile(filled(), savedAt))
  assert.deepEqual(draft.entries, filled().entries)
  assert.deepEqual(draft.refused, filled().refused)
  assert.equal(draft.reportId, 'fresh report')
  assert.deepEqual(ignored, [])
})

test('loadDraftFile() takes answers by core field id, as the command line does', () => {
  const { draft, ignored } = loadDraftFile(fresh, utf8('{"inc.kind":"ddos","t.aware":"unknown","nonsense":1}'))
  assert.deepEqual(readDraft(draft).answers, { 'inc.kind': 'ddos', 't.aware': 'unknown' })
  assert.deepEqual(ignored, ['nonsense'])
})

test('loadDraftFile() leaves out entries that are of no field or do not fit theirs, and names them', () => {
  const file: unknown = JSON.parse(new TextDecoder().decode(writeDraftFile(filled(), savedAt)))
  assert.ok(typeof file === 'object' && file !== null && 'entries' in file)
  const entries = {
    'inc.kind': { mark: null, typed: { kind: 'text', text: 'ddos' } },
    'inc.status': { mark: null, typed: { kind: 'choice', code: 'ongoing', more: 1 } },
    'inc.gone': { mark: 'unknown', typed: { kind: 'choice', code: null } },
    ast: { mark: null, typed: { kind: 'records', records: [{ secret: { mark: null, typed: { kind: 'text', text: '' } } }] } },
    'inc.summary': { mark: null, typed: { kind: 'text', text: 'kept' } },
  }
  const { draft, ignored } = loadDraftFile(fresh, utf8(JSON.stringify({ ...file, entries })))
  assert.deepEqual(Object.keys(draft.entries), ['inc.summary'])
  assert.deepEqual(ignored.toSorted(), ['ast', 'inc.gone', 'inc.kind', 'inc.status'])
})

test('loadDraftFile() refuses the draft of another stage or another incident', () => {
  const update: Draft = { ...filled(), stage: 'update', previousReportId: 'earlier' }
  assert.equal(refusal(writeDraftFile(update, savedAt)), 'DRAFT_OF_OTHER_REPORT')
})

test('loadDraftFile() refuses what is no draft', () => {
  for (const content of [[], 'text', {}, { format: 'noroshi-draft-1' }, { name: 'x' }, utf8('{'), new Uint8Array([0x89, 0x50, 0xff])])
    assert.equal(refusal(content), 'DRAFT_UNREADABLE')
  assert.equal(refusal({ 't.aware': 5, rem: [{ due: 'never' }] }), 'DRAFT_UNREADABLE')
})

test('a tampered draft with an impossible instant is a wrong entry, not a crash', () => {
  const parts = { year: '2026', month: '1', day: '1', hour: '1', minute: '1', zone: 'UTC' }
  const entries = { 't.aware': { mark: null, typed: { kind: 'instant', parts, exact: 'never' } } }
  const file = { format: 'noroshi-draft-1', stage: 'initial', previousReportId: null, savedAt: '', entries, refused: [] }
  assert.deepEqual(readDraft(loadDraftFile(fresh, utf8(JSON.stringify(file))).draft).answers, { 't.aware': '2026-01-01T01:01+00:00' })
})
