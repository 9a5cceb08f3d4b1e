/** The page in the active tab: whether it was checked, what was found, and what could not be read. */
import type { JSX } from 'preact';
import type { JudgedPost, PageDescription } from '../../utils/contracts/page-summary.ts';
import { useTranslator } from '../translator.ts';
import { FindingItem } from './FindingItem.tsx';
import type { TabState } from './popup-state.ts';
import { PrivateConversation } from './PrivateConversation.tsx';

interface Props {
  tab: TabState;
  isPrivate: boolean;
  onCheckOnce: () => void;
  onAllow: (host: string) => void;
  onReport: (found: JudgedPost) => void;
  /** Scrolls the page to the post. */
  onShow: (found: JudgedPost) => void;
  /** Opens an empty check page. */
  onCheck: () => void;
  /** Null when reports reach nobody. */
  onTellLayout: (() => void) | null;
  /** Opens the check page with the text that is selected in the tab. */
  onCheckMarked: () => void;
  /** Opens the check page with the text in the clipboard; ends once the browser gave or refused it. */
  onCheckCopied: () => Promise<void>;
  /** The button that the reader pressed found no text. */
  nothingFound: 'marked' | 'copied' | null;
}

/** The page itself marks the other posts. */
const MAX_POSTS_SHOWN = 20;

export function ThisPage(props: Props): JSX.Element {
  const { tab, isPrivate, onCheckOnce, onAllow } = props;
  const { t } = useTranslator();
  return (
    <section class="card rows" aria-live="polite">
      <h1>{t('popup.title')}</h1>
      {tab.state === 'loading' ? <p class="quiet">{t('ui.loading')}</p> : null}
      {tab.state === 'broken' ? <p class="note caution">{t('popup.broken')}</p> : null}
      {tab.state === 'not-a-page' ? <p>{t('popup.not-a-page')}</p> : null}
      {tab.state === 'paused' ? <p>{t('popup.paused', { host: tab.host })}</p> : null}
      {tab.state === 'private-conversation' ? (
        <PrivateConversation
          onCheckMarked={props.onCheckMarked}
          onCheckCopied={props.onCheckCopied}
          nothingFound={props.nothingFound}
        />
      ) : null}
      {tab.state === 'no-permission' ? (
        <>
          <p>{t('popup.no-permission')}</p>
          <button type="button" class="main" onClick={onCheckOnce}>
            {t('popup.check-once')}
          </button>
          {tab.host === '' ? null : (
            <button type="button" onClick={() => onAllow(tab.host)}>
              {t('popup.allow', { host: tab.host })}
            </button>
          )}
          <a href="options.html" target="_blank">
            {t('popup.sites')}
          </a>
        </>
      ) : null}
      {tab.state === 'page' ? <Findings {...props} page={tab.page} /> : null}
      {isPrivate && tab.state !== 'not-a-page' ? <p class="quiet small">{t('popup.private')}</p> : null}
    </section>
  );
}

function Findings({ page, onReport, onShow, onCheck, onTellLayout }: Props & { page: PageDescription }): JSX.Element {
  const { t } = useTranslator();
  const warned = page.found.filter(({ verdict }) => verdict.level !== 'none').sort(bySeverity);
  return (
    <>
      {page.status === 'could-not-read' ? (
        <div class="note caution">
          <p>{t('popup.could-not-read')}</p>
          {page.problem === 'wall' ? <p>{t('popup.could-not-read.wall')}</p> : null}
          {page.problem === 'layout' ? <p>{t('popup.could-not-read.layout')}</p> : null}
          <div class="bar wrap">
            <button type="button" id="check-yourself" onClick={onCheck}>
              {t('popup.check-yourself')}
            </button>
            {onTellLayout === null ? null : (
              <button type="button" id="tell-layout" class="plain" onClick={onTellLayout}>
                {t('popup.tell-layout')}
              </button>
            )}
          </div>
        </div>
      ) : null}
      {page.problem === 'hidden' && warned.length > 0 ? <p class="note danger">{t('popup.hidden')}</p> : null}
      {page.status === 'nothing-here' && page.posts === 0 ? <p>{t('popup.nothing-here')}</p> : null}
      {page.posts > 0 ? (
        <p>
          {t('popup.checked', { posts: page.posts })}{' '}
          {warned.length > 0 ? <strong>{t('popup.found', { count: warned.length })}</strong> : t('popup.none')}
        </p>
      ) : null}
      <ul class="rows">
        {warned.slice(0, MAX_POSTS_SHOWN).map((found) => (
          <FindingItem
            key={found.post.id}
            finding={found}
            onReport={() => onReport(found)}
            onShow={() => onShow(found)}
          />
        ))}
      </ul>
      {warned.length > MAX_POSTS_SHOWN ? (
        <p class="quiet">{t('popup.more', { count: warned.length - MAX_POSTS_SHOWN })}</p>
      ) : null}
    </>
  );
}

function bySeverity(a: JudgedPost, b: JudgedPost): number {
  const danger = (found: JudgedPost): number => (found.verdict.level === 'danger' ? 1 : 0);
  return danger(b) - danger(a) || b.verdict.score - a.verdict.score;
}
