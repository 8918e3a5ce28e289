import { createContext } from 'react'
import type { MenuEntry } from '#ui/page-frame.tsx'

/** Carries the main menu of the person who is signed in; empty while nobody is. */
export const MenuContext = createContext<readonly MenuEntry[]>([])
