/** One subscription: its state, its fingerprint, and its removal in two steps. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChannelInfo } from '../../utils/contracts/channel-status.ts';
import { ChannelLine } from '../ui/ChannelLine.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { useFocusNext, useFocusOnMount } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  channel: ChannelInfo;
  /** Milliseconds since 1970. */
  now: number;
  onRemove: () => void;
}

export function SubscriptionItem({ channel, now, onRemove }: Props): JSX.Element {
  const { t } = useTranslator();
  const [isConfirming, setConfirming] = useState(false);
  const removal = useRef<HTMLButtonElement>(null);
  const focusNext = useFocusNext();
  const cancel = (): void => {
    focusNext(() => removal.current);
    setConfirming(false);
  };
  const { publisher } = channel.state;
  return (
    <li class="rows other-list">
      <ChannelLine channel={channel} now={now} />
      <details>
        <summary>{t('options.fingerprint')}</summary>
        <p class="quiet" dir="ltr">
          {channel.url}
        </p>
        <Fingerprint of={channel.id} />
      </details>
      {isConfirming ? (
        <ConfirmRemoval publisher={publisher} onRemove={onRemove} onCancel={cancel} />
      ) : (
        <div class="bar wrap">
          <button ref={removal} type="button" class="list-remove" onClick={() => setConfirming(true)}>
            {t('lists.remove', { publisher })}
          </button>
        </div>
      )}
    </li>
  );
}

function ConfirmRemoval(props: { publisher: string; onRemove: () => void; onCancel: () => void }): JSX.Element {
  const { t } = useTranslator();
  const question = useFocusOnMount<HTMLParagraphElement>();
  return (
    <div class="rows">
      <p ref={question} tabIndex={-1}>
        {t('lists.remove.sure', { publisher: props.publisher })}
      </p>
      <div class="bar wrap">
        <button type="button" class="danger list-gone" onClick={props.onRemove}>
          {t('lists.remove.yes')}
        </button>
        <button type="button" onClick={props.onCancel}>
          {t('lists.cancel')}
        </button>
      </div>
    </div>
  );
}
