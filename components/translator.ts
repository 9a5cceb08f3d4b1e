/** The translator of the reader's language, as a Preact context. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTranslator, type Translator } from '../utils/i18n/messages.ts';

export const TranslatorContext = createContext<Translator>(createTranslator({ language: 'en', messages: {} }));

export function useTranslator(): Translator {
  return useContext(TranslatorContext);
}
