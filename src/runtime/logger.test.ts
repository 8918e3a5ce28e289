import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { createLogger } from './logger.ts'

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString('utf8')
      done()
    },
  })
  write(createLogger(sink))
  return text
}

test('createLogger() logs where a fault happened and nothing of its message, even where that reads like a place', () => {
  const error = new TypeError('cannot read\n    at 10:32 the turbine hall was locked\n    at (it)')
  const text = logged((logger) => logger.fault('failed', error))
  assert.match(text, /logger\.test\.ts/)
  assert.doesNotMatch(text, /turbine|\(it\)|cannot read/)
})

test('createLogger() logs nothing of the place of an error whose stack somebody wrote', () => {
  const error = Object.assign(new Error('short'), { stack: 'Error: other\n    at turbine hall' })
  assert.doesNotMatch(
    logged((logger) => logger.fault('failed', error)),
    /turbine/,
  )
})

test('createLogger() logs no text of a report, wherever a careless caller puts it', () => {
  const text = '中央給電指令所のタービン turbine hall'
  const fields = { id: text, code: 'turbine hall', route: text, summary: text, count: Number.NaN } as object
  const written = logged((logger) => {
    logger.info('filed', fields)
    logger.warn('filed', fields)
    logger.fault('filed', Object.assign(new Error(text), { code: text, name: text, detail: text }), fields)
    logger.fault('filed', text)
    logger.info(`filed ${text}`)
    logger.warn('The turbine hall was locked at 10:32.')
  })
  assert.doesNotMatch(written, /turbine|タービン/)
  assert.match(written, /"filed"/)
})
