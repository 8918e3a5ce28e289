/** HTML that is safe to send: what was put into it is escaped. */
export type Markup = { readonly html: string }

/** What can stand in a template: text, which is escaped, or markup, or nothing. */
type Part = string | number | Markup | null | readonly Part[]

/** Returns the template as HTML; every text in it is escaped, so that what strangers wrote stays text, also inside an attribute in quotation marks. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: strings.map((text, at) => text + htmlOf(parts[at] ?? null)).join('') }
}

function htmlOf(part: Part): string {
  if (part === null) return ''
  if (isList(part)) return part.map(htmlOf).join('')
  return typeof part === 'object' ? part.html : escapeText(String(part))
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Controls that act on a reader, and marks that turn the direction of writing, are shown as what they are. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? '')
    .replaceAll(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `[U+${character.charCodeAt(0).toString(16).padStart(4, '0')}]`,
    )
}
