/** Fragment of the check page's address before the nonce of a picture; a text's nonce has no prefix. */
export const PICTURE_HASH_PREFIX = 'picture-';
