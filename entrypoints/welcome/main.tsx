/** The welcome page: opens at install, and from the options. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/welcome/welcome.css';
import { examplePost } from '../../components/welcome/example-post.ts';
import type { TrialState } from '../../components/welcome/TryPart.tsx';
import { WelcomePage } from '../../components/welcome/WelcomePage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { sendMessage } from '../../utils/messaging/page-messages.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readSiteGroups, switchAccess, type SiteGroup } from '../../utils/pages/site-groups.ts';
import { startPage } from '../../utils/pages/start-page.ts';

let context = await startPage('welcome.title', (next) => {
  context = next;
  draw();
});
let groups: readonly SiteGroup[] | null = null;
let refusedGroup: string | null = null;
let trial: TrialState = { state: 'not-yet' };

async function changeSites(group: SiteGroup): Promise<void> {
  const isSwitched = await switchAccess(group);
  refusedGroup = isSwitched ? null : group.id;
  await refreshGroups();
}

async function refreshGroups(): Promise<void> {
  groups = await readSiteGroups();
  draw();
}

async function tryExample(): Promise<void> {
  try {
    const { verdicts } = await sendMessage('posts.judge', { posts: [examplePost(context.translator)] });
    const [verdict] = verdicts;
    trial = verdict === undefined ? { state: 'failed' } : { state: 'done', verdict };
  } catch {
    trial = { state: 'failed' };
  }
  draw();
}

async function leave(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

function draw(): void {
  const { translator, brand, policy } = context;
  render(
    <TranslatorContext.Provider value={translator}>
      <WelcomePage
        name={brand.name}
        organisation={policy.organisation}
        sites={{ groups, refused: refusedGroup, onSwitch: (group) => void changeSites(group) }}
        tried={trial}
        onTry={() => void tryExample()}
        onLeave={() => void leave()}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
  // A permission that the browser reports late changes the height of the page: what has the focus stays in sight.
  if (document.activeElement !== document.body) document.activeElement?.scrollIntoView({ block: 'nearest' });
}

// The first drawing has the groups of sites. A part that comes later would push what has the focus out of the window.
await refreshGroups().catch(draw);
browser.permissions.onAdded.addListener(() => void refreshGroups());
browser.permissions.onRemoved.addListener(() => void refreshGroups());
