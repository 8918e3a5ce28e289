import type { Persona as DemoPersona } from '#main/walkthrough-cast.ts'

/** A person of the demonstration. */
export type Persona = DemoPersona

/** Returns the people of a running demonstration. */
export async function listPersonas(url: string): Promise<readonly Persona[]> {
  const response = await fetch(`${url}/api/v1/demo/personas`)
  return ((await response.json()) as { personas: readonly Persona[] }).personas
}
