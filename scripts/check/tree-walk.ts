import { Visitor, type VisitorObject } from 'vite'
import { lineAt, type SourceTree } from './source-tree.ts'
import type { Finding } from './rule.ts'

/** Adds a breach at a node of the syntax tree. */
export type Report = (node: { readonly start: number }, message: string) => void

/**
 * Returns the breaches that a visitor reports in `files`.
 *
 * @param visit Returns, for one file, what to do at each kind of node.
 */
export function walkSources(
  tree: SourceTree,
  files: readonly string[],
  visit: (report: Report, file: string) => VisitorObject,
): readonly Finding[] {
  return files.flatMap((file) => {
    const findings: Finding[] = []
    const report: Report = (node, message) => findings.push({ file, line: lineAt(tree.text(file), node.start), message })
    new Visitor(visit(report, file)).visit(tree.parse(file).program)
    return findings
  })
}
