import type { ReactNode } from 'react'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { shellText } from './shell-text.ts'

/** The sign and name of the service, leading to the start page. */
export function Brand(): ReactNode {
  const t = useText(shellText)
  return (
    <TextLink href={pagePath('start')} className="flex items-center gap-3 text-solid-gray-900 no-underline hover:underline">
      <Beacon />
      <span className="block">
        <span className="sr-only">{t('home')}</span>
        <span aria-hidden="true" className="block text-std-20B-150">
          {t('name')}
          <span lang="ja" className="ms-2 text-std-16N-170 text-solid-gray-700">
            {t('nameInKanji')}
          </span>
        </span>
        <span aria-hidden="true" className="block text-oln-14N-100 text-solid-gray-700">
          {t('tagline')}
        </span>
      </span>
    </TextLink>
  )
}

function Beacon(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="size-11 shrink-0">
      <rect width="32" height="32" rx="6" className="fill-blue-1000" />
      <path className="fill-white" d="M9 27h14l-2.500-9h-9L9 27Z" />
      <path
        className="fill-yellow-300"
        d="M16 4c.6 3-3.800 4.600-3.800 8.600 0 2 1.300 3.400 3.800 3.400s3.800-1.400 3.800-3.400c0-1.500-.7-2.600-1.300-3.500-.1 1.100-.6 1.700-1.200 2C17.600 9 17.700 6 16 4Z"
      />
    </svg>
  )
}
