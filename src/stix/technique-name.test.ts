import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedData } from '../../test/support/shared-data.ts'
import { techniqueName } from './technique-name.ts'
import names from './technique-names.json' with { type: 'json' }

type AttackObject = {
  readonly type: string
  readonly name?: string
  readonly revoked?: boolean
  readonly x_mitre_deprecated?: boolean
  readonly external_references?: readonly { readonly source_name: string; readonly external_id?: string }[]
}

const attack = sharedData('stix-bundles/ics-attack-18.1.json')
const events = sharedData('misp-events')

/** Names under which ATT&CK knew a technique when an event was written, and ids that it no longer has. */
const earlier: Readonly<Record<string, string>> = {
  T1090: 'Connection Proxy',
  'T1546.004': '.bash_profile and .bashrc',
  T1148: 'HISTCONTROL',
  T1193: 'Spearphishing Attachment',
  'T1497.003': 'Time Based Evasion',
}

test('techniqueName() names techniques and, after their technique, sub-techniques; nothing that it does not know', () => {
  assert.equal(techniqueName('T1566'), 'Phishing')
  assert.equal(techniqueName('T1566.001'), 'Phishing: Spearphishing Attachment')
  assert.equal(techniqueName('T0836'), 'Modify Parameter')
  for (const unknown of ['T9999', 'T1566.999', 'constructor', '']) assert.equal(techniqueName(unknown), null)
})

test('every id of the list is in the form of ATT&CK, in order, and no sub-technique is without its technique', () => {
  const ids = Object.keys(names)
  assert.deepEqual(ids, ids.toSorted())
  for (const id of ids) {
    assert.match(id, /^T\d{4}(?:\.\d{3})?$/)
    assert.notEqual(techniqueName(id), null, id)
  }
})

test('every technique of ATT&CK for ICS has the name that its bundle gives', { skip: attack === null }, async () => {
  const text = await readFile(attack ?? '', 'utf8')
  const { objects } = JSON.parse(text) as { objects: readonly AttackObject[] }
  const living = objects.filter(
    ({ type, revoked, x_mitre_deprecated: isGone }) => type === 'attack-pattern' && revoked !== true && isGone !== true,
  )
  const listed = living.map(({ name, external_references: references = [] }) => [
    references.find(({ source_name: source }) => source.startsWith('mitre'))?.external_id ?? '',
    name,
  ])
  assert.ok(listed.length > 80)
  for (const [id, name] of listed) assert.equal(techniqueName(id ?? ''), name)
})

test('techniques that published MISP events name have the same name here', { skip: events === null }, async () => {
  const folder = events ?? ''
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const found = texts.flatMap((text) => [
    ...text.matchAll(/mitre-[a-z-]*attack-pattern=\\"(?<name>[^"\\]+) - (?<id>T\d{4}(?:\.\d{3})?)\\"/g),
  ])
  assert.ok(found.length > 20)
  for (const { groups } of found) {
    const { name = '', id = '' } = groups ?? {}
    if (earlier[id] === name) continue
    assert.equal(techniqueName(id)?.split(': ').at(-1), name, id)
  }
})
