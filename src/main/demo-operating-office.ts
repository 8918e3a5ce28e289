/** The body that runs the platform of the fictional country: it keeps the register of who takes part and reads no report. */
export const demoOperatingOffice = {
  id: 'b8c0a6de-2f5d-4d0b-9a3e-61f7c4d8e215',
  kind: 'platform',
  name: { ja: '架空運営事務局（デモ）', en: 'Demo Operating Office' },
  clearance: 'clear',
  people: [{ id: '5d93f1c7-80ae-4b62-b1d4-3fa9027e6c18', name: { ja: '有馬 結', en: 'Yui Arima' }, roles: ['registrar'] }],
} as const
