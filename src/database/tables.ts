/** Row types of all tables; each feature adds its own by `declare module '#database/tables.ts'`. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- features merge their tables into it
export interface Tables {}
