import Type from 'typebox'

const shown = Type.Union([Type.Integer({ minimum: 3 }), Type.Null()], {
  description: 'Organisations, as a step that was reached; null: fewer than three',
})
/** Published numbers of answers, by kind. */
export const shownCountsSchema = Type.Object({ seen: shown, blocked: shown, 'false-positive': shown })
