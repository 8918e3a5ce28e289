import auRansomwarePayment from './au/ransomware-payment.json' with { type: 'json' }
import auRulebook from './au/rulebook.json' with { type: 'json' }
import auSociPart2b from './au/soci-part-2b.json' with { type: 'json' }
import chIsaArticle74b from './ch/isa-article-74b.json' with { type: 'json' }
import chRulebook from './ch/rulebook.json' with { type: 'json' }
import cnAuthorityEscalation from './cn/authority-escalation.json' with { type: 'json' }
import cnIncidentMeasures from './cn/incident-measures.json' with { type: 'json' }
import cnRulebook from './cn/rulebook.json' with { type: 'json' }
import euCraIncident from './eu/cra-incident.json' with { type: 'json' }
import euCraVulnerability from './eu/cra-vulnerability.json' with { type: 'json' }
import euDoraArticle19 from './eu/dora-article-19.json' with { type: 'json' }
import euDoraAuthority from './eu/dora-authority.json' with { type: 'json' }
import euGdprArticle33Proposed from './eu/gdpr-article-33-proposed.json' with { type: 'json' }
import euGdprArticle33 from './eu/gdpr-article-33.json' with { type: 'json' }
import euNis2Article23 from './eu/nis2-article-23.json' with { type: 'json' }
import euNis2Authority from './eu/nis2-authority.json' with { type: 'json' }
import euNis2DigitalProviders from './eu/nis2-digital-providers.json' with { type: 'json' }
import euRulebook from './eu/rulebook.json' with { type: 'json' }
import hkCap653 from './hk/cap-653.json' with { type: 'json' }
import hkRulebook from './hk/rulebook.json' with { type: 'json' }
import inCertIn from './in/cert-in.json' with { type: 'json' }
import inRbi from './in/rbi.json' with { type: 'json' }
import inRulebook from './in/rulebook.json' with { type: 'json' }
import inSebi from './in/sebi.json' with { type: 'json' }
import jpActionPlan2022 from './jp/action-plan-2022.json' with { type: 'json' }
import jpAppiArticle26 from './jp/appi-article-26.json' with { type: 'json' }
import jpCceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import jpFsaSystemFailure from './jp/fsa-system-failure.json' with { type: 'json' }
import jpJpcertReport from './jp/jpcert-report.json' with { type: 'json' }
import jpPoliceConsultation from './jp/police-consultation.json' with { type: 'json' }
import jpRulebook from './jp/rulebook.json' with { type: 'json' }
import jpSectors from './jp/sectors.json' with { type: 'json' }
import jpTelecommunicationsAccident from './jp/telecommunications-accident.json' with { type: 'json' }
import krNetworkAct483 from './kr/network-act-48-3.json' with { type: 'json' }
import krRulebook from './kr/rulebook.json' with { type: 'json' }
import sgCybersecurityAct2018 from './sg/cybersecurity-act-2018.json' with { type: 'json' }
import sgCybersecurityAct2025 from './sg/cybersecurity-act-2025.json' with { type: 'json' }
import sgMasNotice from './sg/mas-notice.json' with { type: 'json' }
import sgRulebook from './sg/rulebook.json' with { type: 'json' }
import twAgencyNotification from './tw/agency-notification.json' with { type: 'json' }
import twRulebook from './tw/rulebook.json' with { type: 'json' }
import ukCsrBill from './uk/csr-bill.json' with { type: 'json' }
import ukRulebook from './uk/rulebook.json' with { type: 'json' }
import usBankNotification from './us/bank-notification.json' with { type: 'json' }
import usCirciaIncident from './us/circia-incident.json' with { type: 'json' }
import usCirciaRansom from './us/circia-ransom.json' with { type: 'json' }
import usRulebook from './us/rulebook.json' with { type: 'json' }
import usSec8K from './us/sec-8-k.json' with { type: 'json' }
import { loadRulebook, type RulebookFiles } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'

/** The data files of every rulebook by folder; the home country first. */
export const rulebookFiles: readonly RulebookFiles[] = [
  {
    head: jpRulebook,
    sectors: jpSectors,
    laws: {
      'ccea-article-5.json': jpCceaArticle5,
      'action-plan-2022.json': jpActionPlan2022,
      'appi-article-26.json': jpAppiArticle26,
      'fsa-system-failure.json': jpFsaSystemFailure,
      'jpcert-report.json': jpJpcertReport,
      'police-consultation.json': jpPoliceConsultation,
      'telecommunications-accident.json': jpTelecommunicationsAccident,
    },
  },
  {
    head: euRulebook,
    sectors: null,
    laws: {
      'cra-incident.json': euCraIncident,
      'cra-vulnerability.json': euCraVulnerability,
      'dora-article-19.json': euDoraArticle19,
      'dora-authority.json': euDoraAuthority,
      'gdpr-article-33-proposed.json': euGdprArticle33Proposed,
      'gdpr-article-33.json': euGdprArticle33,
      'nis2-article-23.json': euNis2Article23,
      'nis2-authority.json': euNis2Authority,
      'nis2-digital-providers.json': euNis2DigitalProviders,
    },
  },
  {
    head: ukRulebook,
    sectors: null,
    laws: {
      'csr-bill.json': ukCsrBill,
    },
  },
  {
    head: chRulebook,
    sectors: null,
    laws: {
      'isa-article-74b.json': chIsaArticle74b,
    },
  },
  {
    head: auRulebook,
    sectors: null,
    laws: {
      'ransomware-payment.json': auRansomwarePayment,
      'soci-part-2b.json': auSociPart2b,
    },
  },
  {
    head: inRulebook,
    sectors: null,
    laws: {
      'cert-in.json': inCertIn,
      'rbi.json': inRbi,
      'sebi.json': inSebi,
    },
  },
  {
    head: sgRulebook,
    sectors: null,
    laws: {
      'cybersecurity-act-2018.json': sgCybersecurityAct2018,
      'cybersecurity-act-2025.json': sgCybersecurityAct2025,
      'mas-notice.json': sgMasNotice,
    },
  },
  {
    head: krRulebook,
    sectors: null,
    laws: {
      'network-act-48-3.json': krNetworkAct483,
    },
  },
  {
    head: hkRulebook,
    sectors: null,
    laws: {
      'cap-653.json': hkCap653,
    },
  },
  {
    head: cnRulebook,
    sectors: null,
    laws: {
      'authority-escalation.json': cnAuthorityEscalation,
      'incident-measures.json': cnIncidentMeasures,
    },
  },
  {
    head: twRulebook,
    sectors: null,
    laws: {
      'agency-notification.json': twAgencyNotification,
    },
  },
  {
    head: usRulebook,
    sectors: null,
    laws: {
      'bank-notification.json': usBankNotification,
      'circia-incident.json': usCirciaIncident,
      'circia-ransom.json': usCirciaRansom,
      'sec-8-k.json': usSec8K,
    },
  },
]

let loaded: readonly Rulebook[] | null = null

/** Returns the rulebook of every jurisdiction whose law is stated here, the home country first; they are read once. */
export function allRulebooks(): readonly Rulebook[] {
  loaded ??= rulebookFiles.map((files) => loadRulebook(files))
  return loaded
}

/** Returns the rulebook of the home country, under which reports are filed here. */
export function homeRulebook(): Rulebook {
  const [home] = allRulebooks()
  if (home === undefined) throw new TypeError('There is no rulebook')
  return home
}
