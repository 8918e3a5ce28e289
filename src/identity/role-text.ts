import type { LocalText } from '#base/language.ts'
import type { OrganisationKind, Role } from './actor.ts'

/** The name of each role, for people. */
export const roleNames = {
  filer: { ja: '報告担当', en: 'Filer' },
  viewer: { ja: '閲覧担当', en: 'Viewer' },
  'operator-administrator': { ja: '事業者管理者', en: 'Operator administrator' },
  officer: { ja: '担当官', en: 'Officer' },
  releaser: { ja: '警報公開担当', en: 'Releaser' },
  'authority-administrator': { ja: '所管機関管理者', en: 'Authority administrator' },
  subscriber: { ja: '警報受信担当', en: 'Subscriber' },
  registrar: { ja: '登録担当', en: 'Registrar' },
  'rule-author': { ja: '規則作成担当', en: 'Rule author' },
  auditor: { ja: '監査担当', en: 'Auditor' },
  'service-account': { ja: 'システム連携用アカウント', en: 'Service account' },
} as const satisfies Record<Role, LocalText>

/** What the organisations of each kind are called together, for people. */
export const organisationKindNames = {
  operator: { ja: '事業者', en: 'Operators' },
  authority: { ja: '所管機関', en: 'Authorities' },
  subscriber: { ja: '警報を受け取る組織', en: 'Warning recipients' },
  platform: { ja: '運営', en: 'Platform' },
} as const satisfies Record<OrganisationKind, LocalText>
