import fc from 'fast-check'

type Lines = { readonly from: number }

/** One change of the structure of a text: of its lines, its characters, or its ends. Places count on from its beginning, over and over. */
export type TextEdit =
  | (Lines & { readonly act: 'drop' | 'double' | 'swap' | 'move'; readonly to: number })
  | (Lines & { readonly act: 'insert' | 'replace'; readonly line: string })
  | (Lines & { readonly act: 'splice'; readonly cut: number; readonly put: string })
  | (Lines & { readonly act: 'truncate' | 'behead' | 'cr' })
  | { readonly act: 'append'; readonly tail: string }

/** Returns edits of every kind; those that put in a line take one of `spareLines`. */
export function textEdits(spareLines: readonly string[]): fc.Arbitrary<TextEdit> {
  return fc.oneof(
    fc.record({ act: fc.constantFrom('drop' as const, 'double' as const, 'swap' as const, 'move' as const), from: fc.nat(), to: fc.nat() }),
    fc.record({ act: fc.constantFrom('insert' as const, 'replace' as const), from: fc.nat(), line: fc.constantFrom(...spareLines) }),
    fc.record({
      act: fc.constant('splice' as const),
      from: fc.nat(),
      cut: fc.nat(3),
      put: fc.constantFrom('', '\r', '\n', ' ', '=', 'A', '0', '\u0000', '\ufeff', '—'),
    }),
    fc.record({ act: fc.constantFrom('truncate' as const, 'behead' as const, 'cr' as const), from: fc.nat() }),
    fc.record({ act: fc.constant('append' as const), tail: fc.string({ minLength: 1 }) }),
  )
}

/** Returns `text` after `edit`. */
export function editText(text: string, edit: TextEdit): string {
  const lines = text.split('\n')
  const at = 'from' in edit ? edit.from % lines.length : 0
  const other = 'to' in edit ? edit.to % lines.length : 0
  const place = 'from' in edit ? edit.from % text.length : 0
  switch (edit.act) {
    case 'drop':
      return lines.toSpliced(at, 1).join('\n')
    case 'double':
      return lines.toSpliced(at, 0, lines[at] ?? '').join('\n')
    case 'swap':
      return lines
        .with(at, lines[other] ?? '')
        .with(other, lines[at] ?? '')
        .join('\n')
    case 'move':
      return lines
        .toSpliced(at, 1)
        .toSpliced(other, 0, lines[at] ?? '')
        .join('\n')
    case 'insert':
      return lines.toSpliced(at, 0, edit.line).join('\n')
    case 'replace':
      return lines.with(at, edit.line).join('\n')
    case 'splice':
      return text.slice(0, place) + edit.put + text.slice(place + edit.cut)
    case 'truncate':
      return text.slice(0, place)
    case 'behead':
      return text.slice(place)
    case 'cr':
      return lines.map((line, index) => (index === at ? `${line}\r` : line)).join('\n')
    case 'append':
      return text + edit.tail
  }
}
