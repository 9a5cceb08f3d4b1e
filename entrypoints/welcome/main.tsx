/** The welcome page: opened at install, and from the options. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/welcome/welcome.css';
import { examplePost } from '../../components/welcome/example-post.ts';
import type { Tried } from '../../components/welcome/TryPart.tsx';
import { WelcomePage } from '../../components/welcome/WelcomePage.tsx';
import { WordsContext } from '../../components/words.ts';
import { brandInForce, managedSettings } from '../../utils/brand/in-force.ts';
import { ask } from '../../utils/messaging/extension.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { allow, forbid, readGroups, type SiteGroup } from '../../utils/pages/site-groups.ts';
import { startPage } from '../../utils/pages/start-page.ts';

const [words, brand, { organisation }] = await Promise.all([
  startPage('welcome.title'),
  brandInForce(),
  managedSettings(),
]);
let groups: readonly SiteGroup[] | null = null;
let refused: string | null = null;
let tried: Tried = { state: 'not-yet' };

async function change(group: SiteGroup): Promise<void> {
  const done = await (group.granted ? forbid(group) : allow(group));
  refused = done ? null : group.id;
  await look();
}

async function look(): Promise<void> {
  groups = await readGroups();
  draw();
}

async function tryExample(): Promise<void> {
  try {
    const { verdicts } = await ask('posts.judge', { posts: [examplePost(words)] });
    const [verdict] = verdicts;
    tried = verdict === undefined ? { state: 'failed' } : { state: 'done', verdict };
  } catch {
    tried = { state: 'failed' };
  }
  draw();
}

async function leave(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

function draw(): void {
  render(
    <WordsContext.Provider value={words}>
      <WelcomePage
        name={brand.name}
        organisation={organisation}
        sites={{ groups, refused, onSwitch: (group) => void change(group) }}
        tried={tried}
        onTry={() => void tryExample()}
        onLeave={() => void leave()}
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
