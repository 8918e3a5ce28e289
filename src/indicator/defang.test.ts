import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defang } from './defang.ts'

test('defang() breaks what programs make links of', () => {
  assert.equal(defang('url', 'https://bad.example/a.php?b=c.d'), 'hxxps://bad[.]example/a.php?b=c.d')
  assert.equal(defang('url', 'ftp://203.0.113.9/x'), 'fxp://203[.]0[.]113[.]9/x')
  assert.equal(defang('domain', 'c2.bad.example'), 'c2[.]bad[.]example')
  assert.equal(defang('ipv4-range', '198.51.100.0/24'), '198[.]51[.]100[.]0/24')
  assert.equal(defang('ipv6', '2001:db8::1'), '2001[:]db8[:][:]1')
  assert.equal(defang('email', 'a.b@bad.example'), 'a[.]b[@]bad[.]example')
})

test('defang() leaves what is no link', () => {
  for (const type of ['sha256', 'file-name', 'cve'] as const) assert.equal(defang(type, 'a.exe'), 'a.exe')
})

test('defang() breaks an address of an unknown form too', () => {
  assert.equal(defang('url', 'javascript:alert(1).x'), 'javascript[:]alert(1)[.]x')
})
