import type { JsonObject } from '#base/canonical-json.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A kind of attack, and the part of a report that is fit to share about one such attack. */
export type Attack = { readonly name: string; readonly report: (random: SeededRandom) => JsonObject }

type Entry = { readonly type: string; readonly value: string; readonly role: string }

const words = [
  'update',
  'check',
  'cdn',
  'static',
  'login',
  'mail',
  'sync',
  'img',
  'api',
  'relay',
  'panel',
  'gate',
  'files',
  'ns1',
  'assets',
]
function domain(random: SeededRandom): string {
  return `${random.pick(words)}-${random.pick(words)}${random.below(90) + 10}.attacker.test`
}

function hostile(random: SeededRandom): string {
  return `${random.pick([45, 91, 103, 141, 146, 185, 194])}.${random.below(200) + 10}.${random.below(256)}.${random.below(254) + 1}`
}

function named(random: SeededRandom): Entry {
  return { type: 'domain', value: domain(random), role: 'destination' }
}

function address(random: SeededRandom): Entry {
  return { type: 'ipv4', value: hostile(random), role: 'source' }
}

function link(random: SeededRandom): Entry {
  return {
    type: 'url',
    value: `https://${domain(random)}/${random.pick(words)}.php`,
    role: 'delivery',
  }
}

function payload(random: SeededRandom): Entry {
  return { type: 'sha256', value: random.hex(64), role: 'payload' }
}

function sender(random: SeededRandom): Entry {
  return { type: 'email', value: `billing@${domain(random)}`, role: 'sender' }
}

function report(kind: string, techniques: readonly string[], rest: JsonObject): JsonObject {
  return { 'inc.kind': kind, 'ast.type': ['it'], spread: 'yes', 'spread.through': ['shared-product'], 'tec.ttp': techniques, ...rest }
}

/** Ten kinds of attack on critical infrastructure, each as a filer reports it. */
export const attacks: readonly Attack[] = [
  {
    name: 'ransomware',
    report: (random) =>
      report('ransomware', ['T1486', 'T1133'], {
        'ran.type': ['encryption', 'leak-threat'],
        'tec.vector': ['remote-access'],
        'tec.vuln': [{ cve: 'CVE-2024-21762', product: 'FortiOS', version: '7.2.4' }],
        ioc: [payload(random), named(random), address(random)],
      }),
  },
  {
    name: 'flood of requests',
    report: (random) => report('ddos', ['T1498.001'], { 'ddos.class': ['T1498.001'], ioc: [address(random), address(random)] }),
  },
  {
    name: 'mail fraud',
    report: (random) => report('other', ['T1566.002'], { 'tec.vector': ['phishing'], ioc: [sender(random), link(random)] }),
  },
  {
    name: 'gateway broken into',
    report: (random) =>
      report('other', ['T1190', 'T1505.003'], {
        'tec.vector': ['vulnerability'],
        'tec.vuln': [{ cve: 'CVE-2025-0282', product: 'Ivanti Connect Secure', version: '22.7' }],
        ioc: [address(random), payload(random)],
      }),
  },
  {
    name: 'supplier broken into',
    report: (random) =>
      report('other', ['T1195.002'], {
        'tec.vector': ['supply-chain'],
        'chain.product': ['SolarWinds Orion'],
        ioc: [payload(random), named(random)],
      }),
  },
  {
    name: 'website defaced',
    report: (random) =>
      report('other', ['T1491.002'], { 'tec.vuln': [{ product: 'WordPress', version: '6.4.1' }], ioc: [address(random)] }),
  },
  {
    name: 'control systems wiped',
    report: (random) =>
      report('other', ['T1485', 'T1561.001'], {
        'ast.type': ['ot', 'it'],
        'tec.vector': ['remote-access'],
        ioc: [payload(random), named(random)],
      }),
  },
  {
    name: 'passwords tried',
    report: (random) =>
      report('other', ['T1110.003'], { 'tec.vector': ['credentials'], ioc: [address(random), address(random), address(random)] }),
  },
  {
    name: 'espionage',
    report: (random) =>
      report('other', ['T1071.001', 'T1041'], {
        'tec.vector': ['phishing'],
        'tec.malware': ['PlugX'],
        ioc: [named(random), link(random), payload(random)],
      }),
  },
  {
    name: 'cloud account taken over',
    report: (random) =>
      report('other', ['T1078.004'], { 'ast.type': ['cloud'], 'tec.vector': ['credentials'], ioc: [address(random), link(random)] }),
  },
]
