/** HTML of a poster or screenshot that shows a text, in one of six styles. Sizes are CSS pixels. */
import type { Random } from '../../../setup/seeded-random.ts';

export const POSTER_STYLES = ['clean', 'gradient', 'photo', 'phone', 'story', 'chat'] as const;
export type PosterStyle = (typeof POSTER_STYLES)[number];

export const POSTER_SIZES: Readonly<Record<PosterStyle, { width: number; height: number }>> = {
  clean: { width: 1080, height: 1080 },
  gradient: { width: 1080, height: 1080 },
  photo: { width: 1080, height: 1080 },
  phone: { width: 1080, height: 1440 },
  story: { width: 1080, height: 1920 },
  chat: { width: 1080, height: 1920 },
};

export interface Poster {
  style: PosterStyle;
  /** BCP 47 */
  language: string;
  text: string;
}

/** Pairs of background and letters with a contrast of 4.5 : 1 or more. */
const PLAIN_COLOURS = ['#ffffff #111111', '#fff7d6 #2b2100', '#12355b #ffffff', '#b3121d #fff4c2', '#0b0b0b #ffd400'];
const GRADIENTS = [
  'linear-gradient(135deg, #5b1fa8, #e0357a)',
  'linear-gradient(160deg, #ffd76e, #ff9a5a)',
  'radial-gradient(circle at 30% 20%, #2b7fd6, #06203f)',
  'linear-gradient(180deg, #c9f0e0, #6cc3a0)',
];
const LIGHT_GRADIENTS = new Set([1, 3]);
const FONTS = [
  '"Noto Sans", sans-serif',
  '"Noto Sans", sans-serif',
  '"Noto Serif", serif',
  '"DejaVu Sans", sans-serif',
];
/** Other letter forms of a language, for one poster in three. */
const OWN_FONTS: Readonly<Record<string, string>> = {
  th: '"Noto Looped Thai", sans-serif',
  lo: '"Noto Looped Lao", sans-serif',
  ur: '"Noto Nastaliq Urdu", serif',
  ar: '"Noto Kufi Arabic", sans-serif',
  ja: '"Noto Serif CJK JP", serif',
  ko: '"Noto Serif CJK KR", serif',
  'zh-Hans': '"Noto Serif CJK SC", serif',
  'zh-Hant': '"Noto Serif CJK TC", serif',
};
const OWN_FONT_SHARE = 1 / 3;
const NAMES = ['Anna HR', 'Mr. Leo', 'Nok', 'Kevin', 'Sara', 'Recruiter'];

/** A page of exactly the style's size, without a script. */
export function posterHtml({ style, language, text }: Poster, random: Random): string {
  const { width, height } = POSTER_SIZES[style];
  const rtl = /^(?:ar|ur)/u.test(language) ? 'rtl' : 'ltr';
  const own = random() < OWN_FONT_SHARE ? OWN_FONTS[language] : undefined;
  const body = style === 'chat' ? chat(text, random) : poster(style, text, random);
  return `<!doctype html><html lang="${language}" dir="${rtl}"><meta charset="utf-8"><style>
    * { box-sizing: border-box; margin: 0 }
    body { width: ${width}px; height: ${height}px; overflow: hidden; font-family: ${own ?? pick(FONTS, random)}; line-height: 1.45 }
    p { white-space: pre-wrap; overflow-wrap: anywhere }
  </style><body>${body}</body></html>`;
}

function poster(style: Exclude<PosterStyle, 'chat'>, text: string, random: Random): string {
  const [first = '', ...rest] = text.split('\n');
  const size = fontSize(text, style === 'story' ? 1_350_000 : 780_000);
  const heading = rest.length > 0 && first.length < 60;
  const words = heading
    ? `<p style="font-size:${Math.round(size * 1.35)}px;font-weight:700">${escapeHtml(first)}</p><p>${escapeHtml(rest.join('\n'))}</p>`
    : `<p>${escapeHtml(text)}</p>`;
  const box = (css: string, inside = words, background = ''): string =>
    `<div style="position:absolute;inset:0">${background}<div style="position:absolute;inset:0;padding:70px;font-size:${size}px;display:flex;flex-direction:column;gap:24px;${css}">${inside}</div></div>`;
  if (style === 'clean') {
    const [ground, ink] = pick(PLAIN_COLOURS, random).split(' ');
    return box(`background:${ground};color:${ink}`);
  }
  if (style === 'gradient') {
    const at = Math.floor(random() * GRADIENTS.length);
    return box(`background:${GRADIENTS[at]};color:${LIGHT_GRADIENTS.has(at) ? '#1d1200' : '#ffffff'}`);
  }
  const scene = sceneSvg(random);
  if (style === 'photo') {
    const shade = random() < 0.5 ? 'rgba(0,0,0,.55)' : 'rgba(255,255,255,.72)';
    const ink = shade.startsWith('rgba(0') ? '#ffffff' : '#101010';
    return box(`background:${shade};color:${ink};justify-content:center`, words, scene);
  }
  if (style === 'story') {
    const outline = 'color:#fff;-webkit-text-stroke:10px #000;paint-order:stroke fill;font-weight:700';
    return box(`${outline};justify-content:center;text-align:center`, words, scene);
  }
  const turn = `perspective(2200px) rotateX(${deg(random, 9)}) rotateY(${deg(random, 9)}) rotateZ(${deg(random, 4)})`;
  const [ground, ink] = pick(PLAIN_COLOURS, random).split(' ');
  const sheet = `<div style="position:absolute;inset:190px 90px;padding:60px;background:${ground};color:${ink};font-size:${Math.round(size * 0.82)}px;transform:${turn};filter:blur(.8px);box-shadow:0 10px 60px #0009">${words}</div>`;
  const light = `<div style="position:absolute;inset:0;background:linear-gradient(${Math.round(random() * 360)}deg,#0006,#0000 45%,#fff3)"></div>`;
  return `<div style="position:absolute;inset:0">${scene}${sheet}${light}</div>`;
}

/** The text as the bubbles of a phone's messenger: a bubble for one to three lines, with names and times. */
function chat(text: string, random: Random): string {
  const dark = random() < 0.35;
  const [ground, theirs, mine, ink, faint] = dark
    ? ['#0b141a', '#1f2c34', '#005c4b', '#e9edef', '#8696a0']
    : ['#efeae2', '#ffffff', '#d9fdd3', '#111b21', '#667781'];
  const name = pick(NAMES, random);
  let minute = 9 * 60 + Math.floor(random() * 600);
  const bubbles = bubbleTexts(text).map((part, at) => {
    minute += 1 + Math.floor(random() * 4);
    const own = at > 0 && random() < 0.15;
    const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    return `<div style="align-self:${own ? 'flex-end' : 'flex-start'};max-width:84%;background:${own ? mine : theirs};color:${ink};border-radius:26px;padding:18px 26px">
      ${own ? '' : `<div style="color:#d9730d;font-weight:600;font-size:30px">${name}</div>`}
      <p style="font-size:${text.length > 450 ? 34 : 40}px">${escapeHtml(part)}</p><div style="text-align:end;color:${faint};font-size:26px">${time}</div></div>`;
  });
  return `<div style="position:absolute;inset:0;background:${ground};display:flex;flex-direction:column" dir="ltr">
    <div style="background:${dark ? '#1f2c34' : '#008069'};color:#fff;padding:26px 36px;font-size:44px;font-weight:600">‹ ${name}<div style="font-size:28px;font-weight:400">online</div></div>
    <div style="padding:30px;display:flex;flex-direction:column;gap:16px" dir="auto">${bubbles.join('')}</div></div>`;
}

/** Lines and sentences, joined to bubbles of 40 to about 160 characters. */
export function bubbleTexts(text: string): string[] {
  const parts = text.split(/\n+|(?<=[.!?။።।。！？])\s+/u).filter((part) => part.trim() !== '');
  const bubbles: string[] = [];
  for (const part of parts) {
    const last = bubbles.at(-1);
    if (last !== undefined && last.length < 40) bubbles[bubbles.length - 1] = `${last}\n${part}`;
    else bubbles.push(part);
  }
  return bubbles;
}

/** A scene like a photograph: shapes, a skyline and noise. */
function sceneSvg(random: Random): string {
  const hue = Math.floor(random() * 360);
  const shapes = Array.from({ length: 26 }, () => {
    const fill = `hsl(${hue + random() * 90} ${20 + random() * 50}% ${15 + random() * 65}%)`;
    const [x, y] = [random() * 1080, random() * 1920];
    return random() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${40 + random() * 260}" fill="${fill}"/>`
      : `<rect x="${x}" y="${y}" width="${60 + random() * 300}" height="${100 + random() * 700}" fill="${fill}"/>`;
  });
  return `<svg style="position:absolute;inset:0" width="100%" height="100%" viewBox="0 0 1080 1920" preserveAspectRatio="xMidYMid slice">
    <filter id="b"><feGaussianBlur stdDeviation="9"/></filter>
    <filter id="n"><feTurbulence baseFrequency=".7" numOctaves="3" seed="${Math.floor(random() * 999)}"/><feColorMatrix type="saturate" values="0"/></filter>
    <rect width="1080" height="1920" fill="hsl(${hue} 40% 55%)"/><g filter="url(#b)">${shapes.join('')}</g>
    <rect width="1080" height="1920" filter="url(#n)" opacity=".22"/></svg>`;
}

/** Pixels of a letter, so that the text fills about two thirds of `area` square pixels. */
function fontSize(text: string, area: number): number {
  const broad = text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu)?.length ?? 0;
  const units = 0.62 * text.length + 0.48 * broad;
  const lines = text.split('\n').length;
  return Math.round(Math.min(64, Math.max(24, Math.sqrt((area * 0.66) / ((units + lines * 8) * 1.5)))));
}

function deg(random: Random, most: number): string {
  return `${((random() * 2 - 1) * most).toFixed(2)}deg`;
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
