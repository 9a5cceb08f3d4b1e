/** Bytes or text that are not what they claim to be. `message` says what and where; nothing of it was used. */
export class FormatError extends Error {
  override name = 'FormatError';
}
