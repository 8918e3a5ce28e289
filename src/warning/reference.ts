/** Returns the addresses of public pages about techniques and vulnerabilities. */
export function referencesOf(techniques: readonly string[], cve: readonly string[]): readonly string[] {
  return [
    ...techniques.map((technique) => `https://attack.mitre.org/techniques/${technique.replace('.', '/')}/`),
    ...cve.map((id) => `https://www.cve.org/CVERecord?id=${id}`),
  ]
}
