import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Returns how to ask the person at the terminal for a secret, which is not shown as it is typed; undefined where nobody sits there. */
export function askInSecret(): ((question: string) => Promise<string>) | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return async (question) => {
    process.stderr.write(`${question} `)
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true })
    try {
      return await reader.question('')
    } finally {
      reader.close()
      process.stderr.write('\n')
    }
  }
}
