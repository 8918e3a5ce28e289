import { runTool } from './run-tool.ts'
import type { Finding, Rule } from './rule.ts'

/**
 * The types hold: for the whole, for portable folders without Node, for what servers run without the browser's types, and for
 * what browsers run without Node.
 */
export const typeRules: readonly Rule[] = [
  projectRule('types', 'tsconfig.json'),
  projectRule('types-portable', 'tsconfig.portable.json'),
  projectRule('types-server', 'tsconfig.server.json'),
  projectRule('types-browser', 'tsconfig.browser.json'),
]

function projectRule(name: string, project: string): Rule {
  return {
    name,
    check: async ({ root, files }) => {
      if (!files.includes(project)) throw new Error(`${project} is missing`)
      // One checker each: the projects run side by side, and checkers share nothing that they found out.
      const { code, output } = await runTool(root, ['tsc', '--noEmit', '--pretty', 'false', '--checkers', '1', '--project', project])
      // A project that covers nothing yet, in a tree without any page for example, breaks no rule.
      if (/error TS18003:/.test(output)) return []
      const findings = output.split('\n').flatMap((line) => readLine(line, project))
      if (code !== 0 && findings.length === 0) throw new Error(`tsc failed on ${project}:\n${output}`)
      return findings
    },
  }
}

function readLine(line: string, project: string): Finding[] {
  const inFile = /^(?<file>\S+?)\((?<line>\d+),\d+\): error (?<message>.+)$/.exec(line)?.groups
  if (inFile !== undefined)
    return [{ file: inFile['file'] ?? '', line: Number(inFile['line']), message: `${inFile['message']} (${project})` }]
  const inProject = /^error (?<message>TS\d+: .+)$/.exec(line)?.groups
  return inProject === undefined ? [] : [{ file: project, line: 0, message: inProject['message'] ?? '' }]
}
