import type { Comparison, Literal, ObjectPath } from '#stix/pattern.ts'
import { writePattern } from '#stix/write-pattern.ts'
import type { ObservableIndicator } from './indicator.ts'
import { prefixesOf } from './ip-range.ts'

/**
 * Returns the STIX pattern that finds `indicator`, as in `[domain-name:value = 'c2.example']`.
 *
 * A range that is no single prefix becomes several prefixes joined by `OR`; a path becomes a file name in a directory.
 */
export function stixPattern(indicator: ObservableIndicator): string {
  return writePattern({ kind: 'observe', comparison: comparisonFor(indicator) })
}

function comparisonFor(indicator: ObservableIndicator): Comparison {
  switch (indicator.type) {
    case 'ipv4':
      return equal(path('ipv4-addr', 'value'), indicator.value)
    case 'ipv6':
      return equal(path('ipv6-addr', 'value'), indicator.value)
    case 'ipv4-range':
      return inPrefixes(path('ipv4-addr', 'value'), prefixesOf(indicator))
    case 'ipv6-range':
      return inPrefixes(path('ipv6-addr', 'value'), prefixesOf(indicator))
    case 'domain':
      return equal(path('domain-name', 'value'), indicator.value)
    case 'url':
      return equal(path('url', 'value'), indicator.value)
    case 'email':
      return equal(path('email-addr', 'value'), indicator.value)
    case 'md5':
      return equal(path('file', 'hashes', 'MD5'), indicator.value)
    case 'sha1':
      return equal(path('file', 'hashes', 'SHA-1'), indicator.value)
    case 'sha256':
      return equal(path('file', 'hashes', 'SHA-256'), indicator.value)
    case 'file-name':
      return inDirectory(indicator.value)
  }
}

/** Returns the parts of a path, or null if `value` is a name alone. Joining them with `joinPath` gives `value` again. */
export function splitPath(value: string): { readonly directory: string; readonly name: string } | null {
  const cut = Math.max(value.lastIndexOf('\\'), value.lastIndexOf('/'))
  if (cut < 0) return null
  // The separator stays where nothing else in the directory would tell which one it was.
  const bare = value.slice(0, cut)
  return { directory: /[\\/]/.test(bare) && !/[\\/]$/.test(bare) ? bare : value.slice(0, cut + 1), name: value.slice(cut + 1) }
}

/** Returns the path of the file `name` in `directory`. */
export function joinPath(directory: string, name: string): string {
  if (/[\\/]$/.test(directory)) return `${directory}${name}`
  return `${directory}${directory.includes('\\') || /^[A-Za-z]:$/.test(directory) ? '\\' : '/'}${name}`
}

function inDirectory(value: string): Comparison {
  const split = splitPath(value)
  if (split === null) return equal(path('file', 'name'), value)
  return {
    kind: 'and',
    parts: [equal(path('file', 'name'), split.name), equal(path('file', 'parent_directory_ref', 'path'), split.directory)],
  }
}

function inPrefixes(place: ObjectPath, prefixes: readonly string[]): Comparison {
  const parts = prefixes.map((prefix): Comparison => ({
    kind: 'compare',
    path: place,
    negated: false,
    operator: 'ISSUBSET',
    operand: text(prefix),
  }))
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'or', parts }
}

function equal(place: ObjectPath, value: string): Comparison {
  return { kind: 'compare', path: place, negated: false, operator: '=', operand: text(value) }
}

function path(object: string, ...names: string[]): ObjectPath {
  return { object, steps: names.map((name) => ({ kind: 'property', name })) }
}

function text(value: string): Literal {
  return { kind: 'string', text: value }
}
