import type { Command } from '#runtime/command.ts'
import { commandText } from './gateway-text.ts'

const own = { folder: { type: 'string' } } as const
const inside = { at: { type: 'string' }, 'token-file': { type: 'string' } } as const

/** The process of an authority that opens, keeps and searches its reports, and what people inside ask it. */
export const gatewayCommands: readonly Command[] = [
  {
    name: 'gateway',
    usage: '--secret FILE [--on-request]',
    summary: commandText.gateway,
    examples: ['gateway --folder /var/lib/gateway --secret /run/secrets/gateway', 'gateway --secret FILE --on-request --port 8090'],
    options: {
      ...own,
      secret: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      origin: { type: 'string' },
      every: { type: 'string' },
      'on-request': { type: 'boolean' },
    },
    run: async (context) => (await import('./run-gateway.ts')).runGateway(context),
  },
  {
    name: 'gateway init',
    usage: '--secret FILE',
    summary: commandText.init,
    examples: ['gateway init --folder /var/lib/gateway --secret /run/secrets/gateway'],
    options: { ...own, secret: { type: 'string' } },
    run: async (context) => (await import('./run-gateway.ts')).runInit(context),
  },
  {
    name: 'gateway enrol',
    usage: 'KEYS.json NAME-JA NAME-EN --token-file FILE',
    summary: commandText.enrol,
    examples: ['gateway enrol gateway.json 保管装置 Archive --token-file gateway-token'],
    options: { 'token-file': { type: 'string' } },
    run: async (context) => (await import('./run-enrol.ts')).runEnrol(context),
  },
  {
    name: 'gateway person',
    usage: 'NAME --token-file FILE [--may open,audit] | NAME --remove',
    summary: commandText.person,
    examples: ['gateway person "Sato" --token-file sato.token --may open', 'gateway person "Sato" --remove'],
    options: { ...own, 'token-file': { type: 'string' }, may: { type: 'string' }, remove: { type: 'boolean' } },
    run: async (context) => (await import('./run-gateway.ts')).runPerson(context),
  },
  {
    name: 'gateway search',
    usage: 'WORDS --token-file FILE',
    summary: commandText.search,
    examples: [
      'gateway search 暗号化 VPN --token-file sato.token',
      'gateway search ransom --kind ransomware --from 2026-11-01 --token-file sato.token',
    ],
    options: {
      ...inside,
      operator: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      kind: { type: 'string' },
      stage: { type: 'string' },
      offset: { type: 'string' },
    },
    run: async (context) => (await import('./run-gateway-search.ts')).runSearch(context),
  },
  {
    name: 'gateway open',
    usage: 'REPORT-ID --purpose TEXT --token-file FILE',
    summary: commandText.open,
    examples: ['gateway open 0b6f1c6e-… --purpose triage --token-file sato.token'],
    options: { ...inside, purpose: { type: 'string' } },
    run: async (context) => (await import('./run-gateway-search.ts')).runOpenHere(context),
  },
  {
    name: 'gateway status',
    usage: '--token-file FILE',
    summary: commandText.status,
    examples: ['gateway status --token-file sato.token'],
    options: inside,
    run: async (context) => (await import('./run-gateway-search.ts')).runStatus(context),
  },
  {
    name: 'gateway acts',
    usage: '--token-file FILE',
    summary: commandText.acts,
    examples: ['gateway acts --token-file sato.token'],
    options: inside,
    run: async (context) => (await import('./run-gateway-search.ts')).runActs(context),
  },
]
