/** What a folder under src/ may rely on: nothing but the language, the machine, features, or everything. */
export type FolderGroup = 'portable' | 'machinery' | 'feature' | 'program'

/** Folders under src/ in their one order: a folder imports only itself and folders above it. */
export const foldersInOrder: readonly { readonly name: string; readonly group: FolderGroup }[] = [
  ...named('portable', ['base', 'calendar', 'rulebook', 'stix', 'misp', 'indicator', 'envelope', 'transparency-log', 'key-directory']),
  ...named('machinery', ['runtime', 'database', 'http', 'ui']),
  ...named('feature', ['identity', 'receipt', 'operator', 'authority', 'incident', 'delivery', 'subscription', 'obligation', 'attachment']),
  ...named('feature', [
    'report',
    'offline',
    'opening',
    'recovery',
    'verification',
    'correspondence',
    'campaign',
    'warning',
    'sighting',
    'taxii',
    'feed',
    'scan',
    'statistics',
    'exchange',
    'gateway',
  ]),
  ...named('program', ['cli', 'web', 'main']),
]

/** Regular expression for files that run on a server or a command line alone, as paths from the root. */
export const serverOnlyFiles = '^src/(runtime|database|http|cli|main)/|-(store|routes|command)[.]ts$'

/** Regular expression for files that the browser's pages begin from, as paths from the root. */
export const browserEntryFiles = '^src/ui/|^src/.*[.]tsx$'

function named(group: FolderGroup, names: readonly string[]) {
  return names.map((name) => ({ name, group }))
}
