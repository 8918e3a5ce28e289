import { parse } from 'yaml'
import type { DetectionRule } from '../warning.ts'

/** What is wrong with a detection rule, as far as its form tells. */
export type DetectionProblem = 'DETECTION_UNREADABLE' | 'DETECTION_INCOMPLETE' | 'DETECTION_SEVERAL'

/**
 * Returns what is wrong with a detection rule, or null: a recipient must be able to load it as it stands.
 *
 * A Sigma rule is YAML with `title`, `logsource` and `detection` with a `condition`; a YARA text holds rules with a condition and balanced braces; a Suricata
 * text holds one rule a line with header, `msg` and `sid`.
 */
export function detectionProblem({ language, text }: DetectionRule): DetectionProblem | null {
  switch (language) {
    case 'sigma':
      return sigmaProblem(text)
    case 'yara':
      return yaraProblem(text)
    case 'suricata':
      return suricataProblem(text)
  }
}

function sigmaProblem(text: string): DetectionProblem | null {
  let rule: unknown
  try {
    // Aliases are refused: a few of them unfold to gigabytes.
    rule = parse(text, { maxAliasCount: 0, prettyErrors: false })
  } catch {
    return 'DETECTION_UNREADABLE'
  }
  if (!isMap(rule)) return 'DETECTION_UNREADABLE'
  const detection = rule['detection']
  const isWhole = typeof rule['title'] === 'string' && isMap(rule['logsource']) && isMap(detection)
  return isWhole && isCondition(detection['condition']) && Object.keys(detection).length > 1 ? null : 'DETECTION_INCOMPLETE'
}

function isCondition(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function yaraProblem(text: string): DetectionProblem | null {
  const bare = withoutLiterals(text)
  if (bare === null || !isBalanced(bare)) return 'DETECTION_UNREADABLE'
  const rules = [...bare.matchAll(/(?:^|\s)(?:(?:private|global)\s+)*rule\s+[A-Za-z_]\w*\s*(?::[^{]*)?\{/g)]
  const conditions = [...bare.matchAll(/\bcondition\s*:\s*[^\s}]/g)]
  return rules.length > 0 && conditions.length === rules.length ? null : 'DETECTION_INCOMPLETE'
}

/** Returns a YARA text without comments and strings, or null where one of them does not end. Braces inside of them count for nothing. */
function withoutLiterals(text: string): string | null {
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, ' ')
  // What is left of a pattern between slashes may hold any brace.
  const clean = bare.replaceAll(/=\s*\/(?:[^/\\\n]|\\.)+\/[is]*/g, '= ')
  return /"|\/\*/.test(clean) ? null : clean
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth++
    if (character === '}' && --depth < 0) return false
  }
  return depth === 0
}

const suricataHeader =
  /^(?:alert|drop|reject|rejectsrc|rejectdst|rejectboth|pass)\s+[a-z0-9.-]+\s+\S+\s+\S+\s+(?:->|<>|=>)\s+\S+\s+\S+\s+\((?<options>.*;)\s*\)$/

function suricataProblem(text: string): DetectionProblem | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length === 0) return 'DETECTION_INCOMPLETE'
  if (lines.length > 1) return 'DETECTION_SEVERAL'
  const options = suricataHeader.exec(lines[0] ?? '')?.groups?.['options']
  if (options === undefined) return 'DETECTION_UNREADABLE'
  return /(?:^|;)\s*msg\s*:\s*"/.test(options) && /(?:^|;)\s*sid\s*:\s*\d+\s*;/.test(options) ? null : 'DETECTION_INCOMPLETE'
}
