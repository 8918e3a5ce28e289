import { dirname } from 'node:path'
import type { Rule } from './rule.ts'

const homeFolders = /(?<![\w./-])(\/(home|Users)\/[A-Za-z][\w.-]*|\/root)\//g
const sharedRoots = new Set(['/', '/tmp', '/opt', '/srv', '/usr', '/var', '/etc', '/home', '/mnt', '/root', '/data', '/app', '/builds'])
const binaries = /\.(png|jpe?g|gif|webp|ico|woff2?|ttf|otf|pdf|xlsx|zip|gz)$/i

/** No file names a path of the machine on which it was written: not the checkout, not the folder around it, not a home folder. */
export const machinePathRule: Rule = {
  name: 'machine-paths',
  check: async (tree) => {
    const around = dirname(tree.root)
    const own = [tree.root, ...(sharedRoots.has(around) ? [] : [`${around}/`])]
    return tree.files
      .filter((file) => !binaries.test(file))
      .flatMap((file) =>
        tree
          .text(file)
          .split('\n')
          .flatMap((line, index) => {
            const path = own.find((one) => line.includes(one)) ?? line.match(homeFolders)?.[0]
            return path === undefined ? [] : [{ file, line: index + 1, message: `names ${path}, a path of one machine` }]
          }),
      )
  },
}
