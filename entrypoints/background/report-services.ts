/** Reports and answers to "Was this right?": composed, sealed and sent to the publisher that the policy names. */
import browser from 'webextension-polyfill';
import type { ChannelService } from '../../utils/background/channel-service.ts';
import type { Drafts } from '../../utils/background/drafts.ts';
import { createFeedback, type Feedback } from '../../utils/background/feedback.ts';
import { hasDataConsent } from '../../utils/background/has-data-consent.ts';
import type { Injection } from '../../utils/background/injection.ts';
import { armOutboxAlarm } from '../../utils/background/outbox-alarm.ts';
import { createReports, type Reports } from '../../utils/background/reports.ts';
import type { Brand } from '../../utils/brand/brand.ts';
import { effectiveBrand, finalPolicy } from '../../utils/brand/effective-brand.ts';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { asyncMemo } from '../../utils/platform/async-memo.ts';
import { lazyService } from '../../utils/platform/lazy-service.ts';
import { FEEDBACK_DATA_KINDS } from '../../utils/report/data-kinds.ts';
import { OutboxDatabase } from '../../utils/report/outbox-database.ts';
import { createOutbox, type Outbox } from '../../utils/report/outbox.ts';
import { readSettings } from '../../utils/storage/settings.ts';

export interface ReportServicesDeps {
  drafts: Drafts;
  injection: Injection;
  channels: ChannelService;
  openPage(path: string): Promise<void>;
}

export interface ReportServices {
  outbox: Outbox;
  reports: Reports;
  feedback: Feedback;
  /** Call when the policy changed: the next report goes to its publisher. */
  forgetBrand(): void;
}

export function createReportServices({ drafts, injection, channels, openPage }: ReportServicesDeps): ReportServices {
  // Read after the policy: a report sealed for one organisation must not reach the relay of another.
  const ownBrand = async (): Promise<Brand> => (await finalPolicy(), effectiveBrand());
  const ownRecipients = async (): Promise<readonly string[]> => (await finalPolicy(), channels.recipients());
  const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

  const outboxOfBrand = asyncMemo(async () =>
    createOutbox({
      db: new OutboxDatabase(),
      now: () => Date.now(),
      random,
      fetch: (url, init) => fetch(url, init),
      relayUrl: (await ownBrand()).relay,
      brand: (await ownBrand()).id,
      recipients: ownRecipients,
      packagedRelay: packagedBrand.relay,
      packagedBrand: packagedBrand.id,
    }),
  );
  const outbox = lazyService(outboxOfBrand.get);
  const reports = createReports({
    drafts,
    injection,
    outbox,
    recipients: ownRecipients,
    brand: ownBrand,
    channelFile: async (name) => (await channels.knowledge())?.get(name) ?? null,
    openPage,
    scheduleWake: (time) => armOutboxAlarm(browser.alarms, time),
  });
  const feedback = createFeedback({
    reports,
    injection,
    isEnabled: async () =>
      (await ownBrand()).relay !== null && (await readSettings(browser.storage.local)).asksFeedback,
    hasConsent: () => hasDataConsent(browser, FEEDBACK_DATA_KINDS),
    appVersion: browser.runtime.getManifest().version,
    random,
    today: () => dayOf(Date.now()),
  });
  return { outbox, reports, feedback, forgetBrand: outboxOfBrand.forget };
}
