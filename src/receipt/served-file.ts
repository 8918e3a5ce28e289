/** Names of the files below `/download/` that hold a program each. */
export const programNames = ['noroshi-verify.mjs', 'noroshi.mjs'] as const

/** Name of the offline filer, one page that seals a report without any network, below `/download/`. */
export const filerName = 'noroshi-filer.html'

/** Name of the list of the hashes of all other files that are served, below `/download/`. */
export const servedListName = 'served-files.sha256'

/** What stands in the log by its hash when it is served: the programs, the offline filer, and the list that fixes everything else. */
export const registeredNames: readonly string[] = [...programNames, filerName, servedListName]
