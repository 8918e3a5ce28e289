// Kills the log's process and PostgreSQL fifty times each (or as often as the argument says) under a load of filings. Ends with 1 if an acknowledged
// filing has no leaf, a leaf no filing, or a root computed again is another.
import { killUnderLoad } from '../test/support/log-kills.ts'
import { median } from './in-flight.ts'

const { secondsUntilBack, faults, ...report } = await killUnderLoad(Number(process.argv[2] ?? 50), (text) => console.error(text))
const { log, postgres } = secondsUntilBack
console.log(
  JSON.stringify({
    benchmark: 'receipt-kill',
    ...report,
    faults: faults.length,
    secondsUntilBack: { log: seconds(median(log)), postgres: seconds(median(postgres)) },
    longestSecondsUntilBack: { log: seconds(Math.max(...log)), postgres: seconds(Math.max(...postgres)) },
  }),
)
for (const fault of faults.slice(0, 20)) console.error(fault)
if (faults.length > 0) process.exitCode = 1

function seconds(value: number): number {
  return Number(value.toFixed(1))
}
