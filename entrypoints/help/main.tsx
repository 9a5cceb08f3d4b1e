/** The help page: numbers by country, offline. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import { HelpPage } from '../../components/help/HelpPage.tsx';
import { WordsContext } from '../../components/words.ts';
import { brandInForce, managedSettings } from '../../utils/brand/in-force.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readHelp } from '../../utils/pages/read-help.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const [words, help, brand, { organisation }] = await Promise.all([
  startPage('help.title'),
  readHelp(),
  brandInForce(),
  managedSettings(),
]);

render(
  <WordsContext.Provider value={words}>
    <HelpPage
      name={brand.name}
      organisation={organisation}
      hotline={brand.hotline}
      help={help}
      onQuickExit={() => void quickExit()}
    />
  </WordsContext.Provider>,
  document.body,
);
