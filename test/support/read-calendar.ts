/** One property of a calendar file, its text unescaped. */
export type CalendarProperty = { readonly name: string; readonly parameters: string; readonly value: string }

/** One component of a calendar file: what it says, and the alarms inside it. */
export type CalendarComponent = {
  readonly properties: readonly CalendarProperty[]
  readonly alarms: readonly CalendarComponent[]
  /** Returns the value of the first property of a name. */
  value(name: string): string | undefined
}

/** Reads a calendar file by the rules of RFC 5545, section 3.1; stricter than calendars are, and independent of what writes it. */
export function readCalendar(text: string): CalendarComponent & { readonly events: readonly CalendarComponent[] } {
  if (!text.endsWith('\r\n')) throw new TypeError('The last line has no end')
  const lines = text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')
  const [calendar, ...rest] = readComponents(lines)
  if (calendar?.name !== 'VCALENDAR' || rest.length > 0) throw new TypeError('Expected one VCALENDAR')
  return { ...component(calendar), events: calendar.inner.filter(({ name }) => name === 'VEVENT').map(component) }
}

type Read = { readonly name: string; readonly properties: CalendarProperty[]; readonly inner: Read[] }

function readComponents(lines: readonly string[]): readonly Read[] {
  const root: Read = { name: '', properties: [], inner: [] }
  const open = [root]
  for (const line of lines) {
    const property = readLine(line)
    const current = open.at(-1) ?? root
    if (property.name === 'BEGIN') {
      const begun: Read = { name: property.value, properties: [], inner: [] }
      current.inner.push(begun)
      open.push(begun)
    } else if (property.name === 'END') {
      if (open.pop()?.name !== property.value) throw new TypeError(`${line} ends what has not begun`)
    } else current.properties.push(property)
  }
  if (open.length !== 1) throw new TypeError('A component is not ended')
  return root.inner
}

function readLine(line: string): CalendarProperty {
  const parts = /^(?<name>[A-Z0-9-]+)(?<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?<value>.*)$/su.exec(line)?.groups
  if (parts === undefined) throw new TypeError(`Not a content line: ${line}`)
  const { name = '', parameters = '', value = '' } = parts
  return { name, parameters, value: value.replaceAll(/\\([\\;,nN])/g, (_, one: string) => (one === 'n' || one === 'N' ? '\n' : one)) }
}

function component({ properties, inner }: Read): CalendarComponent {
  return {
    properties,
    alarms: inner.filter(({ name }) => name === 'VALARM').map(component),
    value: (name) => properties.find((one) => one.name === name)?.value,
  }
}
