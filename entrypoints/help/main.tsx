/** The help page: contacts by country, without a network. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import { HelpPage } from '../../components/help/HelpPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { effectiveBrand, managedPolicy } from '../../utils/brand/effective-brand.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readHelp } from '../../utils/pages/read-help.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const [translator, help, brand, { organisation }] = await Promise.all([
  startPage('help.title'),
  readHelp(),
  effectiveBrand(),
  managedPolicy(),
]);

render(
  <TranslatorContext.Provider value={translator}>
    <HelpPage
      name={brand.name}
      organisation={organisation}
      hotline={brand.hotline}
      help={help}
      onQuickExit={() => void quickExit()}
    />
  </TranslatorContext.Provider>,
  document.body,
);
