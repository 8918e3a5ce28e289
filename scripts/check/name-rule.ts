import type { Rule } from './rule.ts'

const emptyNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'shared',
  'types',
  'services',
  'index',
  'lib',
  'stuff',
  'various',
])
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/
const namedByTools = /^(vite\.config|knip|tsconfig(\.[a-z]+)?)$/

/** Files and folders of source are kebab-case and named after what they hold. */
export const nameRule: Rule = {
  name: 'names',
  check: async ({ files }) =>
    files
      .filter((file) => /^(src|scripts|test|bench|migrations)\//.test(file))
      .flatMap((file) => {
        const problem = file
          .split('/')
          .map(nameProblem)
          .find((one) => one !== null)
        return problem === undefined ? [] : [{ file, line: 0, message: problem }]
      }),
}

function nameProblem(part: string): string | null {
  const stem = part.replace(/(\.test|\.bench|\.config|\.d)?\.[a-z0-9]+$/, '')
  if (namedByTools.test(stem)) return null
  // A page for browsers is called index.html by convention of every server.
  if (emptyNames.has(stem) && part !== 'index.html') return `is called ${part}, which says nothing: name it after what it holds`
  return kebabCase.test(stem) ? null : `is called ${part}: write it in kebab-case`
}
