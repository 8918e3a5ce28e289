/** Row types of all tables; each feature adds its own by `declare module '#database/tables.ts'`. */
export interface Tables {}
