/** Id of the organisation "the platform itself", to which the log service's key belongs. */
export const logOrganisationId = '6f0c3a52-9d1b-4c7e-8a53-2b7f9e4d1c60'

/** Id of the organisation "national recovery", to which the offline recovery key belongs. */
export const recoveryOrganisationId = 'b1d5f0e4-7c2a-4d39-9e86-51c0a4f7d283'

/** Id of the organisation to which the key belongs that reports are sealed to that come as files. */
export const intakeOrganisationId = 'c41e8f0d-73b6-4a19-9f52-d08b6a3e7c15'

// The release gate, which signs warnings and to which deny lists are sealed.
const gateOrganisationId = 'e7b90a16-4d58-4f0b-8c3e-9a2d6f1b7c04'

/** Which of these organisations hold which keys of the platform, as the directory lists them. */
export const directoryServices: ReadonlyMap<string, 'log' | 'recovery' | 'intake' | 'gate'> = new Map([
  [logOrganisationId, 'log'],
  [recoveryOrganisationId, 'recovery'],
  [intakeOrganisationId, 'intake'],
  [gateOrganisationId, 'gate'],
])
