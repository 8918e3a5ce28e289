import { addressForms, addressIn } from './address-form.ts'
import { disguises, fits } from './disguise.ts'
import type { GroundTruth } from './ground-truth.ts'

/** Something that got out: what was found, and in which text. */
export type Escape = { readonly what: string; readonly within: string }

const indexedUnits = 4

/**
 * Looks in what got out for everything that the ground truth of one victim says must not.
 *
 * It knows nothing of the scanner: where that one undoes disguises, this one puts them on, and searches for every text of the victim in every
 * disguise. Latin texts of fewer than five letters count as words of their own only.
 */
export class LeakJudge {
  readonly #byStart = new Map<string, { readonly needle: string; readonly what: string }[]>()
  readonly #innocent = new Set<string>()
  /** Whether any text that is looked for begins with two units; most places of a text are passed by this alone. */
  readonly #begins = new Uint8Array(1 << 16)

  constructor(victim: GroundTruth) {
    for (const [needle, what] of needlesOf(victim)) {
      const start = needle.slice(0, indexedUnits)
      this.#begins[beginning(needle, 0)] = 1
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { needle, what }])
    }
  }

  /** Returns the first thing about the victim that stands in one of `texts`, or null. */
  findIn(texts: Iterable<string>): Escape | null {
    for (const text of texts) {
      if (this.#innocent.has(text)) continue
      for (const view of viewsOf(text)) {
        const what = this.#find(view)
        if (what !== null) return { what, within: text }
      }
      this.#innocent.add(text)
    }
    return null
  }

  #find(text: string): string | null {
    for (let at = 0; at < text.length; at++) {
      if (this.#begins[beginning(text, at)] === 0) continue
      for (const length of [indexedUnits, 3, 2]) {
        for (const { needle, what } of this.#byStart.get(text.slice(at, at + length)) ?? []) {
          if ((length === indexedUnits || needle.length === length) && text.startsWith(needle, at) && counts(needle, text, at)) return what
        }
      }
    }
    return null
  }
}

function beginning(text: string, at: number): number {
  return (text.charCodeAt(at) * 257 + text.charCodeAt(at + 1)) & 0xffff
}

/** Returns where exactly what was planted stands in one of `texts`, however a program that writes addresses or JSON has rewritten it, or null. */
export function findPlanted(planted: string, texts: Iterable<string>): Escape | null {
  const forms = new Set(
    [planted, planted.trim(), JSON.stringify(planted).slice(1, -1), ...addressWritings(planted)].map((form) => form.toLowerCase()),
  )
  for (const text of texts) {
    const lower = text.toLowerCase()
    for (const form of forms) {
      if (form.length >= 2 && lower.includes(form)) return { what: `planted: ${form}`, within: text }
    }
  }
  return null
}

function addressWritings(planted: string): string[] {
  const writings: string[] = []
  try {
    writings.push(encodeURIComponent(planted), new URL(`http://a.test/${planted}`).pathname.slice(1))
    writings.push(new URL(`http://${planted}.test`).hostname.replace(/\.test$/u, ''))
  } catch {
    // It is no part of any address, so no address holds it.
  }
  return writings.filter((writing) => writing.length >= 4)
}

function needlesOf(victim: GroundTruth): Map<string, string> {
  const needles = new Map<string, string>()
  for (const { kind, text } of victim.traces) {
    // A name that two people share is no trace of this victim; an address is looked for in its forms.
    if (kind === 'address') continue
    for (const disguise of disguises) {
      if (!fits(disguise, text, 'text')) continue
      const needle = disguise.write(text).toLowerCase()
      if (needle.length >= 4 || !/^[\u0000-\u007f]*$/u.test(needle) || /^[a-z]{3}$/u.test(needle))
        needles.set(needle, `${kind} as ${disguise.name}`)
    }
  }
  for (const range of victim.ranges) {
    for (let offset = 0; offset < 8; offset++) {
      for (const form of addressForms) {
        const needle = form.write(addressIn(range, offset))?.toLowerCase() ?? ''
        // A network of 256 addresses holds other operators and nobody at all.
        if (needle.length >= 7) needles.set(needle, `address as ${form.name}`)
      }
    }
  }
  return needles
}

/** Returns a text as it stands, as a reader of addresses sees it, and as its letters and digits alone. */
function viewsOf(text: string): Set<string> {
  const lower = text.toLowerCase()
  const plain = text.normalize('NFKC').toLowerCase()
  return new Set([lower, plain, unescaped(lower), plain.replaceAll(/[\s_.-]/gu, '')])
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function counts(needle: string, text: string, at: number): boolean {
  const digits = /^[0-9.]+$/u.test(needle)
  if (!digits && (needle.length >= 5 || !/^[\u0000-\u007f]*$/u.test(needle))) return true
  const own = digits ? /[0-9]/u : /[a-z0-9]/u
  return !own.test(text.charAt(at - 1)) && !own.test(text.charAt(at + needle.length))
}
