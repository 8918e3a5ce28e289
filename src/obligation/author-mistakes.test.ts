import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import { checkFolder, rulebookFolder, type CheckedRulebook } from './rulebook-folder.ts'

// The country of docs/write-a-rulebook.md: what an author who follows that page starts from.
const country = new URL('../../docs/rulebook/example-country/', import.meta.url)
const texts = new Map(readdirSync(country).map((name) => [name, readFileSync(new URL(name, country), 'utf8')]))

function checked(files: ReadonlyMap<string, string>): CheckedRulebook {
  return checkFolder(rulebookFolder('xa', new Map([...files].map(([name, text]) => [name, utf8(text)]))))
}

test('the country that docs/write-a-rulebook.md leads to has no fault, and decides', () => {
  const { rulebook, faults, examples } = checked(texts)
  assert.deepEqual(faults, [])
  assert.ok(examples >= 7)
  assert.ok(rulebook)
  const facts = {
    'ent.designations': ['xa.operator'],
    'imp.core_function': 'yes',
    'inc.certainty': 'confirmed',
    't.aware': '2026-03-10T09:00Z',
  }
  const [duty] = assessAll(facts, [rulebook]).obligations
  assert.equal(duty?.verdict, 'due')
  assert.equal(duty.stages[0]?.dueAt, '2026-03-10T21:00:00Z')
})

type Mistake = readonly [what: string, file: string, right: string, wrong: string, pointer: string, sentence: RegExp]

const law = 'incident-report.json'
const head = 'rulebook.json'
const severe = '\\"yes\\" or imp.core_function'

const mistakes: readonly Mistake[] = [
  ['a comma too many', law, '"nature": "duty",', '"nature": "duty",,', '', /expected a key in double quotes/u],
  ['single quotes', law, '"nature"', "'nature'", '', /expected a key in double quotes/u],
  [
    'a date with the day first',
    law,
    '"2026-01-01"',
    '"01.01.2026"',
    '/validFrom',
    /expected a date such as 2026-10-01, found "01\.01\.2026"/u,
  ],
  [
    'a number in quotes',
    law,
    '"amount": 12',
    '"amount": "12"',
    '/stages/0/byLane/0/limit/amount',
    /expected a whole number without quotes, found "12"/u,
  ],
  [
    'a unit that is not there',
    law,
    '"unit": "months"',
    '"unit": "month"',
    '/stages/2/limit/unit',
    /expected one of: .*"months".*found "month"/u,
  ],
  [
    'a key that is misspelt',
    law,
    '"trigger":',
    '"triggers":',
    '',
    /expected the key "trigger"; the format does not have the key "triggers"/u,
  ],
  [
    'a text in one language',
    law,
    '"en": "Report of an incident"',
    '"fr": "Signalement"',
    '/title',
    /expected the key "en"; the format does not have the key "fr"/u,
  ],
  ['a code without quotes', law, severe, 'yes or imp.core_function', '/trigger/0/if', /there is no fact "yes".*double quotes/u],
  [
    'a comparison with two equals signs',
    law,
    `imp.severe = ${severe}`,
    `imp.severe == ${severe}`,
    '/trigger/0/if',
    /compare with a single =/u,
  ],
  [
    'words in capitals',
    law,
    ' and inc.certainty',
    ' AND inc.certainty',
    '/trigger/0/if',
    /character \d+ \(“.*”\); "and", "or", "not" and "in" are written small/u,
  ],
  ['true for yes', law, severe, 'true or imp.core_function', '/trigger/0/if', /never true or false but a code: = "yes", = "no"/u],
  ['a text in single quotes', law, severe, "'yes' or imp.core_function", '/trigger/0/if', /a text stands in double quotes/u],
  ['a misspelt fact', law, 'imp.severe =', 'imp.severre =', '/trigger/0/if', /"imp\.severre"; did you mean "imp\.severe"\?/u],
  ['a misspelt code', law, '\\"suspected\\"', '\\"suspicion\\"', '/trigger/0/if', /never "suspicion"; expected one of: suspected, /u],
  [
    'a list without brackets',
    law,
    '[\\"suspected\\", \\"confirmed\\"]',
    '\\"suspected\\", \\"confirmed\\"',
    '/trigger/0/if',
    /stand in brackets: in \["a", "b"\]/u,
  ],
  [
    'an event that is not stated',
    law,
    '"from": "aware"',
    '"from": "awareness"',
    '/stages/0/from',
    /no clock event "awareness".*expected one of: aware, /u,
  ],
  [
    'a misspelt source',
    law,
    '"source": "interpretation"',
    '"source": "interpretaton"',
    '/stages/1/counting/0',
    /did you mean "interpretation"\?/u,
  ],
  [
    'a misspelt recipient',
    law,
    '"recipient": "xa.agency"',
    '"recipient": "xa.agenzy"',
    '/recipients/0/recipient',
    /did you mean "xa\.agency"\?/u,
  ],
  ['a misspelt field', law, '"inc.summary"', '"inc.sumary"', '/items/0/fields', /did you mean "inc\.summary"\?/u],
  [
    'a misspelt fact of an example',
    law,
    '"t.aware": "2026-03-10T20:00Z"',
    '"t.awre": "2026-03-10T20:00Z"',
    '/examples/0/facts/t.awre',
    /did you mean "t\.aware"\?/u,
  ],
  ['an instant without an offset', law, '"2026-03-10T20:00Z"', '"2026-03-10T20:00"', '/examples/0/facts/t.aware', /with the offset/u],
  [
    'the end of a day as 24:00',
    law,
    '"2026-03-26T00:00Z"',
    '"2026-03-25T24:00Z"',
    '/examples/1/expect/dueAt/detailed',
    /beginning of the next/u,
  ],
  [
    'a due instant that was miscounted',
    law,
    '"2026-03-11T08:00Z"',
    '"2026-03-11T20:00Z"',
    '/examples/0/expect/dueAt/initial',
    /expects 2026-03-11T20:00:00Z, the law gives 2026-03-11T08:00:00Z/u,
  ],
  ['an id of another country', law, '"id": "xa.cyber.s12"', '"id": "xb.cyber.s12"', '/id', /begins with the id of the rulebook, "xa\."/u],
  [
    'a designation of another country',
    head,
    '"xa.operator"',
    '"xb.operator"',
    '/designations/0/code',
    /begins with the id of the rulebook, "xa\."/u,
  ],
  [
    'a zone that does not exist',
    head,
    '"Europe/Lisbon"',
    '"Europe/Lissabon"',
    '/zone/id',
    /no time zone "Europe\/Lissabon".*such as Asia\/Tokyo/u,
  ],
  ['a calendar that does not exist', head, '"weekends"', '"weekend"', '/calendar', /did you mean "weekends"\?/u],
  ['a country code in small letters', head, '"XA"', '"xa"', '/jurisdictions/0', /two capitals, such as JP, found "xa"/u],
  ['a version that is no date', head, '"2026.11.22"', '"1.0"', '/version', /a version by date, such as 2026\.11\.22, found "1\.0"/u],
  [
    'an act on a report that nobody owes',
    'acknowledgement.json',
    '"xa.cyber.s12"]',
    '"xa.cyber.s21"]',
    '/answers/0',
    /did you mean "xa\.cyber\.s12"\?/u,
  ],
]

for (const [what, file, right, wrong, pointer, sentence] of mistakes) {
  test(`rulebook check says what to do about ${what}`, () => {
    const text = texts.get(file) ?? ''
    const at = text.indexOf(right)
    assert.notEqual(at, -1)
    const { faults } = checked(new Map(texts).set(file, text.slice(0, at) + wrong + text.slice(at + right.length)))
    const fault = faults.find((one) => one.file === `xa/${file}` && sentence.test(one.message))
    assert.ok(fault, faults.map((one) => `${one.file} ${one.pointer} ${one.message}`).join('\n'))
    assert.equal(fault.pointer, pointer)
    const line = text.slice(0, at).split('\n').length
    if (pointer !== '' || fault.code === 'JSON_SYNTAX')
      assert.ok(Math.abs(fault.line - line) <= 2, `line ${fault.line}, the mistake is on ${line}`)
  })
}
