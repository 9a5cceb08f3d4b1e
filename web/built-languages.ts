/** What the build puts in place. */
declare const __LANGUAGES__: readonly string[];

/** Tags of the languages that have messages. */
export const BUILT_LANGUAGES = __LANGUAGES__;
