/** The report page: takes the draft from the background, and sends or saves what the reader confirms. */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import '../../components/report/report.css';
import type { FormResult } from '../../components/report/FormResultNote.tsx';
import { emptyDispute, type ReportContext } from '../../components/report/report-form.ts';
import { letterFile } from '../../components/report/letter-file.tsx';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { finalPolicy } from '../../utils/brand/effective-brand.ts';
import { sendMessage } from '../../utils/messaging/page-messages.ts';
import { createLatestSender } from '../../utils/pages/latest-sender.ts';
import { copyText } from '../../utils/pages/copy-text.ts';
import { requestDataConsent } from '../../utils/pages/request-data-consent.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readKnowledge } from '../../utils/pages/read-knowledge.ts';
import { createSentReports } from '../../utils/pages/sent-reports.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { startPage } from '../../utils/pages/start-page.ts';
import type { CodeResult } from '../../utils/contracts/report-result.ts';
import { redrawPicture } from '../../utils/picture-reader/redraw-picture.ts';
import { PICTURE_LIMITS } from '../../utils/report/report-picture.ts';
import { newReportId } from '../../utils/report/compose-report.ts';
import { dataKindsIn } from '../../utils/report/data-kinds.ts';
import { HelpSchema, type Help } from '../../utils/model/help.ts';
import type { EnteredReport } from '../../utils/report/entered-report.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import type { OutboxItem } from '../../utils/report/outbox.ts';
import { createReportVersions } from '../../utils/report/report-versions.ts';
import { newReportCode, deriveCodeHashes } from '../../utils/report/report-code.ts';

// A report must not go to another recipient than the organisation's.
await finalPolicy();
let isDrawn = false;
// A policy that comes even later changes the recipient: the page names the new one, and keeps what was typed.
let page = await startPage('report.title', (next) => {
  page = next;
  if (!isDrawn) return;
  draw();
  void readAuthorities();
});
const DISPUTE = 'dispute';
const fragment = window.location.hash.slice(1);
// `#dispute`: begun from a plain link, without a warning. Each is one of its own, also after a reload.
const nonce = fragment === DISPUTE ? `${DISPUTE}-${crypto.randomUUID()}` : fragment;
const isLinkedDispute = nonce.startsWith(DISPUTE);
if (nonce !== fragment) window.history.replaceState(null, '', `#${nonce}`);
const draft = isLinkedDispute
  ? emptyDispute(browser.extension.inIncognitoContext ?? false)
  : await sendMessage('draft.get', { nonce });
const isPrivate = draft?.private ?? false;
/** A browser in want of memory discards a tab, with what was typed there: the draft keeps it, in memory. */
const keepEntered = createLatestSender((entered: EnteredReport) => sendMessage('draft.enter', { nonce, entered }));
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
/** Shown to the reader when they want a code; leaves this page no other way. */
const reportCode = newReportCode(random);
const codeHashes = await deriveCodeHashes(reportCode);
const versions = createReportVersions(() => newReportId(random), codeHashes);
const facts: Omit<ReportContext, 'locale' | 'id'> = {
  outcome: codeHashes.outcome,
  appVersion: browser.runtime.getManifest().version,
  today: dayOf(Date.now()),
};
/** While a report waits, its state is read again after this time, milliseconds. */
const REFRESH_MS = 3_000;
const sentReports = createSentReports(browser.storage.session);
const sentItem = await sentReports.get(nonce);
/** Read only where no publisher takes the report. */
let help: Help | null = null;
let items: readonly OutboxItem[] = [];
let result: FormResult | null = sentItem === null ? null : { what: 'sent', item: sentItem };
let code: string | null = null;
let codeAnswer: CodeResult | null = null;
let isBusy = false;
/** The state of the report that was sent from here is in memory, until it is erased. */
let isKept = sentItem !== null;
const isDone = (): boolean => true;
const isNotDone = (): boolean => false;
/** How often everything was erased here. */
let erasures = 0;

/** Runs one task at a time. An error becomes the result; after an erasure meanwhile there is none. */
async function runExclusive(work: () => Promise<FormResult | null>): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  const before = erasures;
  draw();
  let ended: FormResult | null;
  try {
    ended = await work();
  } catch {
    ended = { what: 'problem', key: 'other' };
  }
  if (before === erasures) result = ended;
  isBusy = false;
  await refresh();
}

/** Reads the states of the sealed reports, and of the one that was sent from here, and draws them. */
async function refresh(): Promise<void> {
  try {
    items = (await sendMessage('outbox.list', null)).items;
    if (result?.what === 'sent' && result.item.state === 'waiting') {
      const { item } = result;
      // A report delivered without a receipt is no longer in the outbox.
      const current = items.find(({ key }) => key === item.key) ?? { ...item, state: 'delivered', reason: null };
      result = { what: 'sent', item: current };
      // Another page may have erased it meanwhile.
      if (isKept && !(await sentReports.update(nonce, current))) result = { what: 'erased' };
    }
  } catch {
    // The background does not answer now: the states stay as they were.
  }
  draw();
}

async function send(document: ReportDocument, receipt: boolean): Promise<FormResult | null> {
  // First, because the browser accepts this question only right after the click.
  if (!(await requestDataConsent(dataKindsIn(document, draft?.post.site ?? '')))) return { what: 'no-consent' };
  const withdrawHash = document.outcome === undefined ? null : codeHashes.withdrawHash;
  const before = erasures;
  // An ordinary report is stored here until it is delivered, and this form sends it once.
  const version = isPrivate ? versions.leave(document) : { document, withdrawHash, replaces: null };
  const result = await sendMessage('report.send', {
    receipt,
    private: isPrivate,
    nonce: isLinkedDispute ? null : nonce,
    ...version,
  });
  if (before !== erasures) {
    // It may have been sealed and stored after the erasure.
    await sendMessage('outbox.erase', { key: null });
    return null;
  }
  if ('problem' in result) return { what: 'problem', key: result.problem };
  // Without an answer it may have arrived, too: from a private window its sender could not withdraw it otherwise.
  const { state, reason } = result.item;
  if (state !== 'refused' || reason === 'offline' || reason === 'busy') code = codeToShow(document);
  // Where that memory is full, a reload of the form knows nothing of the report. It is stored and sent all the same.
  isKept = !isPrivate && (await sentReports.keep(nonce, result.item).then(isDone, isNotDone));
  return { what: 'sent', item: result.item };
}

async function saveSealed(document: ReportDocument): Promise<FormResult> {
  const result = await sendMessage('report.seal', { document });
  if ('problem' in result) return { what: 'problem', key: result.problem };
  saveBase64(result.file, document.createdOn);
  code = codeToShow(document);
  return { what: 'saved' };
}

async function saveItem(key: string): Promise<FormResult> {
  const { file } = await sendMessage('outbox.file', { key });
  if (file === null) return { what: 'problem', key: 'other' };
  saveBase64(file, items.find((item) => item.key === key)?.savedOn ?? facts.today);
  return { what: 'saved' };
}

function saveBase64(file: string, day: string): void {
  const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
  saveFile(`report-${day}.age`, bytes, 'application/octet-stream');
}

async function copySealed(document: ReportDocument): Promise<FormResult> {
  const result = await sendMessage('report.seal', { document });
  if ('problem' in result) return { what: 'problem', key: result.problem };
  const { armoured } = result;
  code = codeToShow(document);
  return (await copyText(armoured)) ? { what: 'copied' } : { what: 'not-copied', armoured };
}

async function saveReadable(document: ReportDocument, country: string): Promise<FormResult> {
  saveFile(`report-${document.createdOn}.html`, letterFile(document, page.translator, help, country), 'text/html');
  return { what: 'saved' };
}

/** The code to show, when the report has an outcome hash. */
function codeToShow(document: ReportDocument): string | null {
  return document.outcome === undefined ? null : reportCode;
}

async function requestCodeAnswer(request: { secret: string; withdraw: boolean }): Promise<FormResult | null> {
  codeAnswer = await sendMessage('report.code', request);
  const isOwn = request.secret === reportCode && codeAnswer.withdrawal === 'taken-back';
  if (!isOwn) return result;
  await sentReports.remove(nonce);
  return { what: 'withdrawn' };
}

/** At once, also while a report hangs in the network: whoever erases may have no time. */
async function erase(): Promise<void> {
  erasures += 1;
  code = null;
  try {
    await sendMessage('outbox.erase', { key: null });
    await sentReports.clear();
    result = { what: 'erased' };
  } catch {
    result = { what: 'problem', key: 'other' };
  }
  await refresh();
}

async function tryAgain(): Promise<FormResult | null> {
  await sendMessage('outbox.flush', null);
  return result;
}

function draw(): void {
  const { translator, brand, policy } = page;
  render(
    <TranslatorContext.Provider value={translator}>
      <ReportPage
        name={brand.name}
        organisation={policy.organisation}
        draft={draft}
        facts={{ ...facts, id: versions.id(), locale: translator.language }}
        publisher={brand.publisher}
        canSend={brand.relay !== null}
        canSeal={brand.channel !== null}
        mail={brand.mail}
        dispute={brand.dispute}
        help={help}
        items={items}
        result={result}
        isBusy={isBusy}
        onSend={(document, receipt) => void runExclusive(() => send(document, receipt))}
        onSaveSealed={(document) => void runExclusive(() => saveSealed(versions.named(document)))}
        onSaveReadable={(document, country) => void runExclusive(() => saveReadable(document, country))}
        onCopySealed={(document) => void runExclusive(() => copySealed(versions.named(document)))}
        onTryAgain={() => void runExclusive(tryAgain)}
        onSaveItem={(key) => void runExclusive(() => saveItem(key))}
        onErase={() => void erase()}
        code={code}
        codeAnswer={codeAnswer}
        onCode={(secret, withdraw) => void runExclusive(() => requestCodeAnswer({ secret, withdraw }))}
        onEntered={isPrivate || isLinkedDispute ? undefined : keepEntered}
        redrawPicture={(file, covered) => redrawPicture(file, covered, PICTURE_LIMITS)}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

/** Reads the authorities that take a report where no publisher does. */
async function readAuthorities(): Promise<void> {
  if (page.brand.channel !== null || help !== null) return;
  await readKnowledge('help.json', HelpSchema, (next) => {
    help = next;
    draw();
  });
}

draw();
isDrawn = true;
await refresh();
await readAuthorities();
setInterval(() => {
  if (!isBusy && items.some(({ state }) => state === 'waiting')) void refresh();
}, REFRESH_MS);
