import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import type { Language } from '../../src/base/language.ts'

// The headless shell first: the same engine without the windows around it takes half the processor time.
const executables = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Path of the browser for journeys, or null where none is installed. */
const chromiumPath = executables.find((path) => path !== undefined && existsSync(path)) ?? null

/** What to say when journeys are skipped; false where a browser is there. For the `skip` option of a test. */
export const noBrowser: string | false = chromiumPath === null ? 'no Chromium is installed: apt-get install chromium-headless-shell' : false

/** Starts the browser of journeys. It reaches nothing but what its pages ask for. */
export async function launchBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('Cannot start the browser: Chromium is not installed')
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

/** How a person looks at the pages. */
export type Visit = {
  /** Origin of the site, such as `http://localhost:8080`; requests to any other origin are faults. */
  readonly origin: string
  readonly language?: Language
  /** Width of the window in CSS pixels; 1280 by default. */
  readonly width?: number
  readonly height?: number
  /** Console messages that the journey provokes on purpose, such as a failed request. */
  readonly expected?: readonly RegExp[]
  /** What the person answers where the site asks the browser for a password. */
  readonly password?: string
}

/** A window of the browser that takes note of everything that must not happen. */
export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong so far: violations of the content security policy, errors on the console, exceptions, requests to elsewhere. */
  readonly faults: () => readonly string[]
}

/** Opens a window of its own, with its own cookies. */
export async function openVisitor(browser: Browser, visit: Visit): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: visit.width ?? 1280, height: visit.height ?? 900 },
    locale: visit.language === 'en' ? 'en-GB' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    ...(visit.password === undefined ? {} : { httpCredentials: { username: 'inside', password: visit.password } }),
  })
  const seen: string[] = []
  const note = (fault: string) => {
    if (!(visit.expected ?? []).some((pattern) => pattern.test(fault))) seen.push(fault)
  }
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`)
    })
  })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()} (${message.location().url})`))
  page.on('pageerror', (error) => note(`exception: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== visit.origin) note(`request to elsewhere: ${url.origin}`)
  })
  return { page, context, faults: () => seen }
}

/**
 * Returns what axe finds against WCAG 2.2 A and AA on the present page, one line for each kind, with the places; empty when all is well.
 *
 * axe reads colours and states at different times, and of a page that changes meanwhile it says what nobody ever saw: only what it finds twice counts.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const first = await axeLook(page)
  if (first.length === 0) return first
  await page.waitForTimeout(1000)
  return axeLook(page)
}

async function axeLook(page: Page): Promise<readonly string[]> {
  const results = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
}

/** Returns by how many pixels the page is wider than its window; 0 when nothing scrolls sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
}
