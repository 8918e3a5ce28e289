import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strictestTlp, tlpLevelOfMarking, tlpLevelOfText, tlpLevels, tlpMarking, tlpMarkingId } from './tlp-marking.ts'

test('tlpMarking() is the object that OASIS published', () => {
  assert.deepEqual(tlpMarking('amber+strict'), {
    type: 'marking-definition',
    spec_version: '2.1',
    id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
    created: '2022-10-01T00:00:00.000Z',
    name: 'TLP:AMBER+STRICT',
    extensions: {
      'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': { extension_type: 'property-extension', tlp_2_0: 'amber+strict' },
    },
  })
  assert.deepEqual(tlpLevels.map(tlpMarkingId), [
    'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
    'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
    'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
    'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
    'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
  ])
})

test('tlpLevelOfMarking() knows the markings of TLP 2.0 and 1.0', () => {
  for (const level of tlpLevels) assert.equal(tlpLevelOfMarking(tlpMarkingId(level)), level)
  assert.equal(tlpLevelOfMarking('marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'), 'clear')
  assert.equal(tlpLevelOfMarking('marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'), 'amber')
  assert.equal(tlpLevelOfMarking('toString'), null)
})

test('tlpLevelOfText() reads tags and names in either case', () => {
  assert.deepEqual(['tlp:white', 'TLP:CLEAR', ' tlp:amber+strict ', 'Red', 'tlp:ex:chr', 'green-ish'].map(tlpLevelOfText), [
    'clear',
    'clear',
    'amber+strict',
    'red',
    null,
    null,
  ])
})

test('strictestTlp() picks the most closed level', () => {
  assert.equal(strictestTlp(['green', 'amber', 'clear']), 'amber')
  assert.equal(strictestTlp([]), null)
})
