/** Returns the names of what the pages need and `scope`, a browser's global object, lacks; Temporal is not among them because a replacement is loaded. */
export function missingFeatures(scope: object): readonly string[] {
  const needed: readonly (readonly [string, boolean])[] = [
    ['Web Crypto', has(Reflect.get(scope, 'crypto'), 'subtle')],
    ['Uint8Array.fromBase64', has(Reflect.get(scope, 'Uint8Array'), 'fromBase64')],
    ['Intl.Segmenter', has(Reflect.get(scope, 'Intl'), 'Segmenter')],
    ['AbortSignal.any', has(Reflect.get(scope, 'AbortSignal'), 'any')],
  ]
  return needed.filter(([, isThere]) => !isThere).map(([name]) => name)
}

function has(holder: unknown, key: string): boolean {
  return (typeof holder === 'object' || typeof holder === 'function') && holder !== null && key in holder
}
