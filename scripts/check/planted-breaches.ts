import { cleanTree, json, lockfileFor } from './clean-tree.ts'

/** Files that break one rule, and what the rule must say about them. */
export type PlantedBreach = {
  readonly rule: string
  readonly files: Readonly<Record<string, string>>
  /** For each breach the file that must be named, and words of the message. */
  readonly expected: readonly (readonly [file: string, message: RegExp])[]
}

const homeFolder = ['', 'home', 'somebody', 'notes.txt'].join('/')

/** At least one breach of every rule. */
export const plantedBreaches: readonly PlantedBreach[] = [
  {
    rule: 'lint',
    files: {
      'src/base/loose.ts': [
        "import { env } from 'node:process'",
        'export default function loose(input: any, kind: "a" | "b", text?: string) {',
        '  const unused = text!',
        '  switch (kind) {',
        '    case "a":',
        '      return input',
        '  }',
        '}',
        'async function later() {}',
        'later()',
        'console.log(process.env, env, Date.now(), Temporal.Now.instant(), Math.random(), fetch("/"))',
      ].join('\n'),
      'src/base/long-file.ts': exported(['export const numbers = [', ...Array.from({ length: 400 }, (_, index) => `  ${index},`), ']']),
      'src/base/long-function.ts': exported([
        'export function long(): number {',
        '  let sum = 0',
        ...Array.from({ length: 60 }, () => '  sum += 1'),
        '  return sum',
        '}',
      ]),
    },
    expected: [
      ['src/base/loose.ts', /Unexpected `any`/],
      ['src/base/loose.ts', /non-null assertion/],
      ['src/base/loose.ts', /no-default-export/],
      ['src/base/loose.ts', /no-floating-promises/],
      ['src/base/loose.ts', /switch-exhaustiveness-check/],
      ['src/base/loose.ts', /'unused' is declared but never used/],
      ['src/base/loose.ts', /'process.env' is restricted/],
      ['src/base/loose.ts', /'env' import from 'node:process' is restricted/],
      ['src/base/loose.ts', /'Date.now' is restricted/],
      ['src/base/loose.ts', /'Temporal.Now' is restricted/],
      ['src/base/loose.ts', /'Math.random' is restricted/],
      ['src/base/loose.ts', /Unexpected use of 'fetch'/],
      ['src/base/loose.ts', /no-console/],
      ['src/base/long-file.ts', /max-lines\)/],
      ['src/base/long-function.ts', /max-lines-per-function/],
    ],
  },
  {
    rule: 'types',
    files: {
      'src/base/strict.ts': exported([
        'export function first(list: readonly string[]): string {',
        '  const text: string = list[0]',
        '  const options: { name?: string } = { name: undefined }',
        '  return text + (options.name ?? "")',
        '}',
      ]),
      'src/base/kind.ts': exported(['export enum Kind {', '  one,', '}']),
    },
    expected: [
      ['src/base/strict.ts', /'string \| undefined' is not assignable to type 'string'/],
      ['src/base/strict.ts', /exactOptionalPropertyTypes/],
      ['src/base/kind.ts', /erasableSyntaxOnly/],
    ],
  },
  {
    rule: 'types-portable',
    files: {
      'src/base/of-node.ts': exported(["export const bytes = Buffer.from('x')"]),
      'src/base/of-page.ts': exported(['export const title = document.title']),
    },
    expected: [
      ['src/base/of-node.ts', /Cannot find name 'Buffer'/],
      ['src/base/of-page.ts', /Cannot find name 'document'/],
    ],
  },
  {
    rule: 'types-server',
    files: { 'src/main/of-page.ts': exported(['export const title = document.title']) },
    expected: [['src/main/of-page.ts', /Cannot find name 'document'/]],
  },
  {
    rule: 'types-browser',
    files: { 'src/ui/of-node.ts': exported(["export const bytes = Buffer.from('x')"]) },
    expected: [['src/ui/of-node.ts', /Cannot find name 'Buffer'/]],
  },
  {
    rule: 'folder-order',
    files: {
      'src/base/upwards.ts': "import { reportText } from '#report/report-text.ts'\nconsole.log(reportText)\n",
      'src/base/upwards-type.ts': "import type { Queries } from '#report/report-store.ts'\nconsole.log({} satisfies Partial<Queries>)\n",
      'src/base/circle-one.ts': "import { two } from './circle-two.ts'\nexport const one = () => two\n",
      'src/base/circle-two.ts': "import { one } from './circle-one.ts'\nexport const two = () => one\n",
      'src/base/of-machine.ts': "import { readFile } from 'node:fs/promises'\nconsole.log(readFile)\n",
      'src/base/of-tests.ts': "import './greeting.test.ts'\n",
      'src/base/of-development.ts': "import fc from 'fast-check'\nconsole.log(fc)\n",
      'src/base/of-nobody.ts': "import picomatch from 'picomatch'\nconsole.log(picomatch)\n",
      'src/base/of-nothing.ts': "import { nothing } from './nothing.ts'\nconsole.log(nothing)\n",
      'src/report/list-page.tsx': "import { count } from './count.ts'\nconsole.log(count)\n",
      'src/report/count.ts': "import { countReports } from './report-store.ts'\nexport const count = countReports\n",
      'src/extras/extra.ts': 'console.log(1)\n',
    },
    expected: [
      ['src/base/upwards.ts', /base\/ may import only itself and the folders above it/],
      ['src/base/upwards-type.ts', /base\/ may import only itself and the folders above it/],
      ['src/base/circle-one.ts', /in a circle/],
      ['src/base/of-machine.ts', /imports node:fs\/promises/],
      ['src/base/of-tests.ts', /production code imports no test/],
      ['src/base/of-development.ts', /fast-check, which is not installed in production/],
      ['src/base/of-nobody.ts', /picomatch, which package.json does not list/],
      ['src/base/of-nothing.ts', /does not exist/],
      ['src/report/list-page.tsx', /server code into the browser: .*list-page\.tsx → .*count\.ts → .*report-store\.ts/],
      ['src/extras/extra.ts', /without a place in the order/],
    ],
  },
  {
    rule: 'unused',
    files: {
      'package.json': json({
        ...(JSON.parse(cleanTree['package.json'] ?? '') as object),
        dependencies: { canonicalize: '5.1.0', react: '19.3.1', pg: '8.23.1' },
      }),
      'src/base/orphan.ts': exported(['export const orphan = 1']),
      'src/base/greeting.ts': `${cleanTree['src/base/greeting.ts'] ?? ''}\n${exported(['export function part(): void {}'])}`,
    },
    expected: [
      ['package.json', /pg is a dependency that nothing uses/],
      ['src/base/orphan.ts', /reachable from no program/],
      ['src/base/greeting.ts', /part is exported but used nowhere else/],
    ],
  },
  {
    rule: 'generated-docs',
    files: { 'src/main/noroshi.ts': "console.error('docs/openapi.json lacks /reports')\nprocess.exit(1)\n" },
    expected: [['docs', /is not fresh.*docs\/openapi\.json lacks \/reports/]],
  },
  {
    rule: 'formatting',
    files: {
      'src/base/ragged.ts': 'console.log( "ragged" );\n',
      'src/base/ragged.json': '{"ragged":\n1}\n',
      'src/base/unreadable.ts': 'const = 1\n',
    },
    expected: [
      ['src/base/ragged.ts', /not formatted/],
      ['src/base/ragged.json', /not formatted/],
      ['src/base/unreadable.ts', /cannot be parsed/],
    ],
  },
  {
    rule: 'doc-comments',
    files: {
      'src/base/silent.ts':
        'export const silent = 1\n// A remark.\nexport type Remark = string\n/**\n *\n * @see nothing\n */\nexport function mute(): void {}\n',
      'src/base/barrel.ts': "export * from './silent.ts'\nexport { greet } from './greeting.ts'\nconst late = 1\nexport { late }\n",
    },
    expected: [
      ['src/base/silent.ts', /export silent has no doc comment/],
      ['src/base/silent.ts', /export Remark has no doc comment/],
      ['src/base/silent.ts', /export mute has a doc comment whose first line is empty/],
      ['src/base/barrel.ts', /passes on the exports of another file/],
      ['src/base/barrel.ts', /exports in a list/],
    ],
  },
  {
    rule: 'texts',
    files: {
      'src/report/half-text.ts': exported([
        'export const halfText = {',
        "  noJapanese: { en: 'Report' },",
        "  noEnglish: { ja: '報告' },",
        "  empty: { ja: '', en: 'Report' },",
        "  emptyEnglish: { ja: '報告', en: ' ' },",
        "  untranslated: { ja: 'Report', en: 'Report' },",
        "  alone: 'Some report',",
        "  placeholders: { ja: '{count, number}件', en: '{total, plural, one {# report} other {# reports}}' },",
        '  counted: (count: number) => ({ ja: `${count}件`, en: `` }),',
        '}',
      ]),
      'src/rulebook/jp/labels.json': json({ fields: [{ label: { ja: '種別' } }] }),
    },
    expected: [
      ['src/report/half-text.ts', /has no Japanese/],
      ['src/report/half-text.ts', /has no English/],
      ['src/report/half-text.ts', /empty Japanese/],
      ['src/report/half-text.ts', /empty English/],
      ['src/report/half-text.ts', /without Japanese \("Report"\)/],
      ['src/report/half-text.ts', /"alone" is a text in one language/],
      ['src/report/half-text.ts', /fills in \{count\} in Japanese and \{total\} in English/],
      ['src/rulebook/jp/labels.json', /\/fields\/0\/label has no English/],
    ],
  },
  {
    rule: 'page-texts',
    files: {
      'src/report/between-page.tsx': exported(['export const page = <p>報告する</p>']),
      'src/report/attribute-page.tsx': exported(['export const page = <input aria-label="Name" />']),
      'src/report/choice-page.tsx': exported(["export const page = <p>{Math.sin(1) > 0 ? 'Yes' : 'No'}</p>"]),
      'src/report/template-page.tsx': exported(['export const page = <img alt={`Report ${1}`} />']),
    },
    expected: [
      ['src/report/between-page.tsx', /one language/],
      ['src/report/attribute-page.tsx', /one language/],
      ['src/report/choice-page.tsx', /one language/],
      ['src/report/template-page.tsx', /one language/],
    ],
  },
  {
    rule: 'sql-place',
    files: {
      'src/report/tagged.ts': 'console.log(sql`select 1`, sql.raw`select 1`)\n',
      'src/report/built.ts': "console.log(kysely.selectFrom('report'))\n",
      'src/report/pooled.ts': 'console.log(parts.pool.query(statement))\n',
      'src/report/written.ts': 'console.log(queries.query(`\n  insert into report values (1)`))\n',
    },
    expected: [
      ['src/report/tagged.ts', /speaks SQL/],
      ['src/report/built.ts', /speaks SQL/],
      ['src/report/pooled.ts', /speaks SQL/],
      ['src/report/written.ts', /speaks SQL/],
    ],
  },
  {
    rule: 'route-place',
    files: {
      'src/report/hidden-route.ts': "console.log({ method: 'GET', path: '/hidden', handler: () => null })\n",
      'src/main/registered.ts': "server.get('/hidden', () => null)\n",
    },
    expected: [
      ['src/report/hidden-route.ts', /defines an HTTP route/],
      ['src/main/registered.ts', /defines an HTTP route/],
    ],
  },
  {
    rule: 'declarations',
    files: { 'src/base/arrow.ts': exported(['export const arrow = () => 1']) },
    expected: [['src/base/arrow.ts', /write a function declaration/]],
  },
  {
    rule: 'names',
    files: {
      'src/base/utils.ts': '',
      'src/base/utils.test.ts': '',
      'src/common/thing.ts': '',
      'src/base/index.ts': '',
      'src/base/camelCase.ts': '',
    },
    expected: [
      ['src/base/utils.ts', /says nothing/],
      ['src/base/utils.test.ts', /says nothing/],
      ['src/common/thing.ts', /says nothing/],
      ['src/base/index.ts', /says nothing/],
      ['src/base/camelCase.ts', /kebab-case/],
    ],
  },
  {
    rule: 'lockfile',
    files: {
      'package.json': json({ dependencies: { ranged: '^1.0.0', stale: '2.0.0' } }),
      'package-lock.json': json({
        packages: {
          ...lockfileFor({ ranged: '^1.0.0', stale: '1.0.0', dropped: '1.0.0' }, {}).packages,
          'node_modules/addressed': { version: '1.0.0', integrity: 'sha512-planted', resolved: 'somewhere' },
          'node_modules/unhashed': { version: '1.0.0' },
        },
      }),
    },
    expected: [
      ['package.json', /name one exact version/],
      ['package-lock.json', /stale is out of step/],
      ['package-lock.json', /dropped is out of step/],
      ['package-lock.json', /addressed names the address/],
      ['package-lock.json', /unhashed has no version or no hash/],
    ],
  },
  {
    rule: 'machine-paths',
    files: { 'docs/notes.md': `See ${homeFolder} for more.\n` },
    expected: [['docs/notes.md', /a path of one machine/]],
  },
]

function exported(lines: readonly string[]): string {
  return ['/** Planted. */', ...lines, ''].join('\n')
}
