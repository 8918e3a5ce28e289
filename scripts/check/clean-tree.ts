const manifest = {
  name: 'planted',
  version: '1.0.0',
  type: 'module',
  imports: { '#*': './src/*' },
  dependencies: { canonicalize: '5.1.0', react: '19.3.1' },
  devDependencies: {
    '@types/node': '26.6.6',
    '@types/react': '19.3.0',
    'fast-check': '4.10.2',
  },
}

/** Files of a small project that keeps every rule. */
export const cleanTree: Readonly<Record<string, string>> = {
  'package.json': json(manifest),
  'package-lock.json': json(lockfileFor(manifest.dependencies, manifest.devDependencies)),
  'src/base/greeting.ts': `import canonicalize from 'canonicalize'

/** Returns a greeting for \`name\`. */
export function greet(name: string): string {
  return canonicalize({ name }) ?? ''
}
`,
  'src/base/greeting.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { greet } from './greeting.ts'

test('greet() names whom it greets', () => {
  fc.assert(fc.property(fc.constantFrom('a', 'b'), (name) => greet(name).includes(name)))
  assert.ok(process.env['PATH'] !== undefined || Date.now() > 0)
})
`,
  'src/report/report-store.ts': `/** Runs one statement. */
export type Queries = { query(text: string): Promise<number> }

/** Returns how many reports there are. */
export async function countReports(queries: Queries): Promise<number> {
  return queries.query('select count(*) from report')
}
`,
  'src/report/report-routes.ts': `import { countReports, type Queries } from './report-store.ts'

/** Returns the routes about reports. */
export function reportRoutes(queries: Queries) {
  return [{ method: 'GET', path: '/reports', handler: () => countReports(queries) }]
}
`,
  'src/report/report-text.ts': `/** Words about reports. */
export const reportText = {
  title: { ja: '報告 {count, number}件', en: '{count, plural, one {# report} other {# reports}}' },
  format: { ja: 'JSON', en: 'JSON' },
} as const
`,
  'src/report/report-page.tsx': `import type { ReactNode } from 'react'
import { greet } from '#base/greeting.ts'
import { reportText } from './report-text.ts'

/** The page that shows reports. */
export function ReportPage(): ReactNode {
  return (
    <p className="wide" title={reportText.title.en}>
      {greet(reportText.format.ja)} / 1&nbsp;
    </p>
  )
}
`,
  'src/web/main.tsx': `import { ReportPage } from '#report/report-page.tsx'

document.title = ReportPage.name
`,
  'src/main/noroshi.ts': `import { greet } from '#base/greeting.ts'
import { reportRoutes } from '#report/report-routes.ts'

if (process.argv[2] !== 'docs') console.log(greet('you'), reportRoutes({ query: async () => 0 }))
`,
}

/** Returns `value` as the formatter writes it. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Returns a lockfile that is in step with the given dependencies. */
export function lockfileFor(dependencies: Readonly<Record<string, string>>, devDependencies: Readonly<Record<string, string>>) {
  const installed = Object.entries({ ...dependencies, ...devDependencies })
  return {
    lockfileVersion: 3,
    packages: {
      '': { dependencies, devDependencies },
      ...Object.fromEntries(installed.map(([name, version]) => [`node_modules/${name}`, { version, integrity: 'sha512-planted' }])),
    },
  }
}
