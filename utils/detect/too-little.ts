/** Recognises texts in which nothing can be judged: a bare link, handle, number, price, code, word, noise or emoji. */
import type { JobPost } from '../model/job-post.ts';
import { HAN, HANGUL, KANA, SCRIPT_OF, SCRIPT_MASK, UNSPACED } from '../text/scripts.ts';
import type { FoldedText } from '../text/folded-text.ts';

/** Words that are wallet addresses, signs of left-out media, links, e-mail addresses, handles, numbers, amounts, codes or signs: no sentence is made of them. */
const BARE =
  /\b(?:0x[0-9a-f]{20,}|(?=[a-z]*\d)[a-z\d]{25,})\b|<[^<>]{1,40}>|(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|@[\w.]{2,}|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?(?=\s|$|[,;)])|\+?[\d\p{Nd}][\d\p{Nd}\s().,:/-]*|[^\s\p{L}]+/giu;
/** A text with fewer letters in its words says too little; an ideograph counts for two letters. */
const MIN_LETTERS = 9;
/** So does a text of fewer words, unless two words have this many letters or a contact beside them ("drivers wanted"). */
const MIN_WORDS = 3;
const MIN_LETTERS_OF_TWO_WORDS = 11;
/** A one-time code: a number and the word for it, in a short message. */
const CODE_WORD =
  /\b(?:code|otp|pin|kode|kod|c[oó]digo|m[aã]\s(?:x[aá]c|otp))\b|код|验证码|驗證碼|認証|인증번호|รหัส|ລະຫັດ|កូដ|ကုဒ်|رمز|کوڈ|कोड|কোড|குறியீடு|කේත|ኮድ/iu;
const MAX_CODE_MESSAGE_LETTERS = 70;
/** The account of a chat service and nothing else: "line id: abc99". */
const APP_HANDLE =
  /^(?:add |my )?(?:line|zalo|telegram|tele|tg|whatsapp|wa|wechat|weixin|kakao|katalk|viber|signal|imo|ig|fb|skype|微信|加微|라인|카톡|텔레)(?:\s*id)?\s*[:：@]?\s*[\w.@+-]+$/iu;
const MAX_HANDLE_LETTERS = 40;
/** Folded units of the longest text that is looked at: more is enough to judge, and costs a third of a verdict. */
const MAX_UNITS = 300;

export function isTooLittle(post: JobPost, { units, length }: FoldedText): boolean {
  if (length > MAX_UNITS) return false;
  if (post.kind === 'card' || post.kind === 'detail' || post.title !== '' || post.company !== '') return false;
  const rest = post.text.replaceAll(BARE, ' ');
  const words = rest.match(/[\p{L}\p{M}]+/gu) ?? [];
  let unspaced = 0;
  for (let i = 0; i < Math.min(length, 40); i++) {
    const script = SCRIPT_OF[units[i] as number] as number;
    const kind = script & SCRIPT_MASK;
    if ((script & UNSPACED) !== 0 || kind === HANGUL)
      unspaced += kind === HANGUL ? 2.5 : kind === HAN || kind === KANA ? 2 : 1;
  }
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (
    letters < MAX_CODE_MESSAGE_LETTERS &&
    CODE_WORD.test(post.text) &&
    /(?<!\p{Nd})\p{Nd}{4,8}(?!\p{Nd})/u.test(post.text)
  )
    return true;
  if (letters < MAX_HANDLE_LETTERS && APP_HANDLE.test(post.text.trim())) return true;
  // Scripts without spaces write a sentence as one word
  if (unspaced >= MIN_LETTERS) return false;
  if (isNoise(words)) return true;
  const hasContact = /\p{Nd}{5}|@|:\/\//u.test(post.text);
  if (letters < MIN_LETTERS || words.length < 2) return true;
  return words.length < MIN_WORDS && letters < MIN_LETTERS_OF_TWO_WORDS && !hasContact;
}

/** Keyboard noise: hardly a vowel among Latin letters, or the same few letters over and over. */
function isNoise(words: readonly string[]): boolean {
  const all = words.join('').toLowerCase();
  if (all.length < 4) return false;
  if (new Set(all).size <= 3) return true;
  const latin = all.replaceAll(/[^a-z]/gu, '');
  return latin.length === all.length && (latin.match(/[aeiouy]/gu)?.length ?? 0) * 7 < latin.length;
}
