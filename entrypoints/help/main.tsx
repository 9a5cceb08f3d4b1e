/** The help page: numbers by country, offline. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import { HelpPage } from '../../components/help/HelpPage.tsx';
import { WordsContext } from '../../components/words.ts';
import { brand } from '../../utils/brand/current.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readHelp } from '../../utils/pages/read-help.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const [words, help] = await Promise.all([startPage('help.title'), readHelp()]);

render(
  <WordsContext.Provider value={words}>
    <HelpPage name={brand.name} help={help} onQuickExit={() => void quickExit()} />
  </WordsContext.Provider>,
  document.body,
);
