/** The popup, from top to bottom: this page, help and report, check a message, pause here, the list, options. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChannelInfo, ChannelStatus } from '../../utils/contracts/channel-status.ts';
import type { Statistics } from '../../utils/desk/desk-export.ts';
import type { JudgedPost } from '../../utils/contracts/page-summary.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useTranslator } from '../translator.ts';
import { CheckBox } from './CheckBox.tsx';
import { ChannelPart } from './ChannelPart.tsx';
import type { TabState } from './popup-state.ts';
import { ReportChoice } from './ReportChoice.tsx';
import { ThisPage } from './ThisPage.tsx';

interface Props {
  name: string;
  organisation: string | null;
  tab: TabState;
  /** The tab is in a private window. */
  isPrivate: boolean;
  isOffline: boolean;
  list: ChannelStatus | null;
  hasChannel: boolean;
  /** Every channel in use, the brand's own first; null while they load. */
  channels: readonly ChannelInfo[] | null;
  isUpdating: boolean;
  /** Figures of the publisher's work; null when it publishes none. */
  statistics: Statistics | null;
  /** Milliseconds since 1970. */
  now: number;
  onCheckOnce: () => void;
  /** Requests access to this host. */
  onAllow: (host: string) => void;
  onCheck: (text: string) => void;
  onOptions: () => void;
  onPause: (paused: boolean) => void;
  onUpdate: () => void;
  onHelp: () => void;
  /** Null for a post or message that is not on the page. */
  onReport: (found: JudgedPost | null) => void;
  /** Scrolls the page to the post. */
  onShow: (found: JudgedPost) => void;
  /** Reports the structure of a page that could not be read; null when reports reach nobody. */
  onTellLayout: (() => void) | null;
  /** Opens the check page with the text that is selected in the tab. */
  onCheckMarked: () => void;
  /** Opens the check page with the text in the clipboard; ends once the browser gave or refused it. */
  onCheckCopied: () => Promise<void>;
  /** The button that the reader pressed found no text. */
  nothingFound: 'marked' | 'copied' | null;
  /** Number of reports that wait to be sent. */
  waitingReports: number;
  onQuickExit: () => void;
}

/** Whether the page is read, or would be without a pause: then the reader can pause or resume. */
function isRead(tab: TabState): boolean {
  return tab.state === 'paused' || (tab.state === 'page' && (tab.page.adapter !== null || tab.page.posts > 0));
}

export function Popup(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { tab } = props;
  const [reporting, setReporting] = useState(false);
  const host = 'host' in tab ? tab.host : null;
  const found = tab.state === 'page' ? tab.page.found : [];
  const others = props.channels?.filter(({ own }) => !own) ?? [];
  return (
    <main class="popup rows">
      <PageHead name={props.name} organisation={props.organisation} onQuickExit={props.onQuickExit} />
      {reporting ? (
        <ReportChoice found={found} onChoose={props.onReport} onBack={() => setReporting(false)} />
      ) : (
        <ThisPage
          tab={tab}
          isPrivate={props.isPrivate}
          onCheckOnce={props.onCheckOnce}
          onAllow={props.onAllow}
          onReport={props.onReport}
          onShow={props.onShow}
          onCheck={() => props.onCheck('')}
          onTellLayout={props.onTellLayout}
          onCheckMarked={props.onCheckMarked}
          onCheckCopied={props.onCheckCopied}
          nothingFound={props.nothingFound}
        />
      )}
      <div class="bar wrap">
        <button type="button" class="main" id="help" onClick={props.onHelp}>
          {t('ui.get-help')}
        </button>
        {reporting ? null : (
          <button
            type="button"
            id="report"
            onClick={() => (found.length > 0 ? setReporting(true) : props.onReport(null))}
          >
            {t('popup.report')}
          </button>
        )}
      </div>
      <CheckBox onCheck={props.onCheck} />
      {props.waitingReports === 0 ? null : (
        <p class="note" id="waiting-reports">
          <a href="report.html" target="_blank">
            {t('popup.waiting', { count: props.waitingReports })}
          </a>
        </p>
      )}
      {host === null || host === '' || !isRead(tab) ? null : (
        <button type="button" onClick={() => props.onPause(tab.state !== 'paused')}>
          {t(tab.state === 'paused' ? 'popup.resume' : 'popup.pause', { host })}
        </button>
      )}
      <ChannelPart
        list={props.list}
        hasChannel={props.hasChannel}
        isUpdating={props.isUpdating}
        isOffline={props.isOffline}
        now={props.now}
        onUpdate={props.onUpdate}
        colour={props.channels?.find(({ own }) => own)?.colour ?? null}
        hasOthers={others.length > 0}
        others={others}
        statistics={props.statistics}
      />
      <button type="button" class="plain" id="options" onClick={props.onOptions}>
        {t('options.title')}
      </button>
    </main>
  );
}
