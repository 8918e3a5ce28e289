import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonValue } from '#base/canonical-json.ts'
import { MispError } from './misp-error.ts'
import { isMispDocument, readMispEvents } from './read-event.ts'

const attribute = { type: 'domain', category: 'Network activity', value: 'c2.example', to_ids: true }
const event = { info: 'Title', Attribute: [attribute] }

test('readMispEvents() reads every shape in which MISP writes events', () => {
  const shapes: [JsonValue, string][] = [
    [{ Event: event }, '/Event/Attribute/0'],
    [{ response: [{ Event: event }] }, '/response/0/Event/Attribute/0'],
    [{ response: { Event: event } }, '/response/Event/Attribute/0'],
    [{ response: { Attribute: [attribute] } }, '/response/Attribute/0'],
    [[{ Event: event }], '/0/Event/Attribute/0'],
    [event, '/Attribute/0'],
  ]
  for (const [document, pointer] of shapes) {
    assert.ok(isMispDocument(document))
    assert.deepEqual(readMispEvents(document)[0]?.attributes, [
      {
        type: 'domain',
        category: 'Network activity',
        value: 'c2.example',
        toIds: true,
        deleted: false,
        firstSeen: null,
        object: null,
        pointer,
      },
    ])
  }
})

test('readMispEvents() reads every event of a response', () => {
  const events = readMispEvents({ response: [{ Event: event }, { Event: { info: 'Second', Object: [] } }] })
  assert.deepEqual(
    events.map(({ info }) => info),
    ['Title', 'Second'],
  )
})

test('readMispEvents() puts the attributes of objects beside those of the event', () => {
  const object = {
    name: 'file',
    Attribute: [{ type: 'md5', object_relation: 'md5', value: 'x', first_seen: '2023-03-16T00:00:00.000000+00:00' }],
  }
  const [read] = readMispEvents({ Event: { Attribute: [attribute], Object: [object, { ...object, deleted: true }] } })
  assert.deepEqual(
    read?.attributes.map(({ type, object: holder, deleted, firstSeen, pointer }) => ({ type, holder, deleted, firstSeen, pointer })),
    [
      { type: 'domain', holder: null, deleted: false, firstSeen: null, pointer: '/Event/Attribute/0' },
      ...[false, true].map((deleted, index) => ({
        type: 'md5',
        holder: { name: 'file', relation: 'md5' },
        deleted,
        firstSeen: '2023-03-16T00:00:00.000000+00:00',
        pointer: `/Event/Object/${index}/Attribute/0`,
      })),
    ],
  )
})

test('readMispEvents() reads values that are numbers, and names attributes without type or value', () => {
  const Attribute = [{ type: 'port', value: 443 }, { type: 'port' }, { value: 'x' }, null, 'x', { type: 'text', value: {} }]
  const [read] = readMispEvents({ Event: { Attribute, Object: [1] } })
  assert.deepEqual(
    read?.attributes.map(({ value }) => value),
    ['443'],
  )
  assert.deepEqual(read?.malformed, [...[1, 2, 3, 4, 5].map((index) => `/Event/Attribute/${index}`), '/Event/Object/0'])
})

test('readMispEvents() takes clusters from tags and from galaxies, on the event and below', () => {
  const tagged = { ...attribute, Tag: [{ name: 'tlp:green' }, { name: 'misp-galaxy:mitre-attack-pattern="Phishing - T1566"' }] }
  const cluster = {
    type: 'mitre-attack-pattern',
    value: 'Domains - T1583.001',
    meta: { external_id: ['T1583.001'], refs: 'https://attack.mitre.org/' },
  }
  const [read] = readMispEvents({
    Event: { Attribute: [tagged], Tag: [{ name: 'tlp:green' }, 7], Galaxy: [{ GalaxyCluster: [cluster, null] }, 'x'] },
  })
  assert.deepEqual(read?.tags, ['tlp:green', 'misp-galaxy:mitre-attack-pattern="Phishing - T1566"'])
  assert.deepEqual(read?.clusters, [
    {
      galaxy: 'mitre-attack-pattern',
      name: 'Domains - T1583.001',
      externalIds: ['T1583.001'],
      references: ['https://attack.mitre.org/'],
      pointer: '/Event/Galaxy/0/GalaxyCluster/0',
    },
    { galaxy: 'mitre-attack-pattern', name: 'Phishing - T1566', externalIds: [], references: [], pointer: '/Event/Attribute/0/Tag/1' },
  ])
})

test('readMispEvents() counts proposals and does not read them', () => {
  const [read] = readMispEvents({
    Event: { Attribute: [{ ...attribute, ShadowAttribute: [attribute] }], ShadowAttribute: [attribute, attribute] },
  })
  assert.deepEqual([read?.attributes.length, read?.proposalCount], [1, 3])
})

test('readMispEvents() refuses what is no event', () => {
  const others: JsonValue[] = [
    null,
    1,
    'Event',
    [],
    [1],
    {},
    { Event: 1 },
    { response: [] },
    { response: 'x' },
    { type: 'bundle', objects: [] },
  ]
  for (const value of others) {
    assert.equal(isMispDocument(value), false)
    assert.throws(
      () => readMispEvents(value),
      (error) => error instanceof MispError && error.code === 'MISP_EVENT_SHAPE',
    )
  }
})
