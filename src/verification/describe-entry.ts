import type { LocalText } from '#base/language.ts'
import { describePurpose } from '#opening/purpose.ts'
import { stageNames } from '#report/stage-text.ts'
import type { Entry } from '#transparency-log/entry.ts'
import { entryText } from './entry-text.ts'

/** Names by id, as somebody tells them; the log proves the ids alone. */
export type Names = ReadonlyMap<string, LocalText>

/** Returns what `entry` tells, in words; null stands for one that is withheld. Ids stand behind names, since they alone are proved. */
export function describeEntry(entry: Entry | null, names: Names): LocalText {
  if (entry === null) return entryText.withheld
  switch (entry.kind) {
    case 'submit':
    case 'follow-up':
      return entryText.filed(stageName(entry.stage))
    case 'withdraw':
      return entryText.withdrawn
    case 'hand-in':
      return entryText.handedIn(stageName(entry.stage), named(entry.authority, names), entry.reached)
    case 'phone':
      return entryText.phoned(named(entry.authority, names), entry.officer)
    case 'acknowledge':
      return entryText.acknowledged(named(entry.authority, names))
    case 'open':
      return entryText.opened(named(entry.authority, names), entry.officer, describePurpose(entry.purpose))
    case 'share':
      return entryText.shared(named(entry.authority, names), entry.officer, named(entry.with, names))
    case 'recovery':
      return entryText.recovered(entry.holders, describePurpose(entry.purpose))
    case 'member':
      return entryText.member(named(entry.authority, names), entry.change)
    case 'epoch':
      return entryText.epoch(named(entry.authority, names), entry.epoch)
    case 'directory':
      return entryText.directory(entry.version)
    case 'agreement':
      return entryText.agreement(entry.change === 'revoked')
    case 'release':
      return entryText.released(entry.version)
    case 'recall':
      return entryText.recalled(entry.version)
    case 'bundle':
      return entryText.served(entry.version)
    case 'shard':
      return entryText.shard(entry.log, entry.size)
    case 'cover':
      return entryText.cover
  }
}

// Not by way of the common core, which would be most of the file that verifies.
function stageName(stage: string): LocalText {
  return new Map<string, LocalText>(Object.entries(stageNames)).get(stage) ?? { ja: stage, en: stage }
}

function named(id: string, names: Names): LocalText {
  const name = names.get(id)
  return name === undefined ? { ja: id, en: id } : { ja: `${name.ja}［${id}］`, en: `${name.en} [${id}]` }
}
