/** The desk's page. It is locked at each start; unlocked data stays in this page's memory only. */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/desk/desk.css';
import { DeskPage, type Notice } from '../../components/desk/DeskPage.tsx';
import { DeskTasks } from '../../components/desk/desk-tasks.ts';
import { mergeNotice } from '../../components/desk/merge-notice.ts';
import type { SetupInput } from '../../components/desk/LockPart.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { toHex } from '../../utils/channel/channel-crypto.ts';
import { createRowCipher } from '../../utils/desk/row-cipher.ts';
import { DeskDatabase } from '../../utils/desk/desk-database.ts';
import { createDeskStore } from '../../utils/desk/desk-store.ts';
import { WrongClockError } from '../../utils/desk/decision-clock.ts';
import { createDesk, type Desk } from '../../utils/desk/desk.ts';
import { ReportRefusedError } from '../../utils/desk/open-report.ts';
import { createDeskWorkerClient } from '../../utils/desk/desk-worker-client.ts';
import { createRelayClient, RelayError } from '../../utils/desk/relay-client.ts';
import { createSigner, generateSigningKey } from '../../utils/desk/signer.ts';
import type { Secrets } from '../../utils/desk/vault.ts';
import { createPictureClient } from '../../utils/picture-reader/picture-client.ts';
import { pictureBytes } from '../../utils/report/report-picture.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { startPage } from '../../utils/pages/start-page.ts';

/** Time without input after which the desk locks itself, milliseconds. */
const IDLE_LOCK_MS = 15 * 60_000;
/** Longest work between two pauses, milliseconds. */
const MAX_SLICE_MS = 12;

const { translator: words } = await startPage(null);
document.title = words.t('desk.title', { name: packagedBrand.name });
const db = new DeskDatabase();
const worker = createDeskWorkerClient(() => new Worker('/desk-worker.js'));
const pictureClient = createPictureClient(() => new Worker('/desk-picture-worker.js'));
const hasVault = (await db.vault.get('vault')) !== undefined;

let desk: Desk | null = null;
let setUpDone = hasVault;
let lockProblem: 'wrong' | 'failed' | null = null;
let lastInputAt = Date.now();
let lastPauseAt = performance.now();

async function pause(): Promise<void> {
  if (performance.now() - lastPauseAt < MAX_SLICE_MS) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastPauseAt = performance.now();
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const today = (): string => dayOf(Date.now());

function noticeFor(error: unknown): Notice {
  if (error instanceof ReportRefusedError) return { key: `desk.refused.${error.key}`, isProblem: true };
  if (error instanceof WrongClockError) return { key: 'problem.clock', isProblem: true };
  if (error instanceof RelayError) return { key: `desk.relay.${error.key}`, isProblem: true };
  return { key: 'desk.failed', isProblem: true };
}

const tasks = new DeskTasks({ onChange: draw, noticeFor });

async function openDesk(secrets: Secrets): Promise<void> {
  const [boxes, sign] = await Promise.all([createRowCipher(secrets.dataKey), createSigner(secrets.signing)]);
  const newDesk = createDesk({
    secrets,
    store: createDeskStore(db, boxes, pause),
    worker,
    relay: createRelayClient(packagedBrand.relay, secrets.token, (input, init) => fetch(input, init)),
    sign,
    now: () => Date.now(),
    random,
    oneAtATime: (work) => navigator.locks.request('joblantern-desk', work),
    pause,
    onChange: draw,
  });
  performance.mark('desk-unlocked');
  await newDesk.load();
  desk = newDesk;
  const sorted = newDesk.groupReports();
  performance.mark('desk-open');
  await sorted;
  performance.mark('desk-sorted');
}

async function unlock(passphrase: string): Promise<void> {
  await openLock(async () => {
    const row = await db.vault.get('vault');
    const secrets = row === undefined ? null : await worker.openVault(row.sealed, passphrase);
    if (secrets === null) lockProblem = 'wrong';
    else await openDesk(secrets);
  });
}

async function setUp({ name, identity, token, passphrase }: SetupInput): Promise<void> {
  await openLock(async () => {
    const secrets: Secrets = {
      version: 1,
      name,
      identities: [identity],
      token,
      ...(await generateSigningKey()),
      dataKey: toHex(random(32)),
    };
    await db.vault.add({ id: 'vault', sealed: await worker.sealVault(secrets, passphrase) });
    setUpDone = true;
    await openDesk(secrets);
  });
}

async function openLock(work: () => Promise<void>): Promise<void> {
  if (tasks.isBusy) return;
  lockProblem = null;
  await tasks.run(async () => {
    await work().catch(() => {
      lockProblem = 'failed';
    });
    return null;
  });
}

function lock(): void {
  // A new page has none of the unlocked data in its memory.
  window.location.reload();
}

async function pull(open: Desk): Promise<Notice> {
  const { added, refused, gone } = await open.pull((done, of) => {
    tasks.showProgress({ key: 'desk.pulling', values: { done, of }, isProblem: false });
  });
  const values = { count: added.length, refused: refused.length, gone: gone.length };
  return { key: refused.length + gone.length > 0 ? 'desk.pulled.more' : 'desk.pulled', values, isProblem: false };
}

async function merge(open: Desk, file: File): Promise<Notice> {
  return mergeNotice(await open.merge(file));
}

function draw(): void {
  const open = desk;
  const withDesk = (work: (open: Desk) => Promise<Notice | null>) => (): void => {
    if (open !== null) void tasks.run(() => work(open));
  };
  render(
    <TranslatorContext.Provider value={words}>
      <DeskPage
        name={packagedBrand.name}
        state={open?.state() ?? null}
        isSetUp={setUpDone}
        lockProblem={lockProblem}
        isBusy={tasks.isBusy}
        isDeciding={tasks.isDeciding}
        notice={tasks.notice}
        onUnlock={(passphrase) => void unlock(passphrase)}
        onSetUp={(input) => void setUp(input)}
        onLock={lock}
        onPull={withDesk(pull)}
        pictures={{
          show: (picture) => worker.showPicture(picture),
          read: async (picture) => {
            const file = new Blob([pictureBytes(picture)], { type: picture.type });
            const { signal } = new AbortController();
            const options = { language: null, download: null, onProgress: () => undefined, signal };
            const { text, codes } = await pictureClient.read(file, options);
            return [text, ...codes].join('\n').trim();
          },
        }}
        onBody={async (id) => (open === null ? null : open.body(id))}
        onDecide={(choice) => {
          if (open === null) return;
          void tasks.decide(async () => {
            await open.decide(choice);
            return { key: 'desk.decided', isProblem: false };
          });
        }}
        onExport={withDesk(async (at) => {
          const decisions = `${JSON.stringify(await at.makeExport(), null, 1)}\n`;
          saveFile(`decisions-${today()}.json`, decisions, 'application/json');
          return { key: 'desk.saved', isProblem: false };
        })}
        onExportFeedback={withDesk(async (at) => {
          saveFile(`answers-${today()}.csv`, at.feedbackCsv(), 'text/csv');
          return { key: 'desk.saved', isProblem: false };
        })}
        onTeamFile={withDesk(async (at) => {
          saveFile(`desk-${today()}.age`, await at.teamFile(), 'application/octet-stream');
          return { key: 'desk.saved', isProblem: false };
        })}
        onMerge={(file) => withDesk((at) => merge(at, file))()}
        onOpenFile={(file) =>
          withDesk(async (at) => {
            await at.openFile(file);
            return { key: 'desk.opened', isProblem: false };
          })()
        }
        onTeam={(team) =>
          withDesk(async (at) => {
            await at.setTeam(team);
            return null;
          })()
        }
        onConfirm={(keys) =>
          withDesk(async (at) => {
            await at.confirmListings(keys);
            return null;
          })()
        }
        onDeleteFromRelay={withDesk(async (at) => ({
          key: 'desk.taken-off',
          values: { count: await at.deleteDecidedFromRelay() },
          isProblem: false,
        }))}
        onDeleteWithdrawn={withDesk(async (at) => {
          await at.deleteWithdrawn();
          return { key: 'desk.erased', isProblem: false };
        })}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

for (const kind of ['pointerdown', 'keydown'] as const) {
  window.addEventListener(kind, () => {
    lastInputAt = Date.now();
  });
}
setInterval(() => {
  if (desk !== null && Date.now() - lastInputAt > IDLE_LOCK_MS) lock();
}, 30_000);
draw();
