/** Japanese words in the other kana than they are usually written in: "かんぼじあ", "出稼ギ". */
const KATAKANA = /[ァ-ヶ]/gu;
const HIRAGANA = /[ぁ-ゖ]/gu;
/** Between the two in Unicode. */
const APART = 0x60;
/** Shorter ones without an ideograph are parts of other words: タイ in hiragana is what one wants to do. */
const SHORTEST = 4;
const ANCHORED = 3;

/** Further spellings of folded letters. */
export function otherKana(letters: string): string[] {
  if (letters.length < (/\p{Script=Han}/u.test(letters) ? ANCHORED : SHORTEST)) return [];
  return [
    letters.replaceAll(KATAKANA, (kana) => moved(kana, -APART)),
    letters.replaceAll(HIRAGANA, (kana) => moved(kana, APART)),
  ].filter((spelling) => spelling !== letters);
}

const moved = (kana: string, by: number): string => String.fromCharCode(kana.charCodeAt(0) + by);
