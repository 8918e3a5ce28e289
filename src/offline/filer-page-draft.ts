/** Names the one draft that the offline filer holds. */
export const offlineDraft = 'offline first'
