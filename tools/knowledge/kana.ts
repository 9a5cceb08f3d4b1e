/** Japanese words in the other kana than they are usually written in: "かんぼじあ". */
const KATAKANA = /[ァ-ヶ]/gu;
const HIRAGANA = /[ぁ-ゖ]/gu;
/** Between the two in Unicode. */
const APART = 0x60;
/** Shorter ones are parts of other words: タイ in hiragana is what one wants to do. */
const SHORTEST = 4;
const IDEOGRAPH = /\p{Script=Han}/u;

/** Further spellings of folded letters. Words with ideographs are left: they are many, and cost 13 KB of what ships. */
export function otherKana(letters: string): string[] {
  if (letters.length < SHORTEST || IDEOGRAPH.test(letters)) return [];
  return [
    letters.replaceAll(KATAKANA, (kana) => moved(kana, -APART)),
    letters.replaceAll(HIRAGANA, (kana) => moved(kana, APART)),
  ].filter((spelling) => spelling !== letters);
}

const moved = (kana: string, by: number): string => String.fromCharCode(kana.charCodeAt(0) + by);
