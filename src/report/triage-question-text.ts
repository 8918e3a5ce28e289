import type { LocalText } from '#base/language.ts'
import type { Fact } from '#rulebook/legal-fact.ts'

const questions: Readonly<Record<string, LocalText>> = {
  'ent.designations': {
    ja: '法令に基づく指定を受けていますか',
    en: 'Which designations under law does the operator hold?',
  },
  'ent.sector': { ja: 'どの事業分野に属しますか', en: 'Which sectors does the operator belong to?' },
  'ent.uses_designated_asset': {
    ja: '特定重要電子計算機を使用していますか',
    en: 'Does the operator use a specified important computer?',
  },
  'inc.certainty': { ja: '事案はどの程度確かですか', en: 'How certain is the incident?' },
  'inc.kind': { ja: 'どのような事案ですか', en: 'What kind of incident is it?' },
  'mal.suspected': { ja: '不正な行為によるものと疑われますか', en: 'Is a malicious act suspected?' },
  'ast.designated': {
    ja: '特定重要電子計算機に被害又はそのおそれがありますか',
    en: 'Was a specified important computer harmed, or may it be?',
  },
  'ast.critical': {
    ja: '重要なシステム又は重要情報インフラが関係していますか',
    en: 'Is a critical system or critical information infrastructure concerned?',
  },
  'pd.suspected': { ja: '個人データへの影響のおそれがありますか', en: 'May personal data be affected?' },
  'pd.sensitive': { ja: '要配慮個人情報への影響のおそれがありますか', en: 'May sensitive personal data be affected?' },
  'pd.property': {
    ja: '漏えいにより財産的被害が生じるおそれのある個人データですか',
    en: 'Could the leak of these data cause loss of property?',
  },
  'pd.detail.persons': { ja: '何人の個人データが関係しますか', en: 'Of how many persons are data affected?' },
  'pd.risk': { ja: '個人の権利及び自由に対するリスクがありますか', en: 'Is there a risk to the rights and freedoms of persons?' },
  'svc.effect': { ja: 'サービスにどのような影響がありますか', en: 'What is the effect on the service?' },
  'svc.telecom': { ja: '影響を受けた電気通信役務はどれですか', en: 'Which telecommunications service is affected?' },
  'svc.outage_minutes': {
    ja: '役務が全面的に利用できなかった時間は何分ですか',
    en: 'For how many minutes was the service wholly unavailable?',
  },
  'imp.users': { ja: '影響を受けた利用者は何人ですか', en: 'How many users are affected?' },
  'imp.severe': {
    ja: '役務の重大な中断又は財務上の重大な損失が生じ、又は生じ得ますか',
    en: 'Was there, or may there be, severe disruption of services or severe financial loss?',
  },
  'imp.others': { ja: '他の者に相当の損害が生じ、又は生じ得ますか', en: 'Was there, or may there be, considerable damage to others?' },
  't.aware': { ja: 'いつ認知しましたか', en: 'When did you become aware of it?' },
  't.detected': { ja: 'いつ検知しましたか', en: 'When was it detected?' },
  't.occurred': { ja: 'いつ発生しましたか', en: 'When did it occur?' },
}

/** Returns the question that asks for `fact`; its name where it has no words of its own. */
export function questionText(fact: Pick<Fact, 'id' | 'label'>): LocalText {
  return questions[fact.id] ?? fact.label
}
