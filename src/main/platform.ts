/** Id of the organisation "the platform itself", to which the log service's key belongs. */
export const logOrganisationId = '6f0c3a52-9d1b-4c7e-8a53-2b7f9e4d1c60'

/** Id of the organisation "national recovery", to which the offline recovery key belongs. */
export const recoveryOrganisationId = 'b1d5f0e4-7c2a-4d39-9e86-51c0a4f7d283'
