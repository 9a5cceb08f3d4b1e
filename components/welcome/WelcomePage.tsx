/** The welcome page: what the extension does, what it never does, and site access. One panel is shown at a time. */
import type { ComponentProps, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { SitesPart } from '../options/SitesPart.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFocusNext } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';
import { FirstSites } from './FirstSites.tsx';
import { TryPart, type TrialState } from './TryPart.tsx';

interface Props {
  name: string;
  organisation: string | null;
  sites: ComponentProps<typeof SitesPart>;
  tried: TrialState;
  onTry: () => void;
  /** The reader skipped or finished the panels. */
  onLeave: () => void;
  onQuickExit: () => void;
}

const PANELS = ['does', 'never', 'where'] as const;
const POINTS = [1, 2, 3, 4] as const;

export function WelcomePage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const [step, setStep] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const focusNext = useFocusNext();
  const panel = PANELS[step] ?? 'does';
  const last = step === PANELS.length - 1;
  // A new panel is read from its top; at the start the focus stays where it is.
  const go = (to: number): void => {
    focusNext(() => heading.current);
    setStep(to);
  };
  return (
    <main class="column welcome">
      <PageHead name={props.name} organisation={props.organisation} onQuickExit={props.onQuickExit} />
      <h1>{t('welcome.title')}</h1>
      <div class="rows" id={`panel-${panel}`}>
        <p class="quiet" ref={heading} tabIndex={-1}>
          {t('welcome.step', { step: step + 1, steps: PANELS.length })}
        </p>
        {panel === 'does' ? <FirstSites {...props.sites} /> : null}
        {panel === 'where' ? <SitesPart {...props.sites} /> : <Points panel={panel} />}
        {panel === 'does' ? <TryPart tried={props.tried} onTry={props.onTry} /> : null}
      </div>
      <div class="bar wrap">
        {step === 0 ? null : (
          <button type="button" id="back" onClick={() => go(step - 1)}>
            {t('popup.back')}
          </button>
        )}
        <button type="button" class="main" id="next" onClick={() => (last ? props.onLeave() : go(step + 1))}>
          {t(last ? 'welcome.done' : 'welcome.next')}
        </button>
        <span class="room" />
        {last ? null : (
          <button type="button" class="plain" id="skip" onClick={props.onLeave}>
            {t('welcome.skip')}
          </button>
        )}
      </div>
      <p class="quiet small">
        {t('welcome.pin')} {t('welcome.again')}
      </p>
    </main>
  );
}

function Points({ panel }: { panel: 'does' | 'never' }): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows">
      <h2>{t(`welcome.${panel}`)}</h2>
      <ul class="points">
        {POINTS.map((point) => (
          <li key={point}>{t(`welcome.${panel}.${point}`)}</li>
        ))}
      </ul>
    </section>
  );
}
