/** `npm run -s accessibility`: finds accessibility faults in every state of every page, in many languages. */
import { Option } from 'commander';
import { LANGUAGES } from '../utils/i18n/languages.ts';
import { auditPage } from './screens/audit-page.ts';
import { findIllegible } from './screens/find-illegible.ts';
import { openGallery } from './screens/open-gallery.ts';
import { commandLine } from './setup/command-line.ts';
import { ensureFonts } from './setup/fonts.ts';
import { SCRIPT_LANGUAGES, VARIANT_NAMES, VARIANTS, type Variant } from './screens/variants.ts';

const program = commandLine('accessibility', 'Draws every state of every page, and looks for faults with axe.')
  .argument('[pages...]', 'popup check web welcome options help desk report warning')
  .option(
    '--overflow',
    'looks for text that is cut off, touching or without a glyph at 320 px, in every language',
    false,
  )
  .addOption(new Option('--language <tags...>', 'only these languages').choices(LANGUAGES.map(({ tag }) => tag)))
  .addOption(new Option('--window <names...>', 'only these windows').choices(VARIANT_NAMES))
  .parse();
const values = program.opts<{ overflow: boolean; language?: string[]; window?: Variant[] }>();
const [pages] = program.processedArgs as [string[]];
const log = (line: string): void => console.error(line);
if (!ensureFonts(log)) log('Not all fonts are installed: what has no glyph here may have one elsewhere.');
const languages = values.language ?? (values.overflow ? LANGUAGES.map(({ tag }) => tag) : SCRIPT_LANGUAGES);
const windows = values.window ?? (values.overflow ? (['phone-light'] as const) : VARIANT_NAMES);
const findFaults = values.overflow ? findIllegible : auditPage;

const gallery = await openGallery();
const states = gallery.states.filter(({ page }) => pages.length === 0 || pages.includes(page));
const unknownPage = pages.find((name) => !gallery.states.some(({ page }) => page === name));
if (unknownPage !== undefined) {
  await gallery.close();
  program.error(`error: there is no page "${unknownPage}"`);
}
let checked = 0;
let total = 0;
for (const variant of windows) {
  const window = await gallery.window({ ...VARIANTS[variant], reducedMotion: 'reduce' });
  for (const language of languages) {
    let faulty = 0;
    for (const state of states) {
      await window.show(state, language);
      for (const { rule, where, what } of await findFaults(window.page)) {
        faulty += 1;
        console.error(`${state.page}/${state.state} ${variant} ${language}: ${rule} at ${where}: ${what}`);
      }
    }
    checked += states.length;
    total += faulty;
    console.log(`${variant.padEnd(14)} ${language.padEnd(8)} ${states.length} drawings, ${faulty} faults`);
  }
  await window.close();
}
await gallery.close();
console.log(
  `${checked} drawings checked in ${languages.length} languages and ${windows.length} windows, ${total} faults`,
);
process.exit(total > 0 || checked === 0 ? 1 : 0);
