import type { JsonObject } from '#base/canonical-json.ts'
import { entry, version1, type LeakWay } from './leak-way.ts'
import type { SeededRandom } from './seeded-random.ts'

function beside(rest: JsonObject): JsonObject {
  return entry('domain', 'c2.attacker.test', { role: 'destination', ...rest })
}

function onion(random: SeededRandom): string {
  return Array.from({ length: 56 }, () => random.pick(Array.from('abcdefghijklmnopqrstuvwxyz234567'))).join('')
}

/** Ways in which a report names its victim: hosts, addresses, people, files, free text (channels 1 to 8). */
export const namingWays: readonly LeakWay[] = [
  // 1: the victim's domains, hosts and addresses of pages
  { channel: 1, name: 'domain', takes: 'domain', place: 'text', put: (text) => entry('domain', text, { role: 'destination' }) },
  { channel: 1, name: 'subdomain', takes: 'domain', place: 'text', put: (text) => entry('domain', `vpn.${text}`) },
  {
    channel: 1,
    name: 'below a domain of the attacker',
    takes: 'domain',
    place: 'text',
    put: (text) => entry('domain', `${text}.attacker.test`),
  },
  { channel: 1, name: 'look-alike domain', takes: 'label', place: 'label', put: (text) => entry('domain', `${text}-portal.test`) },
  {
    channel: 1,
    name: 'web address',
    takes: 'domain',
    place: 'path',
    put: (text) => entry('url', `https://www.${text}/login`, { role: 'delivery' }),
  },
  { channel: 1, name: 'web address with a port', takes: 'domain', place: 'path', put: (text) => entry('url', `http://${text}:8443/`) },
  {
    channel: 1,
    name: 'user name of a web address',
    takes: 'label',
    place: 'label',
    put: (text) => entry('url', `https://${text}@attacker.test/`),
  },
  { channel: 1, name: 'web address without scheme', takes: 'domain', place: 'path', put: (text) => entry('url', `${text}/owa`) },
  {
    channel: 1,
    name: 'query of a web address',
    takes: 'any',
    place: 'path',
    put: (text) => entry('url', `https://attacker.test/r?u=${text}`),
  },
  {
    channel: 1,
    name: 'fragment of a web address',
    takes: 'any',
    place: 'path',
    put: (text) => entry('url', `https://attacker.test/r#${text}`),
  },
  {
    channel: 1,
    name: 'path of a web address',
    takes: 'any',
    place: 'path',
    put: (text) => entry('url', `https://attacker.test/k/${text}/index.html`),
  },
  { channel: 1, name: 'end of a path', takes: 'any', place: 'path', put: (text) => entry('url', `http://attacker.test/${text}`) },
  {
    channel: 1,
    name: 'link that redirects',
    takes: 'domain',
    place: 'path',
    put: (text) => entry('url', `https://attacker.test/go/https:/${text}/x`),
  },
  // 2: the victim's addresses, however written
  { channel: 2, name: 'address', takes: 'address', place: 'text', put: (text) => entry('ipv4', text, { role: 'source' }) },
  { channel: 2, name: 'address as IPv6', takes: 'address', place: 'text', put: (text) => entry('ipv6', text) },
  { channel: 2, name: 'address as a range', takes: 'address', place: 'text', put: (text) => entry('ipv4-range', text) },
  { channel: 2, name: 'address as a domain', takes: 'address', place: 'text', put: (text) => entry('domain', text) },
  { channel: 2, name: 'address as host of a page', takes: 'address', place: 'text', put: (text) => entry('url', `http://${text}/a.php`) },
  {
    channel: 2,
    name: 'address in a path',
    takes: 'address',
    place: 'text',
    put: (text) => entry('url', `http://attacker.test/${text}/a.php`),
  },
  { channel: 2, name: 'address in a host name', takes: 'address', place: 'label', put: (text) => entry('domain', `host-${text}.isp.test`) },
  {
    channel: 2,
    name: 'address as a version',
    takes: 'address',
    place: 'text',
    put: (text) => ({ 'tec.vuln': [{ product: 'FortiOS', version: text }] }),
  },
  // 3: mail addresses and names of people
  {
    channel: 3,
    name: 'recipient',
    takes: 'domain',
    place: 'text',
    put: (text) => entry('email', `taro.yamada@${text}`, { role: 'recipient' }),
  },
  { channel: 3, name: 'mail address without role', takes: 'domain', place: 'text', put: (text) => entry('email', `soumu@${text}`) },
  {
    channel: 3,
    name: 'victim as sender',
    takes: 'domain',
    place: 'text',
    put: (text) => entry('email', `soumu@${text}`, { role: 'sender' }),
  },
  {
    channel: 3,
    name: 'local part',
    takes: 'label',
    place: 'label',
    put: (text) => entry('email', `${text}@attacker.test`, { role: 'sender' }),
  },
  {
    channel: 3,
    name: 'display name',
    takes: 'any',
    place: 'text',
    put: (text) => entry('email', `${text} <billing@attacker.test>`, { role: 'sender' }),
  },
  {
    channel: 3,
    name: 'mail address in a path',
    takes: 'domain',
    place: 'text',
    put: (text) => entry('url', `https://attacker.test/t/taro@${text}`),
  },
  { channel: 3, name: 'person in a path', takes: 'person', place: 'path', put: (text) => entry('url', `https://attacker.test/u/${text}`) },
  { channel: 3, name: 'person as a field', takes: 'person', place: 'text', put: (text) => ({ contact: text, 'tec.malware': [text] }) },
  // 4: files
  { channel: 4, name: 'file name', takes: 'latin', place: 'text', put: (text) => entry('file-name', `${text}_quote.xlsx`) },
  {
    channel: 4,
    name: 'path of a file',
    takes: 'latin',
    place: 'text',
    put: (text) => entry('file-name', `C:\\Users\\t.yamada\\${text}\\plan.docx`),
  },
  {
    channel: 4,
    name: 'file of a web address',
    takes: 'latin',
    place: 'path',
    put: (text) => entry('url', `https://attacker.test/dl/${text}.zip`),
  },
  {
    channel: 4,
    name: 'path of symbols',
    takes: 'latin',
    place: 'text',
    put: (text) => ({ 'tec.malware': [`D:\\build\\${text}\\Release\\locker.pdb`] }),
  },
  {
    channel: 4,
    name: 'registry key',
    takes: 'latin',
    place: 'text',
    put: (text) => ({ 'tec.malware': [`HKLM\\SOFTWARE\\${text}\\Agent`] }),
  },
  { channel: 4, name: 'file in a nested field', takes: 'latin', place: 'text', put: (text) => beside({ file: { name: `${text}.exe` } }) },
  // 5: names inside the network
  { channel: 5, name: 'host as domain', takes: 'host', place: 'text', put: (text) => entry('domain', text) },
  {
    channel: 5,
    name: 'host below the attacker',
    takes: 'host',
    place: 'text',
    put: (text) => entry('domain', `${text}.beacon.attacker.test`),
  },
  { channel: 5, name: 'share', takes: 'host', place: 'text', put: (text) => entry('file-name', String.raw`\\${text}\c$\temp\a.exe`) },
  { channel: 5, name: 'host in a path', takes: 'host', place: 'text', put: (text) => entry('url', `https://attacker.test/b/${text}/cmd`) },
  { channel: 5, name: 'domain of the directory', takes: 'label', place: 'label', put: (text) => entry('domain', `dc01.${text}.local`) },
  // 6: made for one victim
  { channel: 6, name: 'onion address', takes: 'made', make: onion, place: 'label', put: (text) => entry('domain', `${text}.onion`) },
  {
    channel: 6,
    name: 'page of an onion address',
    takes: 'made',
    make: onion,
    place: 'label',
    put: (text) => entry('url', `http://${text}.onion/chat`),
  },
  {
    channel: 6,
    name: 'wallet',
    takes: 'made',
    make: (random) => `bc1q${random.hex(38)}`,
    place: 'label',
    put: (text) => entry('btc', text),
  },
  { channel: 6, name: 'extension of encrypted files', takes: 'label', place: 'label', put: (text) => ({ 'ran.ext': [`.${text}`] }) },
  {
    channel: 6,
    name: 'chat id in a query',
    takes: 'made',
    make: version1,
    place: 'label',
    put: (text) => entry('url', `https://attacker.test/chat?id=${text}`),
  },
  {
    channel: 6,
    name: 'chat id in a path',
    takes: 'made',
    make: version1,
    place: 'label',
    put: (text) => entry('url', `https://attacker.test/chat/${text}`),
  },
  {
    channel: 6,
    name: 'name before the control server',
    takes: 'label',
    place: 'label',
    put: (text) => entry('domain', `${text}.c2.attacker.test`),
  },
  { channel: 6, name: 'name in two labels', takes: 'latin', place: 'label', put: (text) => entry('domain', `x.${text}.y.attacker.test`) },
  // 7: the sample itself
  { channel: 7, name: 'sample', takes: 'any', place: 'text', put: (text) => beside({ sample: { config: text } }) },
  { channel: 7, name: 'configuration in a name', takes: 'any', place: 'text', put: (text) => ({ 'tec.malware': [text] }) },
  { channel: 7, name: 'digest that is none', takes: 'any', place: 'text', put: (text) => entry('sha256', text) },
  // 8: free text
  { channel: 8, name: 'malware', takes: 'any', place: 'text', put: (text) => ({ 'tec.malware': [`found at ${text} today`] }) },
  { channel: 8, name: 'product of a supplier', takes: 'any', place: 'text', put: (text) => ({ 'chain.product': [text] }) },
  { channel: 8, name: 'product', takes: 'any', place: 'text', put: (text) => ({ 'tec.vuln': [{ product: text, version: '1' }] }) },
  { channel: 8, name: 'version', takes: 'any', place: 'text', put: (text) => ({ 'tec.vuln': [{ product: 'FortiOS', version: text }] }) },
  { channel: 8, name: 'weakness', takes: 'any', place: 'text', put: (text) => ({ 'tec.vuln': [{ cve: `CVE-2024-21762 ${text}` }] }) },
  { channel: 8, name: 'technique', takes: 'any', place: 'text', put: (text) => ({ 'tec.ttp': [`T1486 (${text})`, text] }) },
  { channel: 8, name: 'kind', takes: 'any', place: 'text', put: (text) => ({ 'inc.kind': text }) },
  { channel: 8, name: 'way in', takes: 'any', place: 'text', put: (text) => ({ 'tec.vector': [text, 'phishing'] }) },
  { channel: 8, name: 'role', takes: 'any', place: 'text', put: (text) => beside({ role: text }) },
  { channel: 8, name: 'duration', takes: 'any', place: 'text', put: (text) => ({ 'ddos.duration': text }) },
  { channel: 8, name: 'summary', takes: 'any', place: 'text', put: (text) => ({ 'inc.summary': text, narrative: [text] }) },
  { channel: 8, name: 'spread', takes: 'any', place: 'text', put: (text) => ({ 'spread.through': [text] }) },
]
