import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasScheme, webAddress } from './web-address.ts'

test('webAddress() writes URLs as the URL Standard does', () => {
  assert.equal(webAddress('HTTP://EVIL.example:80/a/../b?q=日本#f'), 'http://evil.example/b?q=%E6%97%A5%E6%9C%AC#f')
  assert.equal(webAddress('https://日本語.jp/パス'), 'https://xn--wgv71a119e.jp/%E3%83%91%E3%82%B9')
  assert.equal(webAddress('http://0x7f.1/'), 'http://127.0.0.1/')
  assert.equal(webAddress('https://user:pw@x.example:8443/'), 'https://user:pw@x.example:8443/')
  assert.equal(webAddress('http://[2001:DB8::1]:80/x'), 'http://[2001:db8::1]/x')
  assert.equal(webAddress('http://intranet/x'), 'http://intranet/x')
})

test('webAddress() normalises the host under any scheme', () => {
  assert.equal(webAddress('TCP://Host.Example:1'), 'tcp://host.example:1')
  assert.equal(webAddress('smb://192.0.2.1/Share/a.exe'), 'smb://192.0.2.1/Share/a.exe')
  assert.equal(webAddress('tcp://日本語.jp/x'), 'tcp://xn--wgv71a119e.jp/x')
  assert.equal(webAddress('tcp://[2001:DB8::1]:80'), 'tcp://[2001:db8::1]:80')
})

test('webAddress() refuses what has no host or only looks like a URL', () => {
  const others = [
    '',
    'evil.example/x',
    'mailto:a@b.example',
    'javascript:alert(1)',
    'data:text/plain,x',
    'file:///etc/passwd',
    'http://',
    'http:///x',
    'http://a..b/',
  ]
  for (const text of [
    ...others,
    'http://1.2.3.4.5/',
    'http://a b.example/',
    'hxxp://evil.example/',
    'http://evil(.)example/',
    'tcp://%ff.example/',
  ]) {
    assert.equal(webAddress(text), null, text)
  }
})

test('hasScheme() asks for a scheme and an authority', () => {
  assert.deepEqual(['http://a', 'hxxp://a', 'a://b', 'http:/a', 'http://', '//a'].map(hasScheme), [true, true, false, false, false, false])
})
