import type { ESTree } from 'vite'
import type { Rule } from './rule.ts'
import { isProductionSource } from './source-tree.ts'
import { walkSources } from './tree-walk.ts'

const readAttributes = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'description',
  'aria-label',
  'aria-description',
  'aria-placeholder',
])
const spokenAttributes = new Set(['aria-roledescription', 'aria-valuetext', 'aria-braillelabel', 'aria-brailleroledescription'])
const message = 'is text on a page in one language: take it from a *-text.ts file'

/** Pages hold no words of their own: neither between tags nor in attributes that people read or hear. */
export const pageTextRule: Rule = {
  name: 'page-texts',
  check: async (tree) =>
    walkSources(
      tree,
      tree.files.filter((file) => isProductionSource(file) && file.endsWith('.tsx')),
      (report) => ({
        JSXText: (node) => {
          if (hasLetters(node.value.replaceAll(/&\w+;/g, ''))) report(node, message)
        },
        JSXElement: (node) => {
          for (const child of node.children)
            if (child.type === 'JSXExpressionContainer' && isWritten(child.expression)) report(child, message)
        },
        JSXFragment: (node) => {
          for (const child of node.children)
            if (child.type === 'JSXExpressionContainer' && isWritten(child.expression)) report(child, message)
        },
        JSXAttribute: (node) => {
          const name = node.name.type === 'JSXIdentifier' ? node.name.name : ''
          if (!readAttributes.has(name) && !spokenAttributes.has(name)) return
          const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value
          if (value !== null && isWritten(value)) report(node, message)
        },
      }),
    ),
}

/** Tells whether `node` writes words down: a string or template with letters, or a choice between such. */
function isWritten(node: ESTree.Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string' && hasLetters(node.value)
  if (node.type === 'TemplateLiteral') return node.quasis.some(({ value }) => hasLetters(value.raw))
  if (node.type === 'ConditionalExpression') return isWritten(node.consequent) || isWritten(node.alternate)
  return node.type === 'LogicalExpression' && isWritten(node.right)
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text)
}
