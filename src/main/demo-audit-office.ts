/** The body of the fictional country that watches the log: it reads no report. */
export const demoAuditOffice = {
  id: '9b0f4c2e-6d1a-4a57-8f3b-2e7c5d914a60',
  kind: 'platform',
  name: { ja: '架空監査院（デモ）', en: 'Demo Audit Office' },
  clearance: 'clear',
  people: [{ id: 'c47a8e15-3b92-4d06-a1f8-70d35be2964c', name: { ja: '水野 明', en: 'Akira Mizuno' }, roles: ['auditor'] }],
} as const
