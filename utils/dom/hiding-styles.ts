/** Styles that leave nothing of what is inside an element, or of its letters. They take computed styles. */

/** Below it letters are hardly seen: opacity, and the alpha of a colour. */
const MIN_OPACITY = 0.1;
/** Pixels. Small print has 8 and more. */
const MIN_FONT_SIZE_PX = 7;
/** Clip paths that leave nothing: half from each side, or no area. */
const EMPTY_CLIP =
  /^(?:inset\((?:[5-9]\d|100)(?:\.\d+)?%\)?|circle\(0|ellipse\(0|polygon\(0(?:px|%)? 0(?:px|%)?(?:, 0(?:px|%)? 0(?:px|%)?)+\))/u;
const OPACITY_FILTER = /\bopacity\(([\d.]+)\)/u;
/** `rect(top, right, bottom, left)`, in pixels. */
const CLIP_RECTANGLE = /^rect\((-?[\d.]+)px,? (-?[\d.]+)px,? (-?[\d.]+)px,? (-?[\d.]+)px\)$/u;
const TRANSPARENT = /rgba\([^)]*, 0\)|transparent/gu;

/** Whether a style makes everything inside the element transparent or clips it away. */
export function hidesContent(style: CSSStyleDeclaration): boolean {
  if (Number(style.opacity) < MIN_OPACITY || EMPTY_CLIP.test(style.clipPath)) return true;
  const filter = OPACITY_FILTER.exec(style.filter);
  if (filter !== null && Number(filter[1]) < MIN_OPACITY) return true;
  return isClippedAway(style) || isMaskedAway(style.maskImage);
}

function isClippedAway({ clip, position }: CSSStyleDeclaration): boolean {
  if (position !== 'absolute' && position !== 'fixed') return false;
  const [top, right, bottom, left] = CLIP_RECTANGLE.exec(clip)?.slice(1).map(Number) ?? [0, 9, 9, 0];
  return bottom! - top! <= 2 || right! - left! <= 2;
}

/** Whether a mask is a gradient without any colour. */
function isMaskedAway(mask: string | undefined): boolean {
  if (mask === undefined || !mask.includes('gradient(') || mask.includes('url(')) return false;
  return !/rgb|color\(|#|lab|lch/u.test(mask.replaceAll(TRANSPARENT, ''));
}

/** Whether letters of this style can be seen on a background of another colour. */
export function hasVisibleLetters(style: CSSStyleDeclaration): boolean {
  if (Number.parseFloat(style.fontSize) < MIN_FONT_SIZE_PX) return false;
  // Dots or squares in place of letters.
  const { webkitTextSecurity: disguise } = style as CSSStyleDeclaration & { webkitTextSecurity?: string };
  if (disguise !== undefined && disguise !== '' && disguise !== 'none') return false;
  // Letters may be filled by the background instead, for example by a gradient.
  return isFilledByBackground(style) || alphaOf(letterColour(style)) >= MIN_OPACITY;
}

export function isFilledByBackground({ backgroundClip }: CSSStyleDeclaration): boolean {
  return backgroundClip.includes('text');
}

export function letterColour(style: CSSStyleDeclaration): string {
  return style.webkitTextFillColor || style.color;
}

/** Of a computed colour, for example `rgba(0, 0, 0, 0.5)` or `oklch(0.5 0.1 20 / 0.5)`. */
export function alphaOf(colour: string): number {
  if (colour === 'transparent') return 0;
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$/u.exec(colour) ?? /\/\s*([\d.]+)\)$/u.exec(colour);
  return alpha === null ? 1 : Number(alpha[1]);
}
