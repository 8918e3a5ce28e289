import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readLabels, safeFileName } from './attachment-label.ts'
import { attachmentsOf } from './sealed-attachment.ts'
import type { Filing } from './filing-schema.ts'

test('safeFileName() keeps ordinary names, Japanese ones too, and takes the danger out of others', () => {
  const names: readonly (readonly [string, string])[] = [
    ['report.pdf', 'report.pdf'],
    ['障害記録（第2報）.xlsx', '障害記録（第2報）.xlsx'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\evil.exe', 'C__Windows_evil.exe'],
    ['\u202Efdp.exe', 'fdp.exe'],
    ['a\u0000b\nc\u001b[2J.txt', 'abc[2J.txt'],
    ['.bashrc', 'bashrc'],
    ['name. . ', 'name'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['', 'attachment-1'],
    [' ... ', 'attachment-1'],
    [`${'長'.repeat(300)}.pdf`, `${'長'.repeat(116)}.pdf`],
  ]
  for (const [name, safe] of names) assert.equal(safeFileName(name, 'attachment-1'), safe)
})

test('safeFileName() makes a name without folders of whatever text it gets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const safe = safeFileName(name, 'x')
      assert.match(safe, /^[^/\\:*?"<>|\p{Cc}\p{Cf}.][^/\\:*?"<>|\p{Cc}\p{Cf}]*$/u)
      assert.ok([...new Intl.Segmenter().segment(safe)].length <= 121)
      assert.equal(safeFileName(safe, 'x'), safe)
    }),
  )
})

test('readLabels() takes labels, the absence of any, and nothing else', () => {
  const label = { id: 'a', name: 'b.txt', type: 'text/plain', bytes: 3 }
  assert.deepEqual(readLabels(undefined), [])
  assert.deepEqual(readLabels([label, { ...label, more: 1 }]), [label, label])
  for (const wrong of [null, {}, [1], [{ ...label, name: 1 }], [{ ...label, bytes: 0.5 }], [{ ...label, name: 'x'.repeat(256) }]]) {
    assert.equal(readLabels(wrong), null)
  }
})

test('attachmentsOf() gives what was filed, named or not, and nothing that was only named', () => {
  const filed = { id: 'a', bytes: 67_219, digest: '0'.repeat(64) }
  const of = (sealed: object, names: readonly string[]) =>
    attachmentsOf(
      { sealed } as unknown as Filing,
      names.map((id) => ({ id, name: `${id}.txt`, type: '', bytes: 1 })),
    )
  assert.deepEqual(
    of({ attachments: [filed] }, ['b', 'a']).map(({ label }) => label.name),
    ['a.txt'],
  )
  assert.deepEqual(
    of({ attachments: [filed] }, []).map(({ label }) => label.name),
    [''],
  )
  assert.deepEqual(of({}, ['a']), [])
})
