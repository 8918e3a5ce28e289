import type { Finding, Rule } from './rule.ts'
import type { SourceTree } from './source-tree.ts'

type Package = {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
} & Partial<Record<DependencyKind, Readonly<Record<string, string>>>>

type DependencyKind = (typeof dependencyKinds)[number]

const dependencyKinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/

/** package.json names exact versions, and package-lock.json the same ones, each with a hash and none with a download address. */
export const lockfileRule: Rule = {
  name: 'lockfile',
  check: async (tree) => {
    const manifest = JSON.parse(tree.text('package.json')) as Package
    const lock = JSON.parse(tree.text('package-lock.json')) as { readonly packages?: Readonly<Record<string, Package>> }
    const packages = lock.packages ?? {}
    return [...inexactVersions(tree, manifest), ...entriesOutOfStep(tree, manifest, packages), ...looseEntries(tree, packages)]
  },
}

function inexactVersions(tree: SourceTree, manifest: Package): Finding[] {
  return dependencyKinds.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).flatMap(([name, version]) =>
      exactVersion.test(version) ? [] : [finding(tree, 'package.json', `"${name}"`, `${name} is "${version}": name one exact version`)],
    ),
  )
}

function entriesOutOfStep(tree: SourceTree, manifest: Package, packages: Readonly<Record<string, Package>>): Finding[] {
  return dependencyKinds.flatMap((kind) => {
    const wanted = manifest[kind] ?? {}
    const recorded = packages['']?.[kind] ?? {}
    const dropped = Object.keys(recorded).filter((name) => !(name in wanted))
    const wrong = Object.entries(wanted).filter(([name, version]) => {
      const installed = packages[`node_modules/${name}`]?.version
      return recorded[name] !== version || (installed !== version && (kind !== 'optionalDependencies' || installed !== undefined))
    })
    return [...dropped, ...wrong.map(([name]) => name)].map((name) =>
      finding(tree, 'package-lock.json', `"${name}"`, `${name} is out of step with package.json (${kind}): run npm install`),
    )
  })
}

function looseEntries(tree: SourceTree, packages: Readonly<Record<string, Package>>): Finding[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '') return []
    const problem = entryProblem(entry)
    return problem === null ? [] : [finding(tree, 'package-lock.json', `"${path}"`, `${path} ${problem}`)]
  })
}

function entryProblem(entry: Package): string | null {
  if (entry.resolved !== undefined)
    return 'names the address it came from: keep omit-lockfile-registry-resolved in .npmrc and write the lockfile anew'
  if (entry.link === true) return 'is a link to a folder'
  return entry.version === undefined || entry.integrity === undefined ? 'has no version or no hash' : null
}

function finding(tree: SourceTree, file: string, place: string, message: string): Finding {
  return {
    file,
    line:
      tree
        .text(file)
        .split('\n')
        .findIndex((line) => line.includes(place)) + 1,
    message,
  }
}
