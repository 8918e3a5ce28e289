import type { Renderer } from '#delivery/deliver.ts'
import { mailsOfEarlierVersions } from './mail-thread-store.ts'

/** Returns what renders a version as `renderer` does, and whose mails go on from those about its earlier versions: a correction stands beside what it corrects. */
export function inThread(renderer: Renderer): Renderer {
  return async (queries, versionId, delivery) => {
    const message = await renderer(queries, versionId, delivery)
    if (message === null || delivery.channel !== 'mail') return message
    return { ...message, earlierMails: await mailsOfEarlierVersions(queries, versionId, delivery.recipient) }
  }
}
