import { cruise, type ICruiseResult, type IFlattenedRuleSet, type IViolation } from 'dependency-cruiser'
import { browserEntryFiles, foldersInOrder, serverOnlyFiles } from './folder.ts'
import type { Finding, Rule } from './rule.ts'
import type { SourceTree } from './source-tree.ts'

const tests = '[.]test[.]tsx?$'

/**
 * A folder imports only itself and folders above it; no circles; portable folders use no Node module; no page reaches server code;
 * what runs in production imports no test and no package that only tests install.
 */
export const folderOrderRule: Rule = {
  name: 'folder-order',
  check: async (tree) => {
    const result = await cruiseSources(tree)
    const sources = tree.files.filter((file) => /^src\/.*\.tsx?$/.test(file))
    const cruised = new Set(result.modules.map(({ source }) => source))
    const missed = sources.filter((file) => !cruised.has(file))
    if (sources.length === 0 || missed.length > 0) {
      throw new Error(
        `The import graph is incomplete: ${missed.length} of ${sources.length} files were not read (${missed.slice(0, 3).join(', ')})`,
      )
    }
    return [...unknownFolders(tree), ...result.summary.violations.map((violation) => describeViolation(violation, tree))]
  },
}

async function cruiseSources({ root }: SourceTree): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      validate: true,
      ruleSet: ruleSet(),
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      parser: 'swc',
    },
    {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  )
  if (typeof output === 'string') throw new Error(`The import graph is unreadable: ${output.slice(0, 200)}`)
  return output
}

function ruleSet(): IFlattenedRuleSet {
  const portable = `^src/(${foldersInOrder.flatMap(({ name, group }) => (group === 'portable' ? [name] : [])).join('|')})/`
  const order = foldersInOrder.slice(0, -1).map(({ name }, index) => ({
    name: 'folder-order',
    severity: 'error' as const,
    from: { path: `^src/${name}/` },
    to: {
      path: `^src/(${foldersInOrder
        .slice(index + 1)
        .map((later) => later.name)
        .join('|')})/`,
    },
  }))
  return {
    forbidden: [
      ...order,
      { name: 'circle', severity: 'error', from: {}, to: { circular: true } },
      { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
      { name: 'portable', severity: 'error', from: { path: portable, pathNot: tests }, to: { dependencyTypes: ['core'] } },
      {
        name: 'browser',
        severity: 'error',
        from: { path: browserEntryFiles, pathNot: tests },
        to: { path: serverOnlyFiles, reachable: true },
      },
      { name: 'test', severity: 'error', from: { path: '^src/', pathNot: tests }, to: { path: `${tests}|^(test|bench|scripts)/` } },
      {
        name: 'development',
        severity: 'error',
        from: { path: '^src/', pathNot: tests },
        to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
      },
      { name: 'unlisted', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    ],
  }
}

function unknownFolders({ files }: SourceTree): readonly Finding[] {
  const known = new Set(foldersInOrder.map(({ name }) => name))
  const message = 'lies in a folder without a place in the order: see scripts/check/folder.ts'
  return files.filter((file) => file.startsWith('src/') && !known.has(file.split('/')[1] ?? '')).map((file) => ({ file, line: 0, message }))
}

function describeViolation({ rule, from, to, cycle, via }: IViolation, tree: SourceTree): Finding {
  const path = [from, ...(cycle ?? via ?? []).map(({ name }) => name)].join(' → ')
  const next = (cycle ?? via)?.[0]?.name ?? to
  return { file: from, line: importLine(tree.text(from), next), message: expectation(rule.name, { from, to, path }) }
}

function expectation(rule: string, { from, to, path }: { from: string; to: string; path: string }): string {
  switch (rule) {
    case 'folder-order':
      return `imports ${to}: ${from.split('/')[1]}/ may import only itself and the folders above it in scripts/check/folder.ts`
    case 'circle':
      return `imports itself in a circle: ${path}`
    case 'unresolved':
      return `imports ${to}, which does not exist`
    case 'portable':
      return `imports node:${to.replace(/^node:/, '')}: portable folders run in browsers too`
    case 'browser':
      return `brings server code into the browser: ${path}`
    case 'test':
      return `imports ${to}: production code imports no test, benchmark or script`
    case 'development':
      return `imports ${packageName(to)}, which is not installed in production`
    case 'unlisted':
      return `imports ${packageName(to)}, which package.json does not list`
    default:
      return `imports ${to} against rule ${rule}`
  }
}

/** Returns the package that `path` lies in, or `path` where it is none. */
function packageName(path: string): string {
  return /.*node_modules\/(?<name>(@[^/]+\/)?[^/]+)/.exec(path)?.groups?.['name'] ?? path
}

function importLine(text: string, imported: string): number {
  const name = imported.includes('node_modules/') ? packageName(imported) : (imported.split('/').at(-1) ?? imported)
  const index = text.split('\n').findIndex((line) => line.includes(`${name}'`))
  return index + 1
}
