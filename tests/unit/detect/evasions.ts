/** Ways in which recruiters write a post so that people read it and filters do not. */
import { Converter as ToSimplified } from 'opencc-js/t2cn';
import { Converter as ToTraditional } from 'opencc-js/cn2t';
import rabbit from 'rabbit-node';
import type { Random } from '../../../tools/setup/seeded-random.ts';

/** What is rewritten: the whole post, only the words that reasons quote, or the names of places. */
export type Extent = 'whole' | 'telling' | 'places';

export interface Evasion {
  name: string;
  /** Languages that it makes sense in; all unless given. */
  languages?: readonly string[];
  extents: readonly Extent[];
  /** `name`: of a place, in Latin letters. */
  rewrite: (text: string, random: Random, name: string) => string;
}

const CYRILLIC_LOOKS = pairs('aceopxyijsABCEHKMOPTX', 'асеорхуіјѕАВСЕНКМОРТХ');
const GREEK_LOOKS = pairs('oviuaABEHIKMNOPTXYZ', 'ονιυαΑΒΕΗΙΚΜΝΟΡΤΧΥΖ');
const LATIN_LOOKS = pairs('асеорхуіАВСЕНКМОРТХ', 'aceopxyiABCEHKMOPTX');
/** Every letter that has a look-alike, so that hardly a letter of the original alphabet is left in a text. */
const ALL_CYRILLIC = pairs('aceopxyisjABCEHKMOPTXY', 'асеорхуіѕјАВСЕНКМОРТХУ');
const ALL_GREEK = pairs('aeikoptuvxyABEHIKMNOPTXYZ', 'αεικορτυνχγΑΒΕΗΙΚΜΝΟΡΤΧΥΖ');
const ALL_LATIN = pairs('асеорхуікмтнвАВСЕНКМОРТХ', 'aceopxyikmthbABCEHKMOPTX');
/** Alphabets that generators of fancy letters borrow from. */
const FANCY = [
  pairs('abcdefghijklmnoprstuvwxyz', 'ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ'),
  pairs('abcdeghijklmprstvwyz', 'ᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ'),
  pairs('abcdfhjlmnpqrsuvwx', 'ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭'),
  pairs('acehikmnoptxy', 'ⲁⲥⲉⲏⲓⲕⲙⲛⲟⲣⲧⲭⲩ'),
  pairs('abcdeghijlotuyz', 'ⱥƀȼđɇǥħɨɉłøŧʉɏƶ'),
  pairs('ohunqjl', 'օհսոզյլ'),
];
/** Marks over letters that no accent of a language is, and what hides between letters in other scripts. */
const OVERLAID = ['\u0489', '\u0336', '\u06e1', '\u180b', '\u17b5'];
const VOWELS = /[aeiouаеиоуاوي]/iu;
const DIGITS = pairs('aeiosAEIOS', '4310543105');
const SIGNS = pairs('aeiosAEIOS', '@310$@310$');
/** Hangul letters as NFD has them, and as keyboards write them. */
const JAMO = new Map(
  [0x1100, 0x1161, 0x11a8].flatMap((first, part) =>
    Array.from(
      [
        'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ',
        'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ',
        'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ',
      ][part] ?? '',
      (letter, index): [string, string] => [String.fromCharCode(first + index), letter],
    ),
  ),
);
/** Voicing marks as letters of their own, full and half width. */
const VOICED: readonly ReadonlyMap<string, string>[] = [pairs('\u3099\u309a', '゛゜'), pairs('\u3099\u309a', 'ﾞﾟ')];
const HIDDEN = ['\u200b', '\u2060', '\u00ad', '\ufeff'];
const BREAKS = ['..', '… ', '…', '|', '\n', '. '];
const SEPARATORS = ['|', '/', '·', '.', "'", '~', '\u3164', '\u2800', '\u2009'];
const EMOJI = ['🔥', '✈️', '💰', '👉', '🇹🇭', '💎'];
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const target = Array.from(to);
  return new Map(Array.from(from).map((letter, index) => [letter, target[index] ?? letter]));
}

const emojiFor = (letter: string, random: Random): string =>
  /o/iu.test(letter) ? pick(['🔴', '⭕', '🔵'], random) : '💲';
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const letters = (word: string): string[] => Array.from(GRAPHEMES.segment(word), ({ segment }) => segment);
const either = (text: string, looks: ReadonlyMap<string, string>, random: Random): string =>
  Array.from(text, (letter) => (random() < 0.5 ? (looks.get(letter) ?? letter) : letter)).join('');

const each = (text: string, looks: ReadonlyMap<string, string>): string =>
  Array.from(text, (letter) => looks.get(letter) ?? letter).join('');

/** Each word of at least `least` letters; accounts, addresses and numbers stay usable, so they stay as they are. */
function eachWord(text: string, least: number, change: (word: string) => string): string {
  return text.replaceAll(/[^\s,;!?，。、()（）"“”]+/gu, (token) =>
    /[@/_\d]|\w\.\w/u.test(token)
      ? token
      : token.replaceAll(/[\p{L}\p{M}]+/gu, (word) => (letters(word).length >= least ? change(word) : word)),
  );
}

/** Words with something put in the middle; a long stretch without spaces has it every few letters. */
function insert(text: string, sign: (random: Random) => string, random: Random): string {
  return eachWord(text, 4, (word) => {
    const parts = letters(word);
    const step = parts.length > 10 ? 3 : Math.ceil(parts.length / 2);
    return parts.map((part, index) => (index > 0 && index % step === 0 ? sign(random) + part : part)).join('');
  });
}

export const EVASIONS: readonly Evasion[] = [
  {
    name: 'zero-width inside words',
    extents: ['whole', 'telling'],
    rewrite: (text, random) => eachWord(text, 2, (word) => letters(word).join(pick(HIDDEN, random))),
  },
  {
    name: 'Cyrillic look-alikes',
    extents: ['whole', 'telling'],
    rewrite: (text, random) => eachWord(text, 3, (word) => either(word, CYRILLIC_LOOKS, random)),
  },
  {
    name: 'Greek look-alikes',
    extents: ['whole', 'telling'],
    rewrite: (text, random) => eachWord(text, 3, (word) => either(word, GREEK_LOOKS, random)),
  },
  {
    name: 'Latin look-alikes',
    languages: ['ru'],
    extents: ['whole', 'telling'],
    rewrite: (text, random) => eachWord(text, 3, (word) => either(word, LATIN_LOOKS, random)),
  },
  {
    name: 'all Cyrillic look-alikes',
    extents: ['whole', 'telling'],
    rewrite: (text) => eachWord(text, 2, (word) => each(word, ALL_CYRILLIC)),
  },
  {
    name: 'all Greek look-alikes',
    extents: ['whole', 'telling'],
    rewrite: (text) => eachWord(text, 2, (word) => each(word, ALL_GREEK)),
  },
  {
    name: 'all Latin look-alikes',
    languages: ['ru'],
    extents: ['whole', 'telling'],
    rewrite: (text) => eachWord(text, 2, (word) => each(word, ALL_LATIN)),
  },
  {
    name: 'letters of other alphabets',
    languages: ['en', 'es', 'fr', 'id', 'ms', 'pt', 'sw', 'tl'],
    extents: ['whole', 'telling'],
    rewrite: (text, random) => {
      const looks = pick(FANCY, random);
      return eachWord(text, 2, (word) => each(word.toLowerCase(), looks));
    },
  },
  {
    name: 'marks over letters',
    extents: ['whole', 'telling'],
    rewrite: (text, random) => {
      const mark = pick(OVERLAID, random);
      return eachWord(text, 2, (word) => letters(word).join(mark));
    },
  },
  {
    name: 'vowels drawn out',
    languages: ['en', 'es', 'fr', 'id', 'ms', 'pt', 'sw', 'tl', 'ru', 'ar'],
    extents: ['whole', 'telling'],
    rewrite: (text) => eachWord(text, 4, (word) => word.replace(VOWELS, (vowel) => vowel.repeat(3))),
  },
  {
    name: 'signs set twice',
    languages: ['th', 'lo', 'my', 'km'],
    extents: ['whole'],
    rewrite: (text) =>
      text.replaceAll(
        /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0eb9\u0ec8-\u0ecd\u102d-\u1030\u1036\u17b7-\u17bd]/gu,
        '$&$&',
      ),
  },
  { name: 'taken apart (NFD)', extents: ['whole'], rewrite: (text) => text.normalize('NFD') },
  {
    name: 'full width',
    extents: ['whole', 'telling'],
    rewrite: (text) => text.replaceAll(/[!-~]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  },
  {
    name: 'letters spaced',
    extents: ['telling'],
    rewrite: (text) => eachWord(text, 4, (word) => letters(word).join(' ')),
  },
  {
    name: 'letters dotted',
    extents: ['telling'],
    rewrite: (text) => eachWord(text, 4, (word) => letters(word).join('.')),
  },
  {
    name: 'a sign between all letters',
    extents: ['whole'],
    rewrite: (text, random) => {
      const sign = pick(SEPARATORS, random);
      return eachWord(text, 2, (word) => letters(word).join(sign));
    },
  },
  {
    name: 'signs inside most words',
    extents: ['whole'],
    rewrite: (text, random) =>
      eachWord(text, 3, (word) =>
        letters(word)
          .map((letter, index, all) =>
            index < all.length - 1 && random() < 0.35 ? letter + pick(SEPARATORS, random) : letter,
          )
          .join(''),
      ),
  },
  {
    name: 'hyphens at line ends',
    extents: ['whole'],
    rewrite: (text) =>
      eachWord(text, 6, (word) => `${letters(word).slice(0, 3).join('')}-\n${letters(word).slice(3).join('')}`),
  },
  {
    name: 'digits in words',
    extents: ['telling'],
    rewrite: (text, random) => eachWord(text, 4, (word) => word.slice(0, 1) + either(word.slice(1), DIGITS, random)),
  },
  {
    name: 'signs for every vowel',
    languages: ['en', 'es', 'fr', 'id', 'ms', 'pt', 'sw', 'tl'],
    extents: ['whole', 'telling'],
    rewrite: (text) => eachWord(text, 2, (word) => each(word, SIGNS)),
  },
  {
    name: 'emoji inside words',
    extents: ['telling'],
    rewrite: (text, random) => insert(text, (next) => pick(EMOJI, next), random),
  },
  {
    name: 'emoji for letters',
    languages: ['en', 'es', 'fr', 'id', 'ms', 'pt', 'sw', 'tl'],
    extents: ['whole', 'telling'],
    rewrite: (text, random) =>
      eachWord(text, 4, (word) => word.replaceAll(/(?<=[a-z])[os](?=[a-z])/giu, (letter) => emojiFor(letter, random))),
  },
  {
    name: 'emoji between words',
    extents: ['whole', 'telling'],
    rewrite: (text, random) =>
      text.replaceAll(/ +/gu, () => (random() < 0.6 ? ` ${pick(EMOJI, random)} ` : pick(EMOJI, random))),
  },
  {
    name: 'words broken by * . -',
    extents: ['telling'],
    rewrite: (text, random) => insert(text, (next) => pick(['*', '.', '-'], next), random),
  },
  {
    name: 'a stop behind each word',
    extents: ['whole'],
    rewrite: (text, random) => text.replaceAll(/ +/gu, pick(BREAKS, random)),
  },
  {
    name: 'simplified to traditional',
    languages: ['zh-Hans'],
    extents: ['whole'],
    rewrite: ToTraditional({ from: 'cn', to: 'tw' }),
  },
  {
    name: 'traditional to simplified',
    languages: ['zh-Hant'],
    extents: ['whole'],
    rewrite: ToSimplified({ from: 'tw', to: 'cn' }),
  },
  {
    name: 'Hangul taken apart',
    languages: ['ko'],
    extents: ['whole', 'telling'],
    rewrite: (text) => each(text.normalize('NFD'), JAMO),
  },
  {
    name: 'voicing marks apart',
    languages: ['ja'],
    extents: ['whole', 'telling'],
    rewrite: (text, random) => each(text.normalize('NFD'), pick(VOICED, random)),
  },
  {
    name: 'katakana as hiragana',
    languages: ['ja'],
    extents: ['telling'],
    rewrite: (text) => text.replaceAll(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)),
  },
  { name: 'Zawgyi', languages: ['my'], extents: ['whole'], rewrite: rabbit.uni2zg },
  {
    name: 'accounts split over lines',
    extents: ['whole'],
    rewrite: (text) => text.replaceAll(/@\w{4,}/gu, (name) => `@\n${name.slice(1, 4)}\n${name.slice(4)}`),
  },
  {
    name: 'romanised names',
    extents: ['places'],
    // Next to a letter of another script; a name that is in Latin letters stays
    rewrite: (text, _random, name) => (/[a-z]/iu.test(text) ? text : ` ${name} `),
  },
];
