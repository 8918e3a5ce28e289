import type { Database } from '#database/database.ts'
import type { Channel } from '../delivery.ts'
import { insertNotice } from '../notice-store.ts'

/** Returns the channel `notice`: the list that an organisation reads inside Noroshi. */
export function noticeChannel(database: Database): Channel {
  return {
    name: 'notice',
    send: async ({ id, recipient }, { note, path }) => {
      await insertNotice(database.kysely, { id, recipient, body: note, path })
      return true
    },
  }
}
