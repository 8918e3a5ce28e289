import type { ESTree } from 'vite'
import type { Finding, Rule } from './rule.ts'
import { isTest, lineAt, type SourceTree } from './source-tree.ts'

/** Every exported declaration has a doc comment whose first line says something; nothing is exported from a file other than its own. */
export const docCommentRule: Rule = {
  name: 'doc-comments',
  check: async (tree) => tree.files.filter(isDocumented).flatMap((file) => checkFile(tree, file)),
}

function isDocumented(file: string): boolean {
  return /^(src|scripts|test|bench)\/.*\.tsx?$/.test(file) && (!isTest(file) || /^(test|bench)\//.test(file)) && !/\.test\.tsx?$/.test(file)
}

function checkFile(tree: SourceTree, file: string): Finding[] {
  const text = tree.text(file)
  const { program, comments } = tree.parse(file)
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const node of program.body) {
    const finding = (message: string) => findings.push({ file, line: lineAt(text, node.start), message })
    if (node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null)) {
      finding('passes on the exports of another file: let callers import from where things live')
      continue
    }
    if (node.type === 'ExportNamedDeclaration' && node.declaration === null) {
      finding('exports in a list: write export before the declaration')
      continue
    }
    if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') continue
    const name = exportedName(node)
    // Of overloads, the first carries the comment.
    if (name !== 'default' && seen.has(name)) continue
    seen.add(name)
    const comment = comments.findLast(
      ({ end, value }) => end <= node.start && !/^\s*oxlint-/.test(value) && isBlank(text.slice(end, node.start)),
    )
    const problem = commentProblem(comment)
    if (problem !== null) finding(`export ${name} ${problem}`)
  }
  return findings
}

/** Tells whether nothing stands in `text` but space and orders to the linter. */
function isBlank(text: string): boolean {
  return text.replaceAll(/^\s*\/\/ oxlint-.*$/gm, '').trim() === ''
}

function exportedName(node: ESTree.ExportNamedDeclaration | ESTree.ExportDefaultDeclaration): string {
  const { declaration } = node
  if (node.type === 'ExportDefaultDeclaration' || declaration === null) return 'default'
  if (declaration.type === 'VariableDeclaration') {
    const id = declaration.declarations[0]?.id
    return id?.type === 'Identifier' ? id.name : 'values'
  }
  const id = 'id' in declaration ? declaration.id : null
  return id !== null && typeof id === 'object' && 'name' in id ? id.name : 'declaration'
}

function commentProblem(comment: { readonly type: string; readonly value: string } | undefined): string | null {
  if (comment === undefined || comment.type !== 'Block' || !comment.value.startsWith('*'))
    return 'has no doc comment: say what it returns or does'
  const lines = comment.value.slice(1).split('\n')
  const first = (lines.length > 1 && lines[0]?.trim() === '' ? lines[1] : lines[0]) ?? ''
  const words = first.replace(/^\s*\*?\s*/, '').trim()
  return words === '' || words.startsWith('@') ? 'has a doc comment whose first line is empty: say there what it returns or does' : null
}
