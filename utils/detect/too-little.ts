/** Recognises texts in which nothing can be judged: a bare link, handle, number, price, code, word, noise or emoji. */
import type { JobPost } from '../model/job-post.ts';
import { HAN, HANGUL, KANA, SCRIPT_OF, SCRIPT_MASK, UNSPACED } from '../text/scripts.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Tokens that are no words: wallet addresses, placeholders of media, links, e-mail addresses, handles, numbers, codes, signs. */
const BARE =
  /\b(?:0x[0-9a-f]{20,}|(?=[a-z]*\d)[a-z\d]{25,})\b|<[^<>]{1,40}>|(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|@[\w.]{2,}|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?(?=\s|$|[,;)])|\+?[\d\p{Nd}][\d\p{Nd}\s().,:/-]*|[^\s\p{L}]+/giu;
/** Words for a one-time code. */
const CODE_WORD =
  /\b(?:code|otp|tac|kode|kod|c[oó]digo|m[aã]\s(?:x[aá]c|otp)|nambari\sya(?:ko\sya)?\ssiri)\b|код|验证码|驗證碼|認証|인증번호|รหัส|ລະຫັດ|កូដ|ကုဒ်|رمز|کوڈ|कोड|কোড|குறியீடு|කේත|ኮድ/u;
/** Four to eight digits. Round numbers are prices: "rent your account, 1500, I take the code". */
const CODE = /(?<![\p{Nd}.,])(?!\p{Nd}*00(?!\p{Nd}))\p{Nd}{4,8}(?!\p{Nd})/u;
/** A one-time code: the number and the word for it near each other. */
const CODE_MESSAGE = new RegExp(
  String.raw`(?:${CODE_WORD.source})\P{Nd}{0,40}${CODE.source}|${CODE.source}\P{Nd}{0,40}(?:${CODE_WORD.source})|\bpin:?\s${CODE.source}`,
  'iu',
);
/** A way to answer, which a message with a one-time code has not. */
const CONTACT = /https?:\/\/|www\.|@\w|\bt\.me|\bwa\.me|\+\p{Nd}|\p{Nd}[\p{Nd}\s-]{8,}\p{Nd}/iu;
/** The account of a chat service and nothing else: "line id: abc99". */
const APP_HANDLE =
  /^(?:add |my )?(?:line|zalo|telegram|tele|tg|whatsapp|wa|wechat|weixin|kakao|katalk|viber|signal|imo|ig|fb|skype|微信|加微|라인|카톡|텔레)(?:\s*id)?\s*[:：@]?\s*[\w.@+-]+$/iu;

export function isTooLittle(post: JobPost, { units, length }: FoldedText): boolean {
  if (length > THRESHOLDS.maxTooLittleUnits) return false;
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
  if (letters < THRESHOLDS.maxCodeMessageLetters && CODE_MESSAGE.test(post.text) && !CONTACT.test(post.text))
    return true;
  if (letters < THRESHOLDS.maxHandleLetters && APP_HANDLE.test(post.text.trim())) return true;
  // Scripts without spaces write a sentence as one word
  if (unspaced >= THRESHOLDS.minWordLetters) return false;
  if (isNoise(words)) return true;
  const hasContact = /\p{Nd}{5}|@|:\/\//u.test(post.text);
  if (letters < THRESHOLDS.minWordLetters || words.length < 2) return true;
  return words.length < THRESHOLDS.minWords && letters < THRESHOLDS.minLettersOfTwoWords && !hasContact;
}

/** A message that brings a one-time code. Its words about fraud, money and identity say nothing of an offer. */
export function isOneTimeCode({ text }: JobPost): boolean {
  if (text.length > THRESHOLDS.maxTooLittleUnits || !CODE_MESSAGE.test(text) || CONTACT.test(text)) return false;
  const letters = (text.match(/[\p{L}\p{M}]/gu) ?? []).length;
  return letters < THRESHOLDS.maxCodeMessageLetters;
}

/** Keyboard noise: hardly a vowel among Latin letters, or the same few letters over and over. */
function isNoise(words: readonly string[]): boolean {
  const all = words.join('').toLowerCase();
  if (all.length < 4) return false;
  if (new Set(all).size <= 3) return true;
  const latin = all.replaceAll(/[^a-z]/gu, '');
  return latin.length === all.length && (latin.match(/[aeiouy]/gu)?.length ?? 0) * 7 < latin.length;
}
