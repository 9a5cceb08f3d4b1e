/** The languages with a message file in this package; the build defines `__INTERFACE_LANGUAGES__`. */
import { LANGUAGES, type Language } from './languages.ts';

declare const __INTERFACE_LANGUAGES__: readonly string[];

export function interfaceLanguages(): Language[] {
  return LANGUAGES.filter(({ tag }) => __INTERFACE_LANGUAGES__.includes(tag));
}
