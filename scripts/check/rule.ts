import type { SourceTree } from './source-tree.ts'

/** One breach of a rule: where it is and what is expected there. */
export type Finding = {
  /** Path from the root of the tree, with forward slashes. */
  readonly file: string
  /** From 1; 0 where the breach concerns the whole file. */
  readonly line: number
  readonly message: string
}

/** Something that must hold for the whole tree. */
export type Rule = {
  /** Kebab-case; also what a person names to run this rule alone. */
  readonly name: string
  /**
   * Returns every breach in `tree`; an empty list means that the rule holds.
   *
   * @throws {Error} if the rule cannot be checked at all; that counts as a failure too.
   */
  readonly check: (tree: SourceTree) => Promise<readonly Finding[]>
}

/** Returns `finding` as one line for people and for editors that jump to `file:line`. */
export function formatFinding({ file, line, message }: Finding): string {
  return line > 0 ? `${file}:${line}: ${message}` : `${file}: ${message}`
}

/** Returns `findings` in the order of files and lines, each once. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const unique = new Map(findings.map((finding) => [formatFinding(finding), finding]))
  return [...unique.values()].toSorted((left, right) => compareText(left.file, right.file) || left.line - right.line)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
