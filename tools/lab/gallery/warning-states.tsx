/** Every state of what is drawn in pages, in the host element that it has there, over a post. */
import { render, type JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Warnings, type WarningsActions, type WarningsState } from '../../../components/warning/Warnings.tsx';
import { css } from '../../../components/warning/styles.ts';
import { useTranslator, TranslatorContext } from '../../../components/translator.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { createOverlayHost } from '../../../utils/overlay/overlay-host.ts';
import { cautionVerdict, dangerVerdict, listedVerdict, examplePost } from './example-posts.ts';
import { longVerdict, LONG_TITLE, MIXED_TITLE } from './long-states.ts';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

const ACTIONS: WarningsActions = {
  // The position of a marker is measured in real pages; here it must only be visible.
  onMarker: (_key, element) => element?.style.setProperty('visibility', 'visible'),
  onSurface: doNothing,
  onDialog: doNothing,
  onToggle: doNothing,
  onStep: doNothing,
  onCorner: doNothing,
  onUndo: doNothing,
  onTell: doNothing,
  onCancel: doNothing,
  onContinue: doNothing,
  onQuote: doNothing,
  onHelp: doNothing,
  onReport: doNothing,
  onFine: doNothing,
  onHide: doNothing,
  onPreview: async () => `${examplePost.title}\n\n${examplePost.text}`,
  onFeedback: doNothing,
  onPictureButton: doNothing,
};

function InPage({ state }: { state: WarningsState }): JSX.Element {
  const translator = useTranslator();
  useLayoutEffect(() => {
    const host = createOverlayHost(document, css, 'gallery');
    // Closed in pages; here axe and the steps need access.
    Object.defineProperty(host.element, 'shadowRoot', { value: host.root });
    host.show();
    render(
      <TranslatorContext.Provider value={translator}>
        <Warnings
          productName="JobLantern"
          brandHelp={{ publisher: 'Example Shelter' }}
          publisher="Example Shelter"
          {...state}
          {...ACTIONS}
        />
      </TranslatorContext.Provider>,
      host.root,
    );
    return () => {
      render(null, host.root);
      host.remove();
    };
  }, [state, translator]);
  return (
    <main lang="en" dir="ltr" class="column">
      <h1>{examplePost.title}</h1>
      <p>{examplePost.text}</p>
    </main>
  );
}

const KEY = 'post';
const TITLE = 'Customer chat support, Bangkok office';
const QUIET: WarningsState = {
  warned: [],
  open: null,
  unplaced: [],
  dismissal: null,
  prompt: null,
  feedback: null,
  pictureButtons: [],
  highlights: [],
};
const warnings = (state: Partial<WarningsState>, steps: string[] = []): GalleryState => ({
  draw: () => <InPage state={{ ...QUIET, ...state }} />,
  steps,
});
const marker = (verdict: Verdict): GalleryState => warnings({ warned: [{ key: KEY, verdict, title: TITLE }] });
const panel = (verdict: Verdict, steps: string[] = []): GalleryState =>
  warnings({ warned: [{ key: KEY, verdict, title: TITLE }], open: KEY }, steps);
const OPEN = { warned: [{ key: KEY, verdict: dangerVerdict, title: TITLE }], open: KEY };
const disputed: Verdict = {
  ...listedVerdict,
  ...(listedVerdict.listing ? { listing: { ...listedVerdict.listing, disputedSince: '2026-11-20' } } : {}),
};

export const WARNING_STATES: GalleryStates = {
  long: warnings(
    {
      warned: [
        { key: KEY, verdict: longVerdict, title: LONG_TITLE },
        { key: 'other', verdict: longVerdict, title: MIXED_TITLE },
      ],
      open: KEY,
      feedback: 'open',
    },
    ['.reasons > .plain', '.reasons .why'],
  ),
  'long-mixed': warnings({ warned: [{ key: KEY, verdict: longVerdict, title: MIXED_TITLE }], open: KEY }),
  'long-chat': warnings({ prompt: { action: 'chat', verdict: longVerdict } }),
  'marker-danger': marker(dangerVerdict),
  'marker-caution': marker(cautionVerdict),
  'marker-listed': marker(listedVerdict),
  danger: panel(dangerVerdict),
  'danger-open': panel(dangerVerdict, ['.reasons .plain', '.reasons > .plain']),
  'feedback-open': warnings({ ...OPEN, feedback: 'open' }),
  'feedback-text': warnings({ ...OPEN, feedback: 'open' }, ['[role="checkbox"]']),
  'feedback-sent': warnings({ ...OPEN, feedback: 'sent' }),
  'feedback-failed': warnings({ ...OPEN, feedback: 'failed' }),
  'job-scam': panel({ ...dangerVerdict, kind: 'job-scam' }),
  caution: panel(cautionVerdict),
  listed: panel(listedVerdict),
  disputed: panel(disputed),
  chat: warnings({ prompt: { action: 'chat', verdict: dangerVerdict } }),
  mail: warnings({ prompt: { action: 'mail', verdict: listedVerdict } }),
  call: warnings({ prompt: { action: 'call', verdict: dangerVerdict } }),
  apply: warnings({ prompt: { action: 'apply', verdict: dangerVerdict } }),
  picture: warnings({ pictureButtons: [{ key: KEY, isRefused: false }] }),
  'picture-refused': warnings({ pictureButtons: [{ key: KEY, isRefused: true }] }),
  corner: warnings({ warned: OPEN.warned, unplaced: [KEY] }),
  hidden: warnings({ dismissal: 'hidden' }),
  fine: warnings({ dismissal: 'fine' }),
};
