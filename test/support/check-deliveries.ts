/** One delivery of one version of a warning as the database tells it at the end, and the digest that carries it. */
export type DeliveryRow = {
  readonly id: string
  readonly channel: string
  readonly state: string
  readonly attempts: number
  readonly carrier_id: string | null
  readonly carrier_state: string | null
  readonly carrier_attempts: number | null
  readonly carrier_channel: string | null
  readonly warning_id: string
  readonly version: number
  readonly version_id: string
  readonly is_replaced: boolean
}

/** A message as it arrived at its recipient: the id that it bore, and when, in milliseconds of a clock that only goes forward. */
export type HandedOver = { readonly channel: 'webhook' | 'mail'; readonly id: string; readonly at: number }

/** What was counted beside the rows. */
export type Counted = {
  readonly recipients: number
  readonly handedOver: readonly HandedOver[]
  /** When workers were killed. */
  readonly workerDeaths: readonly number[]
}

/** A message may be read here a moment after its sender has died. */
const slackMs = 1_000

/** Compares what arrived with what was to be sent. */
export function checkDeliveries(rows: readonly DeliveryRow[], { recipients, handedOver, workerDeaths }: Counted) {
  const faults: string[] = []
  const versions = Map.groupBy(rows, (row) => row.version_id)
  for (const [id, ofVersion] of versions)
    if (ofVersion.length !== recipients) faults.push(`version ${id} has ${ofVersion.length} deliveries`)
  const arrivals = Map.groupBy(handedOver, ({ channel, id }) => `${channel} ${id.replace(/@.*$/, '')}`)
  const known = new Set<string>()
  for (const row of rows) {
    const sent = messageOf(row)
    const key = `${sent.channel} ${sent.id}`
    known.add(key)
    const count = arrivals.get(key)?.length ?? 0
    // What a later version had replaced before it was sent is not sent any more.
    const isSpared = sent.state === 'dropped' && row.is_replaced
    if (sent.state !== 'sent' && !isSpared) faults.push(`${key} is ${sent.state}`)
    if (sent.state === 'sent' && count === 0) faults.push(`${key} counts as sent and never came`)
    if (count > sent.attempts) faults.push(`${key} came ${count} times in ${sent.attempts} attempts`)
  }
  for (const [key, came] of arrivals) {
    for (const [index, { at }] of came.entries()) {
      const before = came[index - 1]?.at
      if (before === undefined || workerDeaths.some((death) => death >= before - slackMs && death <= at)) continue
      faults.push(`${key} came again although no worker had died`)
    }
  }
  const strangers = [...arrivals.keys()].filter((key) => !known.has(key) && key.startsWith('webhook'))
  return {
    arrived: { webhook: countOf('webhook', arrivals), mail: countOf('mail', arrivals) },
    faults: [...faults, ...strangers.map((key) => `${key} belongs to nothing`)],
  }
}

function messageOf(row: DeliveryRow) {
  if (row.carrier_id === null) return row
  return { id: row.carrier_id, channel: row.carrier_channel ?? '', state: row.carrier_state ?? '', attempts: row.carrier_attempts ?? 0 }
}

function countOf(channel: string, arrivals: ReadonlyMap<string, readonly HandedOver[]>) {
  const counts = [...arrivals].filter(([key]) => key.startsWith(channel)).map(([, came]) => came.length)
  return { messages: counts.length, again: counts.reduce((sum, count) => sum + count - 1, 0) }
}
