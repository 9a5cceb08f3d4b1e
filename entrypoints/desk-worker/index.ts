/** Opens and reads reports beside the page; see utils/desk/desk-worker-client.ts. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readBundledKnowledge } from '../../utils/background/bundled-knowledge.ts';
import { loadKnowledge } from '../../utils/detect/analyse.ts';
import { asyncMemo } from '../../utils/platform/async-memo.ts';
import { openPicture } from '../../utils/desk/open-picture.ts';
import { decodeReportPicture, printOfPicture } from '../../utils/desk/report-picture-view.ts';
import { openReport, ReportRefusedError } from '../../utils/desk/open-report.ts';
import type { DeskTask, DeskTaskResult } from '../../utils/desk/desk-worker-client.ts';
import { readReport } from '../../utils/desk/report-facts.ts';
import { openVault, sealVault, WrongPassphraseError } from '../../utils/desk/vault.ts';

const knowledge = asyncMemo(async () =>
  loadKnowledge(await readBundledKnowledge((path) => new URL(`/${path}`, self.location.origin).href)),
);

export default defineUnlistedScript(() => {
  self.addEventListener('message', ({ data }: MessageEvent<DeskTask>) => {
    void runTask(data).then((result) =>
      (self as unknown as Worker).postMessage(result, result.done === 'shown' ? [result.bitmap] : []),
    );
  });
});

async function runTask(task: DeskTask): Promise<DeskTaskResult> {
  try {
    if (task.do === 'unlock') return { done: 'unlocked', secrets: await openVault(task.vault, task.passphrase) };
    if (task.do === 'lock-up') return { done: 'locked', vault: await sealVault(task.secrets, task.passphrase) };
    if (task.do === 'show-picture') return { done: 'shown', bitmap: await decodeReportPicture(task.picture) };
    const parsed = await openReport(new Blob([Uint8Array.from(task.sealed)]).stream(), task.identities);
    const { document, print, fault } = await openPicture(parsed, printOfPicture);
    const { facts, reading } = readReport(document, await knowledge.get(), task.today);
    return {
      done: 'opened',
      opened: { document, facts: { ...facts, picturePrint: print }, reading: { ...reading, pictureFault: fault } },
    };
  } catch (error) {
    if (error instanceof ReportRefusedError) return { done: 'refused', key: error.key, detail: error.message };
    if (error instanceof WrongPassphraseError) return { done: 'wrong-passphrase' };
    return { done: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
