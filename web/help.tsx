/** The help page of the site. */
import { render } from 'preact';
import * as v from 'valibot';
import '../components/ui/page.css';
import '../components/help/help.css';
import './site.css';
import { HelpPage } from '../components/help/HelpPage.tsx';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { createTranslator } from '../utils/i18n/messages.ts';
import { HelpSchema } from '../utils/model/help.ts';
import { readSiteFile } from './file-address.ts';
import { registerServiceWorker } from './register-service-worker.ts';
import { quickExit } from './quick-exit.ts';
import { loadMessages } from './load-messages.ts';
import { Site } from './Site.tsx';

const [bundle, help] = await Promise.all([
  loadMessages(),
  readSiteFile('knowledge/help.json', (json) => v.parse(HelpSchema, json)),
]);

render(
  <Site translator={createTranslator(bundle)} page="help">
    <HelpPage name={packagedBrand.name} hotline={packagedBrand.hotline} help={help} onQuickExit={quickExit} />
  </Site>,
  document.body,
);
await registerServiceWorker();
