import type { JsonObject } from '#base/canonical-json.ts'
import { listAt } from '#base/json-object.ts'
import { attacks } from './attack.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'

/** A report that gives nobody away, however near it comes to words that operators' names are made of. */
export type CleanReport = {
  readonly number: number
  readonly attack: string
  readonly shareable: JsonObject
  /** What recipients must get of it. */
  readonly values: readonly string[]
}

const seed = 20_261_124

/** How many clean reports there are. */
const cleanCount = 1_200

/** Returns the clean reports, the same in every run. */
export function cleanReports(): CleanReport[] {
  const random = seededRandom(seed)
  return Array.from({ length: cleanCount }, (_, number) => cleanReport(number, random))
}

function cleanReport(number: number, random: SeededRandom): CleanReport {
  const attack = attacks[number % attacks.length] ?? random.pick(attacks)
  const base = attack.report(random)
  const entries = Array.from({ length: 3 }, () => random.pick(entryMakers)(random))
  return {
    number,
    attack: attack.name,
    shareable: { ...base, ioc: [...listAt(base, 'ioc'), ...entries] },
    // Of an address of mail, what others can use is the domain.
    values: entries.map((entry) => entry.value.replace(/^.*@/u, '')),
  }
}

type Entry = { readonly type: string; readonly value: string; readonly role: string }

// Words of every trade that has operators, and what attackers call their machines. None is the name of an operator, alone or together.
const trades = [
  'energy',
  'power',
  'electric',
  'gas',
  'water',
  'rail',
  'express',
  'air',
  'airport',
  'mobile',
  'network',
  'cable',
  'bank',
  'trust',
  'card',
  'pay',
  'post',
  'tv',
  'port',
  'ocean',
  'logistics',
  'exchange',
  'insurance',
  'petroleum',
  'refining',
  'transit',
]
const japanese = [
  'denryoku',
  'gasu',
  'suido',
  'tetsudo',
  'kyuko',
  'ginko',
  'hoken',
  'hoso',
  'koun',
  'kuko',
  'yubin',
  'higashi',
  'kita',
  'minami',
  'nishi',
  'yama',
  'kawa',
  'sakura',
  'fuji',
  'hikari',
  'asahi',
  'midori',
  'umi',
  'sora',
  'kaze',
  'tsuki',
  'yuki',
  'hoshi',
  'nagi',
  'kiri',
]
const machines = [
  'update',
  'login',
  'secure',
  'account',
  'support',
  'cdn',
  'cloud',
  'sync',
  'verify',
  'portal',
  'mail',
  'vpn',
  'auth',
  'status',
  'service',
  'online',
]
const tails = ['com', 'net', 'org', 'info', 'xyz', 'top', 'online', 'site', 'shop', 'ru', 'cc', 'io']
const files = [
  'gate.php',
  'index.php',
  'wp-login.php',
  'a.js',
  'invoice.zip',
  'update.exe',
  'check',
  'api/v1/ping',
  'static/app.js',
  'owa/auth/logon.aspx',
  'remote/login',
  'images/pixel.gif',
  'dana-na/auth/url_default/welcome.cgi',
  'shell.jsp',
  'load.ps1',
]
const hosters = [
  5, 23, 31, 37, 45, 62, 77, 80, 85, 89, 91, 92, 94, 103, 104, 109, 141, 146, 159, 162, 176, 178, 185, 188, 193, 194, 195, 198, 203, 212,
  213,
]

function address(random: SeededRandom): string {
  return `${random.pick(hosters)}.${random.below(250) + 1}.${random.below(256)}.${random.below(254) + 1}`
}

function domain(random: SeededRandom): string {
  return `${random.pick(names)(random)}.${random.pick(tails)}`
}

const names: readonly ((random: SeededRandom) => string)[] = [
  (random) => `${random.pick(japanese)}-${random.pick(machines)}`,
  (random) => `${random.pick(trades)}-${random.pick(machines)}${random.below(100)}`,
  (random) => `${random.pick(machines)}${random.pick(trades)}${random.pick(machines)}`,
  (random) => `${random.pick(japanese)}${random.pick(trades)}`,
  (random) => `${random.pick(japanese)}-${random.pick(japanese)}-${random.pick(machines)}`,
  (random) => `${random.pick(machines)}-${random.pick(machines)}`,
  (random) => Array.from({ length: 7 + random.below(6) }, () => random.pick(Array.from('abcdefghijklmnopqrstuvwxyz'))).join(''),
]

const entryMakers: readonly ((random: SeededRandom) => Entry)[] = [
  (random) => ({ type: 'domain', value: domain(random), role: 'destination' }),
  (random) => ({ type: 'domain', value: `${random.pick(machines)}.${domain(random)}`, role: 'delivery' }),
  (random) => ({ type: 'url', value: `https://${domain(random)}/${random.pick(files)}`, role: 'delivery' }),
  (random) => ({
    type: 'url',
    value: `http://${address(random)}:${random.pick([8080, 8443, 4443])}/${random.pick(files)}`,
    role: 'payload',
  }),
  (random) => ({ type: 'ipv4', value: address(random), role: 'source' }),
  (random) => ({
    type: 'ipv6',
    value: `2a0${random.below(10)}:${1000 + random.below(9000)}:${100 + random.below(900)}::${1 + random.below(99)}`,
    role: 'source',
  }),
  (random) => ({ type: 'sha256', value: random.hex(64), role: 'payload' }),
  (random) => ({ type: 'sha1', value: random.hex(40), role: 'payload' }),
  (random) => ({ type: 'md5', value: random.hex(32), role: 'payload' }),
  (random) => ({ type: 'email', value: `${random.pick(machines)}@${domain(random)}`, role: 'sender' }),
]
