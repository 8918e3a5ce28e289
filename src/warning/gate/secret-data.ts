/** Kinds of secrets that are looked for. */
export const secretKinds = ['access-key', 'token', 'private-key', 'password'] as const

/** A kind of secret. */
export type SecretKind = (typeof secretKinds)[number]

const patterns: Readonly<Record<SecretKind, readonly RegExp[]>> = {
  'access-key': [
    /\b(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}\b/u,
    /\bAIza[\w-]{35}/u,
    /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/u,
    /\bsk-[A-Za-z0-9_-]{20,}/u,
    /\bSG\.[\w-]{16,}\.[\w-]{16,}/u,
    /AccountKey=[A-Za-z0-9+/=]{20,}/u,
  ],
  token: [
    /\bgh[pousr]_[A-Za-z0-9]{20,}/u,
    /\bgithub_pat_\w{20,}/u,
    /\bglpat-[\w-]{20,}/u,
    /\bnpm_[A-Za-z0-9]{30,}/u,
    /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/u,
    /hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/iu,
    /\beyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]*/u,
    /\b[0-9]{8,10}:AA[\w-]{30,}/u,
    /\bbearer\s+[\w.~+/-]{16,}/iu,
    /\bbasic\s+[A-Za-z0-9+/]{16,}={0,2}/iu,
    /[?&;]sig=[A-Za-z0-9%]{20,}/u,
  ],
  'private-key': [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY/u, /\bAGE-SECRET-KEY-[A-Z0-9-]{20,}/iu, /PuTTY-User-Key-File/u],
  password: [
    /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]{1,64}:[^\s/@]{1,128}@/iu,
    /(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key|パスワ-?ド|パスワード|暗証番号)\s{0,4}[:=]\s{0,4}[^\s&]{4,}/iu,
  ],
}

/**
 * Returns the kinds of secrets in `text` by the forms that their makers gave them: access keys and tokens of well-known services, private keys, passwords
 * in addresses or after a cue.
 *
 * @param text Without disguises, in its own case.
 */
export function secretsIn(text: string): readonly SecretKind[] {
  return secretKinds.filter((kind) => patterns[kind].some((pattern) => pattern.test(text)))
}

/** Returns whether a run of letters and digits in `text` is long and looks made by chance: a key, a session, or the number of one victim. */
export function holdsRandomText(text: string): boolean {
  return [...text.matchAll(/[A-Za-z0-9]{16,}/gu)].some(([run]) => isRandomRun(run)) || uuid.test(text)
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu

function isRandomRun(run: string): boolean {
  const digits = run.replaceAll(/[^0-9]/gu, '').length
  if (/^[0-9a-f]+$/iu.test(run)) return digits >= 3
  // Words change between capitals, small letters and digits seldom; what chance made changes at every second or third character.
  return digits >= 2 && changes(run) >= run.length / 4
}

/** Tells whether a label of a host name looks like the number of one victim rather than a word: `a8f3k20c`, not `update-check2`. */
export function isNumberedLabel(label: string): boolean {
  if (uuid.test(label)) return true
  const runs = label.match(/[a-z0-9]+/giu) ?? []
  return runs.some((run) => {
    const digits = run.replaceAll(/[^0-9]/gu, '').length
    if (digits >= 6) return true
    if (run.length < 6 || digits < 2) return false
    return /^[0-9a-f]+$/iu.test(run) ? run.length >= 8 : changes(run) >= 3
  })
}

function changes(run: string): number {
  let count = 0
  for (let at = 1; at < run.length; at++) if (classOf(run.charAt(at)) !== classOf(run.charAt(at - 1))) count++
  return count
}

function classOf(character: string): number {
  if (/[0-9]/u.test(character)) return 0
  return /[a-z]/u.test(character) ? 1 : 2
}
