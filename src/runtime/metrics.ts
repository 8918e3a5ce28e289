import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The counters of one process, in the form that Prometheus reads. */
export type Metrics = {
  /** Seconds that requests took, by route, method and status. */
  readonly requestSeconds: Histogram<'route' | 'method' | 'status'>
  /** Reports filed, by stage. */
  readonly reportsFiled: Counter<'stage'>
  /** Openings of sealed parts that were logged. */
  readonly openings: Counter
  /** Openings out of the ordinary, by why. */
  readonly openingAlarms: Counter<'kind'>
  /** Warnings released or held by the gate. */
  readonly gateVerdicts: Counter<'verdict'>
  /** Seconds for which the oldest report or approved draft has been waiting for the gate. */
  readonly gateOldestSeconds: Gauge
  /** 1 while the gate takes nothing for longer than it should. */
  readonly gateStalled: Gauge
  /** Held parts that wait for an officer. */
  readonly gateHeld: Gauge
  /** Held parts of which releasers were told. */
  readonly gateHeldAlarms: Counter
  /** Attempts to deliver a message, by channel and what became of them. */
  readonly deliveries: Counter<'channel' | 'outcome'>
  /** Seconds from the release tick, or the moment, to the answer that accepted a message. */
  readonly deliverySeconds: Histogram<'channel'>
  /** Seconds of the other steps of the promise: from filing to release, from release to who fetched it. */
  readonly promiseSeconds: Histogram<'step' | 'channel'>
  /** Seconds for which the oldest undelivered message has been waiting. */
  readonly oldestDeliverySeconds: Gauge
  /** 1 while the log refuses to sign or cannot: receipts wait. */
  readonly logRefusing: Gauge
  /** By what factor the last public head grew more than the fixed number of leaves: 1, 2, 4, … */
  readonly logOverload: Gauge
  /** Seconds since the quorum of witnesses last vouched for the log. */
  readonly logWitnessedAgeSeconds: Gauge
  /** 1 while that is longer than promised. */
  readonly logStalled: Gauge
  /** Answers of witnesses, by witness and what it said. */
  readonly witnessAnswers: Counter<'witness' | 'outcome'>
  /** Event streams that are open now. */
  readonly openStreams: Gauge
  /** Returns all of them as text. */
  render(): Promise<string>
}

/** Upper ends, in seconds, of the spans in which the promise is measured: coarse, so that no count tells of one case. */
export const promiseBuckets = [1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400]

/** Returns a fresh set of counters; one per process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    requestSeconds: new Histogram({
      name: 'noroshi_http_request_seconds',
      help: 'Seconds that HTTP requests took',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    reportsFiled: new Counter({ name: 'noroshi_reports_filed_total', help: 'Reports filed', labelNames: ['stage'], registers }),
    openings: new Counter({ name: 'noroshi_openings_total', help: 'Openings logged', registers }),
    openingAlarms: new Counter({
      name: 'noroshi_opening_alarms_total',
      help: 'Openings out of the ordinary: night, many-cases or above-habit',
      labelNames: ['kind'],
      registers,
    }),
    gateVerdicts: new Counter({
      name: 'noroshi_gate_verdicts_total',
      help: 'Verdicts of the release gate',
      labelNames: ['verdict'],
      registers,
    }),
    ...deliveryMetrics(registers),
    ...gateWatchMetrics(registers),
    logRefusing: new Gauge({ name: 'noroshi_log_refusing', help: '1 while the log refuses to sign or cannot', registers }),
    logOverload: new Gauge({
      name: 'noroshi_log_overload',
      help: 'Factor by which the last public head grew more than the fixed number of leaves',
      registers,
    }),
    logWitnessedAgeSeconds: new Gauge({
      name: 'noroshi_log_witnessed_age_seconds',
      help: 'Seconds since the quorum of witnesses last vouched for the log',
      registers,
    }),
    logStalled: new Gauge({ name: 'noroshi_log_stalled', help: '1 while no quorum of witnesses has cosigned in time', registers }),
    witnessAnswers: new Counter({
      name: 'noroshi_log_witness_answers_total',
      help: 'Answers of witnesses: cosigned, away, refused, ahead (has seen more than this log has) or forked (has seen another tree)',
      labelNames: ['witness', 'outcome'],
      registers,
    }),
    openStreams: new Gauge({ name: 'noroshi_event_streams', help: 'Event streams open now', registers }),
    render: () => registry.metrics(),
  }
}

function deliveryMetrics(
  registers: Registry[],
): Pick<Metrics, 'deliveries' | 'deliverySeconds' | 'promiseSeconds' | 'oldestDeliverySeconds'> {
  return {
    deliveries: new Counter({
      name: 'noroshi_deliveries_total',
      help: 'Attempts to deliver a message: sent, dropped (nothing to say any more), failed (tried again) or given-up',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'noroshi_delivery_seconds',
      help: 'Seconds from the release tick, or the moment of a reminder, to the answer that accepted the message',
      labelNames: ['channel'],
      buckets: promiseBuckets,
      registers,
    }),
    promiseSeconds: new Histogram({
      name: 'noroshi_promise_seconds',
      help: 'Seconds from filing to release (released), and from release to the reader who fetched it (picked-up)',
      labelNames: ['step', 'channel'],
      buckets: promiseBuckets,
      registers,
    }),
    oldestDeliverySeconds: new Gauge({
      name: 'noroshi_delivery_oldest_waiting_seconds',
      help: 'Seconds for which the oldest undelivered message has been waiting',
      registers,
    }),
  }
}

/** What is seen of the gate from outside. */
function gateWatchMetrics(registers: Registry[]) {
  return {
    gateOldestSeconds: new Gauge({
      name: 'noroshi_gate_oldest_waiting_seconds',
      help: 'Seconds for which the oldest report or approved draft has been waiting for the release gate',
      registers,
    }),
    gateStalled: new Gauge({ name: 'noroshi_gate_stalled', help: '1 while the release gate takes nothing for too long', registers }),
    gateHeld: new Gauge({ name: 'noroshi_gate_held', help: 'Held parts that wait for an officer', registers }),
    gateHeldAlarms: new Counter({ name: 'noroshi_gate_held_alarms_total', help: 'Held parts of which releasers were told', registers }),
  }
}
