import { runProcess } from './run-process.ts'

const running = await runProcess({ kind: 'all', environment: process.env, pages: null })
process.stdout.write(`${JSON.stringify({ ready: true, url: running.url, startupMs: running.startupMs })}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void running.stop())
