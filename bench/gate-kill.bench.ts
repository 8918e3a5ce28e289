// Kills the gate's process a hundred times (or as often as the argument says) while reports come in. Ends with 1 if a report was lost, or a warning went
// out twice or in part: without its places, objects, indicators, deliveries, signature or entry of the log.
import { killGateUnderLoad } from '../test/support/gate-kills.ts'

const kills = Number(process.argv[2] ?? 100)
const { faults, ...report } = await killGateUnderLoad(kills, (text) => console.error(text))
console.log(JSON.stringify({ benchmark: 'gate-kill', ...report, faults: faults.length }))
for (const fault of faults.slice(0, 20)) console.error(fault)
if (faults.length > 0) process.exitCode = 1
