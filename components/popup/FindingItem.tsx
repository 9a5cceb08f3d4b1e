/** One post with a warning: its title, and the reasons when it is opened. */
import type { JSX } from 'preact';
import type { JudgedPost } from '../../utils/contracts/page-summary.ts';
import { ReasonList } from '../reasons/ReasonList.tsx';
import { levelKey } from '../warning/level-key.ts';
import { LevelShape } from '../warning/LevelShape.tsx';
import { ListingLine } from '../warning/ListingLine.tsx';
import { useTranslator } from '../translator.ts';
import { postTitle } from './post-title.ts';

interface Props {
  finding: JudgedPost;
  onReport: () => void;
  /** Scrolls the page to the post. */
  onShow: () => void;
}

export function FindingItem({ finding: { post, verdict }, onReport, onShow }: Props): JSX.Element {
  const { t } = useTranslator();
  const title = postTitle(post) || t('popup.untitled');
  return (
    <li>
      <details class={`found ${verdict.level}`}>
        <summary>
          <LevelShape level={verdict.level} isListed={verdict.kind === 'listed'} size={22} />
          <span>
            <span class="unseen">{t(verdict.level === 'danger' ? 'word.danger' : 'word.caution')}: </span>
            <bdi>{title}</bdi>
          </span>
        </summary>
        <div class="rows">
          <p>
            <strong>{t(levelKey(verdict))}</strong>
          </p>
          <ListingLine verdict={verdict} />
          <ReasonList reasons={verdict.reasons} postLanguage={verdict.language} />
          <div class="bar wrap">
            <button type="button" class="show-post" onClick={onShow}>
              {t('popup.show')}
            </button>
            <button type="button" onClick={onReport}>
              {t('popup.report.this')}
            </button>
          </div>
        </div>
      </details>
    </li>
  );
}
