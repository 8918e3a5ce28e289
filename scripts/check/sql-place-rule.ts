import type { ESTree } from 'vite'
import type { Rule } from './rule.ts'
import { isProductionSource } from './source-tree.ts'
import { walkSources } from './tree-walk.ts'

const queryBuilders = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
const statement =
  /^\s*(select|insert\s+into|update\s+\S+\s+set|delete\s+from|with\s+\S+\s+as|create|alter|drop|truncate|listen|notify|begin|commit|lock)\b/i
const message = 'speaks SQL: it belongs into a *-store.ts file, database/ or migrations/'

/** SQL stands in stores, in database/ and in migrations/ only. */
export const sqlPlaceRule: Rule = {
  name: 'sql-place',
  check: async (tree) => {
    const files = tree.files.filter((file) => isProductionSource(file) && !file.endsWith('-store.ts') && !file.startsWith('src/database/'))
    return walkSources(tree, files, (report) => ({
      TaggedTemplateExpression: (node) => {
        if (isSqlTag(node.tag)) report(node, message)
      },
      CallExpression: (node) => {
        if (isQuery(node)) report(node, message)
      },
    }))
  },
}

function isSqlTag(tag: ESTree.Expression): boolean {
  if (tag.type === 'MemberExpression') return isSqlTag(tag.object)
  return tag.type === 'Identifier' && tag.name === 'sql'
}

function isQuery({ callee, arguments: [first] }: ESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  if (queryBuilders.has(callee.property.name)) return true
  if (callee.property.name !== 'query') return false
  if (first?.type === 'Literal') return typeof first.value === 'string' && statement.test(first.value)
  if (first?.type === 'TemplateLiteral') return statement.test(first.quasis[0]?.value.raw ?? '')
  return isConnection(callee.object)
}

function isConnection(object: ESTree.Expression): boolean {
  if (object.type === 'MemberExpression') return object.property.type === 'Identifier' && isConnection(object.property)
  return object.type === 'Identifier' && /^(pool|client|connection|database|pg)$/i.test(object.name)
}
