import { runTool } from './run-tool.ts'
import type { Finding, Rule } from './rule.ts'

type Issue = { readonly name: string; readonly line?: number }
type FileIssues = { readonly file: string } & { readonly [kind: string]: unknown }

const expectations: Readonly<Record<string, string>> = {
  files: 'is reachable from no program, page, script or test: delete it, or use it',
  dependencies: 'is a dependency that nothing uses',
  devDependencies: 'is a development dependency that nothing uses',
  optionalPeerDependencies: 'is used but only an optional peer of another package',
  unlisted: 'is used but not listed in package.json',
  binaries: 'is a command that no listed package brings',
  unresolved: 'cannot be resolved',
  exports: 'is exported but used nowhere else',
  types: 'is exported but used nowhere else',
  nsExports: 'is exported but used nowhere else',
  nsTypes: 'is exported but used nowhere else',
  enumMembers: 'is a member that nothing uses',
  namespaceMembers: 'is a member that nothing uses',
  duplicates: 'is exported twice',
  catalog: 'is a catalogue entry that nothing uses',
  cycles: 'is part of a circle of imports',
}

/** No file, export or dependency is unused, and nothing unlisted is used; the entry points stand in knip.jsonc. */
export const unusedRule: Rule = {
  name: 'unused',
  check: async ({ root }) => {
    const { code, output } = await runTool(root, ['knip', '--reporter', 'json', '--no-progress'])
    const report = readReport(output)
    const findings = report.flatMap(readFile)
    if (code !== 0 && findings.length === 0) throw new Error(`knip failed:\n${output}`)
    return findings
  },
}

function readReport(output: string): readonly FileIssues[] {
  const line = output.split('\n').find((one) => one.startsWith('{"issues":'))
  if (line === undefined) throw new Error(`knip failed:\n${output}`)
  const report = JSON.parse(line) as { readonly issues: readonly FileIssues[] }
  return report.issues
}

function readFile({ file, ...kinds }: FileIssues): Finding[] {
  return Object.entries(kinds).flatMap(([kind, issues]) => {
    const list: unknown = kind === 'duplicates' ? (issues as unknown[]).flat() : issues
    if (!Array.isArray(list)) return []
    const expectation = expectations[kind] ?? `is unused (${kind})`
    return (list as Issue[]).map(({ name, line }) => ({
      file,
      line: line ?? 0,
      message: kind === 'files' ? expectation : `${name} ${expectation}`,
    }))
  })
}
