import type { LocalText } from '#base/language.ts'
import type { Role } from '#identity/actor.ts'
import { pagePaths, type PageName } from '#ui/page-path.ts'
import { pages } from './routes.tsx'

/** Returns the pages of the main menu of a person with `roles`, in the order of their registration. */
export function menuOf(roles: readonly Role[]): readonly { readonly href: string; readonly label: LocalText }[] {
  return (Object.keys(pages) as PageName[]).flatMap((name) => {
    const { menu, menuRoles } = pages[name]
    const isShown = menu !== null && (menuRoles === null || menuRoles.some((role) => roles.includes(role)))
    return isShown ? [{ href: pagePaths[name], label: menu }] : []
  })
}
