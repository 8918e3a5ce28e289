import type { Duties } from '#report/intake.ts'

/** Returns what the rulebooks in force ask of an operator that files. */
export function lawfulDuties(): Duties {
  return {
    requiredAuthorities: (operator, authorities) =>
      authorities
        .filter((one) => one.kind === 'cyber-office' || one.sectors.some((sector) => operator.sectors.includes(sector)))
        .map((one) => one.organisationId),
    obligationsAfter: () => [],
  }
}
