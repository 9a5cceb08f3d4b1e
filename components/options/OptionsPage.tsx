/** The options. What an organisation's policy hides is not drawn. */
import type { ComponentProps, JSX } from 'preact';
import type { ManagedPolicy, OptionPart } from '../../utils/brand/managed-policy.ts';
import type { Language } from '../../utils/i18n/languages.ts';
import type { Settings } from '../../utils/storage/settings.ts';
import type { Sensitivity } from '../../utils/detect/apply-sensitivity.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useTranslator } from '../translator.ts';
import { DataPart, type DataOutcome } from './DataPart.tsx';
import { FeedbackPart, type FeedbackProps } from './FeedbackPart.tsx';
import { LanguagePart } from './LanguagePart.tsx';
import { SubscriptionsPart } from './SubscriptionsPart.tsx';
import { PausedPart } from './PausedPart.tsx';
import { PublisherPart } from './PublisherPart.tsx';
import { RememberPart } from './RememberPart.tsx';
import { SensitivityPart } from './SensitivityPart.tsx';
import { SitesPart } from './SitesPart.tsx';

interface Props {
  name: string;
  managed: ManagedPolicy;
  sites: ComponentProps<typeof SitesPart>;
  publisher: ComponentProps<typeof PublisherPart>;
  subscriptions: ComponentProps<typeof SubscriptionsPart>;
  /** Null while they load. */
  settings: Settings | null;
  languages: readonly Language[];
  dataOutcome: DataOutcome | null;
  /** The extension's worker did not answer. */
  isBroken?: boolean;
  onResume: (host: string) => void;
  onLanguage: (language: string | null) => void;
  onSensitivity: (sensitivity: Sensitivity) => void;
  /** Null where answers reach nobody. */
  feedback: Pick<FeedbackProps, 'publisher' | 'onChange'> | null;
  onRemember: (value: boolean) => void;
  /** Deletes the fingerprints of seen posts. */
  onForget: () => Promise<void>;
  onExport: () => void;
  onErase: () => void;
  onQuickExit: () => void;
}

export function OptionsPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { name, managed, settings } = props;
  const { organisation, faults } = managed;
  const shows = (part: OptionPart): boolean => !managed.hidden.includes(part);
  return (
    <main class="column">
      <PageHead name={name} organisation={organisation} onQuickExit={props.onQuickExit} />
      <h1>{t('options.title')}</h1>
      {props.isBroken === true ? (
        <p class="note caution" role="alert" id="broken">
          {t('popup.broken')}
        </p>
      ) : null}
      {organisation === null ? null : <p class="note">{t('options.managed', { organisation })}</p>}
      {faults.length === 0 ? null : (
        <div class="note caution" id="policy-faults">
          <p>{t('options.faults')}</p>
          <ul dir="ltr">
            {faults.map((fault) => (
              <li key={fault}>
                <code>{fault}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {shows('sites') ? <SitesPart {...props.sites} /> : null}
      {settings === null && props.isBroken !== true ? <p class="quiet">{t('ui.loading')}</p> : null}
      {settings === null || !shows('sites') ? null : <PausedPart hosts={settings.paused} onResume={props.onResume} />}
      {shows('list') ? <PublisherPart {...props.publisher} /> : null}
      {shows('list') ? <SubscriptionsPart {...props.subscriptions} /> : null}
      {settings === null || !shows('sensitivity') ? null : (
        <SensitivityPart value={settings.sensitivity} onChange={props.onSensitivity} />
      )}
      {settings === null || !shows('data') ? null : (
        <RememberPart value={settings.remembersPosts} onChange={props.onRemember} onForget={props.onForget} />
      )}
      {settings === null || !shows('data') || props.feedback === null ? null : (
        <FeedbackPart value={settings.asksFeedback} {...props.feedback} />
      )}
      {settings === null || !shows('language') ? null : (
        <LanguagePart languages={props.languages} value={settings.language} onChange={props.onLanguage} />
      )}
      {shows('data') ? (
        <DataPart outcome={props.dataOutcome} onExport={props.onExport} onErase={props.onErase} />
      ) : null}
      {shows('welcome') ? (
        <p>
          <a id="welcome" href="welcome.html">
            {t('options.welcome')}
          </a>
        </p>
      ) : null}
    </main>
  );
}
