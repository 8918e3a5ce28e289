import { runTool } from './run-tool.ts'
import type { Rule } from './rule.ts'

/** docs/openapi.json and docs/schema.sql say what the routes and the migrations say. */
export const generatedDocsRule: Rule = {
  name: 'generated-docs',
  check: async ({ root, files }) => {
    if (!files.includes('src/main/noroshi.ts')) return []
    const { code, output } = await runTool(root, ['node', 'src/main/noroshi.ts', 'docs', '--check'])
    if (code === 0) return []
    const said = output.trim().split('\n').slice(-8).join('\n')
    return [{ file: 'docs', line: 0, message: `is not fresh: run ./noroshi docs (it said: ${said})` }]
  },
}
