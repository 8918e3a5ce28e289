import { keptSecret } from '#runtime/kept-secret.ts'
import { pseudonyms, type Pseudonyms } from './pseudonyms.ts'

/** Returns the pseudonyms of this installation; their key is made on the first call, in `folder` and nowhere else. */
export async function openPseudonyms(folder: string): Promise<Pseudonyms> {
  return pseudonyms(await keptSecret(folder, 'sighting-key'))
}
