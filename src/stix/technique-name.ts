import names from './technique-names.json' with { type: 'json' }

const nameOf: Readonly<Record<string, string>> = names

/**
 * Returns the name of an ATT&CK technique, that of a sub-technique after that of its technique, or null where the list lacks it.
 *
 * @param technique Id such as `T1583.001`.
 * @see https://attack.mitre.org/resources/legal-and-branding/terms-of-use/ for the names.
 */
export function techniqueName(technique: string): string | null {
  const [parent = ''] = technique.split('.')
  const parentName = Object.hasOwn(nameOf, parent) ? nameOf[parent] : undefined
  if (parentName === undefined) return null
  if (parent === technique) return parentName
  const own = Object.hasOwn(nameOf, technique) ? nameOf[technique] : undefined
  return own === undefined ? null : `${parentName}: ${own}`
}
