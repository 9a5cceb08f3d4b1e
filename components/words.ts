/** The reader's language for every component below. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createWords, type Words } from '../utils/i18n/messages.ts';

export const WordsContext = createContext<Words>(createWords({ language: 'en', messages: {} }));

export function useWords(): Words {
  return useContext(WordsContext);
}
