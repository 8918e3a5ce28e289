import type { IndicatorType } from './indicator.ts'

/**
 * Returns the value of an indicator so that no program takes it for a link: `hxxps://bad[.]example/x`, `198[.]51[.]100[.]7`, `2001[:]db8[:][:]1`.
 *
 * For display alone; hashes, file names and CVE ids are no links and stay as they are.
 */
export function defang(type: IndicatorType, value: string): string {
  switch (type) {
    case 'ipv4':
    case 'ipv4-range':
    case 'domain':
      return value.replaceAll('.', '[.]')
    case 'ipv6':
    case 'ipv6-range':
      return value.replaceAll(':', '[:]')
    case 'email':
      return value.replaceAll('@', '[@]').replaceAll('.', '[.]')
    case 'url':
      return defangUrl(value)
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'file-name':
    case 'cve':
      return value
  }
}

function defangUrl(value: string): string {
  const { scheme, host, rest } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<host>[^/?#]*)(?<rest>.*)$/is.exec(value)?.groups ?? {}
  if (scheme === undefined || host === undefined || rest === undefined) return value.replaceAll('.', '[.]').replaceAll(':', '[:]')
  const dead = scheme.replace(/^http/i, 'hxxp').replace(/^ftp/i, 'fxp')
  return `${dead}://${host.replaceAll('.', '[.]').replaceAll('@', '[@]')}${rest}`
}
