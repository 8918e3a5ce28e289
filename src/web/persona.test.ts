import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterPersonas, mainRolesFirst, type Persona } from './persona.ts'

const filer: Persona = {
  personId: '1',
  name: { ja: '青木 花', en: 'Hana Aoki' },
  roles: ['filer'],
  organisation: { id: 'a', kind: 'operator', name: { ja: '架空電力', en: 'Kaku Electric' } },
}
const officer: Persona = {
  personId: '2',
  name: { ja: '森 空', en: 'Sora Mori' },
  roles: ['officer', 'releaser'],
  organisation: { id: 'b', kind: 'authority', name: { ja: '架空省', en: 'Demo Ministry' } },
}

test('filterPersonas() finds by name, organisation and role in either language, whatever the width', () => {
  for (const query of ['hana', '青木', 'ＫＡＫＵ', '報告担当', 'filer 電力'])
    assert.deepEqual(filterPersonas([filer, officer], query, null), [filer], query)
})

test('filterPersonas() keeps to one side and finds everybody for nothing typed', () => {
  assert.deepEqual(filterPersonas([filer, officer], ' ', null), [filer, officer])
  assert.deepEqual(filterPersonas([filer, officer], '', 'authority'), [officer])
  assert.deepEqual(filterPersonas([filer, officer], 'hana', 'authority'), [])
})

test('mainRolesFirst() offers filers and officers before those who only watch or administer', () => {
  const viewer: Persona = { ...filer, personId: '3', roles: ['viewer', 'subscriber'] }
  assert.deepEqual(mainRolesFirst([viewer, officer, filer]), [filer, viewer, officer])
})
