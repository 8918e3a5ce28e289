/** Id of the organisation "the platform itself", to which the log service's key belongs. */
export const logOrganisationId = '6f0c3a52-9d1b-4c7e-8a53-2b7f9e4d1c60'
