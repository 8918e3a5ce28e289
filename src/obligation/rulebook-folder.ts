import { utf8Text } from '#base/bytes.ts'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { checkRulebook } from '#rulebook/check-rulebook.ts'
import type { RulebookFiles } from '#rulebook/load-rulebook.ts'
import { lineOfPointer } from '#rulebook/locate-pointer.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'

/** A data file that is no JSON. */
type UnreadableFile = { readonly file: string; readonly code: string; readonly message: string }

/** The data files of one rulebook in a folder. */
export type RulebookFolder = {
  /** The folder's own name. */
  readonly name: string
  readonly files: RulebookFiles
  /** Texts of the files by name. */
  readonly texts: ReadonlyMap<string, string>
  readonly unreadable: readonly UnreadableFile[]
}

/** Name of the file that makes a folder a rulebook. */
export const headFile = 'rulebook.json'

const sectorsFile = 'sectors.json'

/** Far beyond any law: a file that passes this is no rule. */
const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 40, maxKeys: 100_000 } as const

/** Returns the rulebook that the data files of a folder state; `files` are their bytes by name, which may be anything. */
export function rulebookFolder(name: string, files: ReadonlyMap<string, Uint8Array>): RulebookFolder {
  const texts = new Map<string, string>()
  const values = new Map<string, unknown>()
  const unreadable: UnreadableFile[] = []
  for (const [file, bytes] of files) {
    try {
      values.set(file, parseJson(bytes, limits))
      texts.set(file, utf8Text(bytes))
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      unreadable.push({ file, code: error.code, message: error.message })
    }
  }
  const laws = [...values].filter(([file]) => file !== headFile && file !== sectorsFile)
  return {
    name,
    files: { head: values.get(headFile) ?? null, sectors: values.get(sectorsFile) ?? null, laws: Object.fromEntries(laws) },
    texts,
    unreadable,
  }
}

/** One fault with its line; 1 where the file's text is not at hand. */
export type PlacedFault = {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly pointer: string
  readonly message: string
}

/** A rulebook as its check leaves it; `rulebook` is null where the files do not load. */
export type CheckedRulebook = {
  readonly name: string
  readonly rulebook: Rulebook | null
  readonly laws: number
  readonly examples: number
  readonly faults: readonly PlacedFault[]
}

/** Returns what is wrong with a rulebook, each fault with its file and line. */
export function checkFolder({ name, files, texts, unreadable }: RulebookFolder): CheckedRulebook {
  const { rulebook, findings, examples } = checkRulebook(files)
  const place = (file: string) => (file === '' ? name : `${name}/${file}`)
  const faults = findings.map((finding) => ({
    ...finding,
    file: place(finding.file),
    line: lineOfPointer(texts.get(finding.file) ?? '', finding.pointer),
  }))
  const broken = unreadable.map(({ file, code, message }) => ({ code, file: place(file), line: lineIn(message), pointer: '', message }))
  const isWhole = unreadable.length === 0
  return {
    name,
    rulebook: isWhole ? rulebook : null,
    laws: rulebook === null ? 0 : rulebook.laws.length + rulebook.authorityDuties.length,
    examples,
    faults: [...broken, ...faults],
  }
}

/** A text that is no JSON has no pointers; the error itself names the line. */
function lineIn(message: string): number {
  return Number(/line (?<line>\d+)/u.exec(message)?.groups?.['line'] ?? 1)
}

/** Returns a fault in two lines: file, line and pointer, then what was expected. */
export function faultText({ file, line, pointer, code, message }: PlacedFault): string {
  return `  ${file}:${line} ${pointer}\n    ${code}: ${message}`
}
