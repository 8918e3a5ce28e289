import type { LocalText } from '#base/language.ts'

type Words = readonly [LocalText, ...LocalText[]]

/** First words of the names of campaigns. */
export const nameColours: Words = [
  { ja: '琥珀', en: 'Amber' },
  { ja: '藍', en: 'Indigo' },
  { ja: '茜', en: 'Madder' },
  { ja: '萌黄', en: 'Fresh Green' },
  { ja: '白銀', en: 'Silver' },
  { ja: '瑠璃', en: 'Lapis' },
  { ja: '鉄紺', en: 'Iron Blue' },
  { ja: '珊瑚', en: 'Coral' },
  { ja: '朱', en: 'Vermilion' },
  { ja: '灰', en: 'Grey' },
  { ja: '紫紺', en: 'Violet' },
  { ja: '黒檀', en: 'Ebony' },
  { ja: '象牙', en: 'Ivory' },
  { ja: '翡翠', en: 'Jade' },
  { ja: '鳶色', en: 'Auburn' },
  { ja: '水色', en: 'Pale Blue' },
]

/** Second words of the names of campaigns. */
export const nameThings: Words = [
  { ja: '鷺', en: 'Heron' },
  { ja: '鶴', en: 'Crane' },
  { ja: '狐', en: 'Fox' },
  { ja: '鹿', en: 'Deer' },
  { ja: '梟', en: 'Owl' },
  { ja: '亀', en: 'Turtle' },
  { ja: '鯨', en: 'Whale' },
  { ja: '兎', en: 'Hare' },
  { ja: '燕', en: 'Swallow' },
  { ja: '蛍', en: 'Firefly' },
  { ja: '蝶', en: 'Butterfly' },
  { ja: '蜻蛉', en: 'Dragonfly' },
  { ja: '楓', en: 'Maple' },
  { ja: '柳', en: 'Willow' },
  { ja: '桐', en: 'Paulownia' },
  { ja: '菊', en: 'Chrysanthemum' },
  { ja: '百合', en: 'Lily' },
  { ja: '椿', en: 'Camellia' },
  { ja: '苔', en: 'Moss' },
  { ja: '竹', en: 'Bamboo' },
  { ja: '雲', en: 'Cloud' },
  { ja: '霧', en: 'Mist' },
  { ja: '霜', en: 'Frost' },
  { ja: '雷', en: 'Thunder' },
  { ja: '虹', en: 'Rainbow' },
  { ja: '月', en: 'Moon' },
  { ja: '星', en: 'Star' },
  { ja: '滝', en: 'Waterfall' },
  { ja: '岬', en: 'Cape' },
  { ja: '峠', en: 'Pass' },
  { ja: '砂', en: 'Sand' },
  { ja: '石', en: 'Stone' },
]
