/** The reader's language for every component below. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTranslator, type Translator } from '../utils/i18n/messages.ts';

export const TranslatorContext = createContext<Translator>(createTranslator({ language: 'en', messages: {} }));

export function useTranslator(): Translator {
  return useContext(TranslatorContext);
}
