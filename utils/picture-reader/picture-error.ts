/** Why a file cannot be read as a picture; the interface has a message for each. */
export const PICTURE_FAULTS = [
  'kind',
  'bytes',
  'small',
  'large',
  'broken',
  'language',
  'missing',
  'offline',
  'failed',
] as const;
export type PictureFault = (typeof PICTURE_FAULTS)[number];

export class PictureError extends Error {
  override name = 'PictureError';
  readonly fault: PictureFault;

  /** @param fault which message to show  @param message detail for developers */
  constructor(fault: PictureFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
