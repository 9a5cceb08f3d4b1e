/** Takes the picture that the context menu handed over, cut out of what the tab showed where needed. */
import * as v from 'valibot';

const HandedPictureSchema = v.object({
  picture: v.pipe(v.string(), v.regex(/^data:image\/(?:jpeg|png);base64,/u)),
  crop: v.nullable(v.object({ left: v.number(), top: v.number(), width: v.number(), height: v.number() })),
});

/** Null when nothing was handed over, or it cannot be used. @param json a `ClickedPicture` as JSON */
export async function takePicture(json: string | null): Promise<Blob | null> {
  try {
    const { picture, crop } = v.parse(HandedPictureSchema, JSON.parse(json ?? 'null'));
    const blob = blobOf(picture);
    if (crop === null) return blob;
    const { left, top, width, height } = crop;
    const bitmap = await createImageBitmap(blob, left, top, Math.max(1, width), Math.max(1, height));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch {
    return null;
  }
}

/** The policy of the page forbids to fetch a `data:` address. */
function blobOf(dataAddress: string): Blob {
  const [head = '', base64 = ''] = dataAddress.split(',', 2);
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) as number);
  return new Blob([bytes], { type: /^data:([^;]+)/u.exec(head)?.[1] ?? '' });
}
