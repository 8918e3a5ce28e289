import type { ESTree } from 'vite'
import type { Rule } from './rule.ts'
import { isProductionSource } from './source-tree.ts'
import { walkSources } from './tree-walk.ts'

const registrations = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'route'])
const message = 'defines an HTTP route: it belongs into a *-routes.ts file'

/** Routes are defined in *-routes.ts only, as data; the server in http/ alone registers them. */
export const routePlaceRule: Rule = {
  name: 'route-place',
  check: async (tree) => {
    const files = tree.files.filter((file) => isProductionSource(file) && !file.endsWith('-routes.ts') && !file.startsWith('src/http/'))
    return walkSources(tree, files, (report) => ({
      ObjectExpression: (node) => {
        if (isRoute(node)) report(node, message)
      },
      CallExpression: (node) => {
        if (isRegistration(node)) report(node, message)
      },
    }))
  },
}

function isRoute({ properties }: ESTree.ObjectExpression): boolean {
  const keys = new Set(
    properties.map((property) => (property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : '')),
  )
  return keys.has('method') && keys.has('path') && keys.has('handler')
}

function isRegistration({ callee }: ESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    registrations.has(callee.property.name) &&
    callee.object.type === 'Identifier' &&
    /^(server|app|fastify|instance|router)$/.test(callee.object.name)
  )
}
