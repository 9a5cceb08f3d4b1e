/** The build replaces `__LANGUAGES__`. */
declare const __LANGUAGES__: readonly string[];

/** Tags of the languages with messages. */
export const BUILT_LANGUAGES = __LANGUAGES__;
