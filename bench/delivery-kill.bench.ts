// Kills worker, gate or server a hundred times (or as often as the argument says) while warnings are published, delivered and taken back. Ends with 1 if a
// message was lost, came again without its sender's death or under another id, an event was lost or came twice, or an indicator is live after its recall.
import { killDeliveries } from '../test/support/delivery-kills.ts'

const kills = Number(process.argv[2] ?? 100)
const { faults, ...report } = await killDeliveries(kills, (text) => console.error(text))
console.log(JSON.stringify({ benchmark: 'delivery-kill', ...report, faults: faults.length }))
for (const fault of faults.slice(0, 20)) console.error(fault)
if (faults.length > 0) process.exitCode = 1
