/** Names of the files below `/download/` that hold a program each. */
export const downloadNames = ['noroshi-verify.mjs', 'noroshi.mjs'] as const

/** Name of the list of the hashes of all other files that are served, below `/download/`. */
export const servedListName = 'served-files.sha256'

/** What stands in the log by its hash when it is served: the programs, and the list that fixes everything else. */
export const registeredNames: readonly string[] = [...downloadNames, servedListName]
