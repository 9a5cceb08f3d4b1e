/** Data that does not have its format. `message` says what and where. The data is not used. */
export class FormatError extends Error {
  override name = 'FormatError';
}
