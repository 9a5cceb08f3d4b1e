/** The options page: where the extension may look. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { WordsContext } from '../../components/words.ts';
import { brand } from '../../utils/brand/current.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { allow, forbid, readGroups, type SiteGroup } from '../../utils/pages/site-groups.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const words = await startPage('options.title');
let groups: readonly SiteGroup[] | null = null;
let refused: string | null = null;

async function change(group: SiteGroup): Promise<void> {
  const done = await (group.granted ? forbid(group) : allow(group));
  refused = done ? null : group.id;
  await look();
}

async function look(): Promise<void> {
  groups = await readGroups();
  draw();
}

function draw(): void {
  render(
    <WordsContext.Provider value={words}>
      <OptionsPage
        name={brand.name}
        groups={groups}
        refused={refused}
        onSwitch={(group) => void change(group)}
        onQuickExit={() => void quickExit()}
      />
    </WordsContext.Provider>,
    document.body,
  );
}

draw();
await look();
browser.permissions.onAdded.addListener(() => void look());
browser.permissions.onRemoved.addListener(() => void look());
