// Pairs: every character of the first text looks like, or stands for, the character at the same place of the second.
const pairs: readonly (readonly [string, string])[] = [
  // Cyrillic
  ['абвгеикмнорстухьіјѕһԁԛԝӏѵ', 'a6breukmhopctyxbijshdqwlv'],
  ['АВЕІЈКМНОРСТУХҮЅԌԚԜ', 'ABEIJKMHOPCTYXYSGQW'],
  // Greek
  ['αβγεζηικμνορστυχωϲϳ', 'abyeznikuvopotuxwcj'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ', 'ABEZHIKMNOPTYXCC'],
  // Latin letters that compatibility normalisation leaves alone
  ['ıɑɡɩʏʟʀɴɢɪʜʙᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱƙƚɓɗɠɦɱɲɵʂʈᵻøđħłŧ', 'iagiylrngihbacdejkmoptuvwzfsklbdghmnostiodhlt'],
  ['ØĐĦŁŦƁƊƓƘƤƬ', 'ODHLTBDGKPT'],
  // Kanji: older and variant forms to the ones in everyday use
  [
    '澤髙﨑濵濱邊邉齋齊斎嶋嶌廣國櫻黑德惠會澁學鐵龍瀧壽榮傳寶實縣圓淺關彌與假藏鹽鷗峯舩萬碎灣濤凉曉靜蠣氣燈',
    '沢高崎浜浜辺辺斉斉斉島島広国桜黒徳恵会渋学鉄竜滝寿栄伝宝実県円浅関弥与仮蔵塩鴎峰船万砕湾涛涼暁静蛎気灯',
  ],
  // Small kana to large ones, and kana that sound alike
  ['ァィゥェォッャュョヮヵヶヂヅヲ', 'アイウエオツヤユヨワカケジズオ'],
]

// Runs of stylised capital letters that compatibility normalisation leaves alone: squares, circles and regional indicators.
const capitalRuns = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6]

const table: ReadonlyMap<string, string> = buildTable()

/**
 * Returns the plain character for which `character` is written or taken, or `character` itself: Latin for look-alikes of other scripts and for
 * stylised and accented letters, katakana of full size for hiragana, everyday kanji for their older forms.
 */
export function plainCharacter(character: string): string {
  return table.get(character) ?? table.get(withoutAccents(character)) ?? withoutAccents(character)
}

function withoutAccents(character: string): string {
  return /[\u00c0-\u024f\u0370-\u04ff\u1e00-\u1fff]/u.test(character) ? character.normalize('NFD').charAt(0) : character
}

function buildTable(): Map<string, string> {
  const entries = new Map<string, string>()
  for (const [alike, plain] of pairs) {
    const plains = [...plain]
    for (const [index, character] of [...alike].entries()) entries.set(character, plains[index] ?? character)
  }
  for (const first of capitalRuns) {
    for (let letter = 0; letter < 26; letter++) entries.set(String.fromCodePoint(first + letter), String.fromCharCode(0x41 + letter))
  }
  for (let unit = 0x3041; unit <= 0x3096; unit++) {
    const katakana = String.fromCharCode(unit + 0x60)
    entries.set(String.fromCharCode(unit), entries.get(katakana) ?? katakana)
  }
  return entries
}
