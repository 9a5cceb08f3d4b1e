/** The choice of the post to report: one of the page, or one that the reader describes. */
import type { JSX } from 'preact';
import type { JudgedPost } from '../../utils/contracts/page-summary.ts';
import { useTranslator } from '../translator.ts';
import { postTitle } from './post-title.ts';

interface Props {
  found: readonly JudgedPost[];
  onChoose: (found: JudgedPost | null) => void;
  onBack: () => void;
}

const MAX_POSTS_SHOWN = 50;

export function ReportChoice({ found, onChoose, onBack }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows">
      <h1>{t('popup.report')}</h1>
      <p>{t(found.length > 0 ? 'popup.report.choose' : 'popup.report.none')}</p>
      <ul class="rows">
        {found.slice(0, MAX_POSTS_SHOWN).map((one) => (
          <li key={one.post.id}>
            <button type="button" class="plain" onClick={() => onChoose(one)}>
              <bdi>{postTitle(one.post) || t('popup.untitled')}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <div class="bar wrap">
        <button type="button" onClick={() => onChoose(null)}>
          {t('popup.report.own')}
        </button>
        <button type="button" class="plain" onClick={onBack}>
          {t('popup.back')}
        </button>
      </div>
    </section>
  );
}
