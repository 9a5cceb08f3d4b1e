/** Every state of what is drawn in pages, in the host element that it has there, over a post. */
import { render, type JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Warnings, type WarningsActions, type WarningsState } from '../../../components/warning/Warnings.tsx';
import { css } from '../../../components/warning/styles.ts';
import { useWords, WordsContext } from '../../../components/words.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { createHostElement } from '../../../utils/page/host-element.ts';
import { caution, danger, listed, post } from './examples.ts';
import { nothing, type GalleryState, type GalleryStates } from './state.ts';

const ACTIONS: WarningsActions = {
  // Where a marker stands is measured in real pages: here it only has to be seen.
  onMarker: (_key, element) => element?.style.setProperty('visibility', 'visible'),
  onSurface: nothing,
  onGuard: nothing,
  onToggle: nothing,
  onCorner: nothing,
  onUndo: nothing,
  onTell: nothing,
  onLeave: nothing,
  onOpen: nothing,
  onQuote: nothing,
  onHelp: nothing,
  onReport: nothing,
  onFine: nothing,
  onHide: nothing,
};

function InPage({ state }: { state: WarningsState }): JSX.Element {
  const words = useWords();
  useLayoutEffect(() => {
    const host = createHostElement(document, css);
    // Closed in pages; here axe and the steps look in.
    Object.defineProperty(host.element, 'shadowRoot', { value: host.root });
    host.show();
    render(
      <WordsContext.Provider value={words}>
        <Warnings name="JobLantern" publisher="Example Shelter" {...state} {...ACTIONS} />
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
const QUIET: WarningsState = { warned: [], open: null, cornered: [], done: null, guard: null, marks: [] };
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
  chat: warnings({ guard: { step: 'chat', verdict: danger } }),
  mail: warnings({ guard: { step: 'mail', verdict: listed } }),
  call: warnings({ guard: { step: 'call', verdict: danger } }),
  apply: warnings({ guard: { step: 'apply', verdict: danger } }),
  corner: warnings({ cornered: [KEY] }),
  hidden: warnings({ done: 'hidden' }),
  fine: warnings({ done: 'fine' }),
};
