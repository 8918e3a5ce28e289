import { createContext } from 'react'
import type { MenuEntry } from '#ui/page-frame.tsx'

/** Carries the main menu of whoever is there; empty while that is not known. */
export const MenuContext = createContext<readonly MenuEntry[]>([])
