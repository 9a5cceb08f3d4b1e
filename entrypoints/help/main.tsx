/** The help page: contacts by country, without a network. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import { HelpPage } from '../../components/help/HelpPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readHelp } from '../../utils/pages/read-help.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const help = await readHelp();
let context = await startPage('help.title', (next) => {
  context = next;
  draw();
});

function draw(): void {
  const { translator, brand, policy } = context;
  render(
    <TranslatorContext.Provider value={translator}>
      <HelpPage
        name={brand.name}
        organisation={policy.organisation}
        hotline={brand.hotline}
        help={help}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

draw();
