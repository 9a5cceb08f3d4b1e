/** Every state of what is drawn in pages, in the host element that it has there, over a post. */
import { render, type JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Warnings, type WarningsActions, type WarningsState } from '../../../components/warning/Warnings.tsx';
import { css } from '../../../components/warning/styles.ts';
import { useWords, WordsContext } from '../../../components/words.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { createOverlayHost } from '../../../utils/overlay/overlay-host.ts';
import { caution, danger, listed, post } from './examples.ts';
import { nothing, type GalleryState, type GalleryStates } from './state.ts';

const ACTIONS: WarningsActions = {
  // Where a marker stands is measured in real pages: here it only has to be seen.
  onMarker: (_key, element) => element?.style.setProperty('visibility', 'visible'),
  onSurface: nothing,
  onDialog: nothing,
  onToggle: nothing,
  onCorner: nothing,
  onUndo: nothing,
  onTell: nothing,
  onCancel: nothing,
  onContinue: nothing,
  onQuote: nothing,
  onHelp: nothing,
  onReport: nothing,
  onFine: nothing,
  onHide: nothing,
};

function InPage({ state }: { state: WarningsState }): JSX.Element {
  const words = useWords();
  useLayoutEffect(() => {
    const host = createOverlayHost(document, css);
    // Closed in pages; here axe and the steps look in.
    Object.defineProperty(host.element, 'shadowRoot', { value: host.root });
    host.show();
    render(
      <WordsContext.Provider value={words}>
        <Warnings productName="JobLantern" publisher="Example Shelter" {...state} {...ACTIONS} />
      </WordsContext.Provider>,
      host.root,
    );
    return () => {
      render(null, host.root);
      host.remove();
    };
  }, [state, words]);
  return (
    <main lang="en" dir="ltr" class="column">
      <h1>{post.title}</h1>
      <p>{post.text}</p>
    </main>
  );
}

const KEY = 'post';
const QUIET: WarningsState = { warned: [], open: null, unplaced: [], dismissal: null, prompt: null, highlights: [] };
const warnings = (state: Partial<WarningsState>, steps: string[] = []): GalleryState => ({
  draw: () => <InPage state={{ ...QUIET, ...state }} />,
  steps,
});
const marker = (verdict: Verdict): GalleryState => warnings({ warned: [{ key: KEY, verdict }] });
const panel = (verdict: Verdict, steps: string[] = []): GalleryState =>
  warnings({ warned: [{ key: KEY, verdict }], open: KEY }, steps);
const disputed: Verdict = {
  ...listed,
  ...(listed.listing ? { listing: { ...listed.listing, disputedSince: '2026-11-20' } } : {}),
};

export const WARNING_STATES: GalleryStates = {
  'marker-danger': marker(danger),
  'marker-caution': marker(caution),
  'marker-listed': marker(listed),
  danger: panel(danger),
  'danger-open': panel(danger, ['.reasons .plain', '.reasons > .plain']),
  'job-scam': panel({ ...danger, kind: 'job-scam' }),
  caution: panel(caution),
  listed: panel(listed),
  disputed: panel(disputed),
  chat: warnings({ prompt: { action: 'chat', verdict: danger } }),
  mail: warnings({ prompt: { action: 'mail', verdict: listed } }),
  call: warnings({ prompt: { action: 'call', verdict: danger } }),
  apply: warnings({ prompt: { action: 'apply', verdict: danger } }),
  corner: warnings({ unplaced: [KEY] }),
  hidden: warnings({ dismissal: 'hidden' }),
  fine: warnings({ dismissal: 'fine' }),
};
