/** An invented offer, judged by the same engine as every post, to show what a warning looks like. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import { ReasonList } from '../reasons/ReasonList.tsx';
import { levelKey } from '../warning/level-key.ts';
import { LevelShape } from '../warning/LevelShape.tsx';
import { useTranslator } from '../translator.ts';

export type TrialState = { state: 'not-yet' } | { state: 'failed' } | { state: 'done'; verdict: Verdict };

interface Props {
  tried: TrialState;
  onTry: () => void;
}

export function TryPart({ tried, onTry }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="try">
      <h2>{t('welcome.try')}</h2>
      <p>{t('welcome.try.intro')}</p>
      <blockquote class="example">
        <p>
          <strong>{t('welcome.example.title')}</strong>
        </p>
        <p>{t('welcome.example.text')}</p>
      </blockquote>
      <button type="button" id="try-go" onClick={onTry}>
        {t('welcome.try.go')}
      </button>
      <div role="status" id="tried">
        {tried.state === 'failed' ? <p class="note caution">{t('welcome.try.failed')}</p> : null}
        {tried.state === 'done' ? (
          <div class={`note ${tried.verdict.level} rows`}>
            <p class="level">
              <LevelShape level={tried.verdict.level} isListed={false} size={22} />
              <strong>{t(levelKey(tried.verdict))}</strong>
            </p>
            <ReasonList reasons={tried.verdict.reasons} postLanguage={tried.verdict.language} />
          </div>
        ) : null}
      </div>
    </section>
  );
}
