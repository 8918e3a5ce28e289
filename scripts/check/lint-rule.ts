import { runTool } from './run-tool.ts'
import type { Finding, Rule } from './rule.ts'

/** The source passes the linter, which knows the types; what it asks for stands in .oxlintrc.json. */
export const lintRule: Rule = {
  name: 'lint',
  check: async ({ root }) => {
    const { code, output } = await runTool(root, ['oxlint', '--type-aware', '--deny-warnings', '--format=unix'])
    const findings = output.split('\n').flatMap(readLine)
    if (code !== 0 && findings.length === 0) throw new Error(`oxlint failed:\n${output}`)
    return findings
  },
}

function readLine(line: string): Finding[] {
  const parts = /^(?<file>[^:\s]+):(?<line>\d+):\d+: (?<message>.+)$/.exec(line)?.groups
  return parts === undefined ? [] : [{ file: parts['file'] ?? '', line: Number(parts['line']), message: parts['message'] ?? '' }]
}
