// Tries each fault that a process of reminders can meet many times, 50 by default, and counts what was lost and what came twice.
import { startTestCluster } from '#database/test-database.ts'
import { prepareFaults, type FaultCount } from '../test/support/reminder-faults.ts'

const times = Number(process.argv[2] ?? 50)
const cluster = await startTestCluster()
const ground = await prepareFaults()
const faults: readonly (readonly [string, (times: number) => Promise<FaultCount>])[] = [
  ['not running for three hours', (count) => ground.notRunning(count)],
  ['two workers at once', (count) => ground.twice(count)],
  ['killed in the middle', (count) => ground.killed(count)],
  ['clock forward and back by an hour', (count) => ground.clockStepped(count)],
]
let isGood = true
try {
  for (const [name, run] of faults) {
    const started = performance.now()
    const { lost, repeated, repeatedAfterDeath, mails, reminders, faults: tried } = await run(times)
    const seconds = Math.round((performance.now() - started) / 1000)
    isGood &&= lost === 0 && repeated === 0
    console.log(
      `${name}: ${tried} times, ${reminders} reminders, ${mails} mails, lost ${lost}, repeated ${repeated}, repeated by a death between answer and commit ${repeatedAfterDeath} (${seconds} s)`,
    )
  }
} finally {
  await ground.stop()
  await cluster.stop()
}
process.exitCode = isGood ? 0 : 1
