// What Node 20 lacks and this project uses, so that a file that is made for any Node works there. Importing it puts in what is missing, once,
// and touches nothing that is there.
import { fromBase64Text, toBase64Text, type FromBase64Options, type ToBase64Options } from './base64-text.ts'

if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')

const missing: readonly (readonly [object, string, unknown])[] = [
  [Promise, 'withResolvers', withResolvers],
  [Map, 'groupBy', groupBy],
  [Uint8Array, 'fromHex', fromHex],
  [Uint8Array, 'fromBase64', (text: string, options?: FromBase64Options) => fromBase64Text(text, options)],
  [Uint8Array.prototype, 'toHex', toHex],
  [Uint8Array.prototype, 'toBase64', toBase64],
  [Response.prototype, 'bytes', bytes],
]
for (const [holder, name, value] of missing)
  if (!(name in holder)) Object.defineProperty(holder, name, { value, writable: true, configurable: true })

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: PromiseWithResolvers<T>['resolve'] = () => {}
  let reject: PromiseWithResolvers<T>['reject'] = () => {}
  const promise = new Promise<T>((first, second) => {
    resolve = first
    reject = second
  })
  return { promise, resolve, reject }
}

function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, at: number) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  let at = 0
  for (const item of items) {
    const key = keyOf(item, at++)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

function toHex(this: Uint8Array): string {
  return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function toBase64(this: Uint8Array, options?: ToBase64Options): string {
  return toBase64Text(this, options)
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || /[^0-9a-f]/i.test(text)) throw new SyntaxError('Cannot read hexadecimal text: expected pairs of digits')
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16))
}

async function bytes(this: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await this.arrayBuffer())
}
