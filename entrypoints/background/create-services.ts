/** Creates the services of the background. Nothing of it listens to events yet. */
import browser from 'webextension-polyfill';
import { createBundledKnowledge } from '../../utils/background/bundled-knowledge.ts';
import { createColouredIcon } from '../../utils/background/coloured-icon.ts';
import { createDrafts, type Drafts } from '../../utils/background/drafts.ts';
import { createInjection, type Injection } from '../../utils/background/injection.ts';
import { createPastedTexts, type PastedTexts } from '../../utils/background/pasted-texts.ts';
import { createPauses, type Pauses } from '../../utils/background/pauses.ts';
import { createPostChoices, type PostChoices } from '../../utils/background/post-choices.ts';
import { createRateLimiter, type RateLimiter } from '../../utils/background/rate-limiter.ts';
import { createRevokedTabs, type RevokedTabs } from '../../utils/background/revoked-tabs.ts';
import { createToolbar, type Toolbar } from '../../utils/background/toolbar.ts';
import { readingSettings } from '../../utils/brand/reading-settings.ts';
import { toolbarTitle } from '../../utils/brand/toolbar-title.ts';
import { createChannelServices, type ChannelServices } from './channel-services.ts';
import { createPageOpeners, type PageOpeners } from './page-openers.ts';
import { createReportServices, type ReportServices } from './report-services.ts';
import { createVerdictServices, type VerdictServices } from './verdict-services.ts';

/** UTF-16 units of posts that one tab can have judged at once, and units for each second after that. */
const RATE_LIMIT_BURST = 2_400_000;
const RATE_LIMIT_PER_SECOND = 120_000;

export interface BackgroundServices {
  channel: ChannelServices;
  verdicts: VerdictServices;
  report: ReportServices;
  pages: PageOpeners;
  pauses: Pauses;
  revoked: RevokedTabs;
  drafts: Drafts;
  choices: PostChoices;
  pastedTexts: PastedTexts;
  toolbar: Toolbar;
  injection: Injection;
  limiter: RateLimiter;
}

export function createServices(): BackgroundServices {
  const { local, session } = browser.storage;
  const packageUrl = (path: string): string => browser.runtime.getURL(path);
  const makeNonce = (): string => crypto.randomUUID();

  const bundled = createBundledKnowledge(packageUrl);
  const channel = createChannelServices(bundled, () => verdicts.rejudgeOpenTabs());
  const verdicts = createVerdictServices(bundled, channel.channels);
  const injection = createInjection(browser);
  const drafts = createDrafts(session, makeNonce, () => Date.now());
  const pastedTexts = createPastedTexts(session, makeNonce);
  const pages = createPageOpeners(pastedTexts);
  const { channels } = channel;
  const report = createReportServices({ drafts, injection, channels, openPage: pages.openPage });
  return {
    channel,
    verdicts,
    report,
    pages,
    pauses: createPauses(local, session, readingSettings),
    revoked: createRevokedTabs(session),
    drafts,
    choices: createPostChoices(session),
    pastedTexts,
    toolbar: createToolbar(browser.action, session, createColouredIcon(packageUrl), toolbarTitle),
    injection,
    limiter: createRateLimiter(RATE_LIMIT_BURST, RATE_LIMIT_PER_SECOND),
  };
}
