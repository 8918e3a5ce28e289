/** Name of the file in the data folder that holds the public half of the directory's root. */
export const rootFile = 'directory-root.txt'
