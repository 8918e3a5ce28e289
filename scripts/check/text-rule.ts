import type { ESTree } from 'vite'
import type { Finding, Rule } from './rule.ts'
import { isProductionSource, type SourceTree } from './source-tree.ts'
import { walkSources, type Report } from './tree-walk.ts'

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/** Words that Japanese writes in Latin letters too and that hold lower case; words in capitals and digits need no entry. */
const sameInJapanese: ReadonlySet<string> = new Set(['English', 'Noroshi', 'Bearer', 'Basic'])

/** Every text for people exists in Japanese and in English, with the same placeholders in both. */
export const textRule: Rule = {
  name: 'texts',
  check: async (tree) => {
    const sources = tree.files.filter(isProductionSource)
    const json = tree.files.filter((file) => /^src\/.*\.json$/.test(file))
    return [
      ...walkSources(tree, sources, (report, file) => {
        const onlyTexts = file.endsWith('-text.ts')
        // What a call takes are its options, not texts.
        const options = new Set<ESTree.Node>()
        const noteOptions = ({ arguments: values }: ESTree.CallExpression | ESTree.NewExpression) =>
          values.forEach((value) => options.add(value))
        return {
          CallExpression: noteOptions,
          NewExpression: noteOptions,
          ObjectExpression: (node) => checkObject(node, { report, onlyTexts: onlyTexts && !options.has(node), mayBeEmpty: !onlyTexts }),
        }
      }),
      ...json.flatMap((file) => checkJson(tree, file)),
    ]
  },
}

type Expectations = { readonly report: Report; readonly onlyTexts: boolean; readonly mayBeEmpty: boolean }

function checkObject(node: ESTree.ObjectExpression, { report, onlyTexts, mayBeEmpty }: Expectations): void {
  const values = new Map(
    node.properties.flatMap((property) => (property.type === 'Property' ? [[keyOf(property), property.value] as const] : [])),
  )
  const ja = values.get('ja')
  const en = values.get('en')
  if (mayBeEmpty && [ja, en].every((text) => text !== undefined && writtenText(text) === '')) return
  if (ja !== undefined || en !== undefined) {
    // Beside `romaji`, `ja` is a name, which Latin letters spell in their own way.
    const problem = pairProblem(ja && writtenText(ja), values.has('romaji') ? '' : en && writtenText(en))
    if (problem !== null && !(values.has('romaji') && en === undefined)) report(node, problem)
  } else if (onlyTexts) {
    for (const [key, value] of values) {
      const text = writtenText(value)
      if (text !== null && /\p{L}/u.test(text) && !/^[a-z0-9.:_-]+$/.test(text))
        report(value, `"${key}" is a text in one language: write { ja, en }`)
    }
  }
}

function keyOf({ key, computed }: ESTree.ObjectProperty): string {
  if (!computed && key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : ''
}

/** Returns the text that stands at `node`, with expressions as `{}`; null where it is computed elsewhere. */
function writtenText(node: ESTree.Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? value.raw).join('{}') : null
}

/** Says what is wrong with one text in two languages; `undefined` is absent, null is computed elsewhere. */
function pairProblem(ja: string | null | undefined, en: string | null | undefined): string | null {
  if (ja === undefined) return 'has no Japanese: add ja'
  if (en === undefined) return 'has no English: add en'
  if (ja !== null && ja.trim() === '') return 'has an empty Japanese text'
  if (en !== null && en.trim() === '' && ja !== null) return 'has an empty English text'
  if (ja !== null && !isJapanese(ja))
    return `has a Japanese text without Japanese ("${ja}"): translate it, or list it in scripts/check/text-rule.ts`
  if (ja === null || en === null) return null
  const [inJapanese, inEnglish] = [placeholders(ja), placeholders(en)]
  return inJapanese === inEnglish ? null : `fills in {${inJapanese}} in Japanese and {${inEnglish}} in English`
}

function isJapanese(text: string): boolean {
  if (japanese.test(text) || sameInJapanese.has(text)) return true
  const words = text.replaceAll(/\{[^{}]*\}/g, '')
  return !/\p{Ll}{3}/u.test(words)
}

/** Returns the names of the ICU placeholders of `text`, sorted; those inside a choice count too, the words of the choice do not. */
function placeholders(text: string): string {
  const names = [...text.matchAll(/\{\s*(?<name>[A-Za-z][\w]*)\s*(,\s*(number|date|time|plural|select|selectordinal)\b|\})/g)]
    .filter((match) => match[2] !== '}' || !isChoiceWord(text, match.index))
    .map((match) => match.groups?.['name'] ?? '')
  return [...new Set(names)].toSorted().join(', ')
}

/** In `{part, select, year {Year} other {…}}` the braces after a key of the choice hold words. */
function isChoiceWord(text: string, at: number): boolean {
  return /[\w=]+\s*$/.test(text.slice(0, at)) && /\b(plural|select|selectordinal)\s*,[^]*$/.test(text.slice(0, at)) && depthAt(text, at) > 0
}

function depthAt(text: string, at: number): number {
  const before = text.slice(0, at)
  return before.split('{').length - before.split('}').length
}

function checkJson(tree: SourceTree, file: string): Finding[] {
  const findings: Finding[] = []
  visitJson(JSON.parse(tree.text(file)), '', (pointer, problem) => findings.push({ file, line: 0, message: `${pointer} ${problem}` }))
  return findings
}

function visitJson(value: unknown, pointer: string, found: (pointer: string, problem: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  const record = value as Readonly<Record<string, unknown>>
  if (('ja' in record || 'en' in record) && !('romaji' in record)) {
    const problem = pairProblem(jsonText(record['ja']), jsonText(record['en']))
    if (problem !== null) found(pointer, problem)
  }
  for (const [key, part] of Object.entries(record)) visitJson(part, `${pointer}/${key}`, found)
}

function jsonText(value: unknown): string | null | undefined {
  return typeof value === 'string' || value === undefined ? value : null
}
