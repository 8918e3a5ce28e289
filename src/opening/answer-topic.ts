import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { coreField, coreFields } from '#rulebook/core-field.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import type { answerTopicNames } from './answer-text.ts'

/** Groups under which an officer reads the answers of a report. */
export type AnswerTopic = keyof typeof answerTopicNames

/** First parts of field ids by topic, in the order of reading; a whole id goes before its first part. */
const topics: readonly (readonly [AnswerTopic, readonly string[]])[] = [
  ['reporter', ['ent', 'ctc']],
  ['incident', ['inc', 't', 'disc', 'sev', 'mal']],
  ['effects', ['ast', 'svc', 'imp', 'res']],
  ['attack', ['tec', 'ran', 'ddos', 'spread', 'ioc']],
  ['privacy', ['pd']],
  ['response', ['act', 'help', 'pub', 'oth.notified', 't.next']],
  ['cause', ['cause', 'origin', 'chain', 'les', 'rem', 'cost']],
  ['sharing', ['share']],
  ['other', ['oth']],
]

/** One answer with its field; null for an id that the common core does not have, as a hostile filer may send. */
export type TopicAnswer = { readonly id: string; readonly field: CoreField | null; readonly value: JsonValue }

/** Returns the topic of a field id; `other` for ids that the common core does not have. */
export function answerTopic(id: string): AnswerTopic {
  if (coreField(id) === null) return 'other'
  const first = id.split('.')[0] ?? id
  const found = topics.find(([, names]) => names.includes(id)) ?? topics.find(([, names]) => names.includes(first))
  return found?.[0] ?? 'other'
}

/** Returns the answers in groups, groups in the order of reading and fields in that of the form; groups without an answer are left out. */
export function answersByTopic(answers: JsonObject): readonly { readonly topic: AnswerTopic; readonly answers: readonly TopicAnswer[] }[] {
  const known = coreFields.filter(({ id }) => Object.hasOwn(answers, id)).map(({ id }) => id)
  const strange = Object.keys(answers).filter((id) => coreField(id) === null)
  const all = [...known, ...strange].map((id): TopicAnswer => ({ id, field: coreField(id), value: answers[id] ?? null }))
  return topics.flatMap(([topic]) => {
    const own = all.filter(({ id }) => answerTopic(id) === topic)
    return own.length === 0 ? [] : [{ topic, answers: own }]
  })
}
