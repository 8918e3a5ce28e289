// Loaded before a program: each SIGUSR2 sets its wall clock an hour ahead, an hour back, or right again. The monotonic clock goes on as it was.
const steps = [3_600_000, -3_600_000, 0]
const trueNow = Date.now.bind(Date)
const trueInstant = Temporal.Now.instant.bind(Temporal.Now)
let ahead = 0

process.on('SIGUSR2', () => {
  ahead = steps.shift() ?? 0
  steps.push(ahead)
})

Date.now = () => trueNow() + ahead
Temporal.Now.instant = () => trueInstant().add({ milliseconds: ahead })
globalThis.Date = new Proxy(Date, {
  construct: (made, given: unknown[], target) => Reflect.construct(made, given.length === 0 ? [trueNow() + ahead] : given, target) as Date,
})
