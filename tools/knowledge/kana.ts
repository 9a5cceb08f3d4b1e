/** Spells Japanese words in the other kana: "かんぼじあ" for "カンボジア". */
const KATAKANA = /[ァ-ヶ]/gu;
const HIRAGANA = /[ぁ-ゖ]/gu;
/** Distance of hiragana and katakana in Unicode. */
const KANA_OFFSET = 0x60;
/** Shorter words are parts of others: タイ (Thailand) in hiragana is an ending of verbs. */
const MIN_LETTERS = 4;
const ANY_KANA = /[ァ-ヶぁ-ゖ]/u;
const IDEOGRAPH = /\p{Script=Han}/u;

/** Further spellings of folded letters; none for words with ideographs, which would add 13 KB to the package. */
export function otherKana(letters: string): string[] {
  if (letters.length < MIN_LETTERS || !ANY_KANA.test(letters) || IDEOGRAPH.test(letters)) return [];
  return [
    letters.replaceAll(KATAKANA, (kana) => shiftKana(kana, -KANA_OFFSET)),
    letters.replaceAll(HIRAGANA, (kana) => shiftKana(kana, KANA_OFFSET)),
  ].filter((spelling) => spelling !== letters);
}

const shiftKana = (kana: string, by: number): string => String.fromCharCode(kana.charCodeAt(0) + by);
