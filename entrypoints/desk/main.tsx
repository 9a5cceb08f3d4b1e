/** The desk's page: locked at each start; what is unlocked lives in this page's memory only. */
import { render } from 'preact';
import '../../components/ui/page.css';
import '../../components/desk/desk.css';
import { DeskPage, type Said } from '../../components/desk/DeskPage.tsx';
import type { SetUp } from '../../components/desk/LockPart.tsx';
import { WordsContext } from '../../components/words.ts';
import { brand } from '../../utils/brand/current.ts';
import { toHex } from '../../utils/channel/channel-crypto.ts';
import { createBoxes } from '../../utils/desk/boxes.ts';
import { DeskDatabase } from '../../utils/desk/desk-database.ts';
import { createDeskStore } from '../../utils/desk/desk-store.ts';
import { createDesk, type Desk } from '../../utils/desk/desk.ts';
import { RefusedReport } from '../../utils/desk/open-report.ts';
import { createOpener } from '../../utils/desk/opener.ts';
import { createRelayClient, RelayError } from '../../utils/desk/relay-client.ts';
import { createSigner, newSigningKey } from '../../utils/desk/signer.ts';
import type { Secrets } from '../../utils/desk/vault.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { startPage } from '../../utils/pages/start-page.ts';

/** Without a hand on it for so long, milliseconds, the desk locks itself. */
const IDLE = 15 * 60_000;
/** Work between two pauses, milliseconds. */
const SLICE = 12;

const words = await startPage(null);
document.title = words.t('desk.title', { name: brand.name });
const db = new DeskDatabase();
const opener = createOpener(() => new Worker('/desk-worker.js'));
const known = (await db.vault.get('vault')) !== undefined;

let desk: Desk | null = null;
let setUpDone = known;
let busy = false;
let said: Said | null = null;
let lockProblem: 'wrong' | 'failed' | null = null;
let touched = Date.now();
let rested = performance.now();

async function pause(): Promise<void> {
  if (performance.now() - rested < SLICE) return;
  await new Promise((resolve) => setTimeout(resolve));
  rested = performance.now();
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const today = (): string => new Date().toISOString().slice(0, 10);

/** One thing at a time; whatever goes wrong is said. */
async function run(work: () => Promise<Said | null>): Promise<void> {
  if (busy) return;
  [busy, said] = [true, null];
  draw();
  try {
    said = await work();
  } catch (error) {
    said = wordsFor(error);
  }
  busy = false;
  draw();
}

function wordsFor(error: unknown): Said {
  if (error instanceof RefusedReport) return { key: `desk.refused.${error.key}`, bad: true };
  if (error instanceof RelayError) return { key: `desk.relay.${error.key}`, bad: true };
  return { key: 'desk.failed', bad: true };
}

async function enter(secrets: Secrets): Promise<void> {
  const [boxes, sign] = await Promise.all([createBoxes(secrets.dataKey), createSigner(secrets.signing)]);
  const opened = createDesk({
    secrets,
    store: createDeskStore(db, boxes, pause),
    opener,
    relay: createRelayClient(brand.relay, secrets.token, (input, init) => fetch(input, init)),
    sign,
    now: () => Date.now(),
    random,
    pause,
    changed: draw,
  });
  performance.mark('desk-unlocked');
  await opened.load();
  desk = opened;
  const sorted = opened.sort();
  performance.mark('desk-open');
  await sorted;
  performance.mark('desk-sorted');
}

async function unlock(passphrase: string): Promise<void> {
  if (busy) return;
  [busy, lockProblem] = [true, null];
  draw();
  try {
    const row = await db.vault.get('vault');
    const secrets = row === undefined ? null : await opener.unlock(row.sealed, passphrase);
    if (secrets === null) lockProblem = 'wrong';
    else await enter(secrets);
  } catch {
    lockProblem = 'failed';
  }
  busy = false;
  draw();
}

async function setUp({ name, identity, token, passphrase }: SetUp): Promise<void> {
  if (busy) return;
  [busy, lockProblem] = [true, null];
  draw();
  try {
    const secrets: Secrets = {
      version: 1,
      name,
      identities: [identity],
      token,
      ...(await newSigningKey()),
      dataKey: toHex(random(32)),
    };
    await db.vault.add({ id: 'vault', sealed: await opener.lockUp(secrets, passphrase) });
    setUpDone = true;
    await enter(secrets);
  } catch {
    lockProblem = 'failed';
  }
  busy = false;
  draw();
}

function lock(): void {
  // What was opened lies in this page's memory: a new page has none of it.
  window.location.reload();
}

async function pull(open: Desk): Promise<Said> {
  const { added, refused, gone } = await open.pull((done, of) => {
    said = { key: 'desk.pulling', values: { done, of }, bad: false };
    draw();
  });
  const values = { count: added.length, refused: refused.length, gone: gone.length };
  return { key: refused.length + gone.length > 0 ? 'desk.pulled.more' : 'desk.pulled', values, bad: false };
}

async function merge(open: Desk, file: File): Promise<Said> {
  const { from, added, known: before, left } = await open.merge(file);
  return {
    key: left > 0 ? 'desk.merged.faults' : 'desk.merged',
    values: { from, added, known: before, left },
    bad: left > 0,
  };
}

function draw(): void {
  const open = desk;
  const act = (work: (open: Desk) => Promise<Said | null>) => (): void => {
    if (open !== null) void run(() => work(open));
  };
  render(
    <WordsContext.Provider value={words}>
      <DeskPage
        name={brand.name}
        state={open?.state() ?? null}
        known={setUpDone}
        lockProblem={lockProblem}
        busy={busy}
        said={said}
        onUnlock={(passphrase) => void unlock(passphrase)}
        onSetUp={(wish) => void setUp(wish)}
        onLock={lock}
        onPull={act(pull)}
        onBody={async (id) => (open === null ? null : open.body(id))}
        onDecide={(choice) =>
          act(async (at) => {
            await at.decide(choice);
            return { key: 'desk.decided', bad: false };
          })()
        }
        onRelease={act(async (at) => {
          saveFile(`decisions-${today()}.json`, `${JSON.stringify(at.release(), null, 1)}\n`, 'application/json');
          return { key: 'desk.saved', bad: false };
        })}
        onTeamFile={act(async (at) => {
          saveFile(`desk-${today()}.age`, await at.teamFile(), 'application/octet-stream');
          return { key: 'desk.saved', bad: false };
        })}
        onMerge={(file) => act((at) => merge(at, file))()}
        onOpenFile={(file) =>
          act(async (at) => {
            await at.openFile(file);
            return { key: 'desk.opened', bad: false };
          })()
        }
        onTeam={(team) =>
          act(async (at) => {
            await at.setTeam(team);
            return null;
          })()
        }
        onTakeOff={act(async (at) => ({
          key: 'desk.taken-off',
          values: { count: await at.takeOffRelay() },
          bad: false,
        }))}
        onEraseGone={act(async (at) => {
          await at.eraseGone();
          return { key: 'desk.erased', bad: false };
        })}
      />
    </WordsContext.Provider>,
    document.body,
  );
}

for (const kind of ['pointerdown', 'keydown'] as const) {
  window.addEventListener(kind, () => {
    touched = Date.now();
  });
}
setInterval(() => {
  if (desk !== null && Date.now() - touched > IDLE) lock();
}, 30_000);
draw();
