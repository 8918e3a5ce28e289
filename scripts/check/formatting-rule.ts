import { runTool } from './run-tool.ts'
import type { Finding, Rule } from './rule.ts'

/** Every file is laid out as oxfmt lays it out. */
export const formattingRule: Rule = {
  name: 'formatting',
  check: async ({ root }) => {
    const { code, output } = await runTool(root, ['oxfmt', '--list-different'])
    const findings = output.split('\n').flatMap(readLine)
    if (code !== 0 && findings.length === 0) throw new Error(`oxfmt failed:\n${output}`)
    return findings
  },
}

function readLine(line: string): Finding[] {
  const location = /,-\[(?<file>.+):(?<line>\d+):\d+\]/.exec(line)?.groups
  if (location !== undefined) {
    return [{ file: location['file'] ?? '', line: Number(location['line']), message: 'cannot be parsed' }]
  }
  return /^[\w.@-][^\s]*\.\w+$/.test(line) ? [{ file: line, line: 0, message: 'is not formatted: run `npm run format`' }] : []
}
