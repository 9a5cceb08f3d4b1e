/** The extension's icon in grey, for tabs that are not read. */

const SIZES = [16, 32] as const;

/** @param urlOf gives the address of a file of the package  @returns image data by size in pixels */
export async function greyIcon(urlOf: (path: string) => string): Promise<Record<string, ImageData>> {
  const icons = await Promise.all(SIZES.map(async (size) => [String(size), await greyImage(size, urlOf)] as const));
  return Object.fromEntries(icons);
}

async function greyImage(size: number, urlOf: (path: string) => string): Promise<ImageData> {
  const response = await fetch(urlOf(`icons/${size}.png`));
  const bitmap = await createImageBitmap(await response.blob());
  const context = new OffscreenCanvas(size, size).getContext('2d');
  if (context === null) throw new Error('This browser has no canvas in its background');
  context.drawImage(bitmap, 0, 0, size, size);
  const image = context.getImageData(0, 0, size, size);
  for (let at = 0; at < image.data.length; at += 4) {
    const grey = luminance(image.data[at] ?? 0, image.data[at + 1] ?? 0, image.data[at + 2] ?? 0);
    image.data.set([grey, grey, grey], at);
  }
  return image;
}

/** Relative luminance of an sRGB colour by ITU-R BT.709, without gamma. */
function luminance(red: number, green: number, blue: number): number {
  return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
}
