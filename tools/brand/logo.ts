/** Checks a brand's logo and draws its icons, the same bytes on every machine (resvg uses no system library). */
import { Resvg, type RenderedImage } from '@resvg/resvg-js';

/** A larger file is a photograph and no logo. */
const MAX_LOGO_BYTES = 300_000;
/** Edge of the largest icon. */
export const MIN_EDGE_PIXELS = 512;

/** What an SVG may not contain, and the fault that is reported. */
const FORBIDDEN_IN_SVG: readonly [RegExp, string][] = [
  [/<script/iu, 'holds a script'],
  [/<(?:text|tspan)[\s>]/iu, 'holds text, which every machine draws in another font: convert it to paths'],
  [/<foreignObject/iu, 'holds a foreignObject'],
  [/(?:href|src)\s*=\s*["'](?!#|data:image\/(?:png|jpeg);)/iu, 'refers to another file: put everything in one file'],
  [/url\(\s*["']?(?!#)/iu, 'refers to another file: put everything in one file'],
];

export interface IconOptions {
  /** Pixels of the edge. */
  size: number;
  /** Without colour, for tabs that are not read. */
  isGrey?: boolean;
  /** Fraction of the edge that the drawing takes, 0 to 1. A maskable icon may lose a fifth at each side. */
  contentScale?: number;
  /** Colour around the drawing. */
  background?: string;
}

/** The fault of a logo, or null. @param name its ending decides the format */
export function logoFault(name: string, bytes: Uint8Array): string | null {
  if (bytes.length > MAX_LOGO_BYTES) {
    return `has ${Math.ceil(bytes.length / 1000)} KB; at most ${MAX_LOGO_BYTES / 1000} KB, so that the package stays small`;
  }
  if (/\.svg$/iu.test(name)) return svgFault(Buffer.from(bytes).toString('utf8'));
  if (/\.png$/iu.test(name)) return pngFault(bytes);
  return 'must be an SVG or a PNG file';
}

function svgFault(svg: string): string | null {
  const found = FORBIDDEN_IN_SVG.find(([pattern]) => pattern.test(svg));
  if (found !== undefined) return found[1];
  try {
    const { width, height } = new Resvg(svg, { font: { loadSystemFonts: false } });
    return squareFault(width, height);
  } catch (error) {
    return `cannot be read as SVG: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function pngFault(bytes: Uint8Array): string | null {
  const size = pngSize(bytes);
  if (size === null) return 'cannot be read as PNG';
  if (size.width < MIN_EDGE_PIXELS) return `is ${size.width} pixels wide; at least ${MIN_EDGE_PIXELS}, or an SVG`;
  return squareFault(size.width, size.height);
}

function squareFault(width: number, height: number): string | null {
  return Math.abs(width - height) > 0.01 * width ? `is not square (${width} by ${height})` : null;
}

function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  const head = Buffer.from(bytes.subarray(0, 24));
  if (head.length < 24 || head.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

/** The logo as PNG bytes. */
export function drawIcon(
  name: string,
  bytes: Uint8Array,
  { size, isGrey = false, contentScale: drawn = 1, background: ground }: IconOptions,
): Uint8Array {
  const edge = Math.round(size * drawn);
  const png = /\.svg$/iu.test(name) ? render(Buffer.from(bytes).toString('utf8'), edge) : shrink(bytes, edge);
  if (isGrey) return render(greySvg(png, size), size);
  return drawn === 1 && ground === undefined ? png : render(framedSvg(png, edge, size, ground), size);
}

/** The pixels of an icon as `ImageData` holds them: red, green, blue and opacity of each, 0 to 255, row by row. */
export function iconPixels(name: string, bytes: Uint8Array, size: number): Uint8Array {
  const image = draw(framedSvg(drawIcon(name, bytes, { size }), size, size), size);
  // The renderer's colours are multiplied by their opacity.
  return image.pixels.map((value, at, all) => {
    const opacity = all[at | 3] ?? 0;
    return (at & 3) === 3 || opacity === 0 ? value : Math.min(255, Math.round((value * 255) / opacity));
  });
}

/** Halves the size step by step: in one step most pixels would be skipped. */
function shrink(png: Uint8Array, edge: number): Uint8Array {
  let [at, image] = [pngSize(png)?.width ?? edge, png];
  while (at > edge) {
    at = Math.max(edge, Math.ceil(at / 2));
    image = render(framedSvg(image, at, at), at);
  }
  return image;
}

function framedSvg(png: Uint8Array, edge: number, size: number, ground = 'none'): string {
  const margin = (size - edge) / 2;
  const data = Buffer.from(png).toString('base64');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="100%" height="100%" fill="${ground}"/><image x="${margin}" y="${margin}" width="${edge}" height="${edge}" href="data:image/png;base64,${data}"/></svg>`;
}

/** Luminance by ITU-R BT.709. */
function greySvg(png: Uint8Array, size: number): string {
  const data = Buffer.from(png).toString('base64');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><filter id="grey" color-interpolation-filters="sRGB"><feColorMatrix type="saturate" values="0"/></filter><image filter="url(#grey)" width="${size}" height="${size}" href="data:image/png;base64,${data}"/></svg>`;
}

function render(svg: string, edge: number): Uint8Array {
  return draw(svg, edge).asPng();
}

function draw(svg: string, edge: number): RenderedImage {
  return new Resvg(svg, { fitTo: { mode: 'width', value: edge }, font: { loadSystemFonts: false } }).render();
}
