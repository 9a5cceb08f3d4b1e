/** The help page of the site. */
import { render } from 'preact';
import '../components/ui/page.css';
import '../components/help/help.css';
import './site.css';
import { HelpPage } from '../components/help/HelpPage.tsx';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { createTranslator } from '../utils/i18n/messages.ts';
import { registerServiceWorker } from './register-service-worker.ts';
import { quickExit } from './quick-exit.ts';
import { loadHelp } from './load-help.ts';
import { loadMessages } from './load-messages.ts';
import { Site } from './Site.tsx';

const translator = createTranslator(await loadMessages());
await drawIn(translator.language);
await registerServiceWorker();

/** Draws the page with the contacts' texts in this language. */
async function drawIn(language: string): Promise<void> {
  const help = await loadHelp(language);
  render(
    <Site translator={translator} page="help" onLanguage={(chosen) => void drawIn(chosen)}>
      <HelpPage name={packagedBrand.name} hotline={packagedBrand.hotline} help={help} onQuickExit={quickExit} />
    </Site>,
    document.body,
  );
}
