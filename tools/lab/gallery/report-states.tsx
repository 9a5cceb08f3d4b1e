/** Every state of the report page. */
import type { ComponentProps } from 'preact';
import { ReportPage } from '../../../components/report/ReportPage.tsx';
import type { RedrawPicture } from '../../../components/report/PicturePart.tsx';
import type { ReportDraft } from '../../../utils/report/report-draft.ts';
import type { OutboxItem } from '../../../utils/report/outbox.ts';
import { dangerVerdict, examplePost } from './example-posts.ts';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

const draft: ReportDraft = {
  post: examplePost,
  verdict: dangerVerdict,
  wrong: false,
  taken: ['name', 'key'],
  private: false,
};
const own: ReportDraft = {
  ...draft,
  verdict: null,
  taken: [],
  post: { ...examplePost, title: '', text: '', url: '', location: '', salary: '', contacts: [], poster: '' },
};
/** A poster of coloured bars instead of the file, with the covered squares. */
const drawExample: RedrawPicture = async (_file, covered) => {
  const canvas = new OffscreenCanvas(360, 480);
  const context = canvas.getContext('2d')!;
  for (const [at, colour] of ['#12355b', '#fff7d6', '#b3121d', '#ffd400'].entries()) {
    context.fillStyle = colour;
    context.fillRect(0, at * 120, 360, 120);
  }
  context.fillStyle = '#808080';
  for (const { left, top, width, height } of covered)
    context.fillRect(left * 360, top * 480, width * 360, height * 480);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), width: 360, height: 480 };
};
const item: OutboxItem = {
  key: 'k',
  state: 'waiting',
  reason: 'offline',
  savedOn: '2026-11-25',
  deliveredOn: null,
  receipt: false,
  nextAt: 0,
};
const delivered: OutboxItem = { ...item, key: 'd', state: 'delivered', reason: null, deliveredOn: '2026-11-25' };

function report(changes: Partial<ComponentProps<typeof ReportPage>> = {}, steps: string[] = []): GalleryState {
  return {
    steps,
    draw: () => (
      <ReportPage
        name="JobLantern"
        draft={draft}
        facts={{ id: '5c1e07d4a98b42f6b3d0917e6fa2c845', locale: 'en', appVersion: '0.1.0', today: '2026-11-25' }}
        publisher="Example Shelter"
        canSend
        canSeal
        mail="reports@shelter.example"
        items={[]}
        result={null}
        isBusy={false}
        onSend={doNothing}
        onSaveSealed={doNothing}
        onSaveReadable={doNothing}
        onCopySealed={doNothing}
        onTryAgain={doNothing}
        onSaveItem={doNothing}
        onErase={doNothing}
        onQuickExit={doNothing}
        {...changes}
      />
    ),
  };
}

export const REPORT_STATES: GalleryStates = {
  form: report(),
  'taken-out': report({}, ['fieldset input', '.letter button']),
  picture: {
    ...report({ draft: { ...draft, picture: { type: 'image/jpeg', data: '/9j/' } }, redrawPicture: drawExample }, [
      '.squares button',
    ]),
    until: '.squares button',
  },
  wrong: report({ draft: { ...draft, wrong: true } }),
  own: report({ draft: own }),
  private: report({ draft: { ...draft, private: true } }),
  'private-group': report({
    draft: { ...draft, post: { ...examplePost, url: 'https://www.facebook.com/groups/1/posts/2' } },
  }),
  'no-relay': report({ canSend: false, canSeal: false, mail: null }),
  busy: report({ isBusy: true }),
  gone: report({ draft: null }),
  delivered: report({ result: { what: 'sent', item: delivered } }),
  waiting: report({ result: { what: 'sent', item }, items: [item, delivered] }),
  refused: report({ result: { what: 'sent', item: { ...item, state: 'refused', reason: 'not-accepted' } } }),
  saved: report({ result: { what: 'saved' } }),
  copied: report({ result: { what: 'copied' } }),
  'no-consent': report({ result: { what: 'no-consent' } }),
  problem: report({ result: { what: 'problem', key: 'no-recipients' } }),
  'new-code': report({ result: { what: 'sent', item: delivered }, code: 'k7Qz9'.repeat(9).slice(0, 43) }),
  code: report(
    {
      draft: null,
      onCode: doNothing,
      codeAnswer: { withdrawal: null, outcome: { outcome: 'listed', on: '2026-11-25' } },
    },
    ['#code-part summary'],
  ),
  'taken-back': report({ draft: null, onCode: doNothing, codeAnswer: { withdrawal: 'taken-back', outcome: null } }, [
    '#code-part summary',
  ]),
  erased: report({ result: { what: 'erased' } }),
};
