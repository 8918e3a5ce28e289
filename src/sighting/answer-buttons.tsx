import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { classNames } from '#ui/class-names.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { answersQuery, useAnswer } from './answers-client.ts'
import { answersText } from './answers-text.ts'
import { sightingKinds } from './sighting.ts'
import { sightingNames } from './sighting-text.ts'

/**
 * One button for each answer to a warning or an indicator: pressed where the own organisation has given it, and pressing it again takes it back.
 *
 * @param props `warningId`; `subjectId`, the warning or one of its indicators; `name` of that subject for those who do not see where the buttons stand.
 */
export function AnswerButtons({ warningId, subjectId, name }: { warningId: string; subjectId: string; name: string }): ReactNode {
  const t = useText(answersText)
  const { pick } = useLanguage()
  const own = useQuery(answersQuery(warningId)).data?.own ?? []
  const answering = useAnswer(warningId)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2" role="group" aria-label={`${t('title')}${t('answerOf', { subject: name })}`}>
        {sightingKinds.map((kind) => {
          const isGiven = own.some((one) => one.subjectId === subjectId && one.kind === kind)
          return (
            <ToggleButton
              key={kind}
              isSelected={isGiven}
              isDisabled={answering.isPending}
              onChange={() => answering.mutate({ subjectId, kind, withdrawn: isGiven })}
              className={buttonClass(isGiven)}
            >
              {isGiven && <span aria-hidden="true">✓ </span>}
              {pick(sightingNames[kind])}
            </ToggleButton>
          )
        })}
      </div>
      {answering.error !== null && <ErrorNotice error={answering.error} />}
    </div>
  )
}

function buttonClass(isGiven: boolean): string {
  return classNames(
    'inline-flex min-h-9 items-center rounded-8 border border-blue-900 px-3 py-1 text-oln-14B-100 whitespace-nowrap',
    isGiven ? 'bg-blue-900 text-white hover:bg-blue-1000' : 'bg-white text-blue-900 hover:bg-blue-100 hover:underline',
  )
}
