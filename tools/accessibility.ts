/** `npm run -s accessibility`: finds accessibility faults in every state of every page, in many languages. */
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../utils/i18n/languages.ts';
import { auditPage } from './screens/audit-page.ts';
import { findIllegible } from './screens/find-illegible.ts';
import { openGallery } from './screens/open-gallery.ts';
import { ensureFonts } from './setup/fonts.ts';
import { SCRIPT_LANGUAGES, VARIANT_NAMES, VARIANTS, type Variant } from './screens/variants.ts';

const USAGE = `usage: npm run -s accessibility [-- [PAGE ...] [--overflow] [--language TAG ...] [--window NAME ...]]
Draws every state of every page and of the warning, and looks for faults. The exit code is 1 when there are any.
  (no option)     axe and reflow, in each window and one language of each script
  --overflow      text that is wider than 320 px, cut off, touching or without a glyph on this machine, in every language
  --language TAG  only this language; may be repeated (${LANGUAGES.map(({ tag }) => tag).join(' ')})
  --window NAME   only this window; may be repeated (${VARIANT_NAMES.join(' ')})
Pages: popup check web welcome options help desk report warning`;

const { values, positionals } = readArguments();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const log = (line: string): void => console.error(line);
if (!ensureFonts(log)) log('Not all fonts are installed: what has no glyph here may have one elsewhere.');
const languages = values.language ?? (values.overflow ? LANGUAGES.map(({ tag }) => tag) : SCRIPT_LANGUAGES);
const windows = (values.window ?? (values.overflow ? ['phone-light'] : VARIANT_NAMES)) as readonly Variant[];
const findFaults = values.overflow ? findIllegible : auditPage;

const gallery = await openGallery();
const states = gallery.states.filter(({ page }) => positionals.length === 0 || positionals.includes(page));
const unknownPage = positionals.find((name) => !gallery.states.some(({ page }) => page === name));
if (unknownPage !== undefined) {
  await gallery.close();
  usage(`There is no page "${unknownPage}".`);
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

function usage(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        overflow: { type: 'boolean', default: false },
        language: { type: 'string', multiple: true },
        window: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    usage(error instanceof Error ? error.message : String(error));
  }
  const language = parsed.values.language?.find((tag) => !LANGUAGES.some((known) => known.tag === tag));
  if (language !== undefined) usage(`There is no language "${language}".`);
  const window = parsed.values.window?.find((name) => !Object.hasOwn(VARIANTS, name));
  if (window !== undefined) usage(`There is no window "${window}".`);
  return parsed;
}
