import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { Role } from '#identity/actor.ts'

/** A page: it takes nothing, and reads what it needs from the address and the server. */
export type PageComponent = () => ReactNode

/** A page as the router needs it. */
export type PageEntry = {
  /** Fetches the code of the page when it is wanted. */
  readonly load: () => Promise<PageComponent>
  /** Roles that may see it, any one of them; null where nobody needs to sign in. */
  readonly roles: readonly Role[] | null
  /** Its name in the main menu of people with these roles; null where it is no entry of the menu. */
  readonly menu: LocalText | null
  /** Roles in whose main menu it stands; null where it stands in that of everybody who may see it. */
  readonly menuRoles: readonly Role[] | null
}

/**
 * Returns the registration of one page.
 *
 * @param load Imports the page's file: `() => import('#warning/warnings-page.tsx').then((file) => file.WarningsPage)`.
 * @param options `roles` that may see it (everybody by default); `menu` is its name in the main menu, of people with `menuRoles` alone where
 *   a page that everybody may see is of use to some.
 */
export function page(
  load: () => Promise<PageComponent>,
  options: { roles?: readonly Role[]; menu?: LocalText; menuRoles?: readonly Role[] } = {},
): PageEntry {
  return { load, roles: options.roles ?? null, menu: options.menu ?? null, menuRoles: options.menuRoles ?? options.roles ?? null }
}
