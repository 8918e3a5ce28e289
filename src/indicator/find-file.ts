import { claimed, claimMatches, type Claim, type Findings } from './mention.ts'
import { withDots, defangedDot } from './plain-text.ts'
import { readObservable } from './read-observable.ts'

// Endings by which a word in a sentence is known as a file.
const extensions = new Set(
  `7z ace apk app arj asp aspx bak bat bin bmp bz2 cab cfg cgi chm class cmd conf cpl crypt csv dat db dll dmg doc docm docx dotm drv dylib elf
  eml encrypted exe gif gz hta htm html ico img inf ini ipa iso jar jpeg jpg js jse jsp jspx ko lnk lock locked log lzh mht mov mp3 mp4 msg msi msp
  nexe nls ocx one ost pdb pdf php pkg plist png pps ppsx ppt pptm pptx ps1 psm1 pst py rar reg rtf scr sh so svg swf sys tar tgz tmp txt
  vbe vbs vhd vhdx vmdk war wsf wsh xlam xll xls xlsb xlsm xlsx xml xz zip java inc ps md json`.split(/\s+/),
)

// Endings that are top-level domains too. Without a defanged dot, such a word is a file when it has two parts, or a part that is an ending.
const fileEndingsThatAreDomains = new Set(['app', 'cab', 'inc', 'java', 'md', 'mov', 'one', 'ps', 'py', 'sh', 'so', 'zip'])

const quoted = /(?<=[「『“"'`])[^「」『』“”‘’"`\n*?<>|]{1,250}(?=[」』”"'’`])/gu
const quotedPath = /^(?:[A-Za-z]:\\|%[^%\\]+%\\|\\\\)[^/:]*$/
const windowsPath = new RegExp(
  `(?<![A-Za-z0-9])(?:[A-Za-z]:\\\\|%[A-Za-z0-9_() -]{1,40}%\\\\|\\\\\\\\[\\w.$-]{1,63}\\\\)[^\\s"'<>|?*:;,、。，「」『』（）【】]{1,400}`,
  'gu',
)
const unixPath =
  /(?<![\w.:/~-])\/(?:Applications|Library|System|Users|bin|data|dev|etc|home|mnt|opt|private|root|run|sbin|srv|tmp|usr|var)\/[\w./@+%~-]{1,400}/g
const letters = new RegExp(`[\\p{L}\\p{M}\\p{N}_~%$()+.${defangedDot}-]+`, 'gu')
const ending = /\.([A-Za-z0-9]{1,10})(?![A-Za-z0-9]|\.[A-Za-z0-9])/g

/** Returns the ending of `name` in lower case if files in a sentence are known by it, or null. */
export function extensionOf(name: string): string | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return name.includes('.') && extensions.has(extension) ? extension : null
}

/** Tells whether `name`, which could be a domain name, is rather a file name. */
export function isFileEnding(name: string): boolean {
  const extension = extensionOf(name)
  if (extension === null || !fileEndingsThatAreDomains.has(extension)) return extension !== null
  const inner = name.split('.').slice(0, -1)
  const library = extension === 'so' && !name.startsWith('lib')
  return !library && (inner.length === 1 || inner.slice(1).some((part) => extensions.has(part.toLowerCase())))
}

/** Finds file names in quotation marks, where spaces and Japanese letters are certain to belong to them. */
export function findQuotedFiles(text: string): Findings {
  return claimMatches(text, quoted, (match) => {
    const [name] = match
    const isName = !/[\\/:]/.test(name) || quotedPath.test(name)
    const isOne = extensionOf(name.trim()) !== null && !name.includes('@') && !/\.[A-Za-z0-9]{1,10}[\s、,]/.test(name)
    return isName && isOne && !name.includes(defangedDot) ? fileClaim(match.index, name) : null
  })
}

/** Finds paths of files: Windows paths with an ending, and Unix paths below a known folder of the root. */
export function findPaths(text: string): Findings {
  const windows = claimMatches(text, windowsPath, (match) => {
    const end = [...match[0].matchAll(ending)].at(-1)
    return end === undefined ? null : fileClaim(match.index, match[0].slice(0, end.index + end[0].length))
  })
  const unix = claimMatches(windows.rest, unixPath, (match) => {
    const path = match[0].replace(/[./@+%~-]+$/, '')
    return path.split('/').length < 3 ? null : fileClaim(match.index, path)
  })
  return { mentions: [...windows.mentions, ...unix.mentions], rest: unix.rest }
}

/** Finds single names with an ending by which files are known. */
export function findFiles(text: string): Findings {
  const mentions: Findings['mentions'][number][] = []
  const { rest } = claimMatches(text, letters, (match) => {
    let from = 0
    for (const end of match[0].matchAll(ending)) {
      const until = end.index + end[0].length
      const stem = stemOf(match[0].slice(from, end.index))
      from = until
      const name = `${stem}${end[0]}`
      if (stem !== '' && extensionOf(name) !== null) {
        const { mention } = fileClaim(match.index + until - name.length, name)
        if (mention !== null) mentions.push(mention)
      }
    }
    return { start: match.index, length: match[0].length, mention: null }
  })
  return { mentions, rest }
}

/**
 * Returns what of the letters before an ending belongs to the name: what follows the last hiragana, and of Japanese words that run into a
 * Latin one the Latin one, as in `検体invoice.exe`; a number stays with its word, as in `請求書2026.exe`.
 */
function stemOf(written: string): string {
  const word = /[^\p{Script=Hiragana}]*$/u.exec(written)?.[0] ?? ''
  const latin = /(?<=[\p{Script=Han}\p{Script=Katakana}ー])[A-Za-z_~%$][\w~%$.()+-]{2,}$/u.exec(word)?.[0] ?? word
  const bare = latin.replace(/^[.+-]+(?=.)/, '')
  return bare.startsWith('(') && !bare.includes(')') ? bare.slice(1) : bare
}

function fileClaim(at: number, written: string): Claim {
  const value = withDots(written)
  return claimed(at, written, { value, observed: readObservable('file-name', value) })
}
