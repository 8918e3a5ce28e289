import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

/** A document for the thread that sets it. */
export type TypesettingOrder = {
  readonly document: string
  readonly inputs: Readonly<Record<string, string>>
  /** Seconds since 1970. */
  readonly createdAt: number
}

async function setDocument({ document, inputs, createdAt }: TypesettingOrder): Promise<Uint8Array | null> {
  const parts = await loadTypesetter()
  if (parts === null) return null
  const compiler = parts.NodeCompiler.create({ fontArgs: [{ fontPaths: [...parts.fontFolders] }] })
  return compiler.pdf({ mainFileContent: document, inputs: { ...inputs } }, { pdfStandard: 'ua-1', creationTimestamp: createdAt })
}

async function loadTypesetter() {
  try {
    const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udpgothic/package.json')))
    const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
    return { NodeCompiler, fontFolders: [join(fonts, '400Regular'), join(fonts, '700Bold')] }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND')) return null
    throw error
  }
}

if (!isMainThread) {
  const pdf = await setDocument(workerData as TypesettingOrder)
  parentPort?.postMessage(pdf, [])
}
