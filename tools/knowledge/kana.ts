/** Japanese words in the other kana than they are usually written in: "かんぼじあ". */
const KATAKANA = /[ァ-ヶ]/gu;
const HIRAGANA = /[ぁ-ゖ]/gu;
/** Between the two in Unicode. */
const KANA_OFFSET = 0x60;
/** Shorter ones are parts of other words: タイ in hiragana is what one wants to do. */
const MIN_LETTERS = 4;
const IDEOGRAPH = /\p{Script=Han}/u;

/** Further spellings of folded letters. Words with ideographs are left: they are many, and cost 13 KB of what ships. */
export function otherKana(letters: string): string[] {
  if (letters.length < MIN_LETTERS || IDEOGRAPH.test(letters)) return [];
  return [
    letters.replaceAll(KATAKANA, (kana) => shiftKana(kana, -KANA_OFFSET)),
    letters.replaceAll(HIRAGANA, (kana) => shiftKana(kana, KANA_OFFSET)),
  ].filter((spelling) => spelling !== letters);
}

const shiftKana = (kana: string, by: number): string => String.fromCharCode(kana.charCodeAt(0) + by);
