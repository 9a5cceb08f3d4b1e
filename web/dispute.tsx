/**
 * Dispute page of the site, for people who are listed wrongly and have no extension. The dispute is a sealed report, sent to
 * the relay or saved as a file. The page stores nothing.
 */
import { dayOf } from '../utils/indicators/day-number.ts';
import { render } from 'preact';
import * as v from 'valibot';
import '../components/ui/page.css';
import '../components/report/report.css';
import './site.css';
import type { FormResult } from '../components/report/FormResultNote.tsx';
import { emptyDispute, type ReportContext } from '../components/report/report-form.ts';
import { letterFile } from '../components/report/letter-file.tsx';
import { ReportPage } from '../components/report/ReportPage.tsx';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { createTranslator } from '../utils/i18n/messages.ts';
import { copyText } from '../utils/pages/copy-text.ts';
import { saveFile } from '../utils/pages/save-file.ts';
import { newReportId, reportJson } from '../utils/report/compose-report.ts';
import type { ReportDocument } from '../utils/report/report-document.ts';
import { armorReport, sealReportJson, SealError } from '../utils/report/seal-report.ts';
import { deriveCodeHashes, newReportCode } from '../utils/report/report-code.ts';
import { createReportVersions } from '../utils/report/report-versions.ts';
import { idempotencyKey, sendVersion, type DeliveryResult } from '../utils/report/send-report.ts';
import { registerServiceWorker } from './register-service-worker.ts';
import { quickExit } from './quick-exit.ts';
import { loadMessages } from './load-messages.ts';
import { Site } from './Site.tsx';

const RootSchema = v.object({
  signed: v.object({ custom: v.optional(v.object({ recipients: v.optional(v.array(v.string()), []) })) }),
});

const translator = createTranslator(await loadMessages());
const root = v.safeParse(RootSchema, packagedBrand.root);
const recipients = root.success ? (root.output.signed.custom?.recipients ?? []) : [];
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const draft = emptyDispute(true);
/** No code is shown here: its hashes only withdraw a version that the reader sends anew. */
const codeHashes = await deriveCodeHashes(newReportCode(random));
const versions = createReportVersions(() => newReportId(random), codeHashes);
const facts: Omit<ReportContext, 'id'> = {
  locale: translator.language,
  appVersion: 'web',
  today: dayOf(Date.now()),
};
let lastSealed: { json: string; bytes: Uint8Array } | null = null;
let outcome: FormResult | null = null;
let isBusy = false;

async function runAction(work: () => Promise<FormResult>): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  draw();
  try {
    outcome = await work();
  } catch (error) {
    outcome = { what: 'problem', key: error instanceof SealError ? error.key : 'other' };
  }
  isBusy = false;
  draw();
}

/** Seals a version once: what is sent, saved and copied is the same. */
async function sealForRecipients(document: ReportDocument): Promise<Uint8Array> {
  const json = reportJson(document);
  if (lastSealed?.json !== json) lastSealed = { json, bytes: await sealReportJson(json, recipients) };
  return lastSealed.bytes;
}

async function send(document: ReportDocument): Promise<FormResult> {
  const sealed = await sealForRecipients(versions.named(document));
  const route = { fetch: window.fetch.bind(window), relayUrl: packagedBrand.relay };
  const { document: named, ...version } = versions.leave(document);
  const key = await idempotencyKey(named.id);
  return { what: 'sent', item: outcomeItem(await sendVersion(route, { key, sealed, ...version }), document) };
}

function outcomeItem(
  sent: DeliveryResult,
  { createdOn }: ReportDocument,
): Extract<FormResult, { what: 'sent' }>['item'] {
  const fixed = { key: '', savedOn: createdOn, deliveredOn: null, receipt: false, nextAt: 0 };
  return sent.done
    ? { ...fixed, state: 'delivered', reason: null }
    : { ...fixed, state: 'refused', reason: sent.reason };
}

async function saveSealed(document: ReportDocument): Promise<FormResult> {
  saveFile(`dispute-${document.createdOn}.age`, await sealForRecipients(document), 'application/octet-stream');
  return { what: 'saved' };
}

async function copySealed(document: ReportDocument): Promise<FormResult> {
  const armoured = armorReport(await sealForRecipients(document));
  return (await copyText(armoured)) ? { what: 'copied' } : { what: 'not-copied', armoured };
}

async function saveReadable(document: ReportDocument): Promise<FormResult> {
  saveFile(`dispute-${document.createdOn}.html`, letterFile(document, translator, null, ''), 'text/html');
  return { what: 'saved' };
}

function draw(): void {
  const done = outcome?.what === 'sent' && outcome.item.state === 'delivered';
  render(
    <Site translator={translator} page="dispute">
      <ReportPage
        name={packagedBrand.name}
        draft={draft}
        facts={{ ...facts, id: versions.id() }}
        publisher={packagedBrand.publisher}
        canSend={packagedBrand.relay !== null && recipients.length > 0 && !done}
        canSeal={recipients.length > 0}
        mail={packagedBrand.mail}
        dispute={packagedBrand.dispute}
        site
        items={[]}
        result={outcome}
        isBusy={isBusy}
        onSend={(document) => void runAction(() => send(document))}
        onSaveSealed={(document) => void runAction(() => saveSealed(versions.named(document)))}
        onSaveReadable={(document) => void runAction(() => saveReadable(document))}
        onCopySealed={(document) => void runAction(() => copySealed(versions.named(document)))}
        onTryAgain={() => undefined}
        onSaveItem={() => undefined}
        onErase={() => undefined}
        onQuickExit={quickExit}
      />
    </Site>,
    document.body,
  );
}

draw();
await registerServiceWorker();
