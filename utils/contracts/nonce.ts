/** The name under which the browser's memory keeps a draft or a pasted text. */
import * as v from 'valibot';

export const Nonce = v.pipe(v.string(), v.maxLength(64));
