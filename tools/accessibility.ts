/**
 * `npm run -s accessibility [-- PAGE ...]`: axe on every state of every page, in every window (light, dark, forced colours,
 * 200 % zoom, 320 px) and in English, Thai and Arabic. Prints what is wrong and a table; exit code 1 when anything is.
 */
import { openGallery } from './screens/open-gallery.ts';
import { audit } from './screens/audit.ts';
import { SCREEN_LANGUAGES, VARIANT_NAMES, VARIANTS } from './screens/variants.ts';

const wanted = process.argv.slice(2);
const gallery = await openGallery();
const states = gallery.states.filter(({ page }) => wanted.length === 0 || wanted.includes(page));
const table: Record<string, { checked: number; faults: number }> = {};
for (const variant of VARIANT_NAMES) {
  const window = await gallery.window({ ...VARIANTS[variant], reducedMotion: 'reduce' });
  for (const language of SCREEN_LANGUAGES) {
    const row = (table[`${variant} ${language}`] = { checked: 0, faults: 0 });
    for (const state of states) {
      await window.show(state, language);
      const faults = await audit(window.page);
      row.checked += 1;
      row.faults += faults.length;
      for (const { rule, where, what } of faults) {
        console.error(`${state.page}/${state.state} ${variant} ${language}: ${rule} at ${where}: ${what}`);
      }
    }
  }
  await window.close();
}
await gallery.close();
console.table(table);
const total = Object.values(table).reduce((sum, { faults }) => sum + faults, 0);
const checked = Object.values(table).reduce((sum, { checked: each }) => sum + each, 0);
console.log(`${checked} drawings checked, ${total} faults`);
process.exit(total > 0 || checked === 0 ? 1 : 0);
