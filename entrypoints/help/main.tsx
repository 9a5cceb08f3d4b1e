/** The help page: contacts by country, without a network. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import { HelpPage } from '../../components/help/HelpPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { HelpSchema, type Help } from '../../utils/model/help.ts';
import { readKnowledge } from '../../utils/pages/read-knowledge.ts';
import { startPage } from '../../utils/pages/start-page.ts';

let help: Help | null = null;
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

await readKnowledge('help.json', HelpSchema, (next) => {
  help = next;
  draw();
});
