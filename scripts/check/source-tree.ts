import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** The syntax tree and comments of one source file. */
export type ParsedSource = ReturnType<typeof parseSync>

/** The files of the project, read at most once each. */
export type SourceTree = {
  /** Absolute path of the folder that holds package.json. */
  readonly root: string
  /** Every file that belongs to the project, as paths from the root with forward slashes, sorted. */
  readonly files: readonly string[]
  /** Returns the text of `file`. */
  readonly text: (file: string) => string
  /**
   * Returns the syntax of `file` (TypeScript, with or without JSX).
   *
   * @throws {SyntaxError} if the file cannot be parsed.
   */
  readonly parse: (file: string) => ParsedSource
}

/** What lies in the root and is not the project's own: installed, built or written by a running program. */
const foreignInRoot = new Set(['node_modules', '.git', 'dist', 'data'])

/** Returns the project under `root`, an absolute path. */
export function readSourceTree(root: string): SourceTree {
  const text = remember((file: string) => readFileSync(join(root, file), 'utf8'))
  return {
    root,
    files: listFiles(root, '').toSorted(),
    text,
    parse: remember((file: string) => parseSource(file, text(file))),
  }
}

/** Tells whether `file` is TypeScript that the project runs or bundles, rather than a test. */
export function isProductionSource(file: string): boolean {
  return /^src\/.*\.tsx?$/.test(file) && !isTest(file)
}

/** Tells whether `file` is a test, or serves tests and benchmarks alone. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /^(test|bench)\//.test(file)
}

/** Returns the number of the line, from 1, on which the character at `offset` stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

function parseSource(file: string, text: string): ParsedSource {
  const parsed = parseSync(file, text)
  const error = parsed.errors[0]
  if (error !== undefined) {
    throw new SyntaxError(`Cannot parse ${file}:${lineAt(text, error.labels[0]?.start ?? 0)}: ${error.message}`)
  }
  return parsed
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (folder === '' && foreignInRoot.has(entry.name)) return []
    if (entry.isDirectory()) return listFiles(root, path)
    return entry.isFile() && !entry.name.endsWith('.log') && entry.name !== '.DS_Store' ? [path] : []
  })
}

function remember<Value>(compute: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>()
  return (key) => {
    const old = known.get(key)
    if (old !== undefined) return old
    const value = compute(key)
    known.set(key, value)
    return value
  }
}
