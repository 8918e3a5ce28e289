import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which a first report begins. */
export const fileReportText = {
  menu: { ja: '報告する', en: 'File a report' },
  title: { ja: 'サイバー事案を報告する（速報）', en: 'Report a cyber incident' },
  lead: {
    ja: '一つの報告が、法令で定められた全ての所管機関に届きます。分からない項目は「まだ分からない」のまま送信できます。',
    en: 'One report reaches every authority that the law names. Whatever is not known may stay “not known yet”.',
  },
  what: { ja: '報告の流れ', en: 'How it goes' },
  whatAnswer: {
    ja: '16の質問に答え、攻撃の痕跡と連絡先を加えます。急ぐときは最小限の回答で送信し、後から続報で補えます。',
    en: 'Answer sixteen questions, add indicators and contacts. If time is short, send little now and follow up later.',
  },
  whatLaw: {
    ja: '報告義務の有無、報告先及び期限が、回答に応じて画面に示されます。',
    en: 'As you answer, the page says whether the law asks for a report, to whom and by when.',
  },
  whatSee: {
    ja: '送信前に、他の組織に見える内容と、全文を読める機関を確認できます。',
    en: 'Before you send you see exactly what others could see, and who can read all of it.',
  },
  whatSeal: {
    ja: '概要や連絡先などは、送信前にこの端末で暗号化されます。',
    en: 'Narrative, contacts and the like are encrypted on this device before they are sent.',
  },
  begin: { ja: '報告を始める', en: 'Begin a report' },
  goOn: { ja: '入力中の報告を続ける', en: 'Continue your report' },
  startAnew: { ja: '入力中の報告を破棄する', en: 'Discard it' },
  held: { ja: '入力中の報告があります', en: 'You have begun a report' },
  heldBody: {
    ja: '回答はこの画面を開いている間だけ、端末のメモリーにあります。',
    en: 'Your answers are in the memory of this page only.',
  },
  loadTitle: { ja: '保存した下書きから始める', en: 'Begin from a saved draft' },
  load: { ja: '下書きのファイル', en: 'Draft file' },
  loadHint: {
    ja: 'この画面で保存した下書き（JSON）、又は項目名と値の組（noroshi report file に渡す JSON）。ファイルは送信されず、この端末上で読み込まれます。',
    en: 'A draft saved here (JSON), or answers by field id as the command “noroshi report file” takes them. The file is read on this device, not sent.',
  },
  loadWrong: {
    ja: 'このファイルは下書きとして読み込めません。この画面で保存したファイルを選んでください。',
    en: 'This file is no draft. Choose one that was saved here.',
  },
  loadOther: {
    ja: 'この下書きは、別の事案又は別の種類の報告のものです。',
    en: 'This draft belongs to another incident or another kind of report.',
  },
  loadIgnored: {
    ja: '次の項目は読み込めなかったため、空欄にしました：{names}',
    en: 'These could not be loaded and are empty: {names}',
  },
} as const satisfies TextSet
