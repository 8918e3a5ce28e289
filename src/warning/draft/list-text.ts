import type { EditableWarning } from './draft-schema.ts'

/** Returns the ids that somebody typed one after another, in upper case. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\s,、]+/)
    .filter((word) => word !== '')
}

/** Returns products one a line: the name and, after a bar, the version. */
export function productLines(products: EditableWarning['products']): string {
  return products.map(({ name, version }) => (version === null ? name : `${name} | ${version}`)).join('\n')
}

/** Returns the products of such lines. */
export function productsOf(text: string): EditableWarning['products'] {
  return text
    .split('\n')
    .map((line) => line.split(/[|｜]/).map((part) => part.trim()))
    .flatMap(([name = '', version = '']) => (name === '' ? [] : [{ name, version: version === '' ? null : version }]))
}
